"""Handing out a stored file: whole, or the one range that was asked for (RFC 9110, 14). Players seek by ranges."""

import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from django.core.files.base import File as Content
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_BLOCK = 64 * 1024
# What films and recordings are, by the end of their names: some players refuse what does not say so. None can run.
PLAYED = {
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "mov": "video/quicktime",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "aac": "audio/aac",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "vtt": "text/vtt",
}


def sent(request: HttpRequest, content: Content, *, media_type: str, tag: str) -> HttpResponseBase:
    """The file as an answer: 200, 206 with the range asked for, or 416. ``tag`` names these bytes for ever.

    Several ranges at once are answered with the whole, as the standard allows.
    """
    size = content.size
    asked = _asked(request, size, f'"{tag}"')
    if asked is None:
        content.close()
        response: HttpResponseBase = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    first, last = asked
    whole = last - first + 1 == size
    response = StreamingHttpResponse(
        _read(content, first, last - first + 1), status=200 if whole else 206, content_type=media_type
    )
    response["Content-Length"] = str(last - first + 1)
    response["ETag"] = f'"{tag}"'
    response["Accept-Ranges"] = "bytes"
    if not whole:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _asked(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | None:
    """The first and last byte to send; None where no byte is in the range."""
    whole = (0, size - 1)
    found = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if found is None or request.method not in ("GET", "HEAD"):
        return whole
    if request.headers.get("If-Range", tag) != tag:  # they hold a part of other bytes
        return whole
    start, end = found.groups()
    if not start and not end:
        return whole
    if not start:  # the last so many bytes
        return (max(0, size - int(end)), size - 1) if int(end) and size else None
    if int(start) >= size or (end and int(end) < int(start)):
        return None if int(start) >= size else whole
    return int(start), min(int(end), size - 1) if end else size - 1


def _read(content: Content, first: int, count: int) -> Iterator[bytes]:
    with content as file:
        stream = cast(BinaryIO, file)
        stream.seek(first)
        while count > 0 and (block := stream.read(min(_BLOCK, count))):
            count -= len(block)
            yield block


def played_as(name: str, otherwise: str) -> str:
    """The media type of a film, a recording or its captions; ``otherwise`` for all else."""
    return PLAYED.get(name.rpartition(".")[2].lower(), otherwise)
