"""A page of Markdown, MDX or MyST in the Markdown that is ours, with its questions taken out of it."""

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cordee.core.text import clean
from cordee.studio import yamls
from cordee.studio.course import Asked
from cordee.studio.importers.markdown import boxes, html, templates
from cordee.studio.importers.markdown.asking import (
    FENCES,
    NoQuestion,
    key_of,
    of_block,
    of_ticks,
    of_values,
    plain_heading,
)
from cordee.studio.importers.markdown.components import Component, replaced
from cordee.studio.importers.markdown.held import Held, fenced, fences, hold_spans
from cordee.studio.importers.markdown.links import Links
from cordee.studio.shelf import Shelf

_IMPORT = re.compile(r"^(?:import|export)\s[^\n]*(?:\n[ \t}][^\n]*)*", re.MULTILINE)
# Some sites read every page as MDX; elsewhere a line may well begin with this word.
_IMPORT_FROM = re.compile(r"^import\s[^\n]*\sfrom\s+['\"][^'\"\n]+['\"];?[ \t]*$", re.MULTILINE)
_HEADING_MARK = re.compile(r"^(#{1,6} .*?)[ \t]*(?:\[\[[\w-]+\]\]|\{[#.:][^}\n]*\})[ \t]*$", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
_ATTRIBUTES = re.compile(r"(?<=[)\]])\{:?[ ]?[.#:\w][^}\n]*\}")
_ICON = re.compile(
    r":(?:material|fontawesome|octicons|simple)-[\w-]+:(?:\{[^}\n]*\})?[ ]?|[ \t]*\{:[ ]?[.#\w][^}\n]*\}[ \t]*$",
    re.MULTILINE,
)
_DIRECTIVE = re.compile(r"\{(?P<name>[\w:-]+)\}\s*(?P<given>.*)")
_OPTION = re.compile(r"^:[\w-]+:.*$|^---\n(?:.*\n)*?---$", re.MULTILINE)
_CODES = {"code", "code-block", "code-cell", "sourcecode", "literalinclude", "prompt"}
_PICTURES = {"figure", "image"}
_FORMULAS = {"math"}
_SILENT = {"toctree", "tableofcontents", "contents", "index", "bibliography", "list-table-of-contents"}


_QUESTION = re.compile("\ue020(\\d+)\ue021")
Make = Callable[[str], list[Asked | NoQuestion]]  # of the text that stands above


@dataclass
class Told:
    """What came of a page: its text before, between and after its questions; and what is to be said of it."""

    texts: list[str] = field(default_factory=lambda: [""])
    asked: list[list[Asked | NoQuestion]] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)  # components and the like that said nothing here
    lost: list[str] = field(default_factory=list)  # addresses that lead nowhere
    ran: bool = False  # it held scripts


