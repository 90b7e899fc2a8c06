"""What one does to a text beside answering it: the menu, asked for when it is opened, and its acts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing, Refusal, TooFast
from cordee.moderation.actions import acts
from cordee.moderation.actions.decisions import impose
from cordee.moderation.actions.reports import report
from cordee.moderation.models import Decision, Report
from cordee.moderation.queries import queue
from cordee.spaces import access
from cordee.spaces.actions import removals
from cordee.spaces.models import Comment, Post, Removal
from cordee.spaces.queries import threads
from cordee.spaces.queries.merging import parted
from cordee.spaces.queries.spaces import space_seen, spaces_seen
from cordee.spaces.views.viewing import actor, viewing

ACT = require_http_methods(["POST", "DELETE"])


@viewing
def menu(
    request: HttpRequest, who: access.Viewer, post_id: UUID, comment_id: UUID | None = None
) -> HttpResponse:
    """Delete, report, and for those who moderate: hide, close, pin, move, merge. A part for HTMX, else a page."""
    return _menu(request, who, text_of(who, post_id, comment_id))


def _menu(
    request: HttpRequest,
    who: access.Viewer,
    text: Post | Comment,
    tried: str = "",
    refusal: Refusal | None = None,
) -> HttpResponse:
    """``tried``: the act of the menu that was refused; what was written for it stands in its form."""
    post = text.post if isinstance(text, Comment) else text
    facilitates = who.facilitates(post.space)
    is_post = isinstance(text, Post)
    context = {
        "text": text,
        "post": post,
        "space": post.space,
        "is_post": is_post,
        "mine": access.may_edit(who, text),
        "facilitates": facilitates,
        "removal": Removal.objects.filter(**removals.named(text)).first() if text.removed_at else None,
        "places": [
            one for one in spaces_seen(who, size=100).rows if who.facilitates(one) and one != post.space
        ]
        if facilitates and is_post
        else [],
        "merged": parted(post, timezone.now()) if facilitates and is_post else [],
        "reasons": Report.Reason.choices,
        "tried": tried,
        "error": refusal.message if refusal else "",
        "given": request.POST,
        "nav_current": "spaces",
    }
    template = "moderation/menu_part.html" if getattr(request, "htmx", False) else "moderation/menu.html"
    return render(request, template, context, status=refusal.status if refusal else 200)


@ACT
@viewing
def removal(
    request: HttpRequest, who: access.Viewer, post_id: UUID, comment_id: UUID | None = None
) -> HttpResponse:
    """Delete one's own text, or put it back (DELETE, or POST with ``undo``). The text itself then offers the undo."""
    text = text_of(who, post_id, comment_id)
    if undone(request):
        acts.restore(actor(request), text, now=timezone.now())
        messages.success(request, _("It is back in its place."))
    else:
        removals.delete(actor(request), text, now=timezone.now())
    return redirect(text.url)


@require_POST
@viewing
def hiding(
    request: HttpRequest, who: access.Viewer, post_id: UUID, comment_id: UUID | None = None
) -> HttpResponse:
    """Hide a text with a reason that its author reads."""
    text = text_of(who, post_id, comment_id)
    reason = request.POST.get("reason", "")
    try:
        impose(actor(request), text, what=Decision.What.HIDDEN, reason=reason, now=timezone.now())
    except (Conflict, Invalid) as refusal:
        return _menu(request, who, text, "hide", refusal)
    return redirect(text.url)


@require_POST
@viewing
def new_report(
    request: HttpRequest, who: access.Viewer, post_id: UUID, comment_id: UUID | None = None
) -> HttpResponse:
    """Ask those who moderate to look."""
    text = text_of(who, post_id, comment_id)
    given = {name: request.POST.get(name, "") for name in ("reason", "words")}
    try:
        report(actor(request), text, **given, now=timezone.now())
    except (Conflict, Invalid, TooFast) as refusal:
        return _menu(request, who, text, "report", refusal)
    messages.success(request, _("Thank you. Somebody will look, and you will be told what becomes of it."))
    return redirect(text.url)


@ACT
@viewing
def locked(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """Close a conversation, or open it again."""
    post = threads.post_read(who, post_id)
    acts.lock(actor(request), post, now=timezone.now(), undo=undone(request))
    return redirect(post.url)


@ACT
@viewing
def pinned(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """Show it first in its space, or in its place."""
    post = threads.post_read(who, post_id)
    try:
        acts.pin(actor(request), post, now=timezone.now(), undo=undone(request))
    except Conflict as refusal:
        return _menu(request, who, post, "pin", refusal)
    return redirect(post.url)


@require_POST
@viewing
def moved(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """Move it to the space ``to``."""
    post = threads.post_read(who, post_id)
    to = space_seen(who, request.POST.get("to", ""))
    try:
        acts.move(actor(request), post, to, now=timezone.now())
    except Conflict as refusal:
        return _menu(request, who, post, "move", refusal)
    messages.success(
        request, _("It stands in “%(space)s” now. You can move it back the same way.") % {"space": to}
    )
    return redirect(post.url)


@ACT
@viewing
def merged(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """Merge it into the thread at the address ``into``, or part the two again."""
    post = threads.post_read(who, post_id)
    if undone(request):
        acts.part(actor(request), post, now=timezone.now())
        messages.success(request, _("The two threads stand apart again."))
        return redirect(post.url)
    try:
        into = threads.post_read(who, _named(request.POST.get("into", "")))
        acts.merge(actor(request), post, into, now=timezone.now())
    except (Conflict, Forbidden, Missing) as refusal:
        return _menu(request, who, post, "merge", refusal)
    messages.success(request, _("Merged. For thirty days the menu of this thread can part them again."))
    return redirect(into.url)


@viewing
def my_deleted(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """What I deleted in the last thirty days, to be put back."""
    context = {"page": queue.deleted_by(who.person, request.GET.get("after")), "nav_current": "me"}
    return render(request, "moderation/my_deleted.html", context)


def undone(request: HttpRequest) -> bool:
    """Whether an act is taken back."""
    return request.method == "DELETE" or bool(request.POST.get("undo"))


def text_of(who: access.Viewer, post_id: UUID, comment_id: UUID | None) -> Post | Comment:
    """The text of an address; raises Missing, Forbidden. One query."""
    if comment_id is None:
        return threads.post_read(who, post_id)
    comment = threads.comment_read(who, comment_id)
    if comment.post_id != post_id:
        raise Missing(_("This reply does not exist, or is not open to you."))
    return comment


def _named(address: str) -> UUID:
    """The post of an address as one copies it, or of its bare identifier."""
    for piece in address.split("/"):
        try:
            return UUID(piece)
        except ValueError:
            continue
    raise Missing(_("Copy the address of the other thread here: it looks like /posts/…"))
