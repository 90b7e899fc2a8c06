"""Shapes of programmes and their prompts."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import ClockIn, ClockOut, Given, Text, example


class ProgrammeOut(Schema):
    id: UUID
    title: str
    template: str = Field(description="The ready programme that it began from; empty for one's own.")
    weekday: int = Field(description="0 is Monday.")
    clock: ClockOut = Field(description="The hour, in the time zone of the space.")
    every: int = Field(description="Weeks between two prompts.")
    skips_holidays: bool
    time_zone: str
    responsible: str | None = Field(description="The handle of who answers for it.")
    paused_at: datetime | None
    ended_at: datetime | None


class PromptOut(Schema):
    id: UUID
    kind: str
    title: str
    body: str
    objective_id: UUID | None
    on: date
    clock: ClockOut
    due_at: datetime
    state: str = Field(description="planned, published or missed.")
    why: str = Field(description="What keeps it waiting, or why it was missed; empty otherwise.")
    post_id: UUID | None = Field(description="Where it is answered.")
    published_at: datetime | None


class PromptIn(Given, json_schema_extra=example(title="Que faites-vous en premier ?", body="Racontez.")):
    title: Text = ""
    body: Text = ""
    kind: Text = "discussion"
    objective_id: UUID | None = None


class ProgrammeIn(
    Given,
    json_schema_extra=example(
        title="Une question par semaine",
        template="question-a-week",
        first="2030-01-07",
        weekday=1,
        clock="09:00",
    ),
):
    title: Text
    first: date = Field(description="The first day on which one may come out.")
    weekday: int = Field(1, ge=0, le=6, description="0 is Monday.")
    clock: ClockIn = time(9)
    every: int = Field(1, ge=1, le=52, description="Weeks between two prompts.")
    skips_holidays: bool = True
    template: Text = Field("", description="A ready programme, whose prompts are taken where none are given.")
    language: Text = Field("fr", description="In which language the ready prompts are.")
    prompts: list[PromptIn] = []


class PromptChange(Given, json_schema_extra=example(on="2030-02-05")):
    title: Text | None = None
    body: Text | None = None
    kind: Text | None = None
    objective_id: UUID | None = None
    on: date | None = Field(
        None, description="Another day: the prompt that is planned there takes this one's."
    )
    clock: ClockIn | None = None

    def words(self) -> dict[str, Any]:
        """What is said of the prompt itself."""
        sent = self.dict(exclude_unset=True, exclude={"on", "clock"})
        if "objective_id" in sent:
            sent["objective"] = sent.pop("objective_id")
        return sent
