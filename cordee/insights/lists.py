"""Down to the acts: who did what and when, in words; for a line manager only how many, and of whom never."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from cordee.core import pages
from cordee.core.pages import Page
from cordee.insights.access import Subject
from cordee.insights.counting.sql import SOCIAL
from cordee.insights.counting.windows import window
from cordee.insights.disclosure.units import told_kinds
from cordee.insights.figures import FEWEST, WINDOW
from cordee.insights.models import Act, Kind, Mode, Scope, Snapshot
from cordee.people.cards import Card
from cordee.people.models import Person, Unit

SIZE = 50
# Of which acts a figure is made, so that one gets from it to them. Reading is nobody's business but the reader's.
KINDS: Mapping[str, Sequence[Kind]] = {
    "participation": SOCIAL,
    "writers": (Kind.CONTRIBUTE, Kind.REPLY),
    "helpers": (Kind.REPLY,),
    "spread": (Kind.CONTRIBUTE, Kind.REPLY),
    "answered": (Kind.REPLY, Kind.ACCEPT),
    "useful": (Kind.REACT, Kind.THANK, Kind.TRY, Kind.ADAPT, Kind.TEACH),
}
_COLUMNS = {Scope.SPACE: "space_id", Scope.PATH: "path_id", Scope.COHORT: "cohort_id"}


@dataclass(frozen=True)
class Line:
    """Somebody did something; ``outside``: other software told of it."""

    id: UUID
    at: datetime
    person: Card | None
    kind: Kind
    mode: Mode
    outside: bool


@dataclass(frozen=True)
class Tally:
    """How many acts of a kind, by how many people. ``acts`` is None of a group that is told as one (``tallies``)."""

    kind: Kind
    acts: int | None
    people: int


@dataclass(frozen=True)
class Tallies:
    """Acts by kind. ``untold``: some kinds of the subject are not told; ``silent``: nothing is said of it at all."""

    told: Sequence[Tally] = ()
    untold: bool = False
    silent: bool = False


def acts_of(subject: Subject, until: date, name: str = "") -> QuerySet[Act]:
    """The acts of a window that others see, without what was read; those behind one figure, if one is named."""
    ends = window(None, until).ends
    rows = Act.objects.filter(at__gte=ends - WINDOW, at__lt=ends, seen=True).exclude(kind=Kind.READ)
    if name in KINDS:
        rows = rows.filter(kind__in=KINDS[name])
    if subject.scope is Scope.UNIT and subject.scope_id:
        return rows.filter(unit_id__in=below(subject.scope_id))
    if column := _COLUMNS.get(subject.scope):
        return rows.filter(**{column: subject.scope_id})
    return rows


def lines(subject: Subject, until: date, name: str = "", cursor: str | None = None) -> Page[Line]:
    """Who did what, newest first. Two queries."""
    rows = acts_of(subject, until, name).order_by("-at", "-id")
    if cursor:
        at, last = pages.decode(cursor, pages.moment, UUID)
        rows = rows.filter(at__lte=at).exclude(at=at, id__gte=last)
    found = list(rows[: SIZE + 1])
    who = Person.objects.filter(id__in={row.person_id for row in found}, erased_at=None)
    cards = (Card(*row) for row in who.values_list("id", "name", "handle", "headline", "photo__stored_as"))
    people = {one.id: one for one in cards}
    told = [
        Line(
            row.id,
            row.at,
            people.get(row.person_id),
            Kind(row.kind),
            Mode(row.mode),
            row.source == "statement",
        )
        for row in found
    ]
    return pages.cut(told, SIZE, lambda line: (line.at, line.id))


def tallies(subject: Subject, until: date, name: str = "") -> Tallies:
    """How many acts of each kind, and by how many people, as counted with the figures. One query; of a unit three.

    Of a group whose acts ``subject`` may not know closely only the kinds that five people did are there, of a unit only
    where no difference to other units tells of fewer. How many acts is not said of it: the dashboard has totals of acts
    (``spread``, ``balance``), from which those of the kinds that are told would leave those of one that is not. Whether
    some are not told is said of all kinds, whatever ``name``: else asking figure by figure would tell which.
    """
    counted = Snapshot.objects.filter(scope=subject.scope, scope_id=subject.scope_id, until=until)
    detail = counted.filter(name="participation").values_list("detail", flat=True).first() or {}
    kinds = [Tally(Kind(kind), acts, people) for kind, acts, people in detail.get("kinds", ())]
    if subject.closely:
        enough: Collection[str] | None = [one.kind for one in kinds]
    elif subject.scope is Scope.UNIT and subject.scope_id:
        enough = told_kinds(subject.scope_id, until)
    else:
        enough = [one.kind for one in kinds if one.people >= FEWEST]
    if enough is None:
        return Tallies(silent=True)
    told = [one for one in kinds if one.kind in enough]
    if not subject.closely:
        told = [Tally(one.kind, None, one.people) for one in sorted(told, key=lambda one: -one.people)]
    shown = [one for one in told if one.kind in KINDS.get(name, Kind)]
    return Tallies(shown, untold=len(told) < len(kinds))


def below(unit: UUID) -> list[UUID]:
    """A unit and those below it. One query a level."""
    found, level = [unit], [unit]
    while level := list(Unit.objects.filter(parent_id__in=level).values_list("id", flat=True)):
        found += level
    return found
