"""The words of an author, without what their software put around: the quoted message, the signature, the small print.

Where a quote begins is known in many languages to ``mail-parser-reply``, of which its patterns are used, on a few short
lines at a time so that no text makes them slow. What it does not know stands here: French with its no-break spaces, lines
that were broken in two, our own address in the line. Its patterns for signatures are not used: "Thanks," in the middle of
a reply would take with it all that follows. In doubt words stay: a signature in a thread is ugly, a lost sentence is a
fault.
"""

import re
from functools import cache
from itertools import zip_longest

import lxml.etree
import lxml.html
from django.conf import settings
from mailparser_reply.parser import EmailMessage as Patterns

from cordee.notifications.addresses import TOKEN

LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pl")

_MOST_LINES = 3_000
_LONGEST = 240  # characters of a line that may begin a quote
_SHORT = 45  # a shorter line was ended by its author, not by software that wraps at 72
_WORD = 20  # characters of an image's alternative that is an emoji or a word
_NO_BREAK = re.compile("[\u00a0\u202f\u2007]")
_WROTE = re.compile(
    r"(?:> ?)*(?:le|on|am|el|il|op)\b.*(?:a écrit|wrote|schrieb|escribió|ha scritto|schreef)[^:]{0,80}:", re.I
)
_WROTE_THEN = re.compile(r"(?:> ?)*.{1,120}(?:a écrit|wrote)\b.{0,80}:", re.I)
_NAME = r"(?:de|from|von|envoyé|sent|date|gesendet|à|to|an|cc|objet|subject|betreff|répondre à|reply-to)"
_FIELD = re.compile(rf"[*_ ]*{_NAME}[*_ ]*:[*_ ]*\S", re.I)
_FROM = re.compile(r"[*_ ]*(?:de|from|von)[*_ ]*:", re.I)
_RULE = re.compile(
    r"_{20,}|-{2,} ?(?:message d.origine|original message|message transféré|forwarded message|"
    r"ursprüngliche nachricht) ?-{2,}",
    re.I,
)
_DATED = re.compile(r"\d")
_CLOCK = re.compile(r"\d{1,2}[:h]\d\d")
_DELIMITER = re.compile(r"(?:--|—|__) ?")
_SENT_FROM = re.compile(
    r"\W*(?:envoyé (?:de|depuis|à partir de|avec)\b|sent (?:from|with|via) |get outlook for|mail for windows|"
    r"télécharger outlook|obtenir outlook|courrier pour windows)",
    re.I,
)
_LAST_WORDS = re.compile(
    r"(?:bien |très )?(?:cordialement|amicalement|sincèrement)|(?:best |kind |warm )?regards|salutations",
    re.I,
)


