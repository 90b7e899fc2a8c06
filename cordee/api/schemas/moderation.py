"""What the API takes and gives of moderation."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import Given, PersonOut, Text


class ReasonIn(Given):
    reason: Text


class ReportIn(Given):
    reason: Text
    words: Text = ""


class MoveIn(Given):
    space: Text


class MergeIn(Given):
    into: UUID


class DecisionIn(Given):
    what: Text
    reason: Text
    days: int | None = Field(None, ge=1, le=365)


class AppealIn(Given):
    words: Text


class AppealAnswerIn(Given):
    upheld: bool
    answer: Text


class ReportOut(Schema):
    """One of the open reports on a text; who reported is known to those who moderate only."""

    id: UUID
    post_id: UUID
    comment_id: UUID | None
    reason: str
    words: str
    at: datetime
    reporter: PersonOut | None = None


class MyReportOut(Schema):
    id: UUID
    post_id: UUID
    comment_id: UUID | None
    reason: str
    words: str
    at: datetime
    outcome: str | None


class DecisionOut(Schema):
    id: UUID
    what: str
    post_id: UUID | None
    comment_id: UUID | None
    reason: str
    at: datetime
    until: datetime | None
    ended_at: datetime | None


class AppealOut(Schema):
    id: UUID
    decision_id: UUID
    words: str
    at: datetime


class EntryOut(Schema):
    id: UUID
    act: str
    by_id: UUID | None
    person_id: UUID | None
    space_id: UUID | None
    post_id: UUID | None
    comment_id: UUID | None
    reason: str
    at: datetime
