"""What the API gives and takes of complaints, incidents and ideas."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import Given, PersonOut, Text, example


class ConcernOut(Schema):
    """What somebody told the organisation, as its state stands."""

    id: UUID
    reference: str
    kind: str = Field(description="complaint, incident, finding or idea.")
    source: str = Field(description="learner, team, company, funder, audit, evaluation or other.")
    title: str
    words: str
    state: str = Field(description="received, acknowledged, answered or closed.")
    path: str | None = Field(description="The slug of the path that it is about.")
    cohort_id: UUID | None
    at: datetime
    acknowledge_by: date
    answer_by: date
    acknowledged_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    person: PersonOut | None
    assigned: PersonOut | None
    url: str


class ConcernStepOut(Schema):
    what: str
    at: datetime
    by: PersonOut | None
    words: str
    inner: bool = Field(description="Not told to who raised it.")


class MeasureOut(Schema):
    id: UUID
    what: str
    owner: PersonOut | None
    due_on: date
    done_at: datetime | None
    outcome: str
    works: str = Field(description="yes, partly, no; empty until it is done.")
    version_id: UUID | None


class ConcernFileOut(ConcernOut):
    """All that the caller may read of it."""

    steps: list[ConcernStepOut]
    measures: list[MeasureOut] = Field(description="For who looks after it.")


class ConcernIn(
    Given,
    json_schema_extra=example(kind="idea", title="Un créneau le soir", words="Pour qui travaille le matin."),
):
    kind: Text = Field(description="complaint, incident, finding or idea.")
    title: Text
    words: Text
    source: Text = Field(
        "", description="By administrators, for somebody else: audit, evaluation, company, funder…"
    )
    path: Text | None = Field(None, description="The slug of the path that it is about.")
    cohort_id: UUID | None = None


class ConcernStepIn(Given, json_schema_extra=example(what="answer", words="Le lien est réparé.")):
    what: Text = Field(description="acknowledge, answer, note, close or reopen.")
    words: Text = ""


class AssignedIn(Given, json_schema_extra=example(to="karim")):
    to: Text = Field(description="A handle or an e-mail.")


class MeasureIn(
    Given, json_schema_extra=example(what="Vérifier les liens la veille", to="karim", due_on="2026-12-15")
):
    what: Text
    to: Text = Field(description="By whom: a handle or an e-mail.")
    due_on: date
    told: bool = Field(True, description="Whether who raised it is told.")


class OutcomeIn(Given, json_schema_extra=example(outcome="Un contrôle automatique", works="yes")):
    outcome: Text
    works: Text = Field(description="yes, partly or no.")
    version_id: UUID | None = Field(
        None, description="The published version of a path that carries the change."
    )
    told: bool = True


class ConcernFiguresOut(Schema):
    """Open and late now; the rest since `since`, 365 days ago."""

    since: date
    open: int
    late: int
    raised: int
    closed: int
    acknowledged: int
    days_to_acknowledge: float | None = Field(description="Median, of those acknowledged.")
    answered: int
    days_to_answer: float | None = Field(description="Median, of those answered.")
    measures_open: int
    measures_done: int
    measures_working: int


class WatchIn(Given, json_schema_extra=example(watches="legal")):
    watches: Text = Field(description="legal, trade, pedagogic; empty: nothing in particular.")


class AdaptationOut(Schema):
    id: UUID
    enrolment_id: UUID
    person: PersonOut
    what: str
    at: datetime
    ended_at: datetime | None


class AdaptationIn(
    Given,
    json_schema_extra=example(
        enrolment_id="018f2c7e-1f3a-7000-8000-6c1d2f0a9b77", what="Un tiers de temps en plus"
    ),
):
    enrolment_id: UUID
    what: Text = Field(description="What is arranged, never why.")
