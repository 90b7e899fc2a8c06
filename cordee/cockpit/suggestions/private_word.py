"""What is best said by a private word to somebody: whom it may reach, how it is sent, what is hoped for."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cordee.cockpit.actions.words import APART, send_word
from cordee.cockpit.models import NoWords, Suggestion, Word
from cordee.cockpit.suggestions.contract import Found, Kind, Sent, came_back
from cordee.people.cards import Card, columns
from cordee.people.models import Person
from cordee.spaces.models import Membership


class PrivateWord(Kind):
    """A kind whose one click sends a word that somebody edits first; ``words`` is what it says unless it is edited."""

    rests = timedelta(days=180)
    private = True
    words: ClassVar[Promise | str]  # with %(name)s, %(space)s and %(me)s

    def reached(
        self, told: Iterable[tuple[UUID | None, UUID | None]], now: datetime
    ) -> Iterator[tuple[UUID, Card]]:
        """Of people in spaces, the members to whom a word may be sent now. One query."""
        wanted = set(told)
        members = (
            Membership.objects.filter(
                space_id__in={space for space, _person in wanted},
                person_id__in={person for _space, person in wanted},
                role=Membership.Role.MEMBER,
                person__is_active=True,
            )
            .exclude(person__in=NoWords.objects.values("person_id"))
            .exclude(person__in=Word.objects.filter(at__gt=now - APART).values("receiver_id"))
            .order_by("id")
        )
        for space, person, *face in members.values_list("space_id", "person_id", *columns("person")):
            if (space, person) in wanted:
                yield space, Card(*face)

    def button(self, one: Found) -> str:
        return _("Send a word")

    def draft(self, one: Found, me: Person) -> str:
        assert one.person
        return str(self.words) % {"name": one.person.name.split()[0], "space": one.space_title, "me": me.name}

    def act(self, actor: Person, row: Suggestion, sent: Sent, now: datetime) -> None:
        assert row.person
        send_word(actor, row.space, row.person, sent.text, now=now)

    def followed(self, rows: Sequence[Suggestion]) -> dict[UUID, datetime]:
        """They wrote in the space afterwards."""
        return came_back(rows)
