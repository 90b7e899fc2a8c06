"""The one entry of the server: pages and API run in a small pool of threads, open streams in the event loop.

A page is mostly template and SQL, so a few threads a process serve more pages than plain ASGI does;
what is asynchronous by nature is dispatched here before the pages.
"""

import os
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp

from cordee.wsgi import application as wsgi

# isort: split
# Only now: the line above made Django ready.
from django.conf import settings

from cordee.live.stream import PATH, Receive, Scope, Send, stream
from cordee.records.bodies import gathered

RECORDS = "/xapi/"
THREADS = int(os.environ.get("CORDEE_THREADS", "3"))

pages = WSGIMiddleware(cast(WSGIApp, wsgi), workers=THREADS)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Streams here, everything else to the pages; what is recorded once all of it has come."""
    if scope["type"] == "http" and scope["path"] == PATH:
        await stream(scope, receive, send)
    elif scope["type"] == "http" and scope["path"].startswith(RECORDS):
        if (whole := await gathered(scope, receive, send, largest=settings.XAPI_LARGEST)) is not None:
            measured, again = whole
            await pages(cast(Any, measured), cast(Any, again), cast(Any, send))
    elif scope["type"] == "http" and any(name == b"transfer-encoding" for name, _value in scope["headers"]):
        await _refuse_chunks(send)
    else:
        await pages(cast(Any, scope), cast(Any, receive), cast(Any, send))


async def _refuse_chunks(send: Send) -> None:
    """A body in chunks has no length, and what runs in threads reads by the length: it would take it for empty."""
    said = b"A body in chunks is not read here: send its length (Content-Length).\n"
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(said)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 411, "headers": headers})
    await send({"type": "http.response.body", "body": said})
