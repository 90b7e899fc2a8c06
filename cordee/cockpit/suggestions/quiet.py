"""Somebody who took part has gone quiet, and might like a word."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.cockpit.suggestions.contract import MOST, Evidence, Found
from cordee.cockpit.suggestions.private_word import PrivateWord
from cordee.insights.models import Said

QUIET = timedelta(days=28)
WHILE = timedelta(days=120)
TOOK_PART = 3  # texts


class Quiet(PrivateWord):
    """A private word: kind, short, easy to leave unanswered."""

    name = "quiet"
    icon = "mute"
    label = gettext_lazy("Who went quiet")
    strength = 4.0
    words = gettext_lazy(
        "Hello %(name)s,\n\nI enjoyed reading you in “%(space)s”, and I hope that all is well. Nothing is expected "
        "of you. If something there could be of more use to you, I would gladly hear it.\n\n%(me)s"
    )

    def find(self, spaces: Sequence[UUID], now: datetime) -> list[Found]:
        """Members who wrote three times at least, and nothing for four weeks; who wrote most first. Two queries."""
        rows = Said.objects.filter(
            space_id__in=spaces, at__gt=now - WHILE, seen=True, person_id__isnull=False
        )
        silent = (
            rows.order_by()
            .values("space_id", "person_id")
            .annotate(texts=Count("id"), last=Max("at"))
            .filter(texts__gte=TOOK_PART, last__lt=now - QUIET)
            .order_by("-texts", "person_id")
        )
        told = {
            (space, person): (texts, last)
            for space, person, texts, last in silent.values_list("space_id", "person_id", "texts", "last")[
                : MOST * 2
            ]
        }
        found = [
            Found(self.name, space, last, card, facts={"texts": texts})
            for space, card in self.reached(told, now)
            for texts, last in [told[space, card.id]]
        ]
        return sorted(found, key=lambda one: (-one.facts["texts"], one.since))[:MOST]

    def sentence(self, one: Found) -> str:
        assert one.person
        return _("%(who)s used to take part, and has been quiet for more than four weeks") % {
            "who": one.person.name
        }

    def evidence(self, one: Found) -> list[Evidence]:
        """What they wrote before."""
        assert one.person
        said = ngettext(
            "%(count)s text in the three months before",
            "%(count)s texts in the three months before",
            one.facts["texts"],
        )
        return [Evidence(said % {"count": one.facts["texts"]}, one.person.url)]


KIND = Quiet()
