"""Shapes of indicators: figures with their numerator, denominator, interval and definition."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema


class WindowOut(Schema):
    until: date = Field(description="The Sunday on which its 28 days end (UTC).")
    known: bool = Field(
        description="Whether five people at least are concerned, and five or none would be left by taking one group from "
        "another; without, no number is told."
    )
    numerator: int | None = Field(
        description="Of a unit none where fewer than five are on one side of a share, nor of a median: then no "
        "denominator either, and low and high say what a share lies between."
    )
    denominator: int | None
    people: int | None = Field(description="Of a unit in steps of five: 5 for five to nine.")
    value: float | None = Field(description="A share between 0 and 1, hours, or a number.")
    low: float | None = Field(description="The interval at 95 %, where the figure is an estimate.")
    high: float | None


class IndicatorDefinitionOut(Schema):
    name: str
    version: int = Field(description="Grows whenever something else is counted under the same name.")
    title: str
    numerator: str
    denominator: str
    certainty: str = Field(description="How sure it is: counted, or which interval.")
    source: str
    window_days: int


class IndicatorOut(Schema):
    definition: IndicatorDefinitionOut
    windows: list[WindowOut] = Field(description="Thirteen windows, the last one first.")
    year_before: WindowOut | None


class InsightsOut(Schema):
    scope: str = Field(description="organisation, space, path, cohort or unit.")
    scope_id: UUID | None
    title: str
    until: date | None
    counted_at: datetime | None
    indicators: list[IndicatorOut]
