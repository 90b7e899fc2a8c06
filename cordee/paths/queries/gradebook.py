"""How far each learner of a cohort has come: a table that costs the same for ten and for five hundred."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.pages import Page
from cordee.paths.models import Activity, Cohort, Day, Enrolment, Progress
from cordee.people.cards import Card, card
from cordee.people.cards import columns as columns_of
from cordee.sheets import Cell, Column, Sheet

PAGE = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One learner on one step."""

    done_at: datetime | None
    score: float | None
    skipped: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One learner: how far, when last, how long, and each step that was begun."""

    enrolment_id: UUID
    person: Card
    email: str
    done: int
    completed_at: datetime | None
    waiting_since: datetime | None
    left_at: datetime | None
    last_seen_at: datetime | None
    seconds: int
    cells: dict[UUID, Step]


def steps_of(cohort: Cohort) -> list[tuple[UUID, str, str]]:
    """Key, title and kind of the steps of what a newcomer begins. One query."""
    rows = Activity.objects.filter(version=cohort.version).order_by("module__position", "position")
    return list(rows.values_list("key", "title", "kind"))


def gradebook(cohort: Cohort, cursor: str | None = None, size: int = PAGE) -> Page[Line]:
    """Learners in the order in which they came. Three queries. Raises Invalid."""
    rows = Enrolment.objects.filter(cohort=cohort).order_by("id")
    if cursor:
        (last,) = pages.decode(cursor, UUID)
        rows = rows.filter(id__gt=last)
    names = ("id", "person__email", "done_count", "completed_at", "waiting_since", "left_at", "last_seen_at")
    found = list(rows.values_list(*names, *columns_of("person"))[: size + 1])
    ids = [row[0] for row in found]
    times = dict(
        Day.objects.filter(enrolment__in=ids).values_list("enrolment").annotate(total=Sum("seconds"))
    )
    cells: dict[UUID, dict[UUID, Step]] = {}
    told = Progress.objects.filter(enrolment__in=ids).values_list(
        "enrolment_id", "activity_key", "done_at", "score", "skipped_why"
    )
    for enrolment_id, key, done_at, score, skipped in told:
        cells.setdefault(enrolment_id, {})[key] = Step(done_at, score, bool(skipped))
    lines = []
    for row in found:
        person = card(row[len(names) :])
        assert person is not None
        identifier, email, done, completed, waiting, left, seen = row[: len(names)]
        seconds, begun = times.get(identifier, 0), cells.get(identifier, {})
        lines.append(
            Line(identifier, person, email or "", done, completed, waiting, left, seen, seconds, begun)
        )
    return pages.cut(lines, size, lambda line: (line.enrolment_id,))


def gradebook_sheet(cohort: Cohort) -> Sheet:
    """The whole gradebook, to take away: a column a step. One query, and three for each 500 learners as it is read."""
    steps = steps_of(cohort)
    columns = [
        Column("name", _("Name")),
        Column("email", _("E-mail")),
        Column("state", _("State")),
        Column("done", _("Steps done"), "whole"),
        Column("minutes", _("Minutes"), "whole"),
        Column("last_seen_at", _("Last seen"), "instant"),
        Column("completed_at", _("Finished on"), "instant"),
        *(Column(str(key), title, "share") for key, title, _kind in steps),
    ]
    rows = _rows(cohort, [key for key, _title, _kind in steps])
    notes = [_("A step holds its score where it has one; otherwise a word.")]
    return Sheet("gradebook", _("Progress of a cohort"), columns, rows, notes)


def _rows(cohort: Cohort, keys: list[UUID]) -> Iterator[list[Cell]]:
    cursor: str | None = None
    while True:
        page = gradebook(cohort, cursor)
        for line in page.rows:
            own: list[Cell] = [
                line.person.name,
                line.email,
                _state(line),
                line.done,
                round(line.seconds / 60),
            ]
            yield [
                *own,
                line.last_seen_at,
                line.completed_at,
                *(_written(line.cells.get(key)) for key in keys),
            ]
        if page.next is None:
            return
        cursor = page.next


def _state(line: Line) -> str:
    if line.left_at:
        return _("left")
    if line.waiting_since:
        return _("waiting")
    return _("finished") if line.completed_at else _("taking part")


def _written(cell: Step | None) -> Cell:
    if cell is None:
        return None
    if cell.score is not None:
        return cell.score
    return _("known already") if cell.skipped else (_("done") if cell.done_at else _("begun"))
