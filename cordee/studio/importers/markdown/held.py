"""Code and what else must not be touched, held aside while a text is translated; each leaves a mark in its place."""

import re

MARK = re.compile("\ue010(\\d+)\ue011")
_FENCE = re.compile(r"^(?P<indent>[ \t]*(?:>[ \t]?)*)(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$")
_SPAN = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`)(?P<code>(?:[^`]|(?!(?P=ticks)(?!`))`+)*?)(?P=ticks)(?!`)")
_LONGEST_SPAN = 2_000


class Held:
    """Pieces by number. A piece may be of several lines: it comes back with what stands before its mark on each."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def hold(self, piece: str) -> str:
        """The mark for a piece."""
        self.pieces.append(piece)
        return f"\ue010{len(self.pieces) - 1}\ue011"

    def back(self, text: str) -> str:
        """The text with its pieces in their places."""
        while MARK.search(text):
            text = "\n".join(self._line(line) for line in text.split("\n"))
        return text

    def _line(self, line: str) -> str:
        found = MARK.search(line)
        if found is None:
            return line
        piece = self.pieces[int(found[1])]
        before = line[: found.start()]
        if "\n" in piece and not before.strip("> \t"):
            piece = piece.replace("\n", f"\n{before}")
        return f"{before}{piece}{line[found.end() :]}"


def fences(text: str) -> list[str | tuple[str, str, str]]:
    """The text in parts: texts, and fenced blocks as (what stands before each line, info, content)."""
    parts: list[str | tuple[str, str, str]] = []
    plain: list[str] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        found = _FENCE.match(lines[at])
        if found is None or ("`" in found["info"] and found["fence"][0] == "`"):
            plain.append(lines[at])
            at += 1
            continue
        closing = re.compile(rf"^[ \t>]*{re.escape(found['fence'][0])}{{{len(found['fence'])},}}[ \t]*$")
        end = at + 1
        while end < len(lines) and not closing.match(lines[end]):
            end += 1
        indent = found["indent"]
        content = [_without(line, indent) for line in lines[at + 1 : end]]
        if plain:
            parts.append("\n".join(plain))
            plain = []
        parts.append((indent, found["info"].strip(), "\n".join(content)))
        at = end + 1
    if plain:
        parts.append("\n".join(plain))
    return parts


def _without(line: str, indent: str) -> str:
    if line.startswith(indent):
        return line[len(indent) :]
    stripped = len(line) - len(line.lstrip(" \t>"))
    return line[min(stripped, len(indent)) :]


def hold_spans(text: str, held: Held) -> str:
    """The text with its code spans held; each stays within a paragraph."""

    def one(found: re.Match[str]) -> str:
        if len(found[0]) > _LONGEST_SPAN or "\n\n" in found[0]:
            return found[0]
        return held.hold(found[0])

    return "\n\n".join(_SPAN.sub(one, part) if "`" in part else part for part in text.split("\n\n"))


def fenced(info: str, content: str) -> str:
    """A block of code, with a fence that fits."""
    fence = "```"
    while fence in content:
        fence += "`"
    return f"{fence}{info}\n{content}\n{fence}"
