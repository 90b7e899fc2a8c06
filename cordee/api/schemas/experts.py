"""What the API gives of who can help with what, and why."""

from datetime import datetime

from ninja import Field, Schema

from cordee.api.schemas import SOME_ID, PersonOut, SkillOut, example

_INES = {"id": SOME_ID, "name": "Inès Robert", "handle": "ines", "headline": "", "avatar_url": None}
_ACCEPTED = {
    "what": "accepted",
    "label": "Comment commencer un entretien ?",
    "at": "2026-03-02T09:00:00Z",
    "url": f"/posts/{SOME_ID}/",
    "count": 1,
}


class FactOut(Schema):
    """A fact for which somebody was chosen; `url` opens it."""

    what: str = Field(description="accepted, answered, tried, taught, declared or active.")
    label: str
    at: datetime
    url: str
    count: int


class ExpertOut(
    Schema,
    json_schema_extra=example(
        person=_INES, declared=False, latest="2026-03-02T09:00:00Z", evidence=[_ACCEPTED]
    ),
):
    """Somebody who agreed to be shown on a skill, and the facts that speak for them."""

    person: PersonOut = Field(alias="card")
    declared: bool = Field(description="They say so on their profile.")
    latest: datetime = Field(description="When the last of the evidence is from.")
    evidence: list[FactOut] = Field(description="The strongest first; only what the caller may open.")


class MissingSkillOut(
    Schema,
    json_schema_extra=example(skill={"slug": "retour", "name": "Donner un retour"}, learners=3, waiting=1),
):
    """A skill that nobody holds."""

    skill: SkillOut
    learners: int = Field(description="How many people want to learn it.")
    waiting: int = Field(description="How many questions on it are not answered yet.")
