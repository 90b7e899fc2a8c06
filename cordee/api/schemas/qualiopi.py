"""What the API gives of the indicators of Qualiopi and of the yearly report."""

from datetime import date, datetime

from ninja import Field, Schema


class ShownOut(Schema):
    label: str
    count: int | None
    last: datetime | date | None
    words: str
    href: str


class LackOut(Schema):
    sentence: str
    act: str
    href: str


class HeldOut(Schema):
    """An indicator of the reference: what it asks, what is held, what is missing. Nothing is ticked."""

    number: int
    criterion: int
    asks: str
    beyond: str = Field(description="What Cordée does not hold.")
    shown: list[ShownOut]
    lacks: list[LackOut]


class BpfLineOut(Schema):
    label: str
    count: int | None = Field(description="Null: to be filled by hand.")
    hours: int | None
    part: bool = Field(description="Of the line above.")
    total: bool
    unsaid: bool = Field(description="Those whose file does not say where they belong.")


class BpfFrameOut(Schema):
    name: str
    title: str
    lines: list[BpfLineOut]


class BpfOut(Schema):
    """The pedagogic part of Cerfa 10443: people and hours, never the money."""

    first: date
    last: date
    due: date
    frames: list[BpfFrameOut]
    incomplete_count: int = Field(description="Enrolments that count and do not say all that the form asks.")
    counted: float = Field(description="Hours.")
    measured: float = Field(description="Hours with a page in use: to compare, not counted.")
