"""The ledger for who administers, audits or leads a cohort: overview, list, one piece, verification, the file."""

import tempfile
from datetime import datetime, time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordee.core.errors import Invalid, Missing
from cordee.evidence import access
from cordee.evidence.actions.attaching import attach_evidence
from cordee.evidence.actions.exporting import export_evidence
from cordee.evidence.actions.looking import saw_ledger, saw_piece
from cordee.evidence.actions.verifying import ask_verification
from cordee.evidence.kinds import by_hand, known
from cordee.evidence.models import Checkpoint, Verification
from cordee.evidence.queries.cohorts import cohorts_of, learners_of
from cordee.evidence.queries.pieces import lines, overview, page_of, place_of
from cordee.evidence.scope import Scope
from cordee.evidence.views import asked
from cordee.paths.models import Cohort, Enrolment
from cordee.people.models import Person
from cordee.spaces.views.viewing import actor


@require_safe
@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    """How many pieces of each kind, and the pieces, narrowed as asked. Fourteen queries at most."""
    me = actor(request)
    access.check_keeps(me)
    saw_ledger(me, timezone.now())
    narrowed = asked.filters(request.GET)
    page = page_of(access.readable(me) & narrowed.condition, request.GET.get("after"))
    context = {
        "overview": overview(None if access.oversees(me) else access.led_by(me), timezone.now().date()),
        "page": page,
        "lines": lines(page.rows),
        "asked": narrowed,
        "query": asked.without_page(request.GET),
        "kinds": known(),
        "cohorts": cohorts_of(me),
        "nav_current": "training" if access.oversees(me) else "paths",
        "oversees": access.oversees(me),
        "brings": not me.is_auditor,
    }
    return render(request, "evidence/ledger.html", context)


@require_safe
@login_required
def piece(request: HttpRequest, number: int) -> HttpResponse:
    """One piece, verified as it is shown, with its place in the chain."""
    me = actor(request)
    place = place_of(number, access.readable(me))
    saw_piece(me, place.line.piece, timezone.now())
    oversees = access.oversees(me)
    leads = not oversees and bool(access.led_by(me))
    context = {
        "place": place,
        "keeps": oversees or leads,
        "address": "evidence-piece",
        "nav_current": "training" if oversees else "paths" if leads else "me",
    }
    return render(request, "evidence/piece.html", context)


@require_safe
@login_required
def piece_file(request: HttpRequest, number: int) -> HttpResponseBase:
    """The file that was brought with a piece."""
    return answered_file(number, access.readable(actor(request)))


def answered_file(number: int, condition: Q) -> HttpResponseBase:
    """The file of a piece that ``condition`` covers, as a download. Raises Missing."""
    attachment = place_of(number, condition).attachment
    if attachment is None or attachment.file is None:
        raise Missing(_("There is no file with this piece."))
    file = attachment.file
    try:
        content = default_storage.open(file.stored_as)
    except FileNotFoundError:
        raise Missing(_("This file is gone.")) from None
    return FileResponse(
        content, as_attachment=True, filename=file.name, content_type="application/octet-stream"
    )


@require_POST
@login_required
def file_of_evidence(request: HttpRequest) -> HttpResponseBase:
    """Take evidence away: a ZIP that verifies offline."""
    return answered_export(
        request, actor(request), asked.scope(request.POST), bool(request.POST.get("with_files"))
    )


def answered_export(request: HttpRequest, me: Person, scope: Scope, with_files: bool) -> HttpResponseBase:
    """The file of a scope. Raises Forbidden."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    export_evidence(me, scope, out, with_files=with_files, now=timezone.now())
    out.seek(0)
    name = f"evidence-{timezone.localdate().isoformat()}.zip"
    return FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")


@require_safe
@login_required
def checkpoints(request: HttpRequest) -> HttpResponse:
    """How far the ledger had come, day after day: to print, to send outside. And the verifications of the whole."""
    me = actor(request)
    access.check_oversees(me)
    context = {
        "checkpoints": list(Checkpoint.objects.order_by("-number")[:30]),
        "verifications": list(Verification.objects.select_related("by").order_by("-id")[:5]),
        "nav_current": "training",
    }
    return render(request, "evidence/checkpoints.html", context)


@require_POST
@login_required
def verification(request: HttpRequest) -> HttpResponse:
    """Verify the whole ledger, in the background."""
    ask_verification(actor(request), now=timezone.now())
    messages.success(
        request, _("The ledger is being verified. The result appears here: reload the page in a moment.")
    )
    return redirect("evidence-checkpoints")


@login_required
def new_piece(request: HttpRequest) -> HttpResponse:
    """Bring a piece by hand: about a cohort, or one of its learners."""
    me = actor(request)
    access.check_keeps(me)
    cohorts = cohorts_of(me)
    given = request.POST if request.method == "POST" else request.GET
    cohort = next((one for one in cohorts if str(one.id) == given.get("cohort", "")), None)
    learners = learners_of(cohort) if cohort else []
    errors: dict[str, str] = {}
    if request.method == "POST" and "note" in request.POST:
        try:
            _attach(request, me, cohort, learners)
        except Invalid as refusal:
            errors = refusal.fields or {"form": refusal.message}
        else:
            messages.success(request, _("Your piece is in the ledger within seconds."))
            return redirect(reverse("evidence"))
    context = {
        "cohorts": cohorts,
        "cohort": cohort,
        "learners": learners,
        "kinds": by_hand(),
        "given": given,
        "errors": errors,
        "today": timezone.localdate(),
        "nav_current": "paths",
    }
    return render(request, "evidence/new.html", context, status=422 if errors else 200)


def _attach(request: HttpRequest, me: Person, cohort: Cohort | None, learners: list[Enrolment]) -> None:
    """Of a day, the piece keeps noon; of today, now."""
    now = timezone.now()
    on = asked.day_of(request.POST.get("on", "")) or timezone.localdate()
    noon = datetime.combine(on, time(12), timezone.get_current_timezone())
    learner = request.POST.get("learner", "")
    attach_evidence(
        me,
        kind=request.POST.get("kind", ""),
        cohort=cohort,
        enrolment=next((one for one in learners if str(one.id) == learner), None),
        note=request.POST.get("note", ""),
        upload=request.FILES.get("file"),
        happened_at=now if on == timezone.localdate() else noon,
        now=now,
    )
