"""What dashboards by mail take and give."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import Given, Text, example


class MailingIn(Given, json_schema_extra=example(dashboard="insights.space-health", rhythm="weekly")):
    dashboard: Text = Field(max_length=60, examples=["insights.space-health"])
    about: UUID | None = Field(
        None, description="The space, path… that it is about; nothing for the organisation."
    )
    rhythm: Literal["weekly", "monthly", "quarterly"] = "weekly"
    hour: int = Field(8, ge=0, le=23, description="In the caller’s time zone.")
    with_xlsx: bool = False


class MailingOut(Schema):
    id: UUID
    dashboard: str
    title: str
    about: UUID | None
    about_words: str
    rhythm: str
    hour: int
    with_xlsx: bool
    next_at: datetime
    last_at: datetime | None
    ended_at: datetime | None = Field(description="Not open to the caller any more; they were told so once.")
