"""Which paths there are for somebody."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.compiled import columns_of, compiled, instance
from cordee.core.pages import Page
from cordee.core.text import render
from cordee.paths import access
from cordee.paths.access import Standing, standing
from cordee.paths.models import Enrolment, Path, Sheet
from cordee.paths.queries.outline import Outline, outlines, with_limits
from cordee.people.models import Person

PAGE = 20
MOST_MINE = 12
TEXTS = ("audience", "prerequisites", "methods", "evaluation", "accessibility")
LINES = ("access_delay", "price", "contact", "certification")


@dataclass(frozen=True)
class Mine:
    """A path that I take, and where I am on it."""

    enrolment: Enrolment
    path: Path
    outline: Outline


def path_seen(person: Person, slug: str) -> Standing:
    """Where ``person`` stands to the path of this address. Two queries. Raises Missing."""
    return standing(person, slug=slug)


def path_of_cohort(person: Person, cohort_id: UUID) -> Standing:
    """Where ``person`` stands to the path of this cohort. Two queries. Raises Missing."""
    return standing(person, cohort=cohort_id)


def my_paths(person: Person, now: datetime) -> list[Mine]:
    """The paths that somebody takes or waits for, the last begun first, each with its next step. Four queries at most."""
    rows = (
        with_limits(Enrolment.objects.filter(person=person, left_at__isnull=True))
        .select_related("cohort__path__cover", "cohort__space", "version")
        .order_by("-enrolled_at")[:MOST_MINE]
    )
    enrolments = list(rows)
    found = outlines(enrolments, now=now)
    mine = [Mine(one, one.cohort.path, found[one.id]) for one in enrolments]
    # What can be gone on with first, then what waits, then what is done.
    return sorted(mine, key=lambda one: (one.enrolment.completed_at is not None, one.outline.next is None))


def catalogue(person: Person, cursor: str | None = None, size: int = PAGE) -> Page[Path]:
    """The paths that somebody may know of, newest first, with ``minutes`` and ``steps``. One query. Raises Invalid."""
    rows = Path.objects.filter(access.seen(person), is_template=False).select_related("cover")
    if cursor:
        (last,) = pages.decode(cursor, UUID)
        rows = rows.filter(id__lt=last)
    counted = rows.annotate(
        minutes=Coalesce(Sum("current__activities__minutes"), 0), steps=Count("current__activities")
    )
    return pages.cut(list(counted.order_by("-id")[: size + 1]), size, lambda path: (path.id,))


def sheet_of(path: Path) -> dict[str, str] | None:
    """What the public is told of a path, its texts as safe HTML; None where nothing was written. One query."""
    row = next((instance(Sheet, values) for values in _sheet(path=path.id)), None)
    return told_by(row) if row else None


def told_by(row: Sheet) -> dict[str, str] | None:
    """What a sheet says, its texts as safe HTML; None where nothing was written."""
    texts = {name: _rendered(getattr(row, name)) for name in TEXTS if getattr(row, name)}
    lines = {name: getattr(row, name) for name in LINES if getattr(row, name)}
    told = texts | lines
    how = _("on site and at a distance") if row.modality == "mixed" else str(row.get_modality_display())
    return told | {"modality": how} if told else None


@compiled()
def _sheet(*, path: UUID) -> QuerySet:
    return Sheet.objects.filter(path_id=path).values_list(*columns_of(Sheet))


@lru_cache(maxsize=512)
def _rendered(text: str) -> str:
    """Kept: sheets are read all day, and change once a year."""
    return render(text)
