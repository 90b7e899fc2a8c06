"""Replying, editing a reply, accepting an answer, reacting: small acts on an open page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing, Refusal, TooFast
from cordee.spaces import access
from cordee.spaces.actions.comments import edit_comment, reply
from cordee.spaces.actions.reactions import react, withdraw
from cordee.spaces.actions.resolutions import accept_answer, unaccept_answer
from cordee.spaces.models import Comment, Post
from cordee.spaces.queries import threads
from cordee.spaces.queries.charters import version_in_force
from cordee.spaces.queries.drafts import draft_at
from cordee.spaces.queries.merging import merged_into
from cordee.spaces.views.threads import meanings, thread_context
from cordee.spaces.views.viewing import actor, viewing


@require_http_methods(["GET", "HEAD", "POST"])
@viewing
def new_comment(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """Reply; ``to`` names the reply that is answered. Gives the new reply to HTMX, else the thread at its place.

    GET gives the form for a reply to a reply: a thread of fifty would be mostly forms if it held them all.
    """
    post = _thread(who, post_id)
    given = request.POST if request.method == "POST" else request.GET
    to = _reply_of(who, post, given.get("to", ""))
    place = f"reply:{to.id if to else post_id}"
    if request.method != "POST":
        return _reply_form(request, who, post, to, place) if to else redirect(f"{post.url}#reply")
    try:
        comment = reply(
            actor(request),
            post,
            body=request.POST.get("body", ""),
            to=to,
            now=timezone.now(),
            draft=place,
        )
    except (Invalid, TooFast) as refusal:  # a thread that takes no reply any more has no form to show it in
        if getattr(request, "htmx", False):
            raise
        if to:
            return _reply_form(request, who, post, to, place, refusal)
        context = thread_context(who, threads.thread(who, post.id))
        context |= {"reply_error": refusal.message, "reply_body": request.POST.get("body", "")}
        return _refused(render(request, "spaces/thread.html", context, status=refusal.status), refusal)
    if not getattr(request, "htmx", False):
        return redirect(comment.url)
    context = {
        "comment": threads.one_comment(who, comment),
        "post": post,
        "space": post.space,
        "meanings": meanings(),
        "may_contribute": True,
        "may_resolve": access.may_resolve(who, post, post.space),
        "answer_id": None,
    }
    return render(request, "spaces/comment.html", context, status=201)


def _thread(who: access.Viewer, post_id: UUID) -> Post:
    """The thread to reply to: where it was merged into another while one wrote, that one. Raises Missing."""
    try:
        post = threads.post_read(who, post_id)
    except Missing:
        if into := merged_into(who, post_id):
            return into
        raise
    return post if post.removed_at is None else merged_into(who, post_id) or post


def _reply_form(
    request: HttpRequest,
    who: access.Viewer,
    post: Post,
    to: Comment,
    place: str,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Where one replies to a reply: a part of the thread for HTMX, else a page of its own."""
    access.check_contributes(who, post.space, version_in_force(post.space))
    draft = draft_at(who.person, place)
    context = {
        "to": to,
        "post": post,
        "space": post.space,
        "body": request.POST.get("body") or (draft.fields.get("body", "") if draft else ""),
        "draft_place": place,
        "draft_version": draft.version if draft else 0,
        "error": refusal.message if refusal else "",
        "nav_current": "spaces",
    }
    template = "spaces/reply_form.html" if getattr(request, "htmx", False) else "spaces/reply.html"
    response = render(request, template, context, status=refusal.status if refusal else 200)
    return _refused(response, refusal) if refusal else response


def _refused(response: HttpResponse, refusal: Refusal) -> HttpResponse:
    if isinstance(refusal, TooFast):
        response["Retry-After"] = str(refusal.retry_after)
    return response


@viewing
def edit(request: HttpRequest, who: access.Viewer, comment_id: UUID) -> HttpResponse:
    """Change one's own reply."""
    comment = threads.comment_read(who, comment_id)
    if not access.may_edit(who, comment):
        raise Forbidden(_("Only its author can edit a reply."))
    access.check_contributes(who, comment.post.space, version_in_force(comment.post.space))
    place = f"edit:{comment.id}"
    draft = draft_at(who.person, place)
    context = {
        "comment": comment,
        "post": comment.post,
        "space": comment.post.space,
        "body": draft.fields.get("body", comment.body) if draft else comment.body,
        "draft_place": place,
        "draft_version": draft.version if draft else 0,
        "error": "",
        "nav_current": "spaces",
    }
    if request.method != "POST":
        return render(request, "spaces/edit_comment.html", context)
    try:
        edit_comment(
            actor(request), comment, body=request.POST.get("body", ""), now=timezone.now(), draft=place
        )
    except (Conflict, Invalid, TooFast) as refusal:
        context |= {"body": request.POST.get("body", ""), "error": refusal.message}
        return _refused(render(request, "spaces/edit_comment.html", context, status=refusal.status), refusal)
    return redirect(comment.url)


@require_http_methods(["POST", "DELETE"])
@viewing
def resolution(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """Accept an answer (``answer``), or take that back (DELETE, or POST with ``undo``)."""
    post = threads.post_read(who, post_id)
    if request.method == "DELETE" or request.POST.get("undo"):
        unaccept_answer(actor(request), post, now=timezone.now())
    else:
        answer = _reply_of(who, post, request.POST.get("answer", ""))
        if answer is None:
            raise Missing(_("This reply does not exist, or is not open to you."))
        accept_answer(actor(request), answer, now=timezone.now())
    if getattr(request, "htmx", False):
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return redirect(post.url)


@require_http_methods(["POST", "DELETE"])
@viewing
def reaction(
    request: HttpRequest, who: access.Viewer, post_id: UUID, comment_id: UUID | None = None
) -> HttpResponse:
    """Give a ``meaning``, or take it back (DELETE, or POST with it as ``undo``). Gives the bar of reactions to HTMX."""
    post = threads.post_read(who, post_id)
    comment = _reply_of(who, post, str(comment_id)) if comment_id else None
    undo = request.POST.get("undo", "")
    meaning = request.POST.get("meaning") or undo or request.GET.get("meaning", "")
    now = timezone.now()
    if request.method == "DELETE" or undo:
        withdraw(actor(request), post, comment=comment, meaning=meaning, now=now)
    else:
        note = request.POST.get("note", "")
        react(actor(request), post, comment=comment, meaning=meaning, note=note, now=now)
    if not getattr(request, "htmx", False):
        return redirect(f"/posts/{post.id}/#{'c-' + str(comment_id) if comment_id else 'reactions'}")
    context = {
        "post": post,
        "comment_id": comment_id,
        "counts": threads.meanings_of(who, post, comment),
        "notes": None if comment else threads.notes_of(post),
        "meanings": meanings(),
        "may_contribute": True,
    }
    return render(request, "spaces/reactions.html", context)


def _reply_of(who: access.Viewer, post: Post, text: str) -> Comment | None:
    if not text:
        return None
    try:
        comment = threads.comment_read(who, UUID(text))
    except ValueError:
        comment = None
    if comment is None or comment.post_id != post.id:
        raise Missing(_("This reply does not exist, or is not open to you."))
    return comment
