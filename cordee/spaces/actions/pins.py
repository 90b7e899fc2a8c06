"""What a space shows first."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.models import Post, Space

MOST = 3


@transaction.atomic
def pin(actor: Person, post: Post, *, now: datetime) -> bool:
    """First in the list of its space, three at most (else Conflict). True when that changed something."""
    found = _held(actor, post)
    if found.pinned_at is not None:
        return False
    if found.removed_at is not None:
        raise Conflict(_("This contribution is out of sight: it cannot be pinned."))
    if Post.objects.filter(space=found.space, pinned_at__isnull=False).count() >= MOST:
        raise Conflict(_("Three contributions are pinned in this space already. Unpin one of them first."))
    Post.objects.filter(pk=post.pk).update(pinned_at=now)
    record(events.of_post(events.POST_PINNED, found, actor), at=now)
    return True


@transaction.atomic
def unpin(actor: Person, post: Post, *, now: datetime) -> bool:
    """In its place among the others. True when that changed something."""
    found = _held(actor, post)
    if found.pinned_at is None:
        return False
    Post.objects.filter(pk=post.pk).update(pinned_at=None)
    record(events.of_post(events.POST_UNPINNED, found, actor), at=now)
    return True


def _held(actor: Person, post: Post) -> Post:
    access.check_facilitates(access.viewer(actor), post.space)
    # The space is held, so that two facilitators together do not pin a fourth.
    Space.objects.select_for_update().get(pk=post.space_id)
    return Post.objects.select_related("space").get(pk=post.pk)
