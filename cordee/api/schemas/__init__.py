"""What the API takes and gives."""

import re
from datetime import datetime, time
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema

Item = TypeVar("Item")


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("the character NUL cannot be stored")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("half a surrogate pair cannot be stored") from None
    return text


Text = Annotated[str, AfterValidator(_storable)]

_CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


def _on_a_clock(given: object) -> object:
    if isinstance(given, str) and not re.fullmatch(_CLOCK, given):
        raise ValueError("an hour is written as 09:30")
    return given


# An hour of the day where somebody is: the format "time" of JSON Schema wants an offset, which a clock has none of.
_AS_WRITTEN = WithJsonSchema({"type": "string", "pattern": _CLOCK, "examples": ["09:30"]})
ClockIn = Annotated[time, BeforeValidator(_on_a_clock), _AS_WRITTEN]
ClockOut = Annotated[time, PlainSerializer(lambda clock: f"{clock:%H:%M}", return_type=str), _AS_WRITTEN]


class Given(Schema):
    """What is sent: unknown fields are refused rather than ignored."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


SOME_ID = "018f2c7e-1f3a-7000-8000-6c1d2f0a9b77"


def example(**fields: Any) -> dict[str, Any]:
    """A body as somebody would send it, for the description: ``class PostIn(Given, json_schema_extra=example(…))``."""
    return {"examples": [fields]}


class FieldError(Schema):
    field: str
    message: str


class Problem(Schema):
    """Problem details, RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError] = []


class PageOf(Schema, Generic[Item]):
    """A page of a list; ``next`` is the ``after`` of the following one, null at the end."""

    items: list[Item]
    next: str | None


class PersonOut(Schema):
    id: UUID
    name: str
    handle: str
    headline: str
    avatar_url: str | None


class SkillOut(Schema):
    slug: str
    name: str


class ProfileOut(PersonOut):
    about: str
    availability: str
    helps: list[SkillOut]
    learns: list[SkillOut]
    figures: "PersonFiguresOut"


class PersonFiguresOut(Schema):
    posts: int
    comments: int
    answers: int
    useful: int
    thanks: int
    tried: int


class MeOut(ProfileOut):
    email: str | None
    language: str
    time_zone: str
    theme: str
    motion: str


class ProfileIn(Given, json_schema_extra=example(headline="Formatrice", helps=["ecoute"])):
    name: Text | None = None
    headline: Text | None = None
    about: Text | None = None
    availability: Text | None = None
    helps: list[Text] | None = Field(None, description="Slugs of skills one can help with.")
    learns: list[Text] | None = Field(None, description="Slugs of skills one wants to learn.")


class PreferencesIn(Given, json_schema_extra=example(language="fr", theme="dark")):
    language: Text | None = None
    time_zone: Text | None = None
    theme: Text | None = None
    motion: Text | None = None


class AimOut(Schema):
    text: str
    skills: list[SkillOut]


class AimIn(Given, json_schema_extra=example(text="Mener un entretien", skills=["ecoute"])):
    text: Text
    skills: list[Text] = []


class SpaceOut(Schema):
    id: UUID
    slug: str
    title: str
    theme: str
    visibility: str
    time_zone: str = Field(description="Where the hours of its programme are meant.")
    welcome: str
    aims: list[AimOut]
    charter_version: int = Field(description="The version in force; 0 when there is no charter.")
    member: bool
    facilitator: bool
    readable: bool
    must_accept: bool = Field(description="Whether its charter stands between the caller and contributing.")
    cover_url: str | None


class SpaceFiguresOut(Schema):
    members: int
    posts: int
    comments: int
    answered: int
    tried: int


class SpaceIn(
    Given,
    json_schema_extra=example(
        title="Entretiens",
        theme="Des entretiens utiles",
        aims=[{"text": "Mener un entretien", "skills": ["ecoute"]}],
    ),
):
    title: Text
    theme: Text = ""
    welcome: Text = ""
    visibility: Text = "open"
    time_zone: Text = "Europe/Paris"
    aims: list[AimIn] = []


class SpaceChange(
    Given, json_schema_extra=example(theme="Des entretiens dont chacun ressort avec quelque chose.")
):
    title: Text | None = None
    theme: Text | None = None
    welcome: Text | None = None
    visibility: Text | None = None
    time_zone: Text | None = None
    aims: list[AimIn] | None = None


class CharterOut(Schema):
    version: int
    body: str
    body_html: str
    published_at: datetime


