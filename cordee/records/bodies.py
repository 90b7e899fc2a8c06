"""A request body is gathered in the event loop, so that a slow sender holds no thread; one too large is not gathered."""

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from cordee.records.positions import written
from cordee.records.refusals import TooLarge
from cordee.records.versions import HEADER, answered_in

PATIENCE = 60.0  # seconds for a whole body
CERTAIN = timedelta(
    minutes=1
)  # ago: what was being stored then is stored now, said without asking the database
LINGER = 5.0  # seconds in which who is refused may go on sending, unheard, and so comes to read the answer
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def gathered(
    scope: Message, receive: Receive, send: Send, *, largest: int, patience: float = PATIENCE
) -> tuple[Message, Receive] | None:
    """The request with the length of its body, and what gives that body at once.

    None where it was answered here (413, 408), or its sender left. The length is told anew because a body may come in
    chunks, without one: the pages behind would read nothing.
    """
    headers = dict(scope["headers"])
    told = headers.get(b"content-length", b"0")
    large = told.isdigit() and int(told) > largest
    body, more = bytearray(), not large
    try:
        async with asyncio.timeout(patience):
            while more and not large:
                message = await receive()
                if message["type"] != "http.request":
                    return None
                body += message.get("body", b"")
                more, large = message.get("more_body", False), len(body) > largest
    except TimeoutError:
        await _refuse(scope, receive, send, 408, "The request did not come in time.")
        return None
    if large:
        await _refuse(scope, receive, send, TooLarge.status, f"At most {largest} bytes are taken at once.")
        return None
    whole: list[Message] = [{"type": "http.request", "body": bytes(body), "more_body": False}]

    async def again() -> Message:
        return whole.pop() if whole else await receive()

    others = [one for one in scope["headers"] if one[0] not in (b"content-length", b"transfer-encoding")]
    return {**scope, "headers": [*others, (b"content-length", str(len(body)).encode())]}, again


async def _refuse(scope: Message, receive: Receive, send: Send, status: int, title: str) -> None:
    """Answer, and only then hang up: what still comes is let go of unread, or the answer would be lost with the line."""
    asked = dict(scope["headers"]).get(HEADER.lower().encode(), b"").decode("latin-1")
    body = json.dumps({"title": title}).encode()
    answer = [
        (b"content-type", b"application/json"),
        (HEADER.lower().encode(), str(answered_in(asked)).encode()),
        (b"x-experience-api-consistent-through", written(datetime.now(UTC) - CERTAIN).encode()),
        (b"access-control-allow-origin", b"*"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": answer})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    with suppress(TimeoutError):
        async with asyncio.timeout(LINGER):
            while (await receive()).get("more_body", False):
                pass
    await send({"type": "http.response.body", "body": b""})
