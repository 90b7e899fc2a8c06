"""Steps made of what came in: bounded as ours are, and whatever has no counterpart as a page that says so."""

import re
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.text import clean_line, from_html
from cordee.paths.contents import Content
from cordee.paths.kinds import content
from cordee.studio.course import Step
from cordee.studio.shelf import Shelf

LONGEST_TITLE = 200
# A page that is longer is shown without its form (core.text.rendering), so it becomes several.
LONGEST_BODY = 60_000
MOST_BRACKETS = 2_000

_VIDEO_ALONE = re.compile(
    r"(?:\[[^\]]*\]\(|<)(?P<address>https://(?:www\.youtube\.com/watch\?v=|vimeo\.com/)[\w-]+)[)>]"
)


def name_of(*said: str | None, most: int = LONGEST_TITLE) -> str:
    """The first of these that says something, as one line of a bounded length; ``""`` where none does."""
    for one in said:
        if one and (line := clean_line(one)):
            return line if len(line) <= most else line[: most - 1].rstrip() + "…"
    return ""


def title_of(*said: str | None, most: int = LONGEST_TITLE) -> str:
    """The same, with a word where none says anything."""
    return name_of(*said, most=most) or _("Untitled")


def words_of(text: str) -> str:
    """Plain text as Markdown that reads the same."""
    return from_html(escape(text, quote=False))


def step(kind: str, title: str, values: dict[str, Any], key: str = "") -> Step:
    """A step whose content was checked. Raises core.errors.Invalid."""
    return Step(kind, title_of(title), content(kind, values), key=key)


def pages(title: str, body: str, key: str = "") -> list[Step]:
    """A text as a page, as several where it is long, or as a video where it is nothing else."""
    if video := _VIDEO_ALONE.fullmatch(body.strip()):
        return [step("video", title, {"address": video["address"]}, key)]
    parts = _parts(body)
    if len(parts) == 1:
        return [step("page", title, {"body": body}, key)]
    return [
        step(
            "page",
            f"{title_of(title, most=180)} ({at}/{len(parts)})",
            {"body": part},
            f"{key}/{at}" if key else "",
        )
        for at, part in enumerate(parts, 1)
    ]


def aside(
    title: str, why: str, shelf: Shelf, sources: dict[str, bytes | None], key: str = "", body: str = ""
) -> Step:
    """A page in the place of what has no counterpart: it says why and keeps the sources (None: a part by its name)."""
    links = []
    for name, source in sources.items():
        taken = shelf.take(name) if source is None else shelf.make(name, source)
        label = re.sub(r"[\[\]\\`*_<>]", "", name.rpartition("/")[2])
        links.append(f"- [{label}](asset:{taken})")
    kept = "\n".join(links)
    said = "> " + why.replace("\n", " ")
    return step("page", title, {"body": "\n\n".join(part for part in (said, body, kept) if part)}, key)


def files(title: str, names: list[str], shelf: Shelf, about: str = "", key: str = "") -> Step:
    """Files to take away."""
    taken: Content = content("file", {"about": about, "files": [shelf.take(name) for name in names]})
    return Step("file", title_of(title), taken, key=key)


def _parts(body: str) -> list[str]:
    """The text in parts of bounded length, cut before a heading where one is near, never in a block of code."""
    if len(body) <= LONGEST_BODY and body.count("[") <= MOST_BRACKETS:
        return [body]
    parts: list[list[str]] = [[]]
    length = brackets = 0
    fence = ""
    for block in body.split("\n\n"):
        more, opened = len(block) + 2, block.count("[")
        full = length + more > LONGEST_BODY or brackets + opened > MOST_BRACKETS
        near = block.startswith("#") and length > LONGEST_BODY * 0.6
        if parts[-1] and not fence and (full or near):
            parts.append([])
            length = brackets = 0
        parts[-1].append(block)
        length, brackets = length + more, brackets + opened
        for run in re.findall(r"^\s*(`{3,})", block, re.MULTILINE):
            fence = "" if fence and run.startswith(fence) else fence or run
    texts = ["\n\n".join(part) for part in parts]
    # What is still too long has no blank line: it is cut where it must be.
    return [text[at : at + LONGEST_BODY] for text in texts for at in range(0, len(text), LONGEST_BODY)]
