"""What the operations of the administration take and give."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import Given, PersonOut, Text, example


class OrganisationOut(Schema):
    name: str
    language: str
    welcome: str
    accent: str
    logo: bool = Field(description="Whether there is one, at /organisation/logo/.")
    sign_up: str
    sign_up_domains: list[str]
    passwords: bool = Field(
        description="Whether people may come in otherwise than with an organisation account; counts while one is on."
    )
    on_leaving: str
    largest_image: int = Field(description="Megabytes.")
    largest_file: int = Field(description="Megabytes.")
    retention: dict[str, int | None] = Field(description="Days by class of data; null: for ever.")
    legal_name: str
    legal_address: str
    siret: str = Field(description="14 digits.")
    activity_number: str = Field(description="Of the declaration of training activity (NDA).")
    signatory: str = Field(description="Who signs certificates.")
    signatory_role: str
    qualiopi: bool = Field(description="Whether papers mention the certification.")
    public_sheets: bool = Field(
        description="Whether paths may show their sheet at /programme/, without an account."
    )
    acknowledge_within: int = Field(description="Working days in which a concern is acknowledged.")
    answer_within: int = Field(description="Days in which it is answered.")
    outside_concerns: bool = Field(description="Whether people without account may write, at /concerns/.")
    referent: str = Field(description="Whom people with a disability write to.")
    bpf_until: str = Field(description="Month and day until which the yearly report is due, as 04-30.")
    year_begins: int = Field(description="The month in which the accounting year begins.")
    other_nsf: bool = Field(description="Whether specialties are taken that the official list (NSF) has not.")


class OrganisationChange(Given, json_schema_extra=example(accent="#a33b12", retention={"drafts": 365})):
    name: Text | None = None
    language: Text | None = None
    welcome: Text | None = None
    accent: Text | None = Field(None, description="As #a33b12; empty: the product's own.")
    sign_up: Text | None = None
    sign_up_domains: list[Text] | None = None
    passwords: bool | None = None
    on_leaving: Text | None = None
    largest_image: int | None = None
    largest_file: int | None = None
    retention: dict[Text, int | None] | None = None
    legal_name: Text | None = None
    legal_address: Text | None = None
    siret: Text | None = Field(None, description="14 digits; spaces do no harm.")
    activity_number: Text | None = Field(None, description="11 digits, sometimes with a letter.")
    signatory: Text | None = None
    signatory_role: Text | None = None
    qualiopi: bool | None = None
    public_sheets: bool | None = None
    acknowledge_within: int | None = None
    answer_within: int | None = None
    outside_concerns: bool | None = None
    referent: Text | None = None
    bpf_until: Text | None = Field(None, description="As 04-30.")
    year_begins: int | None = None
    other_nsf: bool | None = None


class ClassOut(Schema):
    """A class of data that is not kept for ever, or is, and why."""

    name: str
    label: str
    what: str
    days: int | None = Field(description="Null: for ever.")
    default: int | None
    fixed: bool = Field(description="Nobody chooses.")


class RightsOut(Schema):
    act: str
    roles: dict[str, bool]


class SpaceRegisterOut(Schema):
    slug: str
    title: str
    visibility: str
    members: int
    last_at: datetime | None
    facilitators: list[PersonOut]


class TokenOut(Schema):
    id: UUID
    name: str
    scopes: list[str]
    person: PersonOut
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    expired: bool


class TokenIn(Given, json_schema_extra=example(name="Intranet", scopes=["read"], days=90)):
    name: Text
    scopes: list[Text] = Field(["read"], description="read, write, administer.")
    days: int | None = Field(90, description="How long it lives; null: until it is revoked.")


class NewTokenOut(Schema):
    token: TokenOut
    secret: str = Field(description="Given this once.")


class WebhookOut(Schema):
    id: UUID
    name: str
    address: str
    verbs: list[str]
    spaces: list[UUID]
    made_at: datetime
    on: bool
    failing_since: datetime | None
    stopped_by_failing: bool


class WebhookIn(
    Given, json_schema_extra=example(address="https://example.org/cordee", verbs=["post.published"])
):
    address: Text
    name: Text = ""
    verbs: list[Text] = Field([], description="Empty: every act, except those of moderation.")
    spaces: list[UUID] = Field([], description="Empty: everywhere.")


class WebhookChange(Given, json_schema_extra=example(on=False)):
    address: Text | None = None
    name: Text | None = None
    verbs: list[Text] | None = None
    spaces: list[UUID] | None = None
    on: bool | None = None


class NewWebhookOut(Schema):
    webhook: WebhookOut
    secret: str = Field(description="Signs each delivery; given this once.")


class DeliveryOut(Schema):
    id: UUID
    event_id: UUID | None
    verb: str
    state: str
    tries: int
    at: datetime
    due_at: datetime
    tried_at: datetime | None
    status: int | None
    milliseconds: int | None
    answer: str
    trouble: str
    body: dict[str, Any]


class FindingOut(Schema):
    level: str = Field(description="ok, warning or problem.")
    text: str


class HealthOut(Schema):
    well: bool
    findings: list[FindingOut]


class MailOut(Schema):
    left: bool
    trouble: str = Field(description="Why it did not.")


class AuditOut(Schema):
    id: UUID
    at: datetime
    verb: str
    words: str
    actor: PersonOut | None
    concerned: PersonOut | None
    space_slug: str | None
    object_id: UUID
    data: dict[str, Any]


class AuditAsked(Schema):
    person: Text = Field(
        "", description="A handle: acts by this person or about them. They can see that you looked."
    )
    verb: Text = ""
    space: Text = Field("", description="A slug.")
    since: date | None = None
    until: date | None = None


class AuditIn(AuditAsked):
    after: Text | None = None
