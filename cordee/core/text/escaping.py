"""Words written so that Markdown reads them as words."""

import re

# Marks set by the converter in a paragraph under way, resolved by `paragraph`. They are noncharacters, which
# no clean text holds: BREAK is a line break; DIGITS forbids a digit as neighbour (it would be no formula),
# LETTERS a letter (an emphasis that ends with punctuation would not end).
BREAK, DIGITS, LETTERS = "\ufdd0", "\ufdd1", "\ufdd2"
MARKS = re.compile("[\ufdd0-\ufdef]")

_SPACES = re.compile("[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~\s]|\Z)")
_SPECIAL = (
    r"[`*$~]"
    r"|(?<![^\W_])_++|_++(?![^\W_])"  # inside a word it is no emphasis
    r"|!\Z"  # a link may follow
    r"|<(?=[^\s<>]{0,200}[@:])"
    r"|&(?=#?\w+;)"
)
_IN_TEXT = re.compile(_SPECIAL + r"|\](?=[(\[:]|\Z)")  # a bracket alone is no link
_IN_LINK = re.compile(_SPECIAL + r"|[\[\]]")
_LINE_START = re.compile(
    r"^(?:(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$)|[-=|: ]+$)|(?P<number>\d{1,9})(?=[.)](?:\s|$)))", re.MULTILINE
)
_GLUED = re.compile(f"(?P<before>\\\\?\\w)?(?P<mark>[{DIGITS}{LETTERS}])(?P<after>\\w)?")
_BREAKS = re.compile(f" *{BREAK} *")
_TICKS = re.compile("`+")


def words(text: str, *, in_link: bool = False) -> str:
    """A run of text of an HTML document as Markdown."""
    text = _SPACES.sub(" ", text)
    if "\\" in text:
        text = _BACKSLASH.sub(r"\\\\", text)
    return (_IN_LINK if in_link else _IN_TEXT).sub(lambda found: "\\" + "\\".join(found[0]), text)


def code_span(text: str) -> str:
    """Inline code, between as many backticks as it takes."""
    text = _SPACES.sub(" ", text)
    fence = "`"
    runs = {len(run) for run in _TICKS.findall(text)}
    while len(fence) in runs:
        fence += "`"
    # Markdown takes one space off each end, so that code may begin with a backtick; spaces alone it keeps.
    spaced = text[:1] == text[-1:] == " " and text.strip(" ")
    pad = " " if spaced or text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def code_block(text: str, language: str) -> str:
    """Fenced code, kept to the letter."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.removesuffix(chr(10))}\n{fence}"


def paragraph(pieces: list[str]) -> str:
    """The pieces of a paragraph as one: breaks and neighbours settled, no line that looks like a block."""
    text = "".join(pieces)
    if MARKS.search(text):
        text = _BREAKS.sub(BREAK, text).strip(BREAK + " ")
        text = _GLUED.sub(_apart, text).replace(BREAK, "\\\n")
    text = text.strip()
    return _LINE_START.sub(lambda start: (start["number"] or "") + "\\", text)


def single_line(pieces: list[str]) -> str:
    """The pieces as one line, for headings and cells."""
    return paragraph([piece.replace(BREAK, " ") for piece in pieces])


def _apart(glued: re.Match[str]) -> str:
    """A neighbour that would change the meaning of a mark becomes a character reference."""
    forbidden = str.isdigit if glued["mark"] == DIGITS else str.isalnum
    before, after = glued["before"] or "", glued["after"] or ""
    if len(before) == 2 and forbidden(before[1]):
        before = "\\" + before  # or the backslash would take the reference for a plain "&"
    neighbours = before + after
    return "".join(f"&#{ord(char)};" if forbidden(char) else char for char in neighbours)
