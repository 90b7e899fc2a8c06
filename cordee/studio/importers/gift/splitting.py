"""A GIFT file, taken apart: categories, titles, texts and answer blocks, each with the line where it begins.

More forgiving than the format: a blank line may stand in an answer block, braces of a formula may stand in a text, and a
block that never ends costs one question, not the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CATEGORY = re.compile(r"^\s*\$\s?CATEGORY\s*:\s*(.*)$", re.IGNORECASE)
_TITLE = re.compile(r"\s*::(?P<title>(?:\\.|[^\\])*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(?P<format>html|moodle|plain|markdown)\]", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ANSWERS = re.compile(r"\s*(?:[=~#]|(?:T|F|TRUE|FALSE)\s*(?:#|\Z)|\Z)", re.IGNORECASE)
# Inside a block these begin the next question, so the brace of this one was forgotten.
_NEXT = re.compile(r"^\s*(?:::|\$\s?CATEGORY)", re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """A question as it is written: ``answers`` is what stands between its braces (None: it has none)."""

    line: int
    raw: str
    category: str
    title: str
    format: str
    before: str
    answers: str | None
    after: str
    unclosed: bool = False


def blocks(text: str) -> Iterator[Block]:
    """The questions in their order."""
    category = ""
    for line, raw in _chunks(text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")):
        if found := _CATEGORY.match(raw):
            category = found[1].strip()
            continue
        yield _block(line, raw, category)


def plain(text: str) -> str:
    """The text without the escapes of the format."""
    # A backslash before anything else is its own (formulas are full of them).
    return _ESCAPED.sub(lambda found: _meant(found[1]), text)


def _meant(char: str) -> str:
    return "\n" if char == "n" else char if char in "~=#{}:\\" else "\\" + char


def unescaped(marks: str, text: str, start: int = 0) -> Iterator[int]:
    """The places of any of ``marks`` that are not escaped."""
    at = start
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] in marks:
            yield at
        at += 1


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """What stands between blank lines, but for those in a block; comments are gone, each category is alone."""
    held: list[str] = []
    first = depth = 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.lstrip().startswith("//"):
            continue
        starts = bool(_NEXT.match(line)) and bool(held)
        blank = not line.strip()
        if held and (starts or (blank and depth <= 0)):
            yield first, "\n".join(held)
            held, depth = [], 0
        if blank and not held:
            continue
        if _CATEGORY.match(line):
            yield number, line.strip()
            continue
        if not held:
            first = number
        held.append(line)
        depth += sum(1 if line[at] == "{" else -1 for at in unescaped("{}", line))
    if held:
        yield from _at_blank_lines(first, held) if depth > 0 else [(first, "\n".join(held))]


def _at_blank_lines(first: int, held: list[str]) -> Iterator[tuple[int, str]]:
    """A block that never ends: the questions after it begin at blank lines."""
    part: list[str] = []
    start = first
    for number, line in enumerate([*held, ""], first):
        if line.strip():
            start = start if part else number
            part.append(line)
        elif part:
            yield start, "\n".join(part)
            part = []


def _block(line: int, raw: str, category: str) -> Block:
    text, title, form = raw, "", "moodle"
    if found := _TITLE.match(text):
        title, text = plain(found["title"]).strip(), text[found.end() :]
    if found := _FORMAT.match(text):
        form, text = found["format"].lower(), text[found.end() :]
    start, end = _answer_block(text)
    if start < 0:
        opened = next(unescaped("{", text), -1)
        unclosed = opened >= 0 and bool(_ANSWERS.match(text[opened + 1 :]))
        return Block(line, raw, category, title, form, text.strip(), None, "", unclosed)
    return Block(
        line, raw, category, title, form, text[:start].strip(), text[start + 1 : end], text[end + 1 :].strip()
    )


def _answer_block(text: str) -> tuple[int, int]:
    """Where the braces around the answers stand: of all at the top those that hold answers, the last ones."""
    found, depth, opened = (-1, -1), 0, -1
    for at in unescaped("{}", text):
        if text[at] == "{":
            opened = at if depth == 0 else opened
            depth += 1
        elif depth:
            depth -= 1
            inside = text[opened + 1 : at]
            better = found[0] < 0 or inside.strip()
            if depth == 0 and better and _ANSWERS.match(inside):
                found = (opened, at)
    return found
