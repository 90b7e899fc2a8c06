"""A learner's own evidence: the same pieces, the same file, and which auditors looked."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cordee.evidence.queries.links import visits_about
from cordee.evidence.queries.pieces import lines, page_of
from cordee.evidence.scope import Scope
from cordee.evidence.views.ledger import answered_export
from cordee.spaces.views.viewing import actor


@require_safe
@login_required
def my_evidence(request: HttpRequest) -> HttpResponse:
    """What the ledger holds about me. Six queries at most."""
    me = actor(request)
    page = page_of(Q(subject_id=me.id), request.GET.get("after"))
    context = {"page": page, "lines": lines(page.rows), "visits": visits_about(me), "nav_current": "me"}
    return render(request, "evidence/mine.html", context)


@require_POST
@login_required
def my_file(request: HttpRequest) -> HttpResponseBase:
    """All of it, with what it refers to, and the verifiers."""
    me = actor(request)
    return answered_export(request, me, Scope(person=me.id), with_files=True)
