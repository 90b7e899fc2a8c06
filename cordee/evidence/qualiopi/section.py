"""What an indicator shows of a place: what is there, and what is missing with the act that would fill it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet, Sum

from cordee.core.models import Organisation
from cordee.core.queries import organisation
from cordee.evidence.kinds import for_indicator
from cordee.evidence.models import Piece, Tally
from cordee.evidence.qualiopi.indicators import Indicator
from cordee.evidence.scope import Scope, covered
from cordee.improvement.queries.figures import Figures, figures
from cordee.paths.models import Cohort, Enrolment, Path, Version

LEDGER = "/evidence/"
FEWEST = 5  # people of whom a figure is told


@dataclass(frozen=True)
class Place:
    """Where one looks: some cohorts, some paths with all their cohorts, or (neither) the whole organisation.

    Between ``since`` and ``until`` pieces alone are told apart: the rest says how things stand now.
    """

    paths: tuple[UUID, ...] = ()
    cohorts: tuple[UUID, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def is_whole(self) -> bool:
        """The whole organisation."""
        return not (self.paths or self.cohorts)

    @property
    def has_period(self) -> bool:
        """Only what happened between two days."""
        return bool(self.since or self.until)

    @property
    def cohort(self) -> UUID | None:
        """The one cohort that it is."""
        return self.cohorts[0] if len(self.cohorts) == 1 and not self.paths else None


@dataclass(frozen=True)
class Shown:
    """Something that is there: what, how many (None: it is said in words), when last, where to see it."""

    label: str
    count: int | None = None
    last: datetime | date | None = None
    href: str = ""
    words: str = ""


@dataclass(frozen=True)
class Lack:
    """Something that is missing, in a sentence, with the act that would fill it."""

    sentence: str
    act: str = ""
    href: str = ""


@dataclass
class Section:
    """An indicator with what it shows. It claims nothing: no piece, no tick."""

    indicator: Indicator
    shown: list[Shown] = field(default_factory=list)
    lacks: list[Lack] = field(default_factory=list)

    @property
    def holds_pieces(self) -> bool:
        """Whether the ledger holds something for it there."""
        return any(one.href.startswith(LEDGER) for one in self.shown)

    @property
    def count(self) -> int:
        """How many pieces and things stand behind it."""
        return sum(one.count or 0 for one in self.shown)


class Seen:
    """A place with what several indicators ask of it, each read once."""

    def __init__(self, place: Place, now: datetime) -> None:
        self.place, self.now, self.today = place, now, now.date()

    @cached_property
    def here(self) -> Organisation:
        """The organisation."""
        return organisation()

    @cached_property
    def ledger(self) -> dict[str, tuple[int, datetime | None]]:
        """How many pieces of each kind, and when the last happened. Two queries."""
        if not self.place.is_whole or self.place.has_period:
            rows = Piece.objects.filter(self._pieces).order_by()
            told = rows.values_list("kind").annotate(n=Count("number"), last=Max("at"))
            return {kind: (count, last) for kind, count, last in told}
        counts = dict(Tally.objects.order_by().values_list("kind").annotate(n=Sum("count")))
        newest = [
            Piece.objects.filter(kind=kind).order_by("-number").values_list("kind", "at")[:1]
            for kind in counts
        ]
        lasts = dict(newest[0].union(*newest[1:], all=True)) if newest else {}
        return {kind: (count, lasts.get(kind)) for kind, count in counts.items()}

    @cached_property
    def _pieces(self) -> Q:
        """The pieces of the place, as the ledger and its files have them."""
        place = self.place
        return covered(Scope(place.paths, place.cohorts, since=place.since, until=place.until))

    @cached_property
    def paths(self) -> list[Path]:
        """The published paths of the place, with their sheet. One query."""
        rows = Path.objects.filter(current__isnull=False, archived_at=None, is_template=False)
        if not self.place.is_whole:
            theirs = Cohort.objects.filter(id__in=self.place.cohorts).values("path")
            rows = rows.filter(Q(id__in=self.place.paths) | Q(id__in=theirs))
        return list(rows.select_related("sheet__helper", "current").order_by("title"))

    @property
    def versions(self) -> list[Version]:
        """What those paths hold now."""
        return [one.current for one in self.paths if one.current]

    def enrolments(self) -> QuerySet[Enrolment]:
        """The places in cohorts there, without those who wait."""
        rows = Enrolment.objects.filter(waiting_since=None)
        if self.place.is_whole:
            return rows
        return rows.filter(Q(cohort_id__in=self.place.cohorts) | Q(cohort__path_id__in=self.place.paths))

    def cohorts(self) -> QuerySet[Cohort]:
        """The cohorts there."""
        if self.place.is_whole:
            return Cohort.objects.all()
        return Cohort.objects.filter(Q(id__in=self.place.cohorts) | Q(path_id__in=self.place.paths))

    @cached_property
    def concerns(self) -> Figures:
        """How complaints are looked after. Two queries."""
        return figures(self.now, paths=self.place.paths, cohorts=self.place.cohorts)

    @property
    def path(self) -> Path | None:
        """The one path that the place is about."""
        return self.paths[0] if not self.place.is_whole and len(self.paths) == 1 else None

    def pieces(self, indicator: Indicator) -> list[Shown]:
        """What the ledger holds for an indicator, kind by kind; a kind without a piece is not shown."""
        found = []
        for kind in for_indicator(indicator.number):
            count, last = self.ledger.get(kind.name, (0, None))
            if count:
                where = f"{LEDGER}?kind={kind.name}"
                if self.place.cohort:
                    where += f"&cohort={self.place.cohort}"
                found.append(Shown(str(kind.label), count, last, where))
        return found

    def has(self, *kinds: str) -> bool:
        """Whether the ledger holds a piece of one of these kinds."""
        return any(self.ledger.get(kind, (0, None))[0] for kind in kinds)
