"""What the API takes and gives of moderation."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import SOME_ID, Given, PersonOut, Text, example


class ReasonIn(Given, json_schema_extra=example(reason="Le ton blesse : relisez la charte.")):
    reason: Text


class ReportIn(Given, json_schema_extra=example(reason="unkind", words="Le ton blesse.")):
    reason: Text
    words: Text = ""


class MoveIn(Given, json_schema_extra=example(space="entretiens")):
    space: Text


class MergeIn(Given, json_schema_extra=example(into=SOME_ID)):
    into: UUID


class DecisionIn(Given, json_schema_extra=example(what="warned", reason="Relisez la charte.")):
    what: Text
    reason: Text
    days: int | None = Field(None, ge=1, le=365)


class AppealIn(Given, json_schema_extra=example(words="Je l’avais relue.")):
    words: Text


class AppealAnswerIn(Given, json_schema_extra=example(upheld=False, answer="La décision est levée.")):
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


class MyAppealOut(Schema):
    words: str
    at: datetime
    upheld: bool | None = Field(description="Null while it waits; false: the decision was taken back.")
    answer: str


class MyDecisionOut(DecisionOut):
    appeal: MyAppealOut | None


class DeletedOut(Schema):
    post_id: UUID
    comment_id: UUID | None
    title: str
    space_slug: str
    at: datetime
    until: datetime = Field(description="When its words are erased.")


class MergedOut(Schema):
    into: UUID


class PastOut(Schema):
    reported: int = Field(description="Reports on their texts.")
    reports: int = Field(description="Reports that they made.")
    warned: int
    suspended: int


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
