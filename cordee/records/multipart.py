"""Statements with their files in one body: multipart/mixed (RFC 2046, 5.1), read strictly, and written."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from hashlib import sha224, sha256, sha384, sha512
from typing import Any

from cordee.records.actions.statements import File
from cordee.records.models import Attachment
from cordee.records.refusals import Bad

_BOUNDARY = re.compile(r"[\w'()+,\-./:=? ]{0,69}[\w'()+,\-./:=?]", re.ASCII)
_BY_LENGTH = {56: sha224, 64: sha256, 96: sha384, 128: sha512}


@dataclass(frozen=True)
class Part:
    """A part: its headers by their names in small letters, and its octets."""

    headers: Mapping[str, str]
    content: bytes


def boundary_of(content_type: str) -> str:
    """The boundary that a Content-Type names. Raises Bad."""
    message = Message()
    message["Content-Type"] = content_type
    found = message.get_param("boundary")
    if not isinstance(found, str) or not _BOUNDARY.fullmatch(found):
        raise Bad("multipart/mixed must name a boundary.")
    return found


def parts_of(body: bytes, boundary: str) -> list[Part]:
    """The parts of a body. Raises Bad."""
    mark = re.escape(b"--" + boundary.encode())
    pieces = re.split(rb"(?:\A|\r\n|\n)" + mark + rb"(--)?[ \t]*(?=\r\n|\n|\Z)", body)
    # What stands before the first mark, then for each mark whether it closes, and what follows it.
    closes, found = pieces[1::2], pieces[2::2]
    if len(closes) < 2 or closes[-1] is None or any(closes[:-1]):
        raise Bad("The body is no multipart/mixed with that boundary.")
    return [_part(one) for one in found[:-1]]


def _part(piece: bytes) -> Part:
    piece = piece.removeprefix(b"\r").removeprefix(b"\n")
    if piece.startswith((b"\r\n", b"\n")):
        return Part({}, piece.removeprefix(b"\r").removeprefix(b"\n"))
    head, blank, content = (
        re.split(rb"(\r\n\r\n|\n\n)", piece, maxsplit=1)
        if re.search(rb"\r\n\r\n|\n\n", piece)
        else (piece, b"", b"")
    )
    if not blank:
        raise Bad("A part has no empty line behind its headers.")
    headers = {}
    for line in head.decode("latin-1").splitlines():
        name, colon, value = line.partition(":")
        if not colon:
            raise Bad("A part has a header without a colon.")
        headers[name.strip().lower()] = value.strip()
    return Part(headers, content)


def statements_part(parts: list[Part]) -> bytes:
    """The JSON of the statements, which is the first part. Raises Bad."""
    first = parts[0]
    if _media(first.headers.get("content-type", "")) != "application/json":
        raise Bad("The first part must be the statements, as application/json.")
    return first.content


def files_of(parts: list[Part], described: Iterable[dict[str, Any]]) -> dict[str, File]:
    """The files behind the first part, by their SHA-2. Each must be what an attachment describes. Raises Bad."""
    known = _by_sha2(described)
    found: dict[str, File] = {}
    for part in parts[1:]:
        named = part.headers.get("x-experience-api-hash", "").lower()
        if named not in known:
            raise Bad("A part has no X-Experience-API-Hash, or one that no attachment has.")
        if part.headers.get("content-transfer-encoding", "").lower() != "binary":
            raise Bad("A part must say Content-Transfer-Encoding: binary.")
        if _BY_LENGTH[len(named)](part.content).hexdigest() != named:
            raise Bad("The content of a part does not have the SHA-2 that is said.")
        found[named] = File(part.content, _fitting(part, known[named])["contentType"])
    return found


def _fitting(part: Part, headers: list[dict[str, Any]]) -> dict[str, Any]:
    """The first attachment of those with this content that says of it what its part says. Raises Bad."""
    said = part.headers.get("content-type")
    fitting = [one for one in headers if said is None or _media(said) == _media(one["contentType"])]
    if not fitting:
        raise Bad("The Content-Type of a part is not that of its attachment.")
    length = part.headers.get("content-length")
    for one in fitting:
        if length is None or length == str(one["length"]):
            return one
    raise Bad("The Content-Length of a part is not that of its attachment.")


def headers_of(statements: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What statements, and those in them, say of the files that come with them."""
    return [
        header
        for one in statements
        for held in (one, one["object"])
        for header in held.get("attachments", ())
    ]


def _by_sha2(described: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in described:
        found[one["sha2"].lower()].append(one)
    return found


def written(
    first: bytes, attachments: Iterable[Attachment], described: Iterable[dict[str, Any]]
) -> tuple[str, bytes]:
    """A body of statements and contents, with its Content-Type. ``described``: what these statements say of the files.

    A content that they call by two types comes as two parts: each statement finds the one that is its own.
    """
    known = _by_sha2(described)
    files = list(attachments)
    # Of what is between them, so that the same answer has the same ETag; nobody can write what has its own hash in it.
    boundary = sha256(b"".join([first, *(one.sha2.encode() for one in files)])).hexdigest()
    mark = f"--{boundary}\r\n".encode()
    out = [mark, b"Content-Type: application/json\r\n\r\n", first, b"\r\n"]
    for one in files:
        for media_type in dict.fromkeys(header["contentType"] for header in known[one.sha2]):
            headers = (
                f"Content-Type: {media_type}\r\nContent-Transfer-Encoding: binary\r\n"
                f"X-Experience-API-Hash: {one.sha2}\r\n\r\n"
            )
            out += [mark, headers.encode(), bytes(one.content), b"\r\n"]
    out.append(f"--{boundary}--\r\n".encode())
    return f"multipart/mixed; boundary={boundary}", b"".join(out)


def _media(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()
