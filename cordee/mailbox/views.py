"""The box of a demo: the mails that somebody would have got, as they would have looked."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cordee.core.errors import Invalid, Missing
from cordee.core.queries import organisation
from cordee.mailbox import queries
from cordee.mailbox.actions.replying import answer_caught
from cordee.mailbox.models import Received
from cordee.notifications.addresses import token_of
from cordee.spaces.views.viewing import actor

# What somebody wrote in HTML for mail programs is shown as an origin of its own that runs and loads nothing.
_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; frame-ancestors 'self'"
)


def _check_demo() -> None:
    """Raises Missing where mail leaves, or where this is no demo: nobody's mail is kept then."""
    if settings.MAIL_LEAVES or not organisation().is_demo:
        raise Missing(_("There is no page at this address."))


@require_safe
@login_required
def box(request: HttpRequest) -> HttpResponse:
    """My mails, the last first."""
    _check_demo()
    page = queries.box_of(actor(request), request.GET.get("after") or None)
    context = {"page": page, "first": not request.GET.get("after"), "nav_current": "me"}
    return render(request, "mailbox/box.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def caught(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """One mail. POST answers it, the way an answer by mail comes in."""
    _check_demo()
    me = actor(request)
    mail = queries.caught(me, mail_id)
    words, wrong = request.POST.get("words", ""), ""
    if request.method == "POST":
        try:
            done = answer_caught(me, mail, words=words, now=timezone.now())
        except Invalid as refusal:
            wrong = refusal.message
        else:
            return _after(request, done)
    context = {
        "mail": mail,
        "answers": token_of(mail.answer_to) is not None,
        "words": words,
        "wrong": wrong,
        "nav_current": "me",
    }
    return render(request, "mailbox/mail.html", context, status=422 if wrong else 200)


def _after(request: HttpRequest, done: Received) -> HttpResponse:
    if done.state == Received.State.POSTED:
        messages.success(request, _("Your answer by mail is here."))
        return redirect(done.place)
    messages.info(request, _("Your answer was not published. A mail says why, and gives your words back."))
    return redirect("mail-box")


@require_safe
@login_required
def caught_html(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """A mail's HTML, for the frame of its page: links open elsewhere, nothing else works."""
    _check_demo()
    mail = queries.caught(actor(request), mail_id)
    response = HttpResponse(f'<!doctype html><base target="_blank">{mail.html}')
    response["Content-Security-Policy"] = _POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response
