"""Reading an archive: each line is a thread, or is refused with its reason."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cordee.core.text import clean_line

LONGEST_LINE = 32 * 1024 * 1024  # bytes
LONGEST_TITLE = 200
LONGEST_HTML = 1_000_000  # characters of a message
FIRST_YEAR = datetime(1980, 1, 1, tzinfo=UTC).timestamp()
_GZIP = b"\x1f\x8b"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # some editors put it first


class BadLine(ValueError):  # noqa: N818 (what a reader says of a line, not a fault)
    """A line that cannot be taken; the message says why."""


class BadArchive(Exception):  # noqa: N818 (as above)
    """There is no archive to read; the message says why."""


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message as the archive has it."""

    id: str
    author: str
    at: datetime
    html: str


@dataclass(frozen=True, slots=True)
class RawThread:
    """A thread as the archive has it, its title made fit to be shown."""

    title: str
    solved: bool
    messages: list[RawMessage]


def lines(path: Path) -> Iterator[tuple[int, bytes | BadLine]]:
    """The numbered lines of an archive, empty ones left out, in bounded memory. Raises BadArchive.

    Where a compressed file breaks, what stands well before that has been given, and a last bad line says so.
    """
    number = 0
    try:
        with path.open("rb") as plain:
            zipped = plain.read(2) == _GZIP
        with gzip.open(path, "rb") if zipped else path.open("rb") as file:
            while line := file.readline(LONGEST_LINE):
                number += 1
                if number == 1:
                    line = line.removeprefix(_BYTE_ORDER_MARK)
                whole = line.endswith(b"\n") or len(line) < LONGEST_LINE
                while not whole:
                    # Too long to be a thread: passed over without being kept in memory.
                    rest = file.readline(LONGEST_LINE)
                    whole = not rest or rest.endswith(b"\n")
                    line = b""
                if line.strip():
                    yield number, line
                elif not line:
                    yield number, BadLine(f"longer than {LONGEST_LINE // 1024 // 1024} MB")
    except FileNotFoundError:
        raise BadArchive(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise BadArchive(f"{path} is a folder; give the archive's file.") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield number + 1, BadLine(f"the compressed file ends or breaks in the middle, here ({error})")
    except OSError as error:
        raise BadArchive(f"{path} cannot be read: {error.strerror or error}.") from None


def parse(line: bytes | BadLine, now: datetime) -> RawThread:
    """The thread in a line. Raises BadLine with the reason."""
    if isinstance(line, BadLine):
        raise line
    try:
        told = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadLine(f"not UTF-8 at byte {error.start}") from None
    except (ValueError, RecursionError) as error:
        raise BadLine(f"not JSON ({str(error)[:80]})") from None
    if not isinstance(told, dict):
        raise BadLine("not an object with title, solved and posts")
    title = told.get("title")
    posts = told.get("posts")
    if not isinstance(title, str):
        raise BadLine("no title")
    if not isinstance(posts, list) or not posts:
        raise BadLine("no posts")
    if not isinstance(told.get("solved", False), bool):
        raise BadLine("“solved” is neither true nor false")
    messages = [_message(post, rank, now) for rank, post in enumerate(posts, 1)]
    if len({message.id for message in messages}) < len(messages):
        raise BadLine("two posts have the same id")
    return RawThread(_title(title, messages[0]), told.get("solved", False), messages)


def _message(post: Any, rank: int, now: datetime) -> RawMessage:
    if not isinstance(post, dict):
        raise BadLine(f"post {rank} is not an object")
    identifier, author, at, html = (post.get(name) for name in ("id", "author", "at", "html"))
    if isinstance(identifier, bool) or not isinstance(identifier, int | str):
        raise BadLine(f"post {rank} has no id")
    identifier = str(identifier)
    if not identifier or clean_line(identifier) != identifier:
        raise BadLine(f"post {rank} has no id that can be kept")
    if not isinstance(author, str) or not clean_line(author):
        raise BadLine(f"post {rank} has no author")
    if (
        isinstance(at, bool)
        or not isinstance(at, int | float)
        or not FIRST_YEAR <= at <= now.timestamp() + 86400
    ):
        raise BadLine(f"post {rank} has no date that can be (epoch seconds)")
    if not isinstance(html, str):
        raise BadLine(f"post {rank} has no html")
    if len(html) > LONGEST_HTML:
        raise BadLine(f"post {rank} has {len(html):,} characters; at most {LONGEST_HTML:,} are taken")
    return RawMessage(identifier[:100], clean_line(author)[:80], datetime.fromtimestamp(at, UTC), html)


def _title(title: str, first: RawMessage) -> str:
    title = clean_line(title)
    if not title:
        return first.at.date().isoformat()
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
