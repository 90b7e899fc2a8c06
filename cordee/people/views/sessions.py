"""Where I am signed in, and how I end that."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cordee.people.actions.sessions import end_others, end_session, sessions_of
from cordee.people.models import Person


@login_required
def my_sessions(request: HttpRequest) -> HttpResponse:
    """The devices on which I am signed in; POST ends one (``session``) or all others."""
    assert isinstance(request.user, Person)
    key = request.session.session_key or ""
    if request.method == "POST":
        if chosen := request.POST.get("session", ""):
            end_session(request.user, chosen, here=key)
        else:
            end_others(request.user, here=key)
        messages.success(request, _("Ended."))
        return redirect("my-sessions")
    context = {"sessions": sessions_of(request.user, key), "nav_current": "me"}
    return render(request, "people/sessions.html", context)
