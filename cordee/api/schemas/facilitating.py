"""Shapes of the health of a space, and of suggestions."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema


class PointOut(Schema):
    until: datetime = Field(description="The end of its 28 days.")
    known: bool = Field(description="Whether five people at least are concerned; without, no number is told.")
    count: int | None
    of: int | None
    people: int | None
    value: float | None = Field(description="A share between 0 and 1, hours, or a number.")


class FigureOut(Schema):
    name: str
    points: list[PointOut] = Field(
        description="Thirteen windows of 28 days, a week apart, the last one first."
    )


class SpaceHealthOut(Schema):
    state: str = Field(description="unknown, steady, declining or silent.")
    posts: int = Field(description="Spontaneous contributions of the last four whole weeks.")
    usual_posts: float = Field(description="What four weeks usually hold.")
    figures: list[FigureOut]


class EvidenceOut(Schema):
    text: str
    url: str


class WorthDoingOut(Schema):
    kind: str
    text: str
    person: str | None = Field(description="The handle of whom it is about.")
    post_id: UUID | None
    since: datetime
    evidence: list[EvidenceOut]
