"""The pedagogic part of the yearly report, line by line, and what is missing to fill it.

A trainee (stagiaire) of the form is an enrolment in an action: who takes two paths counts twice, as the notice has it. An
enrolment with no hour in the year is no trainee of it. What another organisation entrusted to us stands in frame G alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from cordee.core.queries import organisation
from cordee.evidence.bpf import frames, hours
from cordee.paths.models import Dossier, Enrolment
from cordee.paths.nsf import specialty
from cordee.paths.queries.dossiers import Holding, holding

NEEDED = ("category", "objective", "nsf", "modality")  # without which a line cannot be told
MOST_LISTED = 500


@dataclass(frozen=True)
class Line:
    """A line of a frame: how many, how many minutes. ``unsaid``: whose dossier does not say where they belong."""

    label: str
    count: int | None
    minutes: int | None
    part: bool = False
    total: bool = False
    unsaid: bool = False

    @property
    def hours(self) -> int | None:
        """Whole hours, as the form takes them."""
        return None if self.minutes is None else (self.minutes + 30) // 60


@dataclass(frozen=True)
class Frame:
    """A frame of the form."""

    name: str
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Trainee:
    """One enrolment that counts, with its minutes."""

    held: Holding
    minutes: int
    signed: int
    elsewhere: bool

    @property
    def facts(self) -> Dossier:
        """What holds for it."""
        return self.held.facts

    @property
    def missing(self) -> list[str]:
        """What the form needs and nobody said."""
        return [name for name in NEEDED if name in self.held.missing]


@dataclass(frozen=True)
class Report:
    """The frames of a year, what is missing (with how many in all), and the hours that were measured, to compare."""

    first: date
    last: date
    due: date
    frames: list[Frame]
    incomplete: list[Trainee]
    incomplete_count: int
    measured: float
    counted: float


def period(year: int) -> tuple[date, date]:
    """The first and the last day of the accounting year that begins in ``year``."""
    month = organisation().year_begins
    first = date(year, month, 1)
    return first, date(year + 1, month, 1) - timedelta(days=1)


def last_year(today: date) -> int:
    """The year whose accounting year ended last: the one that is asked for."""
    year = today.year
    while period(year)[1] >= today:
        year -= 1
    return year


def year_to_tell(today: date) -> int:
    """The year that ended last, if somebody was trained by its end; else the one that goes on. One query at most."""
    year = last_year(today)
    begun = Enrolment.objects.filter(enrolled_at__date__lte=period(year)[1]).exists()
    return year if begun else year + 1


def due_on(last: date) -> date:
    """Until when the report of a year that ended on ``last`` is sent."""
    month, day = (int(part) for part in organisation().bpf_until.split("-"))
    found = date(last.year, month, day)
    return found if found > last else date(last.year + 1, month, day)


def report(year: int) -> Report:
    """The report of the accounting year that begins in ``year``. Six queries, whatever its size."""
    first, last = period(year)
    trainees = _trainees(first, last)
    ours = [one for one in trainees if not one.facts.entrusted_by]
    for_others = [one for one in trainees if one.facts.entrusted_by]
    incomplete = [one for one in trainees if one.missing]
    minutes = sum(one.minutes for one in trainees)
    seconds = hours.measured(first, last, Enrolment.objects.filter(waiting_since=None))
    made = [
        _trainers(first, last),
        Frame("F-1", frames.TITLES["F-1"], _categories(ours)),
        Frame("F-2", frames.TITLES["F-2"], _total("F-2", [one for one in ours if one.facts.entrusted_to])),
        Frame("F-3", frames.TITLES["F-3"], _objectives(ours)),
        Frame("F-4", frames.TITLES["F-4"], _specialties(ours)),
        Frame("G", frames.TITLES["G"], _total("G", for_others)),
    ]
    return Report(
        first,
        last,
        due_on(last),
        made,
        incomplete[:MOST_LISTED],
        len(incomplete),
        seconds / 3600,
        minutes / 60,
    )


def _trainees(first: date, last: date) -> list[Trainee]:
    """Who counts in the year. Four queries."""
    rows = Enrolment.objects.filter(waiting_since=None).select_related(
        "person", "dossier", "cohort__dossier", "cohort__path__sheet"
    )
    found = [_held(one) for one in _near(rows, first, last)]
    planned = {one.enrolment.id: _planned(one) for one in found}
    spent = hours.followed(first, last, planned)
    trainees = []
    for held in found:
        proven = held.facts.minutes_done
        if proven is not None:
            ends = held.enrolment.cohort.ends_on or held.enrolment.cohort.starts_on
            minutes, signed = (proven, 0) if first <= ends <= last else (0, 0)
        else:
            told = spent.get(held.enrolment.id, hours.Followed(0, 0))
            minutes, signed = told.minutes, told.signed
        if minutes > 0:
            trainees.append(Trainee(held, minutes, signed, proven is not None))
    return trainees


def _near(rows: QuerySet[Enrolment], first: date, last: date) -> QuerySet[Enrolment]:
    """Those that can have an hour in the year: they came before its end, and were not gone before it began."""
    here = Q(cohort__starts_on__lte=last) & (Q(left_at=None) | Q(left_at__date__gte=first))
    return rows.filter(here).order_by("cohort__starts_on", "cohort_id", "person__name", "id")


def _held(one: Enrolment) -> Holding:
    return holding(one, getattr(one, "dossier", None), getattr(one.cohort, "dossier", None))


def _planned(one: Holding) -> int | None:
    """What was planned for it, else the duration that its path publishes."""
    if one.facts.minutes_planned is not None:
        return one.facts.minutes_planned
    sheet = getattr(one.enrolment.cohort.path, "sheet", None)
    return sheet.minutes if sheet else None


def _trainers(first: date, last: date) -> Frame:
    spent = hours.trained(first, last)
    lines = [
        Line(frames.TRAINERS["own"], len(spent), sum(spent.values())),
        Line(frames.TRAINERS["outside"], None, None),
    ]
    return Frame("E", frames.TITLES["E"], lines)


def _line(label: str, trainees: Iterable[Trainee], **more: bool) -> Line:
    these = list(trainees)
    return Line(label, len(these), sum(one.minutes for one in these), **more)


def _total(name: str, trainees: list[Trainee]) -> list[Line]:
    return [_line(frames.TOTALS[name], trainees, total=True)]


def _unsaid(trainees: list[Trainee], of: Callable[[Trainee], str]) -> list[Line]:
    """Those of whom nobody said where they belong: shown only where there are some."""
    left = [one for one in trainees if not of(one)]
    return [_line(frames.UNSAID, left, unsaid=True)] if left else []


def _categories(trainees: list[Trainee]) -> list[Line]:
    def category(one: Trainee) -> str:
        return one.facts.category

    lines = [
        _line(label, (one for one in trainees if category(one) == key))
        for key, label in frames.CATEGORIES.items()
    ]
    remote = [
        one for one in trainees if one.facts.modality in (Dossier.Modality.REMOTE, Dossier.Modality.MIXED)
    ]
    far = [Line(frames.REMOTE, len(remote), None, part=True)]
    return [*lines, *_unsaid(trainees, category), *_total("F-1", trainees), *far]


def _objectives(trainees: list[Trainee]) -> list[Line]:
    def objective(one: Trainee) -> str:
        return one.facts.objective

    levels = [
        _line(label, (one for one in trainees if objective(one) == key), part=True)
        for key, label in frames.RNCP_LEVELS.items()
    ]
    registered = _line(frames.RNCP, (one for one in trainees if objective(one) in frames.RNCP_LEVELS))
    others = [
        _line(label, (one for one in trainees if objective(one) == key))
        for key, label in frames.OBJECTIVES.items()
    ]
    return [registered, *levels, *others, *_unsaid(trainees, objective), *_total("F-3", trainees)]


def _specialties(trainees: list[Trainee]) -> list[Line]:
    def group(one: Trainee) -> str:
        return one.facts.nsf[:3]

    counts = Counter(group(one) for one in trainees if group(one))
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    named = ranked[: frames.SPECIALTIES]
    lines = [
        _line(f"{code} {specialty(code)}", (one for one in trainees if group(one) == code)) for code in named
    ]
    rest = set(ranked[frames.SPECIALTIES :])
    others = [_line(frames.OTHERS, (one for one in trainees if group(one) in rest))]
    return [*lines, *others, *_unsaid(trainees, group), *_total("F-4", trainees)]
