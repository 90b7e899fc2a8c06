"""Moving a contribution to another space."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict
from cordee.journal.actions import record
from cordee.media.models import File
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.actions.withholding import SHOWN
from cordee.spaces.models import Comment, Post, Practice, Space


@transaction.atomic
def move(actor: Person, post: Post, to: Space, *, now: datetime) -> Post:
    """Who reads ``to`` reads it from now on, with its files. By somebody who facilitates both, or administers.

    Raises Missing, Forbidden, Conflict.
    """
    who = access.viewer(actor)
    access.check_facilitates(who, post.space)
    access.check_facilitates(who, to)
    found = Post.objects.select_for_update(of=("self",)).select_related("space").get(pk=post.pk)
    if found.space_id == to.id:
        raise Conflict(_("It is in this space already."))
    if found.removed_at is not None:
        raise Conflict(_("This contribution is out of sight: it cannot be moved."))
    left = found.space_id
    carry_files(found, left, to)
    Post.objects.filter(pk=post.pk).update(space=to, pinned_at=None)
    Practice.objects.filter(post=found).delete()  # the library of the space that it left
    found.space, found.pinned_at = to, None
    record(events.of_post(events.POST_MOVED, found, actor, **{"from": str(left)}), at=now)
    return found


def carry_files(post: Post, left: UUID, to: Space) -> None:
    """Files that a thread shows go where the thread goes: who may read the space may read them."""
    texts = [post.body, *Comment.objects.filter(post=post).values_list("body", flat=True)]
    names = {name for text in texts for name in SHOWN.findall(text)}
    files = File.objects.filter(space_id=left)
    files.filter(stored_as__in=names).update(space_id=to.id)
    if post.attachment_id:
        files.filter(id=post.attachment_id).update(space_id=to.id)
