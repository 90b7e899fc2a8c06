"""The pages by indicator: of the organisation, of a path, of a cohort; and for an auditor with a link."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cordee.core.errors import Forbidden
from cordee.evidence.bpf.views import check_oversees
from cordee.evidence.data_views import INDICATORS
from cordee.evidence.qualiopi.indicators import CRITERIA
from cordee.evidence.qualiopi.looking import OVERSEEN, sections
from cordee.evidence.qualiopi.section import Place, Section
from cordee.evidence.qualiopi.tables import sheets_of, silent
from cordee.paths.access import Standing, check_watches
from cordee.paths.queries.cohorts import cohort_seen
from cordee.paths.queries.paths import path_seen
from cordee.people.actions.looks import saw_view
from cordee.sheets import answer
from cordee.spaces.views.viewing import actor


@require_safe
@login_required
def organisation_indicators(request: HttpRequest) -> HttpResponseBase:
    """By indicator, of the whole organisation. For administrators, auditors, training managers."""
    me, now = actor(request), timezone.now()
    check_oversees(me)
    saw_view(me, INDICATORS.name, "organisation", None, now)
    found = sections(Place(), now)
    return _page(request, found, _("Qualiopi, by indicator"), "/training/", _("Figures and evidence"))


@require_safe
@login_required
def path_indicators(request: HttpRequest, slug: str) -> HttpResponseBase:
    """By indicator, of a path. For its authors, administrators, auditors, training managers."""
    where = path_seen(actor(request), slug)
    check_reads_path(where)
    saw_view(where.person, INDICATORS.name, "path", where.path.id, timezone.now())
    found = sections(Place(paths=(where.path.id,)), timezone.now())
    title = _("Qualiopi: %(title)s") % {"title": where.path.title}
    return _page(request, allowed(where, found), title, where.path.url, where.path.title)


@require_safe
@login_required
def cohort_indicators(request: HttpRequest, cohort_id: UUID) -> HttpResponseBase:
    """By indicator, of a cohort. For its staff, administrators, auditors, training managers."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    check_watches(where, cohort)
    saw_view(where.person, INDICATORS.name, "cohort", cohort.id, timezone.now())
    found = sections(Place(cohorts=(cohort.id,)), timezone.now())
    title = _("Qualiopi: %(title)s") % {"title": cohort.title}
    return _page(request, allowed(where, found), title, cohort.url, cohort.title)


def check_reads_path(where: Standing) -> None:
    """Raises Forbidden."""
    if not (where.writes or where.oversees):
        raise Forbidden(
            _("Only the authors of this path, administrators, auditors and training managers can see this.")
        )


def allowed(where: Standing, found: list[Section]) -> list[Section]:
    """Complaints and what is made of them are for who oversees the whole."""
    return found if where.oversees else [one for one in found if one.indicator.number not in OVERSEEN]


def _page(request: HttpRequest, found: list[Section], title: str, where: str, place: str) -> HttpResponseBase:
    if form := request.GET.get("form", ""):
        return answer(request, sheets_of(found, title), form, title=title)
    context = {
        "title": title,
        "sections": found,
        "criteria": CRITERIA,
        "silent": silent(),
        "back_to": (where, place),
        "lacking": [one.indicator.number for one in found if one.lacks],
        "nav_current": "training" if where == "/training/" else "paths",
    }
    return render(request, "evidence/indicators.html", context)
