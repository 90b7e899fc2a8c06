"""What those who keep a space do with its threads: the acts of the room below, each with its line in the log."""

from datetime import datetime

from django.db import transaction

from cordee.moderation.actions.log import note
from cordee.moderation.models import Decision, Report
from cordee.people.models import Person
from cordee.spaces.actions import locks, merges, moves, pins, removals
from cordee.spaces.models import Comment, Post, Removal, Space


@transaction.atomic
def lock(actor: Person, post: Post, *, now: datetime, undo: bool = False) -> None:
    """No new replies and reactions, or welcome again. Raises Missing, Forbidden."""
    if (locks.unlock if undo else locks.lock)(actor, post, now=now):
        note("unlocked" if undo else "locked", actor, now=now, text=post)


@transaction.atomic
def pin(actor: Person, post: Post, *, now: datetime, undo: bool = False) -> None:
    """First in its space, or in its place. Raises Missing, Forbidden, Conflict."""
    if (pins.unpin if undo else pins.pin)(actor, post, now=now):
        note("unpinned" if undo else "pinned", actor, now=now, text=post)


@transaction.atomic
def move(actor: Person, post: Post, to: Space, *, now: datetime) -> Post:
    """To another space. Raises Missing, Forbidden, Conflict."""
    left = post.space.title
    moved = moves.move(actor, post, to, now=now)
    note("moved", actor, now=now, text=moved, reason=f"{left} → {to.title}")
    return moved


@transaction.atomic
def merge(actor: Person, post: Post, into: Post, *, now: datetime) -> None:
    """Into another thread. Raises Missing, Forbidden, Conflict."""
    merging = merges.merge(actor, post, into, now=now)
    for rows in (Report, Decision):
        rows.objects.filter(comment_id__in=merging.comments).update(post=into)
        rows.objects.filter(post=post, comment=None).update(post=into, comment=merging.opening)
    note("merged", actor, now=now, text=post, reason=into.title)


@transaction.atomic
def part(actor: Person, post: Post, *, now: datetime) -> None:
    """Merged threads stand apart again. Raises Missing, Forbidden, Conflict."""
    for rows in (Report, Decision):
        rows.objects.filter(comment__opens__post=post).update(post=post, comment=None)
    merges.part(actor, post, now=now)
    for rows in (Report, Decision):
        # Those on replies stand with their reply, wherever it went.
        rows.objects.filter(comment__post=post).exclude(post=post).update(post=post)
    note("parted", actor, now=now, text=post)


@transaction.atomic
def restore(actor: Person, text: Post | Comment, *, now: datetime) -> None:
    """Put back what one deleted, or what moderation hid (which the log tells)."""
    hidden = Removal.objects.filter(**removals.named(text), why=Removal.Why.HIDDEN).exists()
    removals.restore(actor, text, now=now)
    if hidden:
        note("shown", actor, now=now, text=text)
