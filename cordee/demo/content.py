"""What the demo organisation is made of: the files of ``content/``, read and checked.

Each text stands in both languages side by side, so that the two cannot drift apart. A key that no one knows, a
missing language or a malformed time is an error that names its place.
"""

import re
import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

FOLDER = Path(__file__).parent / "content"
WEEKS = 12  # of past life that the content tells, before the day of loading
_OFFSET = re.compile(r"-(\d+)d(?: (\d\d):(\d\d))?")

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Language = Literal["fr", "en"]


class Entry(BaseModel):
    """A table of the content files: what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Entry):
    """The same thing, said in two languages."""

    fr: Words
    en: Words

    def said(self, language: Language) -> str:
        """In this language."""
        return self.fr if language == "fr" else self.en


class When(Entry):
    """A local time so many days before the day of loading; without a clock time, some time that morning."""

    days: int
    clock: time | None

    def on(self, today: date, zone: ZoneInfo) -> datetime:
        """The moment, when loaded on ``today``; midnight stands for "some time that day"."""
        return datetime.combine(today - timedelta(days=self.days), self.clock or time(0), zone)


def _when(value: object) -> object:
    """``-23d 09:42`` or ``-23d``."""
    if not isinstance(value, str) or not (match := _OFFSET.fullmatch(value)):
        raise ValueError(f"{value!r} is not a time such as -23d 09:42")
    days, hour, minute = match.groups()
    if not int(days):
        raise ValueError("the last day told is -1d: what is loaded at 00:05 must lie in the past")
    return {"days": int(days), "clock": time(int(hour), int(minute)) if hour else None}


def _accepted(value: object) -> object:
    """``lea -21d 08:18``: who accepted the answer, and when."""
    who, _, at = str(value).partition(" ")
    return {"by": who, "at": at}


def _keys(value: object) -> object:
    return value.split() if isinstance(value, str) else value


At = Annotated[When, BeforeValidator(_when)]
Keys = Annotated[tuple[str, ...], BeforeValidator(_keys)]


class PersonEntry(Entry):
    """Somebody of the organisation."""

    name: Words
    unit: Words
    job: Text
    bio: Text
    available: Text
    helps: Keys
    learns: Keys


class CastEntry(Entry):
    """One of the accounts that can sign in, and what it is there to show."""

    person: str
    fr: Words
    en: Words
    administrator: bool = False


class LegalEntry(Entry):
    """What stands on the organisation's papers: settings of it, by their names."""

    legal_name: str
    legal_address: str
    siret: str
    activity_number: str
    signatory: str
    signatory_role: str
    qualiopi: bool


class OrganisationEntry(Entry):
    """The whole."""

    name: Words
    time_zone: str
    founded: At
    mail: str
    legal: LegalEntry
    cast: tuple[CastEntry, ...]


class Acceptance(Entry):
    """Who said that an answer is the one."""

    by: str
    at: At


class Try(Entry):
    """Somebody tried or adapted it; what happened, in one line, if they said."""

    by: str
    at: At
    fr: str = ""
    en: str = ""

    def said(self, language: Language) -> str:
        """The line, in this language."""
        return self.fr if language == "fr" else self.en


class ReplyEntry(Text):
    """A reply, and the replies to it. ``before`` is what it said until ``edited``."""

    by: str
    at: At
    accepted: Annotated[Acceptance, BeforeValidator(_accepted)] | None = None
    edited: At | None = None
    before: Text | None = None
    useful: Keys = ()
    thanks: Keys = ()
    replies: tuple["ReplyEntry", ...] = ()


class PostEntry(Entry):
    """A contribution and what became of it."""

    kind: Literal["discussion", "question", "experience", "tip", "resource"]
    by: str
    at: At
    title: Text
    body: Text
    skills: Keys
    link: str = ""
    edited: At | None = None
    before: Text | None = None
    useful: Keys = ()
    thanks: Keys = ()
    observed: Keys = ()
    taught: Keys = ()
    tried: tuple[Try, ...] = ()
    adapted: tuple[Try, ...] = ()
    replies: tuple[ReplyEntry, ...] = ()


class CharterEntry(Text):
    """A version of a charter."""

    at: At
    by: str


class ObjectiveEntry(Text):
    """What people come to learn."""

    skills: Keys


class SpaceEntry(Entry):
    """A space, its members (when each came in) and what they wrote, by file."""

    slug: str
    visibility: Literal["open", "request", "hidden"]
    hue: Annotated[int, Field(ge=0, lt=12)]
    opened: At
    facilitators: Keys
    name: Text
    theme: Text
    welcome: Text
    objectives: tuple[ObjectiveEntry, ...]
    charters: tuple[CharterEntry, ...]
    members: dict[str, At]
    posts: dict[str, tuple[PostEntry, ...]]


class Content(Entry):
    """Everything."""

    organisation: OrganisationEntry
    skills: dict[str, Text]
    people: dict[str, PersonEntry]
    spaces: dict[str, SpaceEntry]


@cache
def organisation_entry() -> OrganisationEntry:
    """Only its name and its cast: what the sign-in page needs."""
    return OrganisationEntry.model_validate(_table("organisation.toml"))


@cache
def people_entries() -> dict[str, PersonEntry]:
    """Only the people."""
    return {key: PersonEntry.model_validate(entry) for key, entry in _table("people.toml").items()}


@cache
def content() -> Content:
    """The content, read once. Raises pydantic.ValidationError with the place of each mistake."""
    return Content.model_validate(
        {
            "organisation": organisation_entry(),
            "skills": _table("skills.toml"),
            "people": people_entries(),
            "spaces": {folder.name: _space(folder) for folder in sorted((FOLDER / "spaces").iterdir())},
        }
    )


def _space(folder: Path) -> dict[str, object]:
    files = sorted(file for file in folder.glob("*.toml") if file.name != "space.toml")
    return {
        **_table(folder / "space.toml"),
        "posts": {file.stem: _table(file)["posts"] for file in files},
    }


def _table(name: str | Path) -> dict[str, object]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
