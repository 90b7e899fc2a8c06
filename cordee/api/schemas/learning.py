"""What learning paths and their cohorts take and give."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import Given, PersonOut, SkillOut, Text, example


class PathLineOut(Schema):
    slug: str
    title: str
    summary: str
    language: str
    minutes: int = Field(description="How long its activities take in all.")
    steps: int


class StepOut(Schema):
    key: UUID = Field(description="Stays the same from one version of the path to the next.")
    kind: str
    title: str
    mode: str = Field(description="`practice`, `social` or `formal`.")
    minutes: int
    required: bool
    started_at: datetime | None
    done_at: datetime | None
    score: float | None = Field(description="From 0 to 1; null where there is none.")
    skipped_why: str
    due_at: datetime | None
    closed_why: str = Field(description="Why it cannot be opened yet; empty: it can.")


class StageOut(Schema):
    key: UUID
    title: str
    about_html: str
    steps: list[StepOut]


class ObjectiveOut(Schema):
    key: UUID
    text: str
    skills: list[SkillOut]
    steps: int = Field(description="How many steps serve it.")
    done: int = Field(description="How many of those the caller has done.")


class EnrolmentOut(Schema):
    id: UUID
    cohort_id: UUID
    enrolled_at: datetime
    waiting_since: datetime | None = Field(description="On the waiting list since then.")
    completed_at: datetime | None


class PathOut(Schema):
    slug: str
    title: str
    summary: str
    language: str
    version: int = Field(
        description="The version that is shown: the caller's own, else the newest; 0: none yet."
    )
    objectives: list[ObjectiveOut]
    stages: list[StageOut]
    next: UUID | None = Field(description="The key of the one step to go on with.")
    done: int
    required: int
    minutes: int
    minutes_left: int
    balance: dict[str, int] = Field(description="Percent of the time in each mode.")
    sheet: dict[str, str] | None = Field(description="What the public is told; texts are safe HTML.")
    enrolment: EnrolmentOut | None


class MyPathOut(Schema):
    slug: str
    title: str
    enrolment: EnrolmentOut
    done: int
    required: int
    next: StepOut | None


class StepWholeOut(StepOut):
    shown: dict[str, Any] = Field(
        description="What the activity holds, as its kind has it; texts are safe HTML."
    )


class ProgressIn(Given, json_schema_extra=example(fields={"body": "J'ai reformulé."})):
    """What one does or answers, under the names of the activity's form; nothing for a page that was read."""

    fields: dict[str, Text] = Field({}, max_length=50)
    lists: dict[str, list[Text]] = Field({}, max_length=50, description="Fields with several values.")


class ProgressOut(Schema):
    started_at: datetime
    done_at: datetime | None
    score: float | None
    next: UUID | None


class CohortOut(Schema):
    id: UUID
    title: str
    starts_on: date
    ends_on: date | None
    time_zone: str
    capacity: int | None
    entry: str
    closed_at: datetime | None
    path: str
    space: str | None = Field(description="The slug of its space.")


class CohortIn(Given, json_schema_extra=example(title="Printemps", starts_on="2027-03-01", capacity=12)):
    title: Text
    starts_on: date
    ends_on: date | None = None
    capacity: int | None = Field(None, ge=1, le=2000)
    entry: Literal["hand", "link", "self", "rule"] = "hand"
    welcome: Text = ""


class LearnersIn(Given, json_schema_extra=example(people=["lea", "marc@example.org"], dry_run=True)):
    people: list[Text] = Field(max_length=2000, description="Handles or e-mail addresses.")
    dry_run: bool = Field(False, description="Only say what would become of it.")


class LearnersOut(Schema):
    enrolled: list[PersonOut]
    waiting: list[PersonOut]
    already: list[PersonOut]
    unknown: list[str]


class CellOut(Schema):
    key: UUID
    done_at: datetime | None
    score: float | None
    skipped: bool


class LearnerOut(Schema):
    enrolment_id: UUID
    person: PersonOut
    done: int
    completed_at: datetime | None
    waiting_since: datetime | None
    left_at: datetime | None
    last_seen_at: datetime | None
    seconds: int = Field(description="Time in the path, in seconds.")
    steps: list[CellOut]


class WorkOut(Schema):
    id: UUID
    activity_key: UUID
    title: str
    person: PersonOut
    body_html: str
    reflection_html: str
    sent_at: datetime


class VerdictIn(Given, json_schema_extra=example(kind="validated", note="Bien vu.")):
    kind: Literal["validated", "more"]
    note: Text = ""


class CertificateOut(Schema):
    code: str
    kind: str
    name: str
    issued_at: datetime
    revoked_at: datetime | None
    intact: bool = Field(description="Whether the record is what was frozen when it was issued.")
    record: dict[str, Any]
