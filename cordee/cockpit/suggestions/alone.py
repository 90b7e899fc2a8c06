"""Somebody takes part and has to do with hardly anybody: an introduction may be worth more than a reminder."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.circulation.models import Place
from cordee.cockpit.suggestions.contract import MOST, Evidence, Found
from cordee.cockpit.suggestions.private_word import PrivateWord

OVER = timedelta(days=28)


class Alone(PrivateWord):
    """A private word that offers to introduce them to somebody: a facilitator alone is told that it may be wanted."""

    name = "alone"
    icon = "people"
    label = gettext_lazy("Who has few to turn to")
    strength = 3.0
    words = gettext_lazy(
        "Hello %(name)s,\n\nI am glad that you are in “%(space)s”. Is there something that you would like to talk "
        "over with somebody who does the same work? Tell me what, and I will introduce you. Nothing is expected of "
        "you.\n\n%(me)s"
    )
    close = True

    def find(self, spaces: Sequence[UUID], now: datetime) -> list[Found]:
        """Members who had to do with one person at most in four weeks, as each night works out. Two queries."""
        few = Place.objects.filter(space_id__in=spaces, role=Place.Role.ALONE).order_by("id")
        told = few.values_list("space_id", "person_id")[: MOST * 2]
        return [Found(self.name, space, now - OVER, card) for space, card in self.reached(told, now)][:MOST]

    def sentence(self, one: Found) -> str:
        assert one.person
        return _("%(who)s takes part, and has few to turn to here") % {"who": one.person.name}

    def evidence(self, one: Found) -> list[Evidence]:
        """What was counted."""
        assert one.person
        return [Evidence(_("one person at most to exchange with in four weeks"), one.person.url)]


KIND = Alone()
