"""What the bell gives and takes."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import Given, PersonOut, example


class StopOut(Schema):
    """What the caller can mute to hear no more of it."""

    what: str = Field(description="post, space, somebody or skill.")
    id: UUID


class NoticeOut(Schema):
    """A line of the bell: all that happened on one thing since it was last read."""

    id: UUID
    kind: str
    text: str = Field(description="What happened, in the caller's language.")
    title: str = Field(description="What it is about.")
    reason: str
    why: str = Field(description="Why the caller is told, in their language.")
    url: str
    at: datetime
    position: int = Field(description="The `until` that marks this line, and what came before it, as read.")
    unread: bool
    people: list[PersonOut] = Field(description="The last two of who did it.")
    people_count: int
    acts: int
    meanings: dict[str, int]
    post_id: UUID | None
    comment_id: UUID | None
    stop: StopOut | None


class UnreadOut(Schema):
    unread: int


class ReadIn(Given, json_schema_extra=example(until=1204)):
    """Without a field, everything is read."""

    until: int | None = Field(None, ge=0, lt=2**63, description="Up to this `position` only.")
    post_id: UUID | None = Field(None, description="Only the lines that tell of this contribution.")


class StoppedOut(Schema):
    was: str = Field(description="following or none: what to send back to undo it.")
