"""Taking a text out of sight, putting it back, and erasing what its author deleted thirty days ago."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.actions.withholding import release, withhold
from cordee.spaces.models import (
    Comment,
    Draft,
    Poll,
    Post,
    PostSkill,
    Practice,
    Removal,
    Resolution,
    Revision,
    Space,
)

KEPT = timedelta(days=30)
AT_ONCE = 1000


@transaction.atomic
def delete(actor: Person, text: Post | Comment, *, now: datetime) -> Removal:
    """Take one's own text out of sight; it can be put back for thirty days. Raises Missing, Forbidden, Conflict."""
    who = access.viewer(actor)
    space = space_of(text)
    access.check_reads(who, space)
    access.check_may_write(who)
    if not access.may_edit(who, text):
        raise Forbidden(_("Only its author can delete this."))
    return take_out(actor, text, Removal.Why.DELETED, now)


@transaction.atomic
def hide(actor: Person, text: Post | Comment, *, reason: str, now: datetime) -> Removal:
    """Moderation takes a text out of sight; it stays until it is shown again. Raises Missing, Forbidden, Conflict."""
    access.check_facilitates(access.viewer(actor), space_of(text))
    return take_out(actor, text, Removal.Why.HIDDEN, now, clean_line(reason)[:500])


@transaction.atomic
def restore(actor: Person, text: Post | Comment, *, now: datetime) -> None:
    """Put a text back: its author what they deleted, who moderates what was hidden. Raises Forbidden, Conflict."""
    who = access.viewer(actor)
    space = space_of(text)
    access.check_reads(who, space)
    access.check_may_write(who)
    removal = Removal.objects.select_for_update().filter(**named(text)).first()
    if removal is None:
        raise Conflict(_("There is nothing to put back here: it is in sight, or was erased."))
    if removal.why == Removal.Why.MERGED:
        raise Conflict(_("This thread was merged into another: part them to have it back."))
    if removal.why == Removal.Why.HIDDEN:
        access.check_facilitates(who, space)
    elif text.author_id != actor.id:
        raise Forbidden(_("Only its author can put this back."))
    put_back(actor, text, removal, now)


def put_back(actor: Person | None, text: Post | Comment, removal: Removal, now: datetime) -> None:
    """The text is in sight again, with its place in the counts. The caller checks, and holds the transaction."""
    removal.delete()
    release(text)
    if isinstance(text, Post):
        Post.objects.filter(pk=text.pk).update(removed_at=None)
        record(events.of_removal(events.POST_RESTORED, text, text, actor), at=now)
    else:
        Comment.objects.filter(pk=text.pk).update(removed_at=None)
        Post.objects.filter(pk=text.post_id).update(comment_count=F("comment_count") + 1)
        record(events.of_removal(events.COMMENT_RESTORED, text, text.post, actor), at=now)
        resolution = Resolution.objects.filter(answer_id=text.pk).first()
        if resolution and resolution.post_id == text.post_id:  # not of a thread that was merged into this one
            Post.objects.filter(pk=text.post_id).update(resolved_at=resolution.at)
            record(events.of_answer(events.ANSWER_ACCEPTED, text.post, text, actor), at=now)
    text.removed_at = None


def take_out(actor: Person, text: Post | Comment, why: str, now: datetime, note: str = "") -> Removal:
    """The text is out of sight, and so are its place in the counts and its being the answer. The caller checks."""
    # The thread is locked first, then the reply: two people who act at the same moment count once.
    post_id = text.pk if isinstance(text, Post) else text.post_id
    post = Post.objects.select_for_update(of=("self",)).select_related("space").get(pk=post_id)
    found = post if isinstance(text, Post) else Comment.objects.select_for_update().get(pk=text.pk)
    if found.removed_at is not None:
        standing = Removal.objects.filter(**named(text)).first()
        if standing and standing.why == Removal.Why.DELETED and why == Removal.Why.HIDDEN:
            # What its author deleted can be put back by them: moderation has the last word.
            standing.why, standing.by, standing.at, standing.note = why, actor, now, note
            standing.save()
            return standing
        raise Conflict(_("This is out of sight already."))
    removal = Removal.objects.create(**named(text), why=why, by=actor, at=now, note=note)
    if why != Removal.Why.MERGED:
        withhold(found)
    if isinstance(text, Post):
        Post.objects.filter(pk=text.pk).update(removed_at=now, pinned_at=None)
        record(events.of_removal(events.POST_REMOVED, text, post, actor, why), at=now)
    else:
        Comment.objects.filter(pk=text.pk).update(removed_at=now)
        Post.objects.filter(pk=post.pk).update(comment_count=F("comment_count") - 1)
        record(events.of_removal(events.COMMENT_REMOVED, text, post, actor, why), at=now)
        if Resolution.objects.filter(answer_id=text.pk, post=post).exists():
            # The question waits again; the choice is kept in case the answer comes back.
            Post.objects.filter(pk=post.pk).update(resolved_at=None)
            record(events.of_answer(events.ANSWER_UNACCEPTED, post, text, actor), at=now)
    text.removed_at = now
    return removal


@transaction.atomic
def purge(now: datetime) -> int:
    """Erase what its author deleted more than thirty days ago; the conversation below stays whole. Returns how many."""
    due = Removal.objects.select_for_update(skip_locked=True).filter(
        why=Removal.Why.DELETED, at__lt=now - KEPT
    )
    removals = list(due.order_by("at")[:AT_ONCE])
    posts = [one.post_id for one in removals if one.post_id]
    comments = [one.comment_id for one in removals if one.comment_id]
    purge_texts(posts, comments)
    return len(removals) + _purge_merged(now)


def _purge_merged(now: datetime) -> int:
    """What can no longer be parted stands in the other thread alone: the copy would outlive what its author does
    there. Its address still leads to it.
    """
    due = Removal.objects.select_for_update(of=("self",), skip_locked=True).filter(
        why=Removal.Why.MERGED, at__lt=now - KEPT
    )
    whole = ~Q(post__title="", post__body="")
    posts = [one.post_id for one in due.filter(whole).order_by("at")[:AT_ONCE] if one.post_id]
    _erase(posts, [])
    return len(posts)


def purge_texts(posts: list[UUID], comments: list[UUID]) -> None:
    """Erase these texts, which are out of sight, with what they said before; the rows stay, for who replied."""
    _erase(posts, comments)
    Removal.objects.filter(post_id__in=posts).delete()
    Removal.objects.filter(comment_id__in=comments).delete()


def _erase(posts: list[UUID], comments: list[UUID]) -> None:
    """The words, and what stands on them alone. Files go when nothing shows them (``media.unused``)."""
    Revision.objects.filter(post_id__in=posts, comment__isnull=True).delete()
    Revision.objects.filter(comment_id__in=comments).delete()
    Comment.objects.filter(id__in=comments).update(body="", body_html="")
    Post.objects.filter(id__in=posts).update(
        title="", body="", body_html="", excerpt="", link="", attachment=None
    )
    for rows in (Poll, Practice, PostSkill):
        rows.objects.filter(post_id__in=posts).delete()
    Draft.objects.filter(place__in=[f"edit:{text}" for text in (*posts, *comments)]).delete()


def named(text: Post | Comment) -> dict[str, UUID]:
    """How a row of ours names a text."""
    return {"post_id": text.pk} if isinstance(text, Post) else {"comment_id": text.pk}


def space_of(text: Post | Comment) -> Space:
    """Where it stands."""
    return text.space if isinstance(text, Post) else text.post.space
