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
from cordee.live.stream import PATH, Receive, Scope, Send, stream

THREADS = int(os.environ.get("CORDEE_THREADS", "3"))

pages = WSGIMiddleware(cast(WSGIApp, wsgi), workers=THREADS)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Streams here, everything else to the pages."""
    if scope["type"] == "http" and scope["path"] == PATH:
        await stream(scope, receive, send)
    else:
        await pages(cast(Any, scope), cast(Any, receive), cast(Any, send))
