"""What the operations on accounts, units, groups, the table of people and invitations take and give."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import SOME_ID, Given, PersonOut, Text, example


class UnitRefOut(Schema):
    id: UUID
    name: str


class AccountOut(PersonOut):
    email: str | None
    language: str
    unit: UnitRefOut | None
    manager: str | None = Field(description="Their handle.")
    administrator: bool
    auditor: bool
    training_manager: bool
    active: bool
    joined_at: datetime
    last_login: datetime | None
    suspended_until: datetime | None


class AccountDetailOut(AccountOut):
    second_step: bool = Field(description="Whether signing in asks for more than a password.")
    groups: list[UnitRefOut]
    spaces: list["StandingOut"]


class StandingOut(Schema):
    slug: str
    title: str
    role: str


class AccountIn(
    Given, json_schema_extra=example(name="Ada Petit", email="ada@example.org", manager="@karim", write=False)
):
    name: Text
    email: Text
    headline: Text = Field("", max_length=120)
    language: Literal["fr", "en"] = "fr"
    unit: UUID | None = Field(None, description="Where they stand in the chart.")
    manager: Text | None = Field(None, description="A @name, an e-mail, or a whole name.")
    write: bool = Field(True, description="Mail them the link by which they choose a password.")


class AccountChange(Given, json_schema_extra=example(email="ada.petit@example.org", unit=SOME_ID)):
    name: Text | None = None
    email: Text | None = Field(None, description="The old address is written to.")
    headline: Text | None = None
    language: Literal["fr", "en"] | None = None
    unit: UUID | None = Field(None, description="Null: in no unit.")
    manager: Text | None = Field(None, description="As when adding; null: nobody.")


class RolesIn(Given, json_schema_extra=example(administrator=False, auditor=False, training_manager=True)):
    administrator: bool
    auditor: bool
    training_manager: bool | None = Field(None, description="Without it, as it is.")


class LinkOut(Schema):
    sent_to: str
    link: str | None = Field(
        description="Only for who never came in; null for others, who get it by mail alone."
    )


class ForgottenOut(Schema):
    count: int = Field(description="How many second steps they had.")


class UnitIn(Given, json_schema_extra=example(name="Agence de Lyon", parent=SOME_ID)):
    name: Text
    parent: UUID | None = Field(None, description="The box above; null: at the top.")


class UnitChange(Given, json_schema_extra=example(name="Agence de Lyon")):
    name: Text | None = None
    parent: UUID | None = Field(None, description="Null: at the top.")


class UnitOut(UnitRefOut):
    parent_id: UUID | None


class BoxOut(UnitOut):
    level: int = Field(description="1 at the top.")
    path: str = Field(description="The names from the top, as the table of people writes them.")
    people: int


class GroupIn(Given, json_schema_extra=example(name="Tuteurs", about="Celles et ceux qui accueillent")):
    name: Text
    about: Text = ""


class GroupChange(Given, json_schema_extra=example(about="Celles et ceux qui accueillent")):
    name: Text | None = None
    about: Text | None = None


class GroupOut(UnitRefOut):
    about: str


class GroupLineOut(GroupOut):
    people: int


class LetInOut(Schema):
    new: int = Field(description="How many of the group were not in the space before.")


class TableIn(
    Given, json_schema_extra=example(text="name,email,unit\nAda Petit,ada@example.org,Refuge / Lyon\n")
):
    text: Text = Field(
        max_length=1_000_000,
        description=(
            "CSV; its first line names the columns: name, email, handle, headline, unit (Company / Service), manager, "
            "groups (one|two), language, active. An empty cell changes nothing, “-” empties."
        ),
    )


class BringIn(
    TableIn,
    json_schema_extra=example(text="name,email\nAda Petit,ada@example.org\n", agreed="5f2b6c", write=True),
):
    agreed: Text = Field(description="The `print` of the difference that somebody looked at.")
    write: bool = Field(False, description="Mail those who are new how they come in.")


class ChangeOut(Schema):
    field: str
    before: str
    after: str


class FileLineOut(Schema):
    number: int = Field(description="The line of the file.")
    kind: str = Field(description="new, changed, same or refused.")
    name: str
    email: str
    changes: list[ChangeOut]
    refused: str = Field(description="Why, in the caller's language.")


class DifferenceOut(Schema):
    print: str = Field(description="Send it back as `agreed` to carry out exactly this.")
    new: int
    changed: int
    same: int
    refused: int
    units: list[list[str]] = Field(description="Units that will be made, by their path.")
    groups: list[str] = Field(description="Groups that will be made.")
    steps: list[FileLineOut]


class BroughtOut(Schema):
    new: list[PersonOut]
    changed: int
    refused: int


class InvitationIn(Given, json_schema_extra=example(note="Stage de mars", days=14, most_uses=30)):
    email: Text = Field("", description="Binds it to one address.")
    note: Text = Field("", description="For administrators: what it is for.")
    days: int = Field(14, description="1 to 365.")
    most_uses: int | None = Field(None, description="How many people; null: any number.")
    unit: UUID | None = Field(None, description="Where who comes in stands.")
    group: UUID | None = Field(None, description="Which group they join.")


class InvitationOut(Schema):
    id: UUID
    email: str
    note: str
    unit: UnitRefOut | None
    group: UnitRefOut | None
    most_uses: int | None
    uses: int
    made_by: PersonOut | None
    made_at: datetime
    expires_at: datetime


class NewInvitationOut(Schema):
    invitation: InvitationOut
    link: str = Field(description="Given this once.")


AccountDetailOut.model_rebuild()
