"""Closing a conversation, and opening it again."""

from datetime import datetime

from django.db import transaction

from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.models import Post


@transaction.atomic
def lock(actor: Person, post: Post, *, now: datetime) -> bool:
    """No new replies and no new reactions; all of it stays to be read. True when that changed something."""
    return _set(actor, post, now, now)


@transaction.atomic
def unlock(actor: Person, post: Post, *, now: datetime) -> bool:
    """Replies and reactions are welcome again. True when that changed something."""
    return _set(actor, post, None, now)


def _set(actor: Person, post: Post, locked_at: datetime | None, now: datetime) -> bool:
    access.check_facilitates(access.viewer(actor), post.space)
    found = Post.objects.select_for_update(of=("self",)).select_related("space").get(pk=post.pk)
    if (found.locked_at is None) == (locked_at is None):
        return False
    Post.objects.filter(pk=post.pk).update(locked_at=locked_at)
    post.locked_at = locked_at
    verb = events.POST_LOCKED if locked_at else events.POST_UNLOCKED
    record(events.of_post(verb, found, actor), at=now)
    return True
