"""Boxes that texts set apart (tips, warnings, notes), in the many ways in which they are written: here, quotations."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ALERT = re.compile(
    r"^(?P<quote>[ \t]*(?:>[ \t]?)+)\[!(?P<kind>\w+)\][+-]?[ \t]*(?P<title>.*)$", re.MULTILINE
)
_COLONS = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>:{3,})[ \t]*\{?(?P<kind>[a-zA-Z-]+)\}?[ \t]*(?:\[(?P<title>[^\]]*)\]|(?P<rest>.*))$"
)
_BANG = re.compile(
    r"^(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>[\w-]+)[^\"\n]*(?:\"(?P<title>[^\"]*)\")?[ \t]*$"
)
_TAB = re.compile(r"^(?P<indent>[ \t]*)===[!+]?[ \t]+\"(?P<title>[^\"\n]+)\"[ \t]*$")

_LABELS: dict[str, Promise] = {
    "note": _("Note"),
    "info": _("Note"),
    "tip": _("Tip"),
    "hint": _("Tip"),
    "success": _("Tip"),
    "important": _("Important"),
    "warning": _("Caution"),
    "attention": _("Caution"),
    "caution": _("Caution"),
    "danger": _("Danger"),
    "error": _("Danger"),
    "example": _("Example"),
    "question": _("Question"),
    "summary": _("In short"),
    "abstract": _("In short"),
    "exercise": _("Exercise"),
}
_DEEPEST = 8  # boxes in one another
NAMELESS = {"admonition", "callout", "aside", "alert", "seealso", "details", "box", "quote"}
KINDS = _LABELS.keys() | NAMELESS


def label(kind: str, title: str = "") -> str:
    """What stands above a box."""
    known = _LABELS.get(kind.lower())
    return title.strip() or (str(known) if known else "")


def box(inside: str, kind: str, title: str = "") -> str:
    """A box as a quotation."""
    above = label(kind, title)
    lines = ([f"**{above}**", ""] if above else []) + inside.strip("\n").split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def translated(text: str) -> str:
    """The text with its boxes as quotations."""
    text = _ALERT.sub(_alert, text)
    if ":::" in text:
        text = _between_colons(text)
    if "!!!" in text or "???" in text or "===" in text:
        text = _below_bangs(text)
    return text


def _alert(found: re.Match[str]) -> str:
    above = label(found["kind"], found["title"])
    return f"{found['quote']}**{above}**\n{found['quote'].rstrip()}" if above else found["quote"].rstrip()


def _between_colons(text: str) -> str:
    """``:::tip Title`` … ``:::``; one that never ends goes to the end of the text."""
    open_boxes: list[tuple[str, str, str, list[str]]] = []
    lines: list[str] = []
    for line in text.split("\n"):
        found = _COLONS.match(line)
        if found and len(open_boxes) < _DEEPEST:
            title = found["title"] or found["rest"] or ""
            open_boxes.append((found["indent"], found["kind"], title, lines))
            lines = []
        elif open_boxes and line.strip().strip(":") == "" and line.strip().startswith(":::"):
            lines = _closed(open_boxes.pop(), lines)
        else:
            lines.append(line)
    while open_boxes:
        lines = _closed(open_boxes.pop(), lines)
    return "\n".join(lines)


def _closed(opened: tuple[str, str, str, list[str]], inside: list[str]) -> list[str]:
    indent, kind, title, around = opened
    if kind.lower() not in KINDS:
        return [*around, *inside]
    made = box("\n".join(line.removeprefix(indent) for line in inside), kind, title)
    return [*around, *(indent + line for line in made.split("\n"))]


def _below_bangs(text: str) -> str:
    """``!!! tip "Title"`` and tabs (``=== "Title"``), and what is indented below them."""
    lines, out, at = text.split("\n"), [], 0
    while at < len(lines):
        found = _BANG.match(lines[at]) or _TAB.match(lines[at])
        if found is None:
            out.append(lines[at])
            at += 1
            continue
        deeper = found["indent"] + "    "
        end = at + 1
        while end < len(lines) and (not lines[end].strip() or lines[end].startswith(deeper)):
            end += 1
        inside = "\n".join(line.removeprefix(deeper) for line in lines[at + 1 : end]).strip("\n")
        inside = _below_bangs(inside)
        if found.re is _TAB:
            made = f"**{found['title']}**\n\n{inside}"
        else:
            made = box(inside, found["kind"], found["title"] or "")
        out += [*(found["indent"] + line for line in made.split("\n")), ""]
        at = end
    return "\n".join(out)
