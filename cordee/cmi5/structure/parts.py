"""A course as its designer described it (cmi5, section 13): blocks in blocks, and units that are launched."""

from collections.abc import Iterator
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from cordee.core.ids import uuid7

MoveOn = Literal["Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed", "NotApplicable"]
Texts = dict[str, str]  # by language; what has none stands under "und"


class _Described(BaseModel):
    """What everything has: its designer's ``iri``, a ``key`` of ours that never is that one, and words."""

    iri: str
    key: UUID = Field(default_factory=uuid7)
    title: Texts
    description: Texts = {}


class Unit(_Described):
    """An assignable unit (AU): what is launched. ``url`` is an address elsewhere, or a name in the package."""

    kind: Literal["au"] = "au"
    url: str
    move_on: MoveOn = "NotApplicable"
    mastery: float | None = None
    launch_method: Literal["AnyWindow", "OwnWindow"] = "AnyWindow"
    launch_parameters: str | None = None
    entitlement_key: str | None = None
    activity_type: str = ""
    objectives: list[str] = []

    @property
    def is_inside(self) -> bool:
        """Whether its page is in the package."""
        return "://" not in self.url.partition("?")[0]


class Block(_Described):
    """Units and blocks under one title."""

    kind: Literal["block"] = "block"
    objectives: list[str] = []
    parts: list["Part"]


Part = Annotated[Block | Unit, Field(discriminator="kind")]


class Aim(BaseModel):
    """A learning objective."""

    iri: str
    title: Texts
    description: Texts = {}


class Course(_Described):
    """A course structure."""

    objectives: list[Aim] = []
    parts: list[Part]

    def units(self) -> list[Unit]:
        """Its units in order: their places in it are the numbers by which programs launch them."""
        return list(units_in(self))

    def unit(self, key: UUID) -> Unit | None:
        """The unit of a key."""
        return next((one for one in units_in(self) if one.key == key), None)

    def blocks(self) -> Iterator[Block]:
        """Its blocks, inner ones before those that hold them."""
        yield from _blocks(self.parts)

    def around(self, key: UUID) -> list[Block]:
        """The blocks that a unit stands in."""
        return [one for one in self.blocks() if any(unit.key == key for unit in units_in(one))]


def units_in(whole: Course | Block) -> Iterator[Unit]:
    """The units of a course or a block, at any depth, in order."""
    for part in whole.parts:
        if isinstance(part, Unit):
            yield part
        else:
            yield from units_in(part)


def _blocks(parts: list[Part]) -> Iterator[Block]:
    for part in parts:
        if isinstance(part, Block):
            yield from _blocks(part.parts)
            yield part


def said_in(texts: Texts, language: str) -> str:
    """The words in a language, else in English, else as they come first."""
    short = {name[:2].lower(): text for name, text in reversed(texts.items())}
    return short.get(language[:2]) or short.get("en") or next(iter(texts.values()), "")
