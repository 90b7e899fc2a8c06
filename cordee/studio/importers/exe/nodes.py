"""What both forms of eXeLearning packages are read into: a tree of pages with parts (iDevices)."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Device:
    """A part of a page. ``html`` is what it says, ``questions`` what it asks (kind and values, texts still HTML)."""

    kind: str
    title: str = ""
    html: str = ""
    questions: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)  # names of parts
    link: str = ""
    source: bytes = b""
    why: str = ""  # it is not just as it was
    known: bool = True
    folder: str = ""  # where its own files stand


@dataclass
class Node:
    """A page, and those below it."""

    title: str
    key: str
    devices: list[Device] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)


@dataclass
class Package:
    """The whole."""

    title: str
    about: str = ""
    language: str = ""
    objectives: str = ""
    roots: list[Node] = field(default_factory=list)
