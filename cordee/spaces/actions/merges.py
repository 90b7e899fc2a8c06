"""Merging a thread into another, and parting them again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict
from cordee.core.ids import uuid7
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.actions.carrying import bring_back, carry_along, carry_replies, check_goes_along
from cordee.spaces.actions.moves import carry_files
from cordee.spaces.actions.removals import KEPT, put_back
from cordee.spaces.models import Comment, Merging, PollOption, Post, Removal, Revision


@transaction.atomic
def merge(actor: Person, post: Post, into: Post, *, now: datetime) -> Merging:
    """The text of ``post`` becomes a reply to ``into``, its replies follow, its address leads there.

    So do bookmarks, reactions, who follows, its place in the library, its accepted answer. Undone by ``part`` for
    thirty days. Raises Missing, Forbidden, Conflict.
    """
    who = access.viewer(actor)
    access.check_facilitates(who, post.space)
    access.check_facilitates(who, into.space)
    if post.pk == into.pk:
        raise Conflict(_("A thread cannot be merged into itself."))
    one, other = _held(post.pk, into.pk)
    if one.removed_at is not None or other.removed_at is not None:
        raise Conflict(_("One of the two threads is out of sight: they cannot be merged."))
    check_goes_along(one, other, now)
    moved = list(Comment.objects.filter(post=one).values_list("id", flat=True))
    opening = _open(one, other)
    if one.space_id != other.space_id:
        carry_files(one, one.space_id, other.space)
    carry_replies(moved, other)
    merging = Merging(post=one, opening=opening, comments=moved, at=now)
    carry_along(merging, one, other, opening)
    merging.save(force_insert=True)
    in_sight = Comment.objects.filter(id__in=moved, removed_at__isnull=True).count()
    Post.objects.filter(pk=other.pk).update(
        comment_count=F("comment_count") + in_sight + 1,
        last_activity_at=max(one.last_activity_at, other.last_activity_at),
    )
    Post.objects.filter(pk=one.pk).update(removed_at=now, comment_count=0, pinned_at=None)
    Post.objects.filter(merging__opening__post=other).update(
        merged_into=other
    )  # what went into ``one`` before, too
    Removal.objects.create(post=one, why=Removal.Why.MERGED, by=actor, at=now)
    record(events.of_removal(events.POST_REMOVED, one, one, actor, Removal.Why.MERGED), at=now)
    record(events.of_post(events.POST_MERGED, one, actor, into=str(other.pk)), at=now)
    return merging


@transaction.atomic
def part(actor: Person, post: Post, *, now: datetime) -> None:
    """The two threads stand as before, with what was added meanwhile left where it was written."""
    who = access.viewer(actor)
    merging = (
        Merging.objects.select_for_update(of=("self",)).filter(post=post).select_related("opening").first()
    )
    if merging is None or post.merged_into_id is None:
        raise Conflict(_("This thread was not merged into another."))
    one, other = _held(post.pk, post.merged_into_id)
    access.check_facilitates(who, one.space)
    access.check_facilitates(who, other.space)
    removal = Removal.objects.filter(post=one, why=Removal.Why.MERGED).first()
    if removal is None or now - merging.at > KEPT:
        raise Conflict(_("They were merged more than thirty days ago: this cannot be undone any more."))
    back = list(Comment.objects.filter(post=other, id__in=merging.comments).values_list("id", flat=True))
    opening = merging.opening
    # What was answered to the text itself goes with it.
    below = list(Comment.objects.filter(root_id=opening.pk).exclude(pk=opening.pk)) if opening else []
    for reply in below:
        Comment.objects.filter(pk=reply.pk).update(root_id=reply.pk, parent=None)
    back += [reply.pk for reply in below]
    carry_replies(back, one)
    bring_back(merging, one, other)
    in_sight = Comment.objects.filter(id__in=back, removed_at__isnull=True).count()
    gone = in_sight + (1 if opening and opening.removed_at is None else 0)
    if opening:
        _close(one, opening, now)
    if one.space_id != other.space_id:
        carry_files(one, other.space_id, one.space)
    Post.objects.filter(pk=other.pk).update(comment_count=F("comment_count") - gone)
    merging.delete()
    Post.objects.filter(merging__opening__post=one).update(merged_into=one)
    Post.objects.filter(pk=one.pk).update(merged_into=None, comment_count=in_sight)
    put_back(actor, one, removal, now)


def _held(first: UUID, second: UUID) -> tuple[Post, Post]:
    """Both, locked in the order of their identifiers: two merges that cross wait instead of failing."""
    rows = Post.objects.select_for_update(of=("self",)).select_related("space").order_by("id")
    found = {row.pk: row for row in rows.filter(pk__in=[first, second])}
    return found[first], found[second]


def _open(post: Post, other: Post) -> Comment:
    """The reply that holds the text of a contribution, its link, its file, and how a closed poll came out."""
    identifier = uuid7(post.created_at)
    said = [f"**{post.title}**", post.body]
    shown = [format_html("<p><strong>{}</strong></p>", post.title), post.body_html]
    address = post.attachment.url if post.attachment else ""
    for where, words in ((post.link, post.link), (address, post.attachment.name if post.attachment else "")):
        if where:
            said.append(f"[{words}]({where})")
            shown.append(format_html('<p><a href="{}" rel="nofollow ugc noopener">{}</a></p>', where, words))
    options = PollOption.objects.filter(poll_id=post.pk).annotate(chosen=Count("votes")).order_by("position")
    if rows := list(options.values_list("text", "chosen")):
        said.append("\n".join(f"- {text} : {chosen}" for text, chosen in rows))
        shown.append(format_html("<ul>{}</ul>", format_html_join("", "<li>{} : {}</li>", rows)))
    return Comment.objects.create(
        id=identifier,
        root_id=identifier,
        post=other,
        author_id=post.author_id,
        created_at=post.created_at,
        body="\n\n".join(part for part in said if part),
        body_html="".join(shown),
    )


def _close(post: Post, opening: Comment, now: datetime) -> None:
    """The reply that held the text goes; what its author changed there stays in the history of the contribution."""
    if opening.edited_at and opening.body:
        Revision.objects.create(
            post=post, title=post.title, body=opening.body, by_id=opening.author_id, at=now
        )
    opening.delete()