def own_words(text: str) -> str:
    """What was written above the quote; else between the quoted lines or below them; without the signature."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_MOST_LINES]
    start = next((at for at in range(len(lines)) if _begins_quote(lines, at)), len(lines))
    above, below = _without_end_quoted(lines[:start]), _from_quoted(lines[start:])
    if not any(line.strip() for line in above):
        kept = [line for line in below if not _is_quoted(line)]
    elif _answers_between(below):
        kept = [*above, "", *_without_end_quoted(below)]
    else:
        kept = above
    return "\n".join(_with_breaks(_without_signature(kept))).strip("\n")


def without_quotes(html: str) -> str:
    """HTML without what mail programs mark as quoted or as a signature; as it is, where it cannot be read.

    Images go too: those that belong to the message come with it as files. Small ones that stand for a word leave it.
    """
    parser = lxml.html.HTMLParser(encoding="utf-8")
    try:
        tree = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (ValueError, lxml.etree.LxmlError):
        return html
    for begins in tree.xpath(_FROM_HERE)[:1]:
        for element in [*begins.xpath("following::*"), begins]:
            if (parent := element.getparent()) is not None:
                parent.remove(element)
    for element in tree.xpath(_MARKED):
        if element.getparent() is not None:
            element.drop_tree()
    for image in tree.xpath("//img"):
        alternative = image.get("alt", "")
        image.text = alternative if len(alternative) <= _WORD else ""
        image.drop_tag()
    return str(lxml.html.tostring(tree, encoding="unicode"))


def _has(name: str) -> str:
    return f"contains(concat(' ', @class, ' '), ' {name} ')"


_CLASSES = (
    "gmail_quote", "gmail_signature", "gmail_signature_prefix", "yahoo_quoted", "moz-cite-prefix", "moz-signature",
    "protonmail_quote", "protonmail_signature_block", "zmail_extra",
)  # fmt: skip
_IDS = ("Signature", "ms-outlook-mobile-signature", "mail-editor-reference-message-container")
_MARKED = f"//*[@type='cite' or {' or '.join([*map(_has, _CLASSES), *(f'@id={name!r}' for name in _IDS)])}]"
# Outlook marks only where the quote begins.
_FROM_HERE = "//*[@id='appendonsend' or @id='divRplyFwdMsg' or @id='ms-outlook-mobile-body-separator-line']"


def _plain(line: str) -> str:
    return _NO_BREAK.sub(" ", line).strip()


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _begins_quote(lines: list[str], at: int) -> bool:
    line = _plain(lines[at])
    if not line or len(line) > _LONGEST:
        return False
    if _RULE.fullmatch(line):
        return True
    if _FROM.match(line) and at + 1 < len(lines) and _FIELD.match(_plain(lines[at + 1])):
        return True
    joined = ""
    for more in lines[at : at + 3]:  # the line that says who wrote may be broken in two or three
        joined = f"{joined} {_plain(more)}".strip()
        if not _plain(more) or len(joined) > _LONGEST:
            return False
        if joined.endswith(":"):
            return _says_who_wrote(joined)
    return False


def _says_who_wrote(line: str) -> bool:
    if _is_ours(line):
        return True
    if not _DATED.search(line):
        return False
    if _WROTE.fullmatch(line):
        return True
    if _WROTE_THEN.fullmatch(line):
        return "@" in line or bool(_CLOCK.search(line))
    found = _patterns().match(line)
    return found is not None and found.end() == len(line)


@cache
def _patterns() -> re.Pattern[str]:
    return Patterns("", languages=list(LANGUAGES)).HEADER_REGEX


def _is_ours(line: str) -> bool:
    """Whether a line names one of our addresses: a quote of ours is beginning."""
    low = line.lower()
    local, _at, domain = settings.REPLY_ADDRESS.lower().rpartition("@")
    if local and re.search(rf"{re.escape(local)}\+[a-z2-7]{{{TOKEN}}}@{re.escape(domain)}", low):
        return True
    return f"<{settings.DEFAULT_FROM_EMAIL.lower().rpartition('<')[2].rstrip('>')}>" in low


def _without_end_quoted(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and (not lines[end - 1].strip() or _is_quoted(lines[end - 1])):
        end -= 1
    return lines[:end]


def _from_quoted(lines: list[str]) -> list[str]:
    """From the first line that is quoted: what stands before it says who wrote."""
    first = next((at for at, line in enumerate(lines) if _is_quoted(line)), len(lines))
    return lines[first:]


def _answers_between(lines: list[str]) -> bool:
    """Whether somebody answered point by point: words of their own, in a paragraph of their own, before another quote."""
    last = max((at for at, line in enumerate(lines) if _is_quoted(line)), default=0)
    own = [at for at in range(1, last) if lines[at].strip() and not _is_quoted(lines[at])]
    return any(not lines[at - 1].strip() for at in own) and any(not lines[at + 1].strip() for at in own)


def _without_signature(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        plain = _plain(line)
        after = [one for one in lines[at + 1 :] if one.strip()]
        if (
            (
                _DELIMITER.fullmatch(line.strip("\r\t "))
                and len(after) <= 12
                and any(map(str.strip, lines[:at]))
            )
            or (_SENT_FROM.match(plain) and len(plain) < 120 and len(after) <= 4)
            or (_LAST_WORDS.match(plain) and len(plain) < 40 and len(after) <= 8 and _are_short(after))
        ):
            return lines[:at]
    return lines


def _are_short(lines: list[str]) -> bool:
    return all(len(line) < 90 for line in lines)


def _with_breaks(lines: list[str]) -> list[str]:
    """A short line that somebody ended stays a line of its own (two spaces, in Markdown)."""
    return [
        f"{line}  "
        if 0 < len(line) < _SHORT and not line.endswith(" ") and not _is_quoted(line) and after.strip()
        else line
        for line, after in zip_longest(lines, lines[1:], fillvalue="")
    ]
