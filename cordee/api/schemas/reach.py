"""What the choices of how one is told give and take."""

from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import ClockIn, ClockOut, Given, Text, example


class PaceOut(Schema):
    """A group of notifications, and its pace by each channel."""

    group: str = Field(examples=["answers"])
    label: str = Field(description="In the language of the caller.")
    paces: dict[str, str] = Field(examples=[{"email": "once", "push": "never"}])


class SpacePaceOut(Schema):
    """A space that follows another pace than the rest."""

    space_id: UUID
    title: str
    paces: dict[str, str] = Field(examples=[{"email": "weekly"}])


class HoursOut(Schema):
    """Hours are of the caller's own time zone."""

    quiet_from: ClockOut | None
    quiet_until: ClockOut | None
    budget: int | None = Field(description="How many things a week may be told at once; null: any number.")
    digest_day: int = Field(description="0 is Monday.")
    digest_hour: int


class ReachOut(Schema):
    groups: list[PaceOut]
    spaces: list[SpacePaceOut]
    hours: HoursOut
    addresses: dict[str, str] = Field(
        description="The channels that reach the caller now, and by which address."
    )


class PaceIn(Given, json_schema_extra=example(channel="email", group="thanks", pace="weekly")):
    """A pace for a group, in all spaces or in one; without a group, for all that happens in that space."""

    channel: Text = Field(max_length=12)
    group: Text = Field("", max_length=12)
    space_id: UUID | None = None
    pace: Text | None = Field(max_length=6, description="once, daily, weekly, never; null: as by default.")


class HoursIn(
    Given,
    json_schema_extra=example(
        quiet_from="20:00", quiet_until="08:00", budget=10, digest_day=0, digest_hour=8
    ),
):
    """All of it; quiet hours are both given, or both null."""

    quiet_from: ClockIn | None
    quiet_until: ClockIn | None
    budget: int | None = Field(ge=0, le=200)
    digest_day: int = Field(ge=0, le=6)
    digest_hour: int = Field(ge=0, le=23)
