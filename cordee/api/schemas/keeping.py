"""What the API takes and gives of following, keeping, polls and libraries."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime

from cordee.api.schemas import SOME_ID, Given, PersonOut, PostLineOut, Text, example


class FollowOut(Schema):
    id: UUID
    what: str = Field(description="space, post, somebody or skill.")
    target: UUID
    title: str
    url: str
    muted: bool
    at: datetime


class StateOut(Schema):
    state: str = Field(description="following, muted or none.")


class StateIn(Given, json_schema_extra=example(muted=False)):
    muted: bool = Field(False, description="True: hear no more of it, even where one takes part.")


class CountedOut(Schema):
    counted: bool


class CountedIn(Given, json_schema_extra=example(counted=True)):
    counted: bool = Field(description="False: what I read does not count, and what was counted is forgotten.")


class BookmarkIn(Given, json_schema_extra=example(note="Pour lundi")):
    note: Text | None = Field(None, description="For oneself; without it, the note stays as it is.")


class NoteKeptOut(Schema):
    note: str | None


class BookmarkOut(Schema):
    id: UUID
    note: str
    at: datetime
    post_id: UUID
    comment_id: UUID | None
    kind: str
    title: str
    excerpt: str
    space_title: str
    author: PersonOut | None


class PollIn(Given, json_schema_extra=example(title="Quel jour ?", options=["Mardi", "Jeudi"])):
    title: Text
    body: Text = ""
    skills: list[Text] = []
    options: list[Text] = Field(description="Between 2 and 12, each different.")
    several: bool = False
    closes_at: AwareDatetime | None = None


class OptionOut(Schema):
    id: UUID
    text: str
    mine: bool
    count: int | None = Field(description="Null while the result is not shown to the caller.")
    share: int | None = Field(description="Of those who voted, in per cent.")


class PollOut(Schema):
    several: bool
    closes_at: datetime | None
    closed: bool
    voted: bool
    shown: bool = Field(description="To who voted, to all once it is closed, to who may not vote.")
    voters: int
    options: list[OptionOut]


class PublishedPollOut(PollOut):
    id: UUID


class VoteIn(Given, json_schema_extra=example(choices=[SOME_ID])):
    choices: list[UUID]


class DuplicateIn(Given, json_schema_extra=example(of=SOME_ID)):
    of: UUID = Field(description="The question that was asked before.")


class OriginalOut(Schema):
    original: PostLineOut | None


class PracticeOut(Schema):
    post_id: UUID
    kind: str
    title: str
    excerpt: str
    state: str = Field(description="offered, agreed or declined.")
    note: str
    offered_at: datetime
    check_on: date | None
    verified_at: datetime | None
    stale: bool
    author: PersonOut | None
    offerer: PersonOut | None
    verifier: PersonOut | None


class AgreementIn(Given, json_schema_extra=example(check_on="2027-03-31")):
    check_on: date | None = Field(None, description="When to check it again; in half a year unless told.")


class RefusalIn(Given, json_schema_extra=example(note="Trop propre à une équipe.")):
    note: Text = ""
