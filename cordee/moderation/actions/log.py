"""Writing the log of moderation."""

from datetime import datetime
from uuid import UUID

from cordee.core.ids import uuid7
from cordee.moderation.models import ModerationEntry
from cordee.people.models import Person
from cordee.spaces.models import Comment, Post


def note(
    act: str,
    by: Person | None,
    *,
    now: datetime,
    text: Post | Comment | None = None,
    person: UUID | None = None,
    space: UUID | None = None,
    reason: str = "",
) -> None:
    """Write down an act, in the transaction that makes it."""
    post = text.post if isinstance(text, Comment) else text
    ModerationEntry.objects.create(
        id=uuid7(now),
        act=act,
        by_id=by.id if by else None,
        person_id=person or (text.author_id if text else None),
        space_id=space or (post.space_id if post else None),
        post_id=post.id if post else None,
        comment_id=text.id if isinstance(text, Comment) else None,
        reason=reason[:1000],
        at=now,
    )
