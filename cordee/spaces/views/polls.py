"""Voting."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.core.errors import Conflict, Invalid
from cordee.spaces import access
from cordee.spaces.actions.polls import Ballot, vote, withdraw_vote
from cordee.spaces.models import Post
from cordee.spaces.queries import threads
from cordee.spaces.queries.polls import PollView, poll_of
from cordee.spaces.views.viewing import actor, viewing

FIELDS = ("options", "several", "closes_at")


def ballot_of(values: Mapping[str, str]) -> Ballot:
    """The ballot in the fields of the composer; the closing time is in the author's zone. Raises Invalid."""
    closes_at = None
    if text := values.get("closes_at", "").strip():
        try:
            closes_at = timezone.make_aware(datetime.fromisoformat(text).replace(tzinfo=None))
        except (ValueError, OverflowError):
            message = _("Give a day and an hour, or leave it empty.")
            raise Invalid(message, fields={"closes_at": message}) from None
    return Ballot(values.get("options", "").splitlines(), bool(values.get("several")), closes_at)


def poll_shown(who: access.Viewer, post: Post, *, may_vote: bool) -> PollView | None:
    """The poll of a thread, for its page; None for other kinds. One query."""
    return poll_of(who, post, may_vote=may_vote, now=timezone.now()) if post.kind == Post.Kind.POLL else None


@require_http_methods(["POST", "DELETE"])
@viewing
def poll_vote(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """Choose (``choices``), or take one's vote back (DELETE, or POST with ``undo``). Gives the poll to HTMX."""
    post = threads.post_read(who, post_id)
    now, error = timezone.now(), ""
    try:
        if request.method == "DELETE" or "undo" in request.POST:
            withdraw_vote(actor(request), post, now=now)
        else:
            vote(actor(request), post, _choices(request.POST.getlist("choices")), now=now)
    except (
        Conflict,
        Invalid,
    ) as refusal:  # closed, locked, or chosen wrongly: the poll as it is now says the rest
        error = refusal.message
    if not getattr(request, "htmx", False) and not error:
        return redirect(f"{post.url}#poll")
    context = {
        "post": post,
        "space": post.space,
        "poll": poll_shown(who, post, may_vote=True),
        "chosen": request.POST.getlist("choices") if error else [],
        "may_contribute": True,
        "poll_error": error,
        "nav_current": "spaces",
    }
    part = getattr(request, "htmx", False)
    template = "spaces/poll.html" if part else "spaces/poll_page.html"
    return render(request, template, context, status=422 if error else 200)


def _choices(given: list[str]) -> list[UUID]:
    try:
        return [UUID(one) for one in given]
    except ValueError:
        raise Invalid(_("Choose one of those offered.")) from None
