"""Replying, and editing a reply."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.ids import uuid7
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.actions import limits
from cordee.spaces.actions.drafts import discard
from cordee.spaces.actions.writing import written
from cordee.spaces.models import Comment, Post, Revision
from cordee.spaces.queries.charters import version_in_force


@transaction.atomic
def reply(
    actor: Person,
    post: Post,
    *,
    body: str,
    now: datetime,
    to: Comment | None = None,
    draft: str | None = None,
    seed: str | None = None,
    quoted: list[str] | None = None,
) -> Comment:
    """Reply to a contribution, or to a reply ``to`` it. Two levels deep: a reply to a reply's reply stands beside it.

    ``quoted``: the identifiers of the people whose words it gathers, where it is a recap.
    """
    access.check_contributes(access.viewer(actor), post.space, version_in_force(post.space))
    # Read anew and held: a thread that is being closed, moved or merged takes no reply meanwhile.
    post = Post.objects.select_for_update(of=("self",)).select_related("space").get(pk=post.pk)
    access.check_open(post)
    if not seed:
        limits.check(actor, post.space, limits.REPLIES, now=now)
    if to is not None and to.removed_at is not None:
        raise Conflict(_("The reply that you answer has been removed."))
    if to is not None and to.post_id != post.id:
        raise Invalid(_("This reply belongs to another conversation."))
    text = written(body)
    comment_id = uuid7(now, seed) if seed else uuid7()
    root_id = to.root_id if to else comment_id
    comment = Comment(
        id=comment_id,
        post=post,
        parent_id=root_id if to else None,
        root_id=root_id,
        author=actor,
        body=text.body,
        body_html=text.html,
        created_at=now,
    )
    comment.save(force_insert=True)
    Post.objects.filter(pk=post.pk).update(comment_count=F("comment_count") + 1, last_activity_at=now)
    discard(actor, draft)
    record(events.comment_published(comment, post, text.mentioned, quoted=quoted), at=now)
    return comment


@transaction.atomic
def edit_comment(
    actor: Person, comment: Comment, *, body: str, now: datetime, draft: str | None = None
) -> Comment:
    """Change one's own reply; what stood before stays readable in its history."""
    who = access.viewer(actor)
    post = comment.post
    access.check_contributes(who, post.space, version_in_force(post.space))
    if not access.may_edit(who, comment):
        raise Forbidden(_("Only its author can edit a reply."))
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.removed_at is not None or post.removed_at is not None:
        raise Conflict(_("This has been removed: put it back before you edit it."))
    text = written(body)
    if text.body != comment.body:
        Revision.objects.create(post=post, comment=comment, body=comment.body, by=actor, at=now)
        comment.body, comment.body_html, comment.edited_at = text.body, text.html, now
        comment.save()
        record(events.comment_edited(comment, post, actor), at=now)
    discard(actor, draft)
    return comment
