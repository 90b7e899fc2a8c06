"""What the operations on organisation accounts take and give."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import Given, Text, example


class ProviderOut(Schema):
    id: UUID
    slug: str
    name: str = Field(description="On the button.")
    issuer: str
    redirect_address: str = Field(description="What the provider must know.")
    client_id: str
    has_secret: bool
    scopes: list[str]
    claim_email: str
    claim_name: str
    claim_unit: str
    claim_groups: str
    proven_domains: list[str] = Field(description="Addresses of these count as verified.")
    newcomers: bool = Field(
        description="Whether people come in whom nobody knows yet, whatever sign-up says."
    )
    on: bool
    tested_at: datetime | None = Field(description="When a test last ended well with these settings.")
    people: int = Field(description="How many come in by it.")


class ProviderIn(
    Given,
    json_schema_extra=example(
        name="Refuge", issuer="https://accounts.refuge.example/realms/staff", client_id="cordee"
    ),
):
    name: Text
    issuer: Text = Field(description="Asked at once who it is.")
    client_id: Text = ""
    secret: Text = Field("", description="Kept encrypted, never given back.")
    scopes: list[Text] = ["openid", "profile", "email"]
    claim_email: Text = "email"
    claim_name: Text = "name"
    claim_unit: Text = ""
    claim_groups: Text = ""
    proven_domains: list[Text] = []
    newcomers: bool = False


class ProviderChange(Given, json_schema_extra=example(newcomers=True, claim_groups="groups", on=True)):
    name: Text | None = None
    issuer: Text | None = Field(None, description="Another one forgets who is linked.")
    client_id: Text | None = None
    secret: Text | None = Field(None, description="Kept encrypted, never given back; empty: none.")
    scopes: list[Text] | None = None
    claim_email: Text | None = None
    claim_name: Text | None = None
    claim_unit: Text | None = None
    claim_groups: Text | None = None
    proven_domains: list[Text] | None = None
    newcomers: bool | None = None
    on: bool | None = None
