"""What the API gives of the ledger of evidence."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import SOME_ID, example


class PieceOut(
    Schema,
    json_schema_extra=example(
        number=12,
        kind="attendance",
        indicators=[12],
        at="2026-03-05T08:00:00Z",
        recorded_at="2026-03-05T08:00:03Z",
        path=SOME_ID,
        cohort=SOME_ID,
        author="Karim Benali",
        subject={"name": "Léa Martin", "facts": {"half": "2026-03-05-am", "minutes": 210, "present": True}},
        erased=False,
        leaf="5e" * 32,
        link="c1" * 32,
    ),
):
    """A piece of evidence. What `docs/evidence.md` calls its parts is here as far as nobody was erased."""

    number: int
    kind: str
    indicators: list[int] = Field(description="The indicators of Qualiopi that its kind serves.")
    at: datetime = Field(description="When it happened.")
    recorded_at: datetime = Field(description="When it came into the ledger.")
    path: UUID | None
    cohort: UUID | None
    author: str
    subject: dict[str, Any] = Field(description="Who it is about, the facts, the object and its SHA-256.")
    erased: bool
    leaf: str
    link: str


class CheckpointOut(
    Schema,
    json_schema_extra=example(
        number=3, at="2026-03-05T23:55:00Z", last=120, head="5e" * 32, digest="c1" * 32
    ),
):
    """How far the ledger had come."""

    number: int
    at: datetime
    last: int = Field(description="The number of the last piece.")
    head: str
    digest: str
