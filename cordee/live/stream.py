"""The address at which pages listen: server-sent events, over plain ASGI."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from cordee.core.errors import Missing
from cordee.live import visits
from cordee.live.hub import Connection, Hub, act_message, message

PATH = "/live/stream/"
HEARTBEAT = 25.0  # seconds: a proxy takes a silent connection for a dead one
MOST_OF_ONE = 30  # open pages of one person in one process
RETRY = 2_000  # milliseconds before a browser comes back

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_hub: Hub | None = None


def hub() -> Hub:
    """The hub of this process."""
    global _hub
    if _hub is None:
        _hub = Hub()
    return _hub


async def close() -> None:
    """End all streams of this process (it stops)."""
    global _hub
    if _hub is not None:
        await _hub.close()
        _hub = None


async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    """Tell an open page what happens, until it closes."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    names = [name for name in ",".join(query.get("topics", [])).split(",") if name]
    if scope["method"] != "GET":
        await _refuse(send, 405)
        return
    centre = hub()
    try:
        await asyncio.wait_for(centre.started(), HEARTBEAT)
        visit = await centre.ask(visits.admit, headers.get("cookie", ""), names)
    except Missing:
        await _refuse(send, 404)
        return
    except TimeoutError:
        await _refuse(send, 503)
        return
    if visit is None:
        await _refuse(send, 401)
        return
    if sum(1 for one in centre.connections if one.visit.person_id == visit.person_id) >= MOST_OF_ONE:
        await _refuse(send, 429)
        return
    connection = Connection(visit, headers.get("cookie", ""), names)
    centre.add(connection)
    gone = asyncio.create_task(_until_gone(receive, connection))
    try:
        await _talk(centre, connection, _since(headers, query), send)
    finally:
        gone.cancel()
        centre.remove(connection)


async def _talk(centre: Hub, connection: Connection, since: int | None, send: Send) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [
                (b"content-type", b"text/event-stream; charset=utf-8"),
                (b"cache-control", b"no-store"),
                (b"x-accel-buffering", b"no"),
                (b"x-content-type-options", b"nosniff"),
            ],
        }
    )
    position = centre.position
    hello = message("hello", {"me": str(connection.visit.person_id)}, position)
    bell = message("bell", {"unread": connection.visit.unread})
    await _say(
        send,
        f"retry: {RETRY}\n\n".encode() + await _missed(centre, connection, since, position) + hello + bell,
    )
    while not connection.over:
        told = await connection.next(HEARTBEAT)
        await _say(send, b": here\n\n" if told is None else told)
    if not connection.lost:
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _missed(centre: Hub, connection: Connection, since: int | None, position: int) -> bytes:
    """What happened while the page was away; that it should be loaded again, when that is too much."""
    if since is None or since >= position:
        return b""
    acts = await centre.ask(visits.missed, since, connection.visit.topics)
    if acts is None:
        return message("reload", {})
    return b"".join(act_message(act, connection.visit) for act in acts if act.position <= position)


async def _say(send: Send, data: bytes) -> None:
    await send({"type": "http.response.body", "body": data, "more_body": True})


async def _until_gone(receive: Receive, connection: Connection) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    connection.lost = True
    connection.end()


def _since(headers: dict[str, str], query: dict[str, list[str]]) -> int | None:
    given = headers.get("last-event-id") or (query.get("since") or [""])[0]
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
