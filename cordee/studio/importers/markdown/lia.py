"""LiaScript: courses in one page of Markdown, whose quizzes are lists and brackets, with the narrator's words between.

What it writes in ways of its own is put as the other texts are: quizzes as fenced blocks, marks of the show left out.
"""

import json
import re
from typing import Any

from cordee.studio.importers.markdown.held import fences

# The comment at its beginning says who speaks, in which language, and which macros it imports.
_HEAD = re.compile(
    r"\A\s*<!--(?P<said>.*?)-->",
    re.DOTALL,
)
_SIGN = re.compile(
    r"^\s*(?:author|narrator|version|mode|import|logo|email|comment)\s*:", re.MULTILINE | re.IGNORECASE
)
_QUIZ = re.compile(r"^\s*(?:\[\[(?!\?)[^\]\n]*\]\]|\[\([ xX]?\)\])", re.MULTILINE)
_SINGLE = re.compile(r"^\s*(?:[-*]\s+)?\[\((?P<mark>[ xX]?)\)\]\s+(?P<text>.+)$")
_SEVERAL = re.compile(r"^\s*(?:[-*]\s+)?\[\[(?P<mark>[ xX]?)\]\]\s+(?P<text>.+)$")
_HINT = re.compile(r"^\s*\[\[\?\]\]\s*(?P<text>.+)$")
_WRITTEN = re.compile(r"^\s*\[\[(?P<text>[^\]\n]+)\]\]\s*$")
_INLINE = re.compile(r"(?<!!)\[\[(?![?!])(?P<text>[^\]\n_][^\]\n]*)\]\](?!\()")
_SECTION = re.compile(r"^#{1,6} +(?P<title>[^\n]+?)[ #]*$", re.MULTILINE)
_RULER = re.compile(r"^\s*\*{3,}\s*$")
_SPOKEN = re.compile(r"^\s*--\{\{[^}\n]*\}\}--[ \t]*", re.MULTILINE)
_SHOWN = re.compile(r"^\s*\{\{[^}\n]*\}\}[ \t]*$|\{\{\d+(?:-\d+)?\}\}(?:\{[^}\n]*\})?[ \t]*", re.MULTILINE)
_MEDIUM = re.compile(r"(?:!\?|\?\?|(?<!\!)\?)(?=\[[^\]\n]*\]\()")


def is_lia(text: str) -> bool:
    """Whether a page is a course of LiaScript."""
    head = _HEAD.match(text)
    return bool(head and _SIGN.search(head["said"]) and _QUIZ.search(text))


def plain(text: str) -> str:
    """The page in the Markdown that the other pages are in."""
    parts = []
    for part in fences(text):
        if isinstance(part, str):
            parts.append(_quizzes(_MEDIUM.sub("", _SHOWN.sub("", _SPOKEN.sub("", part)))))
        else:
            indent, info, content = part
            inside = [indent + line for line in content.split("\n")]
            parts.append("\n".join([f"{indent}```{info}", *inside, f"{indent}```"]))
    return "\n".join(parts)


def sections(text: str) -> list[tuple[str, str]]:
    """The sections of a course with their titles: each is shown by itself."""
    parts: list[list[str]] = [["", ""]]
    for part in fences(_HEAD.sub("", text, count=1)):
        if not isinstance(part, str):
            indent, info, content = part
            parts[-1][1] += f"{indent}```{info}\n{content}\n{indent}```\n"
            continue
        at = 0
        for found in _SECTION.finditer(part):
            parts[-1][1] += part[at : found.start()]
            parts.append([found["title"], ""])
            at = found.end()
        parts[-1][1] += part[at:] + "\n"
    return [(title, plain(body)) for title, body in parts if title or body.strip()]


def _quizzes(text: str) -> str:
    """Each quiz as a fenced block, with the paragraph above it as what it asks."""
    lines, out, at = text.split("\n"), [], 0
    while at < len(lines):
        end, made = _quiz(lines, at)
        if made is None:
            out.append(lines[at])
            at += 1
            continue
        prompt: list[str] = []
        while out and not out[-1].strip():
            out.pop()
        while "prompt" not in made and out and out[-1].strip() and not out[-1].startswith(("#", "```")):
            prompt.insert(0, out.pop())
        made.setdefault("prompt", "\n".join(prompt).strip() or "…")
        out += ["", "```quiz", json.dumps(made, ensure_ascii=False), "```", ""]
        at = end
    return "\n".join(out)


def _quiz(lines: list[str], at: int) -> tuple[int, dict[str, Any] | None]:
    """The quiz that begins at a line, and the line after it."""
    for pattern, several in ((_SINGLE, False), (_SEVERAL, True)):
        end = at
        found = []
        while end < len(lines) and (one := pattern.match(lines[end])):
            found.append(one)
            end += 1
        if len(found) > 1:
            right = sum(1 for one in found if one["mark"].strip()) or 1
            choices = [
                {"text": one["text"].strip(), "credit": _credit(bool(one["mark"].strip()), right, several)}
                for one in found
            ]
            return _after(lines, end, {"kind": "choice", "choices": choices, "several": several})
    written = _WRITTEN.match(lines[at])
    if written and not written["text"].strip("_ "):
        return _after(lines, at + 1, {"kind": "open"})
    if written and "|" not in written["text"]:
        return _after(lines, at + 1, {"kind": "text", "accepted": [{"text": written["text"].strip()}]})
    if _INLINE.search(lines[at]) and not _HINT.match(lines[at]):
        return _after(lines, at + 1, _with_gaps(lines[at]))
    return at, None


def _with_gaps(line: str) -> dict[str, Any]:
    """Brackets in a text are gaps of it."""
    gaps: list[dict[str, Any]] = []

    def gap(found: re.Match[str]) -> str:
        options = [one.strip() for one in found["text"].split("|")]
        if len(options) > 1:
            listed = [{"text": one.strip("() "), "credit": float(one.startswith("("))} for one in options]
            gaps.append({"type": "choice", "options": listed})
        else:
            gaps.append({"type": "text", "accepted": [{"text": options[0]}]})
        return f"[[{len(gaps)}]]"

    text = _INLINE.sub(gap, line).strip()
    return {"kind": "cloze", "gaps": gaps, "prompt": text}


def _credit(right: bool, count: int, several: bool) -> float:
    if not several:
        return float(right)
    return round((1 if right else -1) / count, 7)


def _after(lines: list[str], at: int, made: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Hints and the solution that may stand below a quiz."""
    hints = []
    while at < len(lines) and (hint := _HINT.match(lines[at])):
        hints.append(hint["text"].strip())
        at += 1
    if hints:
        made["hints"] = hints
    if at < len(lines) and _RULER.match(lines[at]):
        end = next((one for one in range(at + 1, len(lines)) if _RULER.match(lines[one])), None)
        if end is not None:
            made["feedback"] = "\n".join(lines[at + 1 : end]).strip()
            at = end + 1
    return at, made
