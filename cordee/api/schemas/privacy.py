"""What privacy takes and gives."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import PersonOut


class LookOut(Schema):
    id: UUID
    what: str
    words: str
    at: datetime
    viewer: PersonOut | None


class DataViewOut(Schema):
    name: str = Field(description="Its name in `view` of who looked.")
    title: str
    made_of: str = Field(description="What of people is in it.")
    seen_by: str = Field(description="Who may open it.")
    named: bool = Field(description="People stand in it by name; otherwise in groups of five or more.")
    noted: bool = Field(description="Who opens it is written down for those who may be in it.")
    mine: str | None = Field(description="Where one sees one’s own part.")


class ViewLookOut(Schema):
    id: UUID
    at: datetime
    view: str
    words: str
    scope: str = Field(description="organisation, unit, space, path or cohort.")
    title: str = Field(description="Of which unit, space, path or cohort; empty for the organisation.")
    viewer: PersonOut | None = Field(description="Null for somebody who was let in by a link alone.")


class DepartureOut(Schema):
    asked_at: datetime
    due_at: datetime = Field(description="When the account is deleted, unless that is taken back.")
