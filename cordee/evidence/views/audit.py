"""What an auditor sees by a link, without an account: the evidence of one scope. And giving such links."""

import tempfile
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordee.core.errors import Invalid, Missing
from cordee.evidence import access
from cordee.evidence.actions import links as giving
from cordee.evidence.actions.exporting import title_of
from cordee.evidence.exporting import write_evidence
from cordee.evidence.kinds import known
from cordee.evidence.models import AuditLink
from cordee.evidence.qualiopi.indicators import CRITERIA
from cordee.evidence.qualiopi.looking import held
from cordee.evidence.qualiopi.tables import silent
from cordee.evidence.queries.cohorts import cohorts_of
from cordee.evidence.queries.links import links
from cordee.evidence.queries.pieces import lines, page_of, place_of
from cordee.evidence.scope import covered
from cordee.evidence.views import asked
from cordee.evidence.views.ledger import answered_file
from cordee.spaces.views.viewing import actor


def closed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The secret stands in the address: no other site is told of it, no search engine and no cache keeps it."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return answered


@require_safe
@closed
def audit(request: HttpRequest, secret: str) -> HttpResponse:
    """The pieces of the scope, narrowed as asked. Ten queries at most."""
    link = giving.open_link(secret, "list", now=timezone.now())
    scope, narrowed = giving.scope_of(link), asked.filters(request.GET)
    page = page_of(covered(scope) & narrowed.condition, request.GET.get("after"))
    kinds = known()
    context = {
        "link": link,
        "secret": secret,
        "title": title_of(scope),
        "page": page,
        "lines": lines(page.rows),
        "asked": narrowed,
        "query": asked.without_page(request.GET),
        "kinds": kinds,
        "indicators": sorted({number for kind in kinds for number in kind.indicators}),
    }
    return render(request, "evidence/audit.html", context)


@require_safe
@closed
def audit_indicators(request: HttpRequest, secret: str) -> HttpResponse:
    """What is held for each indicator of Qualiopi within the scope."""
    now = timezone.now()
    link = giving.open_link(secret, "indicators", now=now)
    scope = giving.scope_of(link)
    context = {
        "link": link,
        "secret": secret,
        "title": title_of(scope),
        "sections": held(scope, now),
        "criteria": CRITERIA,
        "silent": silent(),
    }
    return render(request, "evidence/audit_indicators.html", context)


@require_safe
@closed
@transaction.atomic
def audit_piece(request: HttpRequest, secret: str, number: int) -> HttpResponse:
    """One piece of the scope, verified as it is shown. What is not there to be seen is no visit."""
    link = giving.open_link(secret, f"piece {number}", now=timezone.now())
    place = place_of(number, covered(giving.scope_of(link)))
    return render(request, "evidence/audit_piece.html", {"link": link, "secret": secret, "place": place})


@require_safe
@closed
@transaction.atomic
def audit_piece_file(request: HttpRequest, secret: str, number: int) -> HttpResponseBase:
    """The file that was brought with a piece of the scope."""
    link = giving.open_link(secret, f"file {number}", now=timezone.now())
    return answered_file(number, covered(giving.scope_of(link)))


@require_safe
@closed
def audit_file(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The file of the scope, with its verifiers."""
    now = timezone.now()
    link = giving.open_link(secret, "export", now=now)
    scope = giving.scope_of(link)
    out = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    write_evidence(scope, out, title=title_of(scope), with_files=bool(request.GET.get("with_files")), now=now)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename="evidence.zip", content_type="application/zip")


@login_required
def audit_links(request: HttpRequest) -> HttpResponse:
    """The links that were given, with their visits; a form for one more."""
    me = actor(request)
    access.check_oversees(me)
    errors: dict[str, str] = {}
    made = ""
    if request.method == "POST":
        days = request.POST.get("days", "")
        scope = asked.scope(request.POST)
        try:
            _link, secret = giving.give_link(
                me,
                label=request.POST.get("label", ""),
                paths=scope.paths,
                cohorts=scope.cohorts,
                since=scope.since,
                until=scope.until,
                days=int(days) if days.isascii() and days.isdigit() and len(days) < 5 else 0,
                now=timezone.now(),
            )
        except Invalid as refusal:
            errors = refusal.fields
        else:
            made = request.build_absolute_uri(reverse("auditor", args=[secret]))
    context = {
        "page": links(request.GET.get("after")),
        "cohorts": cohorts_of(me),
        "given": request.POST,
        "errors": errors,
        "made": made,
        "usual": giving.USUAL,
        "longest": giving.LONGEST,
        "may_give": me.manages_training,
        "nav_current": "training",
    }
    response = render(request, "evidence/links.html", context, status=422 if errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@login_required
def audit_link_end(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """Take a link back."""
    me = actor(request)
    access.check_gives(me)
    link = AuditLink.objects.filter(pk=link_id).first()
    if link is None:
        raise Missing(_("There is no such link."))
    giving.revoke_link(me, link, now=timezone.now())
    messages.success(request, _("This link opens nothing any more."))
    return redirect("auditor-links")
