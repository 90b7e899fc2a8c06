"""My dashboards by mail: which come, when, and how they stop."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cordee.core.errors import Conflict, Invalid, Missing
from cordee.insights.mailing.actions import mailing_behind, mailing_of, plan_mailing, stop_mailing
from cordee.insights.mailing.dashboards import dashboard_named
from cordee.insights.mailing.models import Mailing
from cordee.insights.mailing.queries import my_mailings as mine
from cordee.insights.mailing.rhythms import Rhythm
from cordee.people.models import Person
from cordee.spaces.views.viewing import actor


@require_safe
@login_required
def my_mailings(request: HttpRequest) -> HttpResponse:
    """Which dashboards come to me, and when the next is due."""
    return render(request, "mailing/mine.html", {"mailings": mine(actor(request)), "nav_current": "me"})


@login_required
def new_mailing(request: HttpRequest) -> HttpResponse:
    """Put a dashboard (``?dashboard=…&about=…``) on my calendar."""
    sent = request.POST if request.method == "POST" else request.GET
    return _form(request, actor(request), sent.get("dashboard", ""), _scope(sent.get("about", "")), None)


@login_required
def mailing(request: HttpRequest, mailing_id: UUID) -> HttpResponse:
    """Change when one comes, or stop it."""
    me = actor(request)
    found = mailing_of(me, mailing_id)
    if request.method == "POST" and request.POST.get("stop"):
        stop_mailing(found, now=timezone.now())
        messages.success(request, _("It does not come any more."))
        return redirect("my-mailings")
    return _form(request, me, found.dashboard, found.scope_id, found)


@csrf_exempt  # RFC 8058: a mail programme posts here, with no cookie and nothing but the address
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """GET asks, and changes nothing: scanners of mail open every link. POST stops it; again changes nothing."""
    found = mailing_behind(secret)
    language = found.person.language if found else translation.get_language() or "fr"
    with translation.override(language):
        if request.method == "POST" and found:
            stop_mailing(found, now=timezone.now())
        stopped = found is None or request.method == "POST"
        title = str(dashboard_named(found.dashboard).title) if found else ""
        return render(request, "mailing/stop.html", {"stopped": stopped, "what": title, "language": language})


def _form(
    request: HttpRequest, me: Person, dashboard: str, scope_id: UUID | None, found: Mailing | None
) -> HttpResponse:
    board = dashboard_named(dashboard)
    about, url = board.about(me, scope_id)
    known = found or Mailing.objects.filter(person=me, dashboard=dashboard, scope_id=scope_id).first()
    errors, status = {}, 200
    if request.method == "POST":
        try:
            plan_mailing(
                me,
                dashboard,
                scope_id,
                rhythm=request.POST.get("rhythm", ""),
                hour=_hour(request.POST.get("hour", "")),
                with_xlsx="with_xlsx" in request.POST,
                now=timezone.now(),
            )
        except (Invalid, Conflict) as refusal:
            errors, status = (refusal.fields or {"form": refusal.message}), refusal.status
        else:
            messages.success(request, _("It comes to you by mail from now on."))
            return redirect("my-mailings")
    context = {
        "board": board,
        "about": about,
        "back_to": url,
        "scope_id": scope_id,
        "mailing": known,
        "rhythms": Rhythm.choices,
        "hours": range(24),
        "errors": errors,
        "nav_current": "me",
    }
    return render(request, "mailing/form.html", context, status=status)


def _scope(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Missing(_("There is nothing here.")) from None


def _hour(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else -1
