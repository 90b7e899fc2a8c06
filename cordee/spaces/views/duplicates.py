"""Saying that a question was asked before."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing
from cordee.spaces import access
from cordee.spaces.actions.duplicates import mark_duplicate, unmark_duplicate
from cordee.spaces.queries import threads
from cordee.spaces.queries.library import asked_before
from cordee.spaces.views.viewing import actor, viewing

LINK = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@viewing
def duplicate(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """Look for the question asked before (``q``), point to it (``of``: its link), or undo."""
    post = threads.post_read(who, post_id)
    if not access.may_resolve(who, post, post.space):
        raise Forbidden(_("Who asked, or a facilitator, says that a question was asked before."))
    error = ""
    if request.method == "DELETE" or "undo" in request.POST:
        unmark_duplicate(actor(request), post, now=timezone.now())
        messages.success(request, _("It is a question of its own again."))
        return redirect(post.url)
    if request.method == "POST":
        try:
            original = threads.post_read(who, named(request.POST.get("of", "")))
            mark_duplicate(actor(request), post, original, now=timezone.now())
        except (Invalid, Missing, Forbidden, Conflict) as refusal:
            error = refusal.message
        else:
            messages.success(request, _("Who comes here now finds the question asked before."))
            return redirect(post.url)
    words = request.GET.get("q", post.title if request.method == "POST" else "")
    context = {
        "post": post,
        "space": post.space,
        "words": words,
        "found": asked_before(who, post, words),
        "of": request.POST.get("of", ""),
        "error": error,
        "nav_current": "spaces",
    }
    return render(request, "spaces/duplicate.html", context, status=422 if error else 200)


def named(link: str) -> UUID:
    """The contribution that a pasted link, or an identifier, leads to. Raises Invalid."""
    found = LINK.search(link)
    if found is None:
        message = _("Paste the link of the question that was asked before.")
        raise Invalid(message, fields={"of": message})
    return UUID(found[0])
