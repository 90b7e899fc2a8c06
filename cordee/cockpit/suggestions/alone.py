"""Somebody takes part and has to do with hardly anybody: an introduction may be worth more than a reminder."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.circulation.models import Place
from cordee.cockpit.actions.words import APART, send_word
from cordee.cockpit.models import NoWords, Suggestion, Word
from cordee.cockpit.suggestions.contract import MOST, Evidence, Found, Kind, Sent, came_back
from cordee.people.cards import Card, columns
from cordee.people.models import Person
from cordee.spaces.models import Membership

OVER = timedelta(days=28)


class Alone(Kind):
    """A private word that offers to introduce them to somebody: a facilitator alone is told that it may be wanted."""

    name = "alone"
    icon = "people"
    label = gettext_lazy("Who has few to turn to")
    strength = 3.0
    rests = timedelta(days=180)
    private = True
    close = True

    def find(self, spaces: Sequence[UUID], now: datetime) -> list[Found]:
        """Members who had to do with one person at most in four weeks, as each night works out. Two queries."""
        few = Place.objects.filter(space_id__in=spaces, role=Place.Role.ALONE).order_by("id")
        told = set(few.values_list("space_id", "person_id")[: MOST * 2])
        members = (
            Membership.objects.filter(
                space_id__in={space for space, _person in told},
                person_id__in={person for _space, person in told},
                role=Membership.Role.MEMBER,
                person__is_active=True,
            )
            .exclude(person__in=NoWords.objects.values("person_id"))
            .exclude(person__in=Word.objects.filter(at__gt=now - APART).values("receiver_id"))
        )
        rows = members.order_by("id").values_list("space_id", "person_id", *columns("person"))
        return [
            Found(self.name, space, now - OVER, Card(*face))
            for space, person, *face in rows
            if (space, person) in told
        ][:MOST]

    def sentence(self, one: Found) -> str:
        assert one.person
        return _("%(who)s takes part, and has few to turn to here") % {"who": one.person.name}

    def evidence(self, one: Found) -> list[Evidence]:
        """What was counted."""
        assert one.person
        return [Evidence(_("one person at most to exchange with in four weeks"), one.person.url)]

    def button(self, one: Found) -> str:
        return _("Send a word")

    def draft(self, one: Found, me: Person) -> str:
        assert one.person
        return _(
            "Hello %(name)s,\n\nI am glad that you are in “%(space)s”. Is there something that you would like to talk "
            "over with somebody who does the same work? Tell me what, and I will introduce you. Nothing is expected of "
            "you.\n\n%(me)s"
        ) % {"name": one.person.name.split()[0], "space": one.space_title, "me": me.name}

    def act(self, actor: Person, row: Suggestion, sent: Sent, now: datetime) -> None:
        assert row.person
        send_word(actor, row.space, row.person, sent.text, now=now)

    def followed(self, rows: Sequence[Suggestion]) -> dict[UUID, datetime]:
        """They wrote in the space afterwards."""
        return came_back(rows)


KIND = Alone()
