"""What a kind of suggestion is: how it is found, what it says and on what evidence, what one click does, what follows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cordee.cockpit.models import Suggestion
from cordee.core.errors import Invalid, Missing
from cordee.insights.models import Said
from cordee.people.cards import Card
from cordee.people.models import Person
from cordee.spaces.models import Post

MOST = 20  # of a kind, over all spaces: three are shown
FOLLOWS_WITHIN = timedelta(days=14)
Key = tuple[UUID, str, UUID | None, UUID | None]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact that the suggestion rests on, and where it can be looked at."""

    text: str
    url: str


@dataclass(slots=True)
class Found:
    """A suggestion before it is shown: about somebody, a contribution, or the space. ``facts`` are its kind's own."""

    kind: str
    space_id: UUID
    since: datetime
    person: Card | None = None
    post_id: UUID | None = None
    title: str = ""
    space_slug: str = ""
    space_title: str = ""
    facts: dict = field(default_factory=dict)
    row_id: UUID | None = None

    @property
    def key(self) -> Key:
        """What it is about: the same as long as it is the same suggestion."""
        return self.space_id, self.kind, self.person.id if self.person else None, self.post_id

    @property
    def post_url(self) -> str:
        """The contribution."""
        return f"/posts/{self.post_id}/"


@dataclass(frozen=True, slots=True)
class Choice:
    """A second thing that the same click may do: a value, its words, whether it is taken unless told."""

    value: str
    label: str | Promise
    usual: bool = False


class Kind:
    """One kind. A file of this folder gives its own in ``KIND``; nothing else has to know of it.

    ``strength``: how much it is worth a minute, before what was learned of the space. ``rests``: how long it leaves the
    same person or space alone once it was settled (None: for ever).
    """

    name: ClassVar[str]
    icon: ClassVar[str]
    label: ClassVar[Promise | str]
    strength: ClassVar[float]
    rests: ClassVar[timedelta | None] = None
    choices: ClassVar[Sequence[Choice]] = ()
    private: ClassVar[bool] = False  # what is written reaches one person alone
    close: ClassVar[bool] = False  # for the facilitators of the space themselves, no administrator as such

    def find(self, spaces: Sequence[UUID], now: datetime) -> list[Found]:
        """What could be suggested in these spaces, the most worthy first, ``MOST`` at most. Two queries at most."""
        raise NotImplementedError

    def complete(self, one: Found, now: datetime) -> None:
        """Look up what only a suggestion that is shown needs."""

    def sentence(self, one: Found) -> str:
        """What it is about, in a sentence."""
        raise NotImplementedError

    def evidence(self, one: Found) -> list[Evidence]:
        """What that rests on."""
        raise NotImplementedError

    def button(self, one: Found) -> str:
        """The verb of the one click."""
        raise NotImplementedError

    def link(self, one: Found) -> str:
        """Where it is done, for what cannot be one click here; empty for the others."""
        return ""

    def draft(self, one: Found, me: Person) -> str:
        """What is sent unless it is edited; empty where nothing is written."""
        return ""

    def act(self, actor: Person, row: Suggestion, sent: "Sent", now: datetime) -> None:
        """Do it. Raises what the action that it calls raises; Invalid for what is done elsewhere (``link``)."""
        raise Invalid(_("This is done on a page of its own."))

    def followed(self, rows: Sequence[Suggestion]) -> dict[UUID, datetime]:
        """When what was hoped for happened, by row, after ``since``. One query."""
        raise NotImplementedError


def post_of(post_id: UUID | None) -> Post:
    """The contribution that a suggestion is about, with its space. Raises Missing where it is gone."""
    post = Post.objects.filter(id=post_id).select_related("space").first() if post_id else None
    if post is None:
        raise Missing(_("This contribution is gone."))
    return post


@dataclass(frozen=True, slots=True)
class Sent:
    """What the facilitator sent: the text as edited, and what they chose beside it."""

    text: str = ""
    choice: str = ""
    to: str = ""


def since(row: Suggestion) -> datetime:
    """From when on something counts as what followed."""
    return row.settled_at or row.shown_at


def came_back(rows: Iterable[Suggestion]) -> dict[UUID, datetime]:
    """The person of each row said something in the space afterwards. One query."""
    wanted = [row for row in rows if row.person_id]
    said = Said.objects.filter(
        space_id__in={row.space_id for row in wanted},
        person_id__in={row.person_id for row in wanted},
        at__gt=min(map(since, wanted), default=datetime.max),
        seen=True,
    )
    moments: dict[tuple, list[datetime]] = {}
    for space, person, at in said.order_by("at").values_list("space_id", "person_id", "at"):
        moments.setdefault((space, person), []).append(at)
    return _first_after(wanted, lambda row: moments.get((row.space_id, row.person_id), []))


def was_answered(rows: Iterable[Suggestion]) -> dict[UUID, datetime]:
    """Somebody else than the facilitator replied to the contribution of each row afterwards. One query."""
    wanted = [row for row in rows if row.post_id]
    said = Said.objects.filter(post_id__in={row.post_id for row in wanted}, seen=True, kept=False)
    moments: dict[UUID, list[datetime]] = {}
    for post, at in said.order_by("at").values_list("post_id", "at"):
        moments.setdefault(post, []).append(at)
    return _first_after(wanted, lambda row: moments.get(row.post_id, []) if row.post_id else [])


def _first_after(
    rows: Iterable[Suggestion], moments: Callable[[Suggestion], Iterable[datetime]]
) -> dict[UUID, datetime]:
    found: dict[UUID, datetime] = {}
    for row in rows:
        for at in moments(row):
            if since(row) < at <= since(row) + FOLLOWS_WITHIN:
                found[row.id] = at
                break
    return found
