"""The clock: each question that is due is looked at once, in a transaction of its own."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cordee.asks import events
from cordee.asks.actions.asking import ask_people
from cordee.asks.escalation import Course, Ending, Facts, Pace, State, advance
from cordee.asks.models import Ask, Ownership, SpacePace, Watch
from cordee.journal.actions import record
from cordee.spaces.models import Comment, Post

log = logging.getLogger(__name__)

AT_ONCE = 500
REMINDED = timedelta(hours=15)  # before the end of the last day: at nine in the morning


def look_at_all(now: datetime) -> int:
    """Look at every question that is due, and remind who took one; how many were looked at.

    A question that another process holds is left to it. Broken off in the middle, what was done stands and the rest is
    done the next time: a question's people, its next date and what the journal says of them are one transaction.
    """
    due = Watch.objects.filter(due_at__lte=now).order_by("due_at").values_list("post_id", flat=True)
    done = sum(_looked_at(post_id, now) for post_id in list(due[:AT_ONCE]))
    remind_owners(now)
    return done


def _looked_at(post_id: UUID, now: datetime) -> bool:
    """One question that cannot be looked at does not keep the others waiting."""
    try:
        return look_at(post_id, now=now)
    except Exception:
        log.exception("The question %s could not be looked at", post_id)
        return False


@transaction.atomic
def look_at(post_id: UUID, *, now: datetime) -> bool:
    """Bring one question to where it should be; whether it was free to be looked at."""
    watch = Watch.objects.select_for_update(skip_locked=True, of=("self",)).filter(post_id=post_id).first()
    if watch is None:
        return False
    follow(watch, now=now)
    return True


def follow(watch: Watch, *, now: datetime) -> None:
    """Take in what happened to the question and what time it is, in a transaction that holds the watch."""
    post = Post.objects.select_related("space").get(pk=watch.post_id)
    row = Ownership.objects.filter(post=post, ended_at__isnull=True).first()
    pace = SpacePace.objects.filter(space_id=post.space_id).first()
    facts = _facts(watch, post, row, asks=pace is None or pace.asks)
    course = advance(
        watch.course,
        facts,
        pace.pace if pace else Pace(),
        now,
        lambda stage: ask_people(watch, post, stage, now),
    )
    _close_asks(post, course, now)
    if row is not None:
        _close_ownership(row, post, course, now)
    if course != watch.course:
        over = course.state == State.ENDED and watch.state != State.ENDED
        watch.take(course, now)
        watch.save()
        if over:
            record(events.ended(watch, post), at=now)


def _facts(watch: Watch, post: Post, row: Ownership | None, *, asks: bool) -> Facts:
    replies = Comment.objects.filter(post=post, removed_at__isnull=True).exclude(author_id=post.author_id)
    if watch.still_since:
        replies = replies.filter(created_at__gt=watch.still_since)
    return Facts(_ending(watch, post, asks=asks), replies.exists(), row.ends_at if row else None)


def _ending(watch: Watch, post: Post, *, asks: bool) -> Ending:
    if post.merged_into_id or post.duplicate_of_id:
        return Ending.DUPLICATE
    if post.removed_at is not None:
        return Ending.REMOVED
    if post.resolved_at is not None:
        return Ending.ANSWERED
    if post.locked_at is not None:
        return Ending.CLOSED
    if watch.ending == Ending.OFF or not asks:
        return Ending.OFF
    return Ending.NONE


def _close_asks(post: Post, course: Course, now: datetime) -> None:
    """Who was asked and replied has answered; the others need not any more once there is a reply."""
    waiting = Q(state=Ask.State.OPEN) | Q(state=Ask.State.TAKEN)
    wrote = Comment.objects.filter(post=post, removed_at__isnull=True, author__isnull=False)
    since = dict(wrote.order_by("created_at").values_list("author_id", "created_at"))
    for ask in Ask.objects.select_for_update().filter(waiting, post=post).order_by("id") if since else ():
        if ask.person_id in since and since[ask.person_id] >= ask.at:
            ask.state, ask.settled_at = Ask.State.ANSWERED, now
            ask.save(update_fields=["state", "settled_at"])
            record(events.of_ask(events.ASK_ANSWERED, ask, post, None), at=now)
    if course.state in (State.REPLIED, State.ENDED):
        Ask.objects.filter(waiting, post=post).update(state=Ask.State.CLOSED, settled_at=now)


def _close_ownership(row: Ownership, post: Post, course: Course, now: datetime) -> None:
    if course.state in (State.REPLIED, State.ENDED):
        end_ownership(row, Ownership.Ending.ANSWERED, now)
    elif now >= row.ends_at:
        end_ownership(row, Ownership.Ending.PASSED, now)
        record(events.of_ownership(events.ASK_RELEASED, row, post, None, why="passed"), at=now)


def end_ownership(row: Ownership, ending: Ownership.Ending, now: datetime) -> None:
    """Nobody has the question any more."""
    row.ended_at, row.ending = now, ending
    row.save(update_fields=["ended_at", "ending"])
    Ask.objects.filter(post_id=row.post_id, person_id=row.person_id, state=Ask.State.TAKEN).update(
        state=Ask.State.CLOSED, settled_at=now
    )


def remind_owners(now: datetime) -> int:
    """On the morning of the last day, once; how many."""
    near = Ownership.objects.filter(ended_at__isnull=True, reminded_at__isnull=True, ends_at__gt=now)
    done = 0
    for row_id in list(near.filter(ends_at__lte=now + REMINDED).values_list("id", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            rows = near.select_for_update(skip_locked=True, of=("self",)).select_related("post")
            row = rows.filter(id=row_id).first()
            if row is None:
                continue
            row.reminded_at = now
            row.save(update_fields=["reminded_at"])
            record(events.of_ownership(events.ASK_NEAR, row, row.post, None), at=now)
            done += 1
    return done


def due_now(posts: set[UUID], now: datetime) -> int:
    """Have the clock look at these questions as soon as it can; how many of them are looked after."""
    if not posts:
        return 0
    watched = Watch.objects.filter(post_id__in=posts)
    return watched.filter(Q(due_at__isnull=True) | Q(due_at__gt=now)).update(due_at=now)
