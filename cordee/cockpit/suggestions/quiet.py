"""Somebody who took part has gone quiet, and might like a word."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.cockpit.actions.words import APART, send_word
from cordee.cockpit.models import NoWords, Suggestion, Word
from cordee.cockpit.suggestions.contract import MOST, Evidence, Found, Kind, Sent, came_back
from cordee.insights.models import Said
from cordee.people.cards import Card, columns
from cordee.people.models import Person
from cordee.spaces.models import Membership

QUIET = timedelta(days=28)
WHILE = timedelta(days=120)
TOOK_PART = 3  # texts


class Quiet(Kind):
    """A private word: kind, short, easy to leave unanswered."""

    name = "quiet"
    icon = "mute"
    label = gettext_lazy("Who went quiet")
    strength = 4.0
    rests = timedelta(days=180)
    private = True

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
        found = [
            Found(
                self.name, space, told[space, person][1], Card(*face), facts={"texts": told[space, person][0]}
            )
            for space, person, *face in members.values_list("space_id", "person_id", *columns("person"))
            if (space, person) in told
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

    def button(self, one: Found) -> str:
        return _("Send a word")

    def draft(self, one: Found, me: Person) -> str:
        assert one.person
        return _(
            "Hello %(name)s,\n\nI enjoyed reading you in “%(space)s”, and I hope that all is well. Nothing is expected "
            "of you. If something there could be of more use to you, I would gladly hear it.\n\n%(me)s"
        ) % {"name": one.person.name.split()[0], "space": one.space_title, "me": me.name}

    def act(self, actor: Person, row: Suggestion, sent: Sent, now: datetime) -> None:
        assert row.person
        send_word(actor, row.space, row.person, sent.text, now=now)

    def followed(self, rows: Sequence[Suggestion]) -> dict[UUID, datetime]:
        """They wrote in the space again."""
        return came_back(rows)


KIND = Quiet()
