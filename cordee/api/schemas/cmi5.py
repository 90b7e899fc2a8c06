"""Shapes of cmi5: courses, registrations, launches."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import StringConstraints

from cordee.api.schemas import Given, Text, example

Reason = Literal["Tested Out", "Equivalent AU", "Equivalent Outside Activity", "Administrative"]
_ACTOR = {"account": {"homePage": "https://lms.example", "name": "4711"}}


class CourseUnitOut(Schema):
    index: int = Field(description="Its place in the course, from 0: by it it is launched.")
    id: str = Field(description="Of its publisher.")
    activity_id: str = Field(description="As statements name it.")
    title: str
    url: str
    launch_method: str
    move_on: str
    mastery_score: float | None


class CourseLineOut(Schema):
    id: UUID
    iri: str = Field(description="Of its publisher.")
    title: str
    units: int
    packaged: bool = Field(description="Whether a package came with it; else its units stand elsewhere.")
    imported_at: datetime


class CourseOut(CourseLineOut):
    activity_id: str
    aus: list[CourseUnitOut]


class AgentAccountIn(Given, json_schema_extra=example(**_ACTOR["account"])):
    homePage: Annotated[Text, StringConstraints(min_length=3, max_length=500)] = Field(  # noqa: N815 (xAPI's)
        description="Whose account it is: the address of your system."
    )
    name: Annotated[Text, StringConstraints(min_length=1, max_length=200)] = Field(
        description="The account there."
    )


class AgentIn(Given, json_schema_extra=example(**_ACTOR)):
    """An agent of xAPI with an account, as cmi5 wants it."""

    objectType: Literal["Agent"] = "Agent"  # noqa: N815 (xAPI's)
    name: Annotated[Text, StringConstraints(min_length=1, max_length=200)] | None = None
    account: AgentAccountIn


class CourseRegistrationIn(Given, json_schema_extra=example(actor=_ACTOR)):
    actor: AgentIn
    registration: UUID | None = Field(None, description="Its identifier, if you give it yourself.")


class LaunchIn(Given, json_schema_extra=example(actor=_ACTOR, launch_mode="Normal")):
    actor: AgentIn
    registration: UUID | None = Field(
        None, description="Go on with this registration; without it, the launch makes a new one."
    )
    launch_mode: Literal["Normal", "Browse", "Review"] = "Normal"
    return_url: Annotated[Text, StringConstraints(pattern=r"^https?://", max_length=2000)] | None = Field(
        None, description="Where the unit leads when it ends."
    )


class LaunchOut(Schema):
    session: UUID
    registration: UUID
    launch_url: str = Field(description="Open it in a browser, once.")
    launch_method: str = Field(description="OwnWindow: in a window of its own; AnyWindow: also in a frame.")
    activity_id: str


class WaiverIn(Given, json_schema_extra=example(reason="Administrative")):
    reason: Reason


class UnitStandingOut(Schema):
    index: int
    id: str
    activity_id: str
    satisfied: bool
    completed_at: datetime | None
    passed_at: datetime | None
    failed_at: datetime | None
    waived_at: datetime | None
    score: float | None
    progress: int | None = Field(description="Per cent.")


class RegistrationLineOut(Schema):
    id: UUID
    course: UUID
    actor: dict[str, object]
    at: datetime
    satisfied_at: datetime | None = Field(description="When all its units had moved on.")


class RegistrationOut(RegistrationLineOut):
    aus: list[UnitStandingOut]


class UnitSessionOut(Schema):
    id: UUID
    registration: UUID
    index: int | None
    launch_mode: str
    launched_at: datetime
    fetched_at: datetime | None
    initialized_at: datetime | None
    ended_at: datetime | None
    end: str = Field(description="terminated, abandoned, or empty while it goes on.")
