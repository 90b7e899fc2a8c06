"""What the API gives and takes of the administrative file of enrolments."""

from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import Given, PersonOut, Text, example


class FactsOut(Schema):
    """What the yearly report (BPF, Cerfa 10443) asks; empty: not said. Minutes; null: not said."""

    category: str = Field(description="employee, apprentice, seeker, private or other (frame F-1).")
    funder: str
    funder_name: str
    objective: str = Field(
        description="rncp-6 … rncp-2, rncp-cqp, rs, cqp, training, assessment or vae (frame F-3)."
    )
    nsf: str = Field(description="Three digits, perhaps a letter (frame F-4).")
    modality: str = Field(description="on-site, remote or mixed.")
    minutes_planned: int | None
    entrusted_to: str = Field(description="The subcontractor (frame F-2).")
    entrusted_by: str = Field(description="The organisation for which we give it (frame G).")


class DossierOut(FactsOut):
    """What holds for one enrolment: its own facts, else its cohort's."""

    enrolment_id: UUID
    person: PersonOut
    minutes_done: int | None = Field(description="Proven elsewhere; null: as signed and done here.")
    own: list[str] = Field(description="The facts that are its own.")
    missing: list[str] = Field(description="What nobody said.")


class FactsIn(Given, json_schema_extra=example(category="employee", nsf="413", minutes_planned=840)):
    """Only what is sent changes."""

    category: Text | None = None
    funder: Text | None = None
    funder_name: Text | None = None
    objective: Text | None = None
    nsf: Text | None = None
    modality: Text | None = None
    minutes_planned: int | None = None
    entrusted_to: Text | None = None
    entrusted_by: Text | None = None


class DossiersIn(
    Given,
    json_schema_extra=example(
        enrolments=["018f2c7e-1f3a-7000-8000-6c1d2f0a9b77"], facts={"category": "seeker"}
    ),
):
    enrolments: list[UUID] = Field(description="Of this cohort; others are passed over.", max_length=2000)
    facts: FactsIn
    minutes_done: int | None = Field(None, description="Hours proven elsewhere, in minutes.")
