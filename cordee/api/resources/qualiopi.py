"""Operations: indicators of Qualiopi, and the yearly report."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from cordee.api.resources import answers
from cordee.api.schemas import Text
from cordee.api.schemas import qualiopi as schemas
from cordee.evidence.bpf.data_views import BPF
from cordee.evidence.bpf.report import report
from cordee.evidence.bpf.views import check_oversees, year_of
from cordee.evidence.data_views import INDICATORS
from cordee.evidence.qualiopi.looking import sections
from cordee.evidence.qualiopi.section import Place, Section
from cordee.evidence.qualiopi.views import allowed, check_reads_path
from cordee.paths.access import check_watches
from cordee.paths.queries.cohorts import cohort_seen
from cordee.paths.queries.paths import path_seen
from cordee.people.actions.looks import saw_view
from cordee.spaces.views.viewing import actor

router = Router(tags=["Qualiopi"])
MANY = answers(list[schemas.HeldOut])


@router.get("/indicators", response=MANY, summary="By indicator of Qualiopi")
def list_indicators(request: HttpRequest) -> Any:
    """Of the whole organisation. For administrators and auditors."""
    me, now = actor(request), timezone.now()
    check_oversees(me)
    saw_view(me, INDICATORS.name, "organisation", None, now)
    return [_indicator(one) for one in sections(Place(), now)]


@router.get("/paths/{slug}/indicators", response=MANY, summary="By indicator, of a path")
def list_path_indicators(request: HttpRequest, slug: Text) -> Any:
    """For its authors, administrators and auditors."""
    where = path_seen(actor(request), slug)
    check_reads_path(where)
    saw_view(where.person, INDICATORS.name, "path", where.path.id, timezone.now())
    found = sections(Place(paths=(where.path.id,)), timezone.now())
    return [_indicator(one) for one in allowed(where, found)]


@router.get("/cohorts/{cohort_id}/indicators", response=MANY, summary="By indicator, of a cohort")
def list_cohort_indicators(request: HttpRequest, cohort_id: UUID) -> Any:
    """For its staff, administrators and auditors."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    check_watches(where, cohort)
    saw_view(where.person, INDICATORS.name, "cohort", cohort.id, timezone.now())
    found = sections(Place(cohorts=(cohort.id,)), timezone.now())
    return [_indicator(one) for one in allowed(where, found)]


@router.get("/bpf", response=answers(schemas.BpfOut), summary="People and hours of the yearly report")
def read_bpf(request: HttpRequest, year: Text = "") -> Any:
    """Of the accounting year that begins in `year`; without, the last one that is over. For administrators, auditors."""
    me = actor(request)
    check_oversees(me)
    asked = year_of(year)
    saw_view(me, BPF.name, "organisation", None, timezone.now())
    return report(asked)


def _indicator(one: Section) -> dict[str, Any]:
    about = one.indicator
    return {
        "number": about.number,
        "criterion": about.criterion,
        "asks": str(about.asks),
        "beyond": str(about.beyond),
        "shown": one.shown,
        "lacks": one.lacks,
    }
