"""What a channel is: whom it reaches, and how a batch of messages leaves by it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import ClassVar
from uuid import UUID

from django.utils.functional import Promise

from cordee.notifications.digest import Section
from cordee.notifications.kinds import kinds
from cordee.notifications.lines import Line
from cordee.notifications.models import Message, Pace
from cordee.people.models import Person


class Outcome(Enum):
    """What came of one message: it left, it never will, or it may later (a pause, then another try)."""

    SENT = "sent"
    GONE = "gone"
    LATER = "later"


class Down(Exception):  # noqa: N818 (an answer, not a fault)
    """The channel as a whole does not work now: nothing more of the batch is tried, and nobody's tries are counted."""


@dataclass(frozen=True)
class Parcel:
    """What one person is to be told: the lines of their bell that they have not read, the most useful first.

    A weekly digest (``message.is_digest``) has ``sections`` too, and perhaps no lines. ``message.id`` is the same at each
    try. ``words`` and ``address`` say a line and where it leads, in the language that is active: a channel activates
    ``person.language`` (and ``person.time_zone``) before it asks.
    """

    message: Message
    person: Person
    lines: list[Line] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    @property
    def things(self) -> int:
        """How many it tells."""
        return len(self.lines) + sum(len(section.items) for section in self.sections)

    def words(self, line: Line) -> str:
        """What happened, in a sentence."""
        return kinds()[line.kind].words(line)

    def title(self, line: Line) -> str:
        """What it is about; may be empty."""
        return str(line.title or kinds()[line.kind].about)

    def address(self, line: Line) -> str:
        """Where it leads, as a path of this site: opening it marks as read what it tells."""
        kind = kinds()[line.kind]
        return kind.address(line) if kind.one_by_one else line.url


@dataclass(frozen=True)
class Result:
    """One parcel, and what came of it; ``trouble`` for the log, in English, at most 200 characters are kept."""

    parcel: Parcel
    outcome: Outcome
    trouble: str = ""


class Channel:
    """One way of telling. A file of this folder gives its own in ``CHANNELS``; nothing else has to know of it.

    ``paces``: what one may choose on it. ``defaults``: the pace of each group of kinds (``groups``) until somebody
    chooses; a group that is not named there is never told. ``panel``: a template that the page on which people choose
    includes, for what the channel needs beside paces.
    """

    name: ClassVar[str]
    label: ClassVar[Promise | str]
    icon: ClassVar[str] = "bell"
    order: ClassVar[int] = 50
    paces: ClassVar[Sequence[Pace]] = tuple(Pace)
    defaults: ClassVar[Mapping[str, Pace]] = {}
    panel: ClassVar[str] = ""

    def works(self) -> bool:
        """Whether the installation has what it needs: nothing is planned for a channel that does not work yet."""
        return True

    def reached(self, people: Collection[UUID]) -> dict[UUID, str]:
        """Of these people, whom this channel can tell anything, by which address (for the record). One or two queries.

        It leaves out who is in ``Unreachable`` with that very address.
        """
        raise NotImplementedError

    def send(self, parcels: Sequence[Parcel], *, now: datetime) -> Iterator[Result]:
        """Send one by one, and yield what came of each at once: the sender marks it before the next is begun.

        No transaction is open. Raises ``Down`` where the whole channel fails: what was not yielded is tried again later.
        """
        raise NotImplementedError
