"""Shapes of circulation."""

from datetime import datetime

from ninja import Field, Schema

from cordee.api.schemas import Given, example


class TravelOut(Schema):
    title: str
    url: str
    shared_at: datetime
    seen: int = Field(description="People, rounded down to a multiple of five.")
    tried: int
    adapted: int
    taught: int
    depth: int = Field(description="The longest chain of people who tried it, from who shared it.")
    units: int
    unit_hops: int = Field(description="Passings from one unit to another.")
    half_life: float | None = Field(description="Days until half of the uptakes; null under five.")
    stops: str = Field(
        description="The stage that most do not go beyond: seen, tried, adapted; empty: too few."
    )
    computed_at: datetime


class ClusterOut(Schema):
    name: str
    people: int = Field(description="Rounded down to a multiple of five.")
    passings: int = Field(description="Practices passed on within, rounded down to a multiple of five.")


class FlowOut(Schema):
    giver: str
    taker: str
    passings: int = Field(description="Rounded down to a multiple of five, as the two below.")
    exchanges: int
    people: int


class CirculationOut(Schema):
    groups: list[ClusterOut]
    flows: list[FlowOut]
    practices: list[TravelOut] = Field(description="Those that most people tried.")


class NamedCarrierOut(Schema):
    named: bool


class NamedCarrierIn(Given, json_schema_extra=example(named=True)):
    named: bool = Field(description="Whether I may be named where I carry or bridge practices.")
