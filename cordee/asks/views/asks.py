"""What I was asked, and what I say to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordee.asks.actions.owning import release, take
from cordee.asks.actions.responding import decline, name_somebody, pass_on, say_not_mine
from cordee.asks.actions.watching import still_waits, switch
from cordee.asks.queries import mine
from cordee.asks.queries.able import today
from cordee.core.errors import Conflict, Invalid
from cordee.core.text import formats
from cordee.people.models import Person
from cordee.people.queries import person_named
from cordee.spaces import access
from cordee.spaces.queries.threads import post_read
from cordee.spaces.views.viewing import actor, viewing

USUAL = timedelta(days=3)


@require_safe
@viewing
def asks(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """What waits for my word, what I see to, what I was asked before."""
    me, after = who.person, request.GET.get("after")
    context = {
        "open": mine.open_asks(me.id) if not after else [],
        "owned": mine.owned_by(me.id) if not after else [],
        "past": mine.past_asks(me.id, after),
        "wishes": mine.wishes_of(me),
        "first": not after,
        "nav_current": "me",
    }
    return render(request, "asks/asks.html", context)


@require_safe
@viewing
def ask(request: HttpRequest, who: access.Viewer, ask_id: UUID) -> HttpResponse:
    """Where the bell and mails lead: the thread, at the place where I say what becomes of it."""
    found = mine.one_ask(who.person, ask_id)
    return redirect(f"{found.url}#asked")


@require_POST
@viewing
def response(request: HttpRequest, who: access.Viewer, ask_id: UUID) -> HttpResponse:
    """Not this time, not my field, somebody else, or by a date."""
    found, now = mine.one_ask(who.person, ask_id), timezone.now()
    me, act = actor(request), request.POST.get("act", "")
    with told(request):
        match act:
            case "decline":
                decline(me, ask_id, now=now)
                messages.success(request, _("Noted. Somebody else is asked."))
            case "not-mine":
                say_not_mine(me, ask_id, now=now)
                messages.success(request, _("Noted: you will be asked less about this."))
            case "pass":
                to = named(request.POST.get("to", ""))
                pass_on(me, ask_id, to, now=now)
                messages.success(request, _("%(who)s is asked, in your name.") % {"who": to.name})
            case "take":
                row = take(me, post_read(who, found.post_id), until=_day(request), now=now)
                messages.success(request, _taken(row.until))
            case _:
                raise Invalid(_("There is no such answer."))
    return redirect(_back(request, found.url))


@require_POST
@viewing
def ownership(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """See to a question by a date, move the date, or give it back (``release``)."""
    post, now = post_read(who, post_id), timezone.now()
    with told(request):
        if request.POST.get("release"):
            release(actor(request), post, now=now)
            messages.success(request, _("It is free again: others are asked."))
        else:
            row = take(actor(request), post, until=_day(request), now=now)
            messages.success(request, _taken(row.until))
    return redirect(_back(request, post.url))


@require_POST
@viewing
def asking(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """Who asks says: ask nobody (``off``), ask people (``on``), I still wait (``still``)."""
    post, now = post_read(who, post_id), timezone.now()
    with told(request):
        match request.POST.get("act", ""):
            case "still":
                still_waits(actor(request), post, now=now)
                messages.success(request, _("Noted: other people are asked."))
            case "on":
                switch(actor(request), post, on=True, now=now)
                messages.success(request, _("People who may know are asked, within minutes."))
            case "off":
                switch(actor(request), post, on=False, now=now)
                messages.success(request, _("Nobody is asked any more. Your question stays open to all."))
            case _:
                raise Invalid(_("There is no such answer."))
    return redirect(post.url)


@require_POST
@viewing
def naming(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """A facilitator puts the question to somebody."""
    post = post_read(who, post_id)
    with told(request):
        to = named(request.POST.get("to", ""))
        name_somebody(actor(request), post, to, now=timezone.now())
        messages.success(request, _("%(who)s is asked, in your name.") % {"who": to.name})
    return redirect(_back(request, post.url))


@contextmanager
def told(request: HttpRequest) -> Iterator[None]:
    """What cannot be is said on the page where it was wanted."""
    try:
        yield
    except (Invalid, Conflict) as refusal:
        messages.error(request, refusal.message)


def named(text: str) -> Person:
    """The person of this handle or e-mail. Raises Invalid."""
    found = person_named(text.strip().lstrip("@")) if text.strip() else None
    if found is None:
        message = _("Nobody here answers to this name. Write what stands after @ in their profile.")
        raise Invalid(message, fields={"to": message})
    return found


def _day(request: HttpRequest) -> date:
    given = request.POST.get("until", "")
    if not given:
        return today(timezone.now()) + USUAL
    try:
        return date.fromisoformat(given)
    except ValueError:
        message = _("Choose a day within a month from now.")
        raise Invalid(message, fields={"until": message}) from None


def _taken(until: date) -> str:
    return _("You see to it until %(day)s. You will be reminded that morning.") % {
        "day": formats.day(until, get_language() or "fr")
    }


def _back(request: HttpRequest, otherwise: str) -> str:
    going_to = request.POST.get("next", "")
    return going_to if url_has_allowed_host_and_scheme(going_to, allowed_hosts=None) else otherwise
