"""How well concerns are looked after: how many, how late, how quickly."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Count, ExpressionWrapper, F, Max, Q, QuerySet
from django.db.models.aggregates import Aggregate

from cordee.improvement.models import Concern, Measure
from cordee.improvement.queries.register import about, late

YEAR = timedelta(days=365)
DAY = 86_400


class _Median(Aggregate):
    """The middle one of durations, by PostgreSQL."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = models.DurationField()


@dataclass(frozen=True)
class Figures:
    """Open and late now; raised, closed and the median days to acknowledge and to answer, since ``since``.

    The medians are of what was acknowledged (``acknowledged`` of them) and answered (``answered``); None without any.
    """

    since: date
    open: int
    late: int
    raised: int
    closed: int
    acknowledged: int
    days_to_acknowledge: float | None
    answered: int
    days_to_answer: float | None
    measures_open: int
    measures_done: int
    measures_working: int
    last_at: datetime | None


def figures(now: datetime, *, paths: Collection[UUID] = (), cohorts: Collection[UUID] = ()) -> Figures:
    """Of everything, or of some paths or cohorts, over the last 365 days. Two queries."""
    since = now - YEAR
    rows = about(Concern.objects.exclude(confirmed_at=None), paths, cohorts)
    recent = Q(confirmed_at__gt=since)
    told = rows.aggregate(
        open=Count("id", filter=Q(closed_at=None)),
        late=Count("id", filter=late(now.date())),
        raised=Count("id", filter=recent),
        closed=Count("id", filter=Q(closed_at__gt=since)),
        acknowledged=Count("acknowledged_at", filter=recent),
        answered=Count("answered_at", filter=recent),
        to_acknowledge=_Median(_until("acknowledged_at"), filter=recent & Q(acknowledged_at__isnull=False)),
        to_answer=_Median(_until("answered_at"), filter=recent & Q(answered_at__isnull=False)),
        last_at=Max("confirmed_at"),
    )
    measures = _measures(rows).aggregate(
        open=Count("id", filter=Q(done_at=None)),
        done=Count("id", filter=Q(done_at__gt=since)),
        working=Count("id", filter=Q(done_at__gt=since, works=Measure.Works.YES)),
    )
    return Figures(
        since=since.date(),
        open=told["open"],
        late=told["late"],
        raised=told["raised"],
        closed=told["closed"],
        acknowledged=told["acknowledged"],
        days_to_acknowledge=_days(told["to_acknowledge"]),
        answered=told["answered"],
        days_to_answer=_days(told["to_answer"]),
        measures_open=measures["open"],
        measures_done=measures["done"],
        measures_working=measures["working"],
        last_at=told["last_at"],
    )


def _measures(rows: QuerySet[Concern]) -> QuerySet[Measure]:
    return Measure.objects.filter(concern__in=rows.values("id"))


def _until(name: str) -> ExpressionWrapper:
    return ExpressionWrapper(F(name) - F("confirmed_at"), output_field=models.DurationField())


def _days(spent: timedelta | None) -> float | None:
    return None if spent is None else round(spent.total_seconds() / DAY, 1)
