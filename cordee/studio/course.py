"""A course on its way in or out: what every importer makes and every exporter reads.

Its contents are the product's own (``paths.kinds``, ``paths.questions``), so that what was imported is checked like what
an author writes. Texts are Markdown; a file is named by its place in ``files``, in texts by the address that
``asset_link`` gives (``asset:NAME``), another step by that of ``step_link``. Keys are free texts here (whatever the
source calls its things); they become identifiers when the course is taken in.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from urllib.parse import quote, unquote

from cordee.paths.contents import Content
from cordee.paths.questions import Question

ASSET, STEP = "asset:", "step:"
# The fields of paths.models.Sheet that a course may say.
SHEET = (
    "audience", "prerequisites", "methods", "evaluation", "accessibility", "access_delay", "price", "contact",
    "certification", "modality", "minutes", "helped_within",
)  # fmt: skip


def asset_link(name: str) -> str:
    """The address of a file of the course in a Markdown text."""
    return ASSET + quote(name)


def step_link(key: str) -> str:
    """The address of another step of the course in a Markdown text."""
    return STEP + quote(key, safe="")


def asset_named(address: str) -> str:
    """The name of the file at such an address."""
    return unquote(address.removeprefix(ASSET))


def step_named(address: str) -> str:
    """The key of the step at such an address."""
    return unquote(address.removeprefix(STEP))


@dataclass
class Asset:
    """A file of the course: its name for people, and how to read it (once or more, from the beginning)."""

    name: str
    size: int  # bytes
    open: Callable[[], AbstractContextManager[BinaryIO]]
    alternative: str = ""  # what an image shows, in words
    picture: bool = False  # kept as an image even where nothing shows it


@dataclass
class Named:
    """A person, as one organisation knows them: both must fit where somebody is given a right by it."""

    handle: str
    name: str


@dataclass
class Objective:
    """What one can do at the end. ``skills`` are names."""

    text: str
    skills: list[str] = field(default_factory=list)
    key: str = ""


@dataclass
class Step:
    """An activity. ``content`` fits its ``kind``; ``mode`` and ``minutes`` may be left to what the kind usually is."""

    kind: str
    title: str
    content: Content
    key: str = ""
    mode: str = ""
    minutes: int | None = None
    required: bool = True
    objectives: list[str] = field(default_factory=list)  # keys
    release: dict[str, Any] = field(default_factory=dict)
    credits: list[str] = field(default_factory=list)  # who contributed what it is made of: handles or names


@dataclass
class Module:
    """A stage of the course."""

    title: str
    about: str = ""
    steps: list[Step] = field(default_factory=list)
    key: str = ""


@dataclass
class Asked:
    """A question of a bank."""

    question: Question
    key: str


@dataclass
class Bank:
    """Questions on one subject; a quiz names them by their keys, or draws from the bank by its key."""

    title: str
    key: str
    questions: list[Asked] = field(default_factory=list)


@dataclass
class Course:
    """All of it. ``sheet`` holds fields of ``paths.models.Sheet`` by name.

    ``key`` is what the source calls the course: the same one brought twice gives its steps the same identifiers.
    ``ours``: it was a path of Cordée, so that even what is empty in it is meant. The last fields are of those alone.
    """

    title: str
    summary: str = ""
    language: str = "fr"
    objectives: list[Objective] = field(default_factory=list)
    modules: list[Module] = field(default_factory=list)
    banks: list[Bank] = field(default_factory=list)
    files: dict[str, Asset] = field(default_factory=dict)
    sheet: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    ours: bool = False
    missing: list[str] = field(default_factory=list)  # files that its texts name and the package lacks
    audience: str = ""  # one of paths.models.Path.Audience
    template: bool = False
    cover: str = ""  # one of files
    authors: list[Named] = field(default_factory=list)
    helper: Named | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing in it to learn from."""
        return not self.banks and not any(module.steps for module in self.modules)
