"""What goes along when a thread is merged into another, and comes back when they part.

What people keep, follow and stand by is about the text, not about where it stands: it follows the text.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cordee.core.errors import Conflict
from cordee.spaces.actions.library import KINDS
from cordee.spaces.models import (
    Bookmark,
    Comment,
    Follow,
    Merging,
    Poll,
    Post,
    Practice,
    Reaction,
    Resolution,
    Revision,
)


def check_goes_along(one: Post, other: Post, now: datetime) -> None:
    """Raises Conflict where something of ``one`` could not live on in ``other``: votes that are still given, a place
    in the library.
    """
    poll = Poll.objects.filter(post=one).first()
    if poll and not (poll.closes_at and poll.closes_at <= now):
        raise Conflict(
            _(
                "This poll is open: merged, nobody could vote any more. Merge the other thread into it, or wait until it "
                "closes."
            )
        )
    practice = _practice(one)
    if practice is None or practice.state == Practice.State.DECLINED:
        return
    beside = _practice(other)
    if other.kind not in KINDS or (beside and beside.state == Practice.State.DECLINED):
        raise Conflict(
            _(
                "This is in the practice library, or offered for it, and the other thread cannot be. Take it out first, "
                "or merge the other thread into it."
            )
        )


def carry_replies(comments: Iterable[UUID], to: Post) -> None:
    """Replies stand in another thread, with what belongs to them."""
    comments = list(comments)
    Comment.objects.filter(id__in=comments).update(post=to)
    for rows in (Reaction, Revision, Bookmark):
        rows.objects.filter(comment_id__in=comments).update(post=to)


def carry_along(merging: Merging, one: Post, other: Post, opening: Comment) -> None:
    """What people did with ``one`` is with its text, ``opening``, from now on; ``merging`` keeps what to undo."""
    Bookmark.objects.filter(post=one, comment=None).update(post=other, comment=opening)
    Reaction.objects.filter(post=one, comment=None).update(post=other, comment=opening)
    merging.follows = _follow_too(one, other)
    if _practice(other) is None:
        merging.practice = bool(
            Practice.objects.filter(post=one)
            .exclude(state=Practice.State.DECLINED)
            .update(post=other, space=other.space)
        )
    questions = one.kind == other.kind == Post.Kind.QUESTION
    answer = Resolution.objects.filter(post=one).first()
    if questions and answer and not Resolution.objects.filter(post=other).exists():
        Resolution.objects.filter(post=one).update(post=other)
        Post.objects.filter(pk=other.pk).update(resolved_at=one.resolved_at)
        merging.resolution = True


def bring_back(merging: Merging, one: Post, other: Post) -> None:
    """The same again, the other way; what was begun meanwhile stays where it was begun."""
    if opening := merging.opening:
        # Who kept the text both here and there keeps it once.
        mine = Bookmark.objects.filter(post=one, comment=None).values("person_id")
        Bookmark.objects.filter(comment=opening, person_id__in=mine).delete()
        Bookmark.objects.filter(comment=opening).update(post=one, comment=None)
        Reaction.objects.filter(comment=opening).update(post=one, comment=None)
        tried = Reaction.objects.filter(post=one, comment=None, meaning=Reaction.Meaning.TRIED).count()
        Post.objects.filter(pk=one.pk).update(tried_count=tried)
    Follow.objects.filter(id__in=merging.follows, post=other).delete()
    if merging.practice:
        Practice.objects.filter(post=other).update(post=one, space=one.space)
    if merging.resolution:
        carried = Resolution.objects.filter(post=other, answer_id__in=merging.comments)
        if carried.update(post=one):
            Post.objects.filter(pk=other.pk).update(resolved_at=None)
    # An answer that was taken out of sight, or given up, meanwhile: the question says what is so now.
    answer = Resolution.objects.filter(post=one).select_related("answer").first()
    stands = answer and not (answer.answer and answer.answer.removed_at)
    Post.objects.filter(pk=one.pk).update(resolved_at=answer.at if answer and stands else None)


def _follow_too(one: Post, other: Post) -> list[UUID]:
    known = Follow.objects.filter(post=other).values("person_id")
    rows = [
        Follow(person_id=follow.person_id, post=other, muted=follow.muted, at=follow.at)
        for follow in Follow.objects.filter(post=one).exclude(person_id__in=known)
    ]
    Follow.objects.bulk_create(rows)
    return [row.id for row in rows]


def _practice(post: Post) -> Practice | None:
    return Practice.objects.filter(post=post).first()
