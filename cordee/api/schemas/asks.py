"""What the API gives and takes of questions that are put to people."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import Given, PersonOut, SkillOut, Text, example
from cordee.api.schemas.experts import FactOut


class AskOut(Schema):
    """A question that the caller was asked. Who else was, is told to nobody."""

    id: UUID
    post_id: UUID
    state: str = Field(description="open, answered, taken, passed, declined, not-mine or closed.")
    at: datetime
    title: str
    excerpt: str
    asked_at: datetime
    space_slug: str
    space_title: str
    author: PersonOut | None
    by: PersonOut | None = Field(description="Who named the caller; null where the policy chose.")
    reason: str = Field(description="Why, in one sentence, in the caller's language.")
    evidence: list[FactOut]
    minutes: int
    url: str


class ResponseIn(Given, json_schema_extra=example(response="take", until="2026-12-03")):
    response: Text = Field(description="decline, not-mine, take or pass.")
    until: date | None = Field(None, description="With take: by which day, within a month.")
    to: Text | None = Field(None, description="With pass: the handle of who may know.")


class OwnerOut(Schema):
    person_id: UUID
    name: str
    handle: str
    until: date


class AskingOut(Schema):
    """How a question stands, as far as it concerns the caller."""

    state: str = Field(description="Empty (nobody looks for an answer), waiting, replied, owned or ended.")
    stage: str = Field(description="nobody, peers, experts or facilitators.")
    asked: int | None = Field(description="How many people; told to who asks and to facilitators.")
    next_step_at: datetime | None
    owner: OwnerOut | None


class AskingIn(Given, json_schema_extra=example(on=False)):
    on: bool | None = Field(None, description="Put the question to people, or to nobody.")
    still_waits: bool = Field(False, description="The replies so far do not help: the next are asked.")


class UntilIn(Given, json_schema_extra=example(until="2026-12-03")):
    until: date = Field(description="By which day, within a month.")


class NamedIn(Given, json_schema_extra=example(to="ines")):
    to: Text = Field(description="The handle of who may know.")


class WishesOut(Schema):
    quota: int
    away_from: date | None
    away_until: date | None
    unasked: list[SkillOut]


class WishesIn(Given, json_schema_extra=example(quota=2, unasked=["tableur"])):
    quota: int = Field(description="Questions a week, 0 to 20.")
    away_from: date | None = None
    away_until: date | None = None
    unasked: list[Text] = Field(default_factory=list, description="Slugs of skills not to be asked about.")


class WaitingOut(Schema):
    """A question of a space that waits, for who keeps it."""

    post_id: UUID
    title: str
    excerpt: str
    since: datetime
    state: str
    stage: str
    next_step_at: datetime | None
    author: PersonOut | None
    asked: list[PersonOut]
    until: date | None
    url: str


class AskingPaceOut(Schema):
    asks: bool
    peers: int
    experts: int
    facilitators: int
    opens: int
    closes: int
    time_zone: str


class AskingPaceIn(
    Given,
    json_schema_extra=example(
        asks=True, peers=9, experts=18, facilitators=27, opens=9, closes=18, time_zone="Europe/Paris"
    ),
):
    """Stages in working hours; `opens` and `closes` are hours of the day."""

    asks: bool
    peers: int
    experts: int
    facilitators: int
    opens: int
    closes: int
    time_zone: Text
