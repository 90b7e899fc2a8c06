"""Operations: the figures of dashboards, with their definitions."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas.insights import IndicatorDefinitionOut, InsightsOut
from cordee.insights.access import subject
from cordee.insights.boards import SHOWN, Board, board
from cordee.insights.data_views import FIGURES
from cordee.insights.definitions import TOLD
from cordee.insights.figures import WINDOW, Figure, Point
from cordee.insights.models import Scope
from cordee.insights.taking import check_taken
from cordee.insights.words import numbers
from cordee.people.actions.looks import saw_view

router = Router(tags=["Insights"])
Below = Literal["space", "path", "cohort", "unit"]


@router.get(
    "/insights/definitions",
    response=answers(list[IndicatorDefinitionOut]),
    summary="What each figure counts",
)
def list_indicator_definitions(request: HttpRequest) -> Any:
    """The same words as under each figure of a dashboard, in the language of the request."""
    return [_definition(name) for name in SHOWN]


@router.get("/insights/organisation", response=answers(InsightsOut), summary="Figures of the organisation")
def read_insights(request: HttpRequest, until: date | None = None) -> Any:
    """For who oversees all or facilitates a space. ``until`` is a Sunday that has figures; without, the last one."""
    return _board(request, Scope.ORGANISATION, None, until)


@router.get(
    "/insights/{scope}/{scope_id}",
    response=answers(InsightsOut),
    summary="Figures of a space, a path, a cohort or a unit",
)
def read_insights_of(request: HttpRequest, scope: Below, scope_id: UUID, until: date | None = None) -> Any:
    """For those who look after it. Of a unit only windows that share no day are told, and no group under five people."""
    return _board(request, Scope(scope), scope_id, until)


def _board(request: HttpRequest, scope: Scope, scope_id: UUID | None, until: date | None) -> Any:
    viewer = who(request)
    about = subject(viewer, scope, scope_id)
    found = board(about, until)
    check_taken(viewer.person, found)
    saw_view(viewer.person, FIGURES.name, scope.value, scope_id, timezone.now())
    return {
        "scope": scope.value,
        "scope_id": scope_id,
        "title": about.title,
        "until": found.until,
        "counted_at": found.counted_at,
        "indicators": [_indicator(found, figure) for figure in found.figures],
    }


def _indicator(found: Board, figure: Figure) -> dict[str, Any]:
    year = found.year_before.get(figure.name)
    return {
        "definition": _definition(figure.name),
        "windows": [_window(point) for point in figure.points],
        "year_before": _window(year) if year else None,
    }


def _definition(name: str) -> dict[str, Any]:
    told = TOLD[name]
    return {
        "name": name,
        "version": told.version,
        "title": str(told.title),
        "numerator": str(told.counted),
        "denominator": str(told.of),
        "certainty": str(told.about),
        "source": str(told.source),
        "window_days": WINDOW.days,
    }


def _window(point: Point) -> dict[str, Any]:
    names = ("numerator", "denominator", "people", "value", "low", "high")
    values = (*numbers(point), point.value, point.low, point.high)
    told = dict(zip(names, values if point.known else [None] * len(names), strict=True))
    return {"until": point.last_day, "known": point.known} | told
