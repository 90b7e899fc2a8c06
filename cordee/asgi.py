"""The one entry of the server: pages and API run in a small pool of threads.

A page is mostly template and SQL, so a few threads a process serve more pages than plain ASGI does;
what is asynchronous by nature (event streams, web sockets) will be dispatched here before the pages.
"""

import os
from typing import cast

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp

from cordee.wsgi import application as pages

THREADS = int(os.environ.get("CORDEE_THREADS", "3"))

application = WSGIMiddleware(cast(WSGIApp, pages), workers=THREADS)
