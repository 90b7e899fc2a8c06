"""Merging a thread into another, and parting them again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.html import format_html
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict
from cordee.core.ids import uuid7
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.actions.moves import carry_files
from cordee.spaces.actions.removals import KEPT, put_back
from cordee.spaces.models import Comment, Merging, Post, Reaction, Removal, Revision


@transaction.atomic
def merge(actor: Person, post: Post, into: Post, *, now: datetime) -> Merging:
    """The text of ``post`` becomes a reply to ``into``, its replies follow, its address leads there.

    Undone by ``part`` for thirty days. Raises Missing, Forbidden, Conflict.
    """
    who = access.viewer(actor)
    access.check_facilitates(who, post.space)
    access.check_facilitates(who, into.space)
    if post.pk == into.pk:
        raise Conflict(_("A thread cannot be merged into itself."))
    one, other = _held(post.pk, into.pk)
    if one.removed_at is not None or other.removed_at is not None:
        raise Conflict(_("One of the two threads is out of sight: they cannot be merged."))
    moved = list(Comment.objects.filter(post=one).values_list("id", flat=True))
    opening_id = uuid7(one.created_at)
    opening = Comment.objects.create(
        id=opening_id, root_id=opening_id, post=other, author_id=one.author_id, created_at=one.created_at,
        body=f"**{one.title}**\n\n{one.body}", body_html=_opening(one),
    )  # fmt: skip
    if one.space_id != other.space_id:
        carry_files(one, one.space_id, other.space)
    _carry(moved, other)
    in_sight = Comment.objects.filter(id__in=moved, removed_at__isnull=True).count()
    Post.objects.filter(pk=other.pk).update(
        comment_count=F("comment_count") + in_sight + 1,
        last_activity_at=max(one.last_activity_at, other.last_activity_at),
    )
    Post.objects.filter(pk=one.pk).update(removed_at=now, merged_into=other, comment_count=0, pinned_at=None)
    Removal.objects.create(post=one, why=Removal.Why.MERGED, by=actor, at=now)
    merging = Merging.objects.create(post=one, opening=opening, comments=moved, at=now)
    record(events.of_removal(events.POST_REMOVED, one, one, actor, Removal.Why.MERGED), at=now)
    record(events.of_post(events.POST_MERGED, one, actor, into=str(other.pk)), at=now)
    return merging


@transaction.atomic
def part(actor: Person, post: Post, *, now: datetime) -> None:
    """The two threads stand as before, with what was added meanwhile left where it was written."""
    who = access.viewer(actor)
    merging = Merging.objects.select_for_update().filter(post=post).first()
    if merging is None or post.merged_into_id is None:
        raise Conflict(_("This thread was not merged into another."))
    one, other = _held(post.pk, post.merged_into_id)
    access.check_facilitates(who, one.space)
    access.check_facilitates(who, other.space)
    if now - merging.at > KEPT:
        raise Conflict(_("They were merged more than thirty days ago: this cannot be undone any more."))
    back = list(Comment.objects.filter(post=other, id__in=merging.comments).values_list("id", flat=True))
    opening = merging.opening
    # What was answered to the text itself goes with it.
    below = list(Comment.objects.filter(root_id=opening.pk).exclude(pk=opening.pk)) if opening else []
    for reply in below:
        Comment.objects.filter(pk=reply.pk).update(root_id=reply.pk, parent=None)
    back += [reply.pk for reply in below]
    _carry(back, one)
    in_sight = Comment.objects.filter(id__in=back, removed_at__isnull=True).count()
    gone = in_sight + (1 if opening and opening.removed_at is None else 0)
    if opening:
        opening.delete()
    if one.space_id != other.space_id:
        carry_files(one, other.space_id, one.space)
    Post.objects.filter(pk=other.pk).update(comment_count=F("comment_count") - gone)
    Post.objects.filter(pk=one.pk).update(merged_into=None, comment_count=in_sight)
    merging.delete()
    put_back(actor, one, Removal.objects.get(post=one), now)


def _held(first: UUID, second: UUID) -> tuple[Post, Post]:
    """Both, locked in the order of their identifiers: two merges that cross wait instead of failing."""
    rows = Post.objects.select_for_update(of=("self",)).select_related("space").order_by("id")
    found = {row.pk: row for row in rows.filter(pk__in=[first, second])}
    return found[first], found[second]


def _carry(comments: list[UUID], to: Post) -> None:
    Comment.objects.filter(id__in=comments).update(post=to)
    Reaction.objects.filter(comment_id__in=comments).update(post=to)
    Revision.objects.filter(comment_id__in=comments).update(post=to)


def _opening(post: Post) -> str:
    return format_html("<p><strong>{}</strong></p>", post.title) + post.body_html
