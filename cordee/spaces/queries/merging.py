"""Where merged threads are read now, and which can still be parted."""

from datetime import datetime
from uuid import UUID

from cordee.spaces import access
from cordee.spaces.actions.removals import KEPT
from cordee.spaces.models import Post


def merged_into(who: access.Viewer, post_id: UUID) -> Post | None:
    """Where a merged thread is read now, if ``who`` may read it there. One query."""
    rows = Post.objects.filter(merged__id=post_id, removed_at__isnull=True).select_related("space")
    found = rows.first()
    return found if found and who.sees(found.space) and who.reads(found.space) else None


def parted(post: Post, now: datetime, size: int = 20) -> list[Post]:
    """The threads that went into this one and can still be parted from it, the last first. One query."""
    rows = Post.objects.filter(merged_into=post, merging__at__gte=now - KEPT)
    return list(rows.order_by("-merging__at")[:size])
