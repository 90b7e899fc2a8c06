"""Programmes that are ready to be planned: one short file each, in both languages, found by itself.

Their words are a beginning: whoever plans one reads each prompt and makes it theirs.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

FOLDER = Path(__file__).parent
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Entry(BaseModel):
    """A table of these files: what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Entry):
    """The same thing, said in two languages."""

    fr: Words
    en: Words

    def said(self, language: str) -> str:
        """In this language; English for any but French."""
        return self.fr if language.startswith("fr") else self.en


class PromptEntry(Entry):
    """A prompt, ready to be edited."""

    kind: Literal["discussion", "question", "experience", "tip"] = "discussion"
    title: Text
    body: Text


class TemplateEntry(Entry):
    """What it is for, how often it asks, and its prompts in their order."""

    place: int
    name: Text
    about: Text
    every: Annotated[int, Field(ge=1, le=4)] = 1
    prompts: tuple[PromptEntry, ...]


@dataclass(frozen=True)
class Template:
    """A ready programme and the name of its file."""

    key: str
    entry: TemplateEntry

    @property
    def weeks(self) -> int:
        """How long it lasts."""
        return len(self.entry.prompts) * self.entry.every


@cache
def templates() -> dict[str, Template]:
    """All of them by key, in the order in which they are offered. Raises pydantic.ValidationError."""
    found = [
        Template(file.stem, TemplateEntry.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))))
        for file in FOLDER.glob("*.toml")
    ]
    return {one.key: one for one in sorted(found, key=lambda one: one.entry.place)}
