"""A community archive as questions with their answers, in time order."""

import gzip
import json
import re
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cordee.core.text import from_html, plain


@dataclass(frozen=True, slots=True)
class Message:
    """Somebody said something (``at`` in epoch seconds, ``text`` without marks)."""

    at: float
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A question and what followed. ``named``: who is called in the question, as it is written there."""

    title: str
    asked: Message
    replies: list[Message]
    named: frozenset[str]

    @property
    def answerers(self) -> set[str]:
        """Who answered, without who asked."""
        return {reply.author for reply in self.replies} - {self.asked.author}


_CALL = re.compile(r"(?<!\w)@([A-Za-z0-9][A-Za-z0-9._-]*)")


def read(path: Path) -> list[Thread]:
    """The threads of an archive (JSON lines as ``import-community`` takes them, or a Stack Exchange ``Posts.xml``)."""
    threads = _stack_exchange(path) if path.suffix == ".xml" else _lines(path)
    return sorted(threads, key=lambda thread: thread.asked.at)


def _lines(path: Path) -> Iterator[Thread]:
    with path.open("rb") as start:
        zipped = start.read(2) == b"\x1f\x8b"
    with gzip.open(path, "rb") if zipped else path.open("rb") as file:
        for line in file:
            told = json.loads(line)
            messages = [
                Message(float(post["at"]), post["author"], plain(from_html(post["html"])))
                for post in told["posts"]
            ]
            yield _thread(told["title"], messages)


def _stack_exchange(path: Path) -> Iterator[Thread]:
    questions: dict[str, tuple[str, Message]] = {}
    answers: defaultdict[str, list[Message]] = defaultdict(list)
    for _event, row in ElementTree.iterparse(path):
        kind = row.attrib.get("PostTypeId")
        if kind == "1":
            questions[row.attrib["Id"]] = row.attrib["Title"], _message(row.attrib)
        elif kind == "2" and "OwnerUserId" in row.attrib:
            answers[row.attrib["ParentId"]].append(_message(row.attrib))
    for key, (title, asked) in questions.items():
        yield _thread(title, [asked, *sorted(answers[key], key=lambda one: one.at)])


def _message(row: Any) -> Message:
    at = datetime.fromisoformat(row["CreationDate"]).replace(tzinfo=UTC).timestamp()
    return Message(at, row.get("OwnerUserId", f"nobody {row['Id']}"), plain(from_html(row["Body"])))


def _thread(title: str, messages: list[Message]) -> Thread:
    named = frozenset(name.rstrip(".-") for name in _CALL.findall(f"{title} {messages[0].text}"))
    return Thread(title, messages[0], messages[1:], named)
