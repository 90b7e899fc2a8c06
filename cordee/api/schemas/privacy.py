"""What privacy takes and gives."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import PersonOut


class LookOut(Schema):
    id: UUID
    what: str
    words: str
    at: datetime
    viewer: PersonOut | None


class DepartureOut(Schema):
    asked_at: datetime
    due_at: datetime = Field(description="When the account is deleted, unless that is taken back.")
