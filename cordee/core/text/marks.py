"""What is found in the words themselves: bare addresses, @people, #skills, French spacing, apostrophes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

# A trailing dot ends the sentence, it is no part of the handle; ``a@b.c`` and paths hold no handle.
_MARK = re.compile(
    r"(?<![\w@#/.+&-])(?:"
    r"@(?P<handle>[A-Za-z0-9](?:[A-Za-z0-9._-]{0,37}[A-Za-z0-9_-])?)(?![\w@])"
    r"|#(?P<slug>[A-Za-z0-9](?:[A-Za-z0-9_-]{0,78}[A-Za-z0-9])?)(?![\w#])"
    r")"
)

# GitHub Flavored Markdown, 6.9 (extended autolinks), for http and https only: names such as ``List.map`` are
# no addresses. Characters that RFC 3986 excludes, and brackets, end the address.
_ADDRESS = re.compile(r"://[^\s<>\"\\^`{|}\[\]]{1,2000}")
_TRAILING = "?!.,:;*_~'’\""

_NARROW, _NO_BREAK = "\u202f", "\u00a0"
# Only where a French typographer would: one plain space, after a word, before a mark that ends something.
# ``:`` needs a word of two letters before it, so ``x : Nat`` stays as it is; and ``foo :bar``, and ``:)``.
_SPACING = re.compile(
    r"(?:(?<=\S)|\A) (?=;(?:\s|\Z)|[!?]+(?:[\s)\]»”\"’…,.]|\Z))"
    r"|(?P<wide>(?:(?<=\w\w)|(?<=[»)\"”…])|\A) (?=:(?:\s|\Z))|(?<=«) (?=\S|\Z)|(?:(?<=\S)|\A) (?=»))"
)
# Between two letters, where keyboards give the straight one.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_MAY_CHANGE = re.compile(r" [;:!?»]|« |\w'\w")


@dataclass
class Names:
    """Who and what a text may name, and what it was found to name (lower case, in order, without doubles)."""

    mentions: Mapping[str, str] = field(default_factory=dict)
    skills: Mapping[str, str] = field(default_factory=dict)
    handles: dict[str, None] = field(default_factory=dict)
    slugs: dict[str, None] = field(default_factory=dict)


def typography(text: str) -> str:
    """Plain text with no-break spaces where French has them, and curved apostrophes: as long as it was."""
    text = _APOSTROPHE.sub("’", text)
    return _SPACING.sub(lambda space: _NO_BREAK if space["wide"] else _NARROW, text)


def bare_link(state: StateInline, silent: bool) -> bool:
    """Inline rule: ``https://...`` written as it is becomes a link."""
    # In a link's own text there is no link, and looking ahead (silent) needs none.
    if silent or state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = next((name for name in ("https", "http") if state.pending.lower().endswith(name)), None)
    if scheme is None or state.pending[: -len(scheme)][-1:].isalnum():
        return False
    found = _ADDRESS.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    rest = _trimmed(found[0])
    url = state.pending[-len(scheme) :] + rest
    href = state.md.normalizeLink(url)
    if len(rest) <= 3 or not state.md.validateLink(href):
        return False
    state.pending = state.pending[: -len(scheme)]
    state.push("link_open", "a", 1).attrs = {"href": href}
    state.push("text", "", 0).content = url
    state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def _trimmed(address: str) -> str:
    """Without the punctuation of the sentence around it, and with its parentheses in pairs."""
    opened, closed = address.count("("), address.count(")")
    end = len(address)
    while end:
        if address[end - 1] in _TRAILING:
            end -= 1
        elif address[end - 1] == ")" and closed > opened:
            end, closed = end - 1, closed - 1
        else:
            break
    return address[:end]


def mark_words(state: StateCore) -> None:
    """Core rule, last: links people and skills in the text, and spaces it; ``env["names"]`` is a `Names`."""
    names: Names = state.env["names"]
    for token in state.tokens:
        if token.type != "inline" or not token.children:
            continue
        if "@" in token.content or "#" in token.content:
            token.children = _named(token.children, names)
        if _MAY_CHANGE.search(token.content):
            for child in token.children:
                if child.type == "text" and "://" not in child.content:
                    child.content = typography(child.content)


def _named(tokens: list[Token], names: Names) -> list[Token]:
    made: list[Token] = []
    in_link = 0
    for token in tokens:
        in_link += token.nesting if token.type in ("link_open", "link_close") else 0
        if token.type == "text" and not in_link and _MARK.search(token.content):
            made += _split(token, names)
        else:
            made.append(token)
    return made


def _split(token: Token, names: Names) -> list[Token]:
    made: list[Token] = []
    at, content, level = 0, token.content, token.level
    for mark in _MARK.finditer(content):
        link = _link(mark, names)
        if link is None:
            continue
        css, href, words = link
        made += [
            Token("text", "", 0, content=content[at : mark.start()], level=level),
            Token("link_open", "a", 1, attrs={"class": css, "href": href}, level=level),
            Token("text", "", 0, content=words, level=level + 1),
            Token("link_close", "a", -1, level=level),
        ]
        at = mark.end()
    return [*made, Token("text", "", 0, content=content[at:], level=level)]


def _link(mark: re.Match[str], names: Names) -> tuple[str, str, str] | None:
    """Class, address and words of what is named, if we know it."""
    if mark["handle"]:
        handle = mark["handle"].lower()
        names.handles[handle] = None
        if handle in names.mentions:
            return "mention", f"/people/@{handle}/", f"@{names.mentions[handle]}"
    elif not mark["slug"].isdigit():
        slug = mark["slug"].lower()
        names.slugs[slug] = None
        if slug in names.skills:
            return "skill", f"/skills/{slug}/", f"#{names.skills[slug]}"
    return None
