"""Blocks of Markdown under construction: quotes, lists, tables."""

from dataclasses import dataclass, field


@dataclass
class Block:
    """An open element that holds blocks, and what it holds so far.

    ``pieces`` is its paragraph under way, ``parts`` the finished blocks as (kind, text); a list gathers its
    ``items``, a table its ``rows``, a row its ``cells``. ``again``: the block before is of the same kind;
    ``head``: the first row of the table is its head.
    """

    tag: str
    pieces: list[str] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    start: int = 1
    loose: bool = False
    heading: str = ""
    again: bool = False
    head: bool = False

    def text(self) -> str:
        """All the parts, apart."""
        return "\n\n".join(text for _, text in self.parts)


def in_quote(text: str) -> str:
    """The text as a quotation."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def add_item(made: Block, parts: list[tuple[str, str]]) -> None:
    """One more item of the list ``made``, with its marker and indent."""
    if not parts and made.tag == "ul":
        return  # dashes alone would be a rule
    # Two lists in a row need different markers, or they would be one.
    if made.tag == "ol":
        marker = f"{min(made.start + len(made.items), 999_999_999)}{')' if made.again else '.'} "
    else:
        marker = "+ " if made.again else "- "
    # Only lists of bullets may follow a line without a blank one: then the item needs no paragraphs.
    tight = all(kind == "ul" for kind, _ in parts[1:])
    made.loose = made.loose or not tight
    text = ("\n" if tight else "\n\n").join(text for _, text in parts)
    indent = " " * len(marker)
    lines = [indent + line if line else "" for line in text.split("\n")]
    made.items.append((marker + "\n".join(lines)[len(indent) :]).rstrip())


def table(rows: list[list[str]], has_head: bool) -> str:
    """Rows of cells as a table; without a head it gets an empty one, since Markdown asks for it."""
    width = max(map(len, rows))
    rows = rows if has_head else [[""] * width, *rows]
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])