class CharterIn(Given, json_schema_extra=example(body="- Parler de soi\n- Répondre avec soin")):
    body: Text


class AcceptanceIn(Given, json_schema_extra=example(version=1)):
    version: int = Field(description="The version that was read.", ge=1, le=2**31 - 1)


class MembershipIn(Given, json_schema_extra=example(message="Je rejoins l’équipe en mars.")):
    message: Text = Field("", description="A word to the facilitators of a space that opens on request.")


class MembershipOut(Schema):
    state: str = Field(description="member, facilitator, requested or none.")


class MemberOut(Schema):
    person: PersonOut
    role: str
    joined_at: datetime


class RoleIn(Given, json_schema_extra=example(role="facilitator")):
    role: Text = Field("member", description="member or facilitator.")


class RequestOut(Schema):
    person: PersonOut
    message: str
    asked_at: datetime


class PostLineOut(Schema):
    id: UUID
    kind: str
    title: str
    excerpt: str
    created_at: datetime
    last_activity_at: datetime
    comment_count: int
    tried_count: int
    resolved_at: datetime | None
    space_slug: str
    author: PersonOut | None


class PostIn(
    Given,
    json_schema_extra=example(
        kind="question",
        title="Comment finir un entretien ?",
        body="Je ne sais jamais **finir**.",
        skills=["ecoute"],
    ),
):
    kind: Text
    title: Text
    body: Text
    skills: list[Text] = []
    link: Text = ""
    attachment: UUID | None = Field(None, description="A file that the caller brought to this space.")


class PostChange(
    Given,
    json_schema_extra=example(
        title="Comment finir un entretien ?", body="Je ne sais jamais *comment* finir."
    ),
):
    title: Text
    body: Text
    skills: list[Text] | None = None
    link: Text | None = None


class MeaningsOut(Schema):
    counts: dict[str, int]
    mine: list[str]


class CommentOut(Schema):
    id: UUID
    parent_id: UUID | None
    body_html: str
    created_at: datetime
    edited_at: datetime | None
    author: PersonOut | None
    meanings: MeaningsOut
    replies: list["CommentOut"]


class NoteOut(Schema):
    meaning: str
    note: str
    at: datetime
    person: PersonOut


class PostOut(Schema):
    id: UUID
    space_slug: str
    kind: str
    title: str
    body: str
    body_html: str
    link: str
    attachment_url: str | None
    created_at: datetime
    edited_at: datetime | None
    last_activity_at: datetime
    comment_count: int
    resolved_at: datetime | None
    removed_at: datetime | None = Field(description="Out of sight for others.")
    locked_at: datetime | None = Field(description="Closed to replies and reactions.")
    pinned_at: datetime | None
    author: PersonOut | None
    skills: list[SkillOut]
    meanings: MeaningsOut
    notes: list[NoteOut]
    answer: CommentOut | None


class CommentIn(Given, json_schema_extra=example(body="Je demande : *que retenez-vous ?*")):
    body: Text
    to: UUID | None = Field(None, description="The reply that is answered.")


class BodyIn(Given, json_schema_extra=example(body="Je demande : *que retenez-vous ?*")):
    body: Text


class RevisionOut(Schema):
    title: str
    body: str
    at: datetime


class AnswerIn(Given, json_schema_extra=example(answer=SOME_ID)):
    answer: UUID


class ReactionIn(Given, json_schema_extra=example(note="Essayé lundi : elle a parlé la première.")):
    note: Text = Field("", description="What happened, for “tried” and “adapted”.")


class DraftIn(
    Given,
    json_schema_extra=example(fields={"kind": "tip", "title": "Se taire", "body": "Dix secondes"}, version=3),
):
    fields: dict[Text, Text]
    version: int = Field(0, ge=0, le=2**53)


class DraftOut(Schema):
    fields: dict[str, Any]
    version: int


class FileOut(Schema):
    id: UUID
    url: str
    name: str
    size: int
    width: int | None
    height: int | None
    alternative: str


class LineOut(Schema):
    id: UUID
    verb: str
    kind: str
    at: datetime
    post_id: UUID | None
    post_title: str
    space_slug: str
    actor: PersonOut | None


class SuggestionOut(Schema):
    why: str
    minutes: int
    skill: str
    post: PostLineOut


class NewsOut(Schema):
    space: str
    posts: list[PostLineOut]


class TodayOut(Schema):
    suggestions: list[SuggestionOut]
    news: list[NewsOut]


ProfileOut.model_rebuild()