class Translator:
    """Reads the page ``name`` of the archive."""

    def __init__(self, shelf: Shelf, links: Links, name: str) -> None:
        self.shelf, self.links, self.name = shelf, links, name
        self.folder = name.rpartition("/")[0]
        self.held = Held()
        self.told = Told()
        self._questions: list[tuple[Make, bool]] = []

    def read(self, source: str, *, ticks: bool = False) -> Told:
        """The whole page; ``ticks``: it is a quiz, whose ticked lists are questions."""
        texts = [""]
        for at, part in enumerate(_QUESTION.split(self._flat(source))):
            if at % 2 == 0:
                texts[-1] += part
                continue
            make, needs_prompt = self._questions[int(part)]
            # A question without words of its own asks what stands above it.
            before, prompt = _tail(texts[-1]) if needs_prompt else (texts[-1], "")
            made = make(self.held.back(prompt))
            if needs_prompt and any(isinstance(one, Asked) for one in made):
                texts[-1] = before
            self.told.asked.append(made)
            texts.append("")
        if ticks and not self.told.asked:
            self.told.asked.append(list(of_ticks(self.held.back(texts[0]), str, self.name)))
            texts = ["", ""] if any(isinstance(one, Asked) for one in self.told.asked[0]) else texts
        self.told.texts = [clean(self.held.back(_BLANK.sub("\n\n", text))) for text in texts]
        return self.told

    def words(self, text: str) -> str:
        """A short text that a question or a component is given."""
        flat = hold_spans(text.strip(), self.held)
        return clean(self.held.back(self._plain(flat)))

    def _flat(self, source: str) -> str:
        """The text with its code held, its components as text, and marks where questions are asked."""
        parts = []
        for part in fences(source):
            parts.append(part if isinstance(part, str) else self._fence(*part))
        text, self.told.ran = html.without_scripts("\n".join(parts))
        text = hold_spans(text, self.held)
        text = (_IMPORT if self.name.endswith("x") else _IMPORT_FROM).sub("", text)
        text = replaced(_without(text, "{/*", "*/}"), self._component, self.held.back)
        text = templates.without(
            text, self.told.dropped.add, lambda info, code: self.held.hold(fenced(info, code))
        )
        return self._plain(boxes.translated(text))

    def _plain(self, text: str) -> str:
        text = html.inline(html.blocks(text, self.shelf, self.folder), self.shelf, self.folder, self.held)
        text = _ICON.sub("", _ATTRIBUTES.sub("", _HEADING_MARK.sub(r"\1", text)))
        return self.links.placed(text, self.folder, self.told.lost.append)

    def _fence(self, indent: str, info: str, content: str) -> str:
        """A block of code as it is; a quiz, a box or an image that is written as one as what it is."""
        if FENCES.match(info):
            return indent + self._ask(
                lambda _prompt: list(of_block(content, self.words, self.name)), needs_prompt=False
            )
        found = _DIRECTIVE.fullmatch(info)
        if found is None:
            return indent + self.held.hold(fenced(info, content))
        name, given = found["name"].lower(), found["given"].strip()
        body = _OPTION.sub("", content).strip("\n")
        if name in _CODES:
            return indent + self.held.hold(fenced(given.split(" ")[0], body))
        if name in _PICTURES:
            caption = " ".join(body.split())
            return f"{indent}![{caption}]({given})"
        if name in _FORMULAS:
            return f"{indent}$$\n{body}\n$$"
        if name in boxes.KINDS:
            made = boxes.box(self._flat_inside(body), name, given)
            return "\n".join(indent + line for line in made.split("\n"))
        if name not in _SILENT:
            self.told.dropped.add(f"{{{name}}}")
            return indent + self.held.hold(fenced("", content))
        return ""

    def _flat_inside(self, text: str) -> str:
        """What stands in a box may hold code of its own."""
        return "\n".join(part if isinstance(part, str) else self._fence(*part) for part in fences(text))

    def _component(self, one: Component) -> str:
        name = one.name.lower()
        given = {key.lower(): value for key, value in one.given.items()}
        inside = one.inside
        titles = (given.get(key) for key in ("title", "label", "header", "heading"))
        title = next((said for said in titles if isinstance(said, str)), "")
        if any(isinstance(given.get(key), list) for key in ("choices", "answers", "options")):
            return self._ask_component(given)
        if (film := next((known for known in templates.FILMS if known in name), "")) and (
            code := given.get("id") or given.get("videoid") or given.get("video")
        ):
            return f"\n\n<{templates.FILMS[film].format(code)}>\n\n"
        address = given.get("src") or given.get("href") or given.get("to") or given.get("url")
        if isinstance(address, str) and not inside.strip():
            words = str(given.get("alt") or given.get("caption") or title)
            shown = "!" if name in ("image", "img", "figure", "picture", "zoomimage") else ""
            return f"{shown}[{words or address}]({address})"
        if isinstance(address, str) and name in ("link", "a", "navlink"):
            return f"[{inside.strip()}]({address})"
        if name in boxes.KINDS:
            kind = str(given.get("type") or given.get("kind") or name) if name in boxes.NAMELESS else name
            return f"\n\n{boxes.box(_dedented(inside), kind, title)}\n\n"
        if not inside.strip():
            self.told.dropped.add(f"<{one.name}>")
            return ""
        above = f"**{title}**\n\n" if title else ""
        return f"\n\n{above}{_dedented(inside)}\n\n" if "\n" in inside or above else inside

    def _ask_component(self, given: dict[str, Any]) -> str:
        said = {**given, "choices": given.get("choices") or given.get("answers") or given.get("options")}
        needs_prompt = not any(
            isinstance(given.get(key), str) for key in ("question", "prompt", "text", "title")
        )

        def make(prompt: str) -> list[Asked | NoQuestion]:
            try:
                made = of_values(said, self.words, prompt)
                return [Asked(made, key_of(self.name, made.prompt))]
            except NoQuestion as reason:
                return [NoQuestion(reason.why, f"{prompt}\n\n{yamls.dump(said)}".strip())]

        return self._ask(make, needs_prompt=needs_prompt)

    def _ask(self, make: "Make", *, needs_prompt: bool) -> str:
        self._questions.append((make, needs_prompt))
        return f"\n\n\ue020{len(self._questions) - 1}\ue021\n\n"


def _tail(text: str) -> tuple[str, str]:
    """What stands before a question, and the question itself: from the last heading on, else the last paragraph."""
    headings = [found.start() for found in _HEADING.finditer(text)]
    at = headings[-1] if headings else text.rstrip().rfind("\n\n") + 1
    return text[:at], plain_heading(text[at:].strip())


def _without(text: str, opened: str, closed: str) -> str:
    """The text without what stands between these; one that never ends is text."""
    made, at = [], 0
    while (start := text.find(opened, at)) >= 0 and (end := text.find(closed, start)) >= 0:
        made.append(text[at:start])
        at = end + len(closed)
    return "".join([*made, text[at:]])


def _dedented(text: str) -> str:
    return textwrap.dedent(text).strip("\n")
