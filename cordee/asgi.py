"""The one entry of the server: pages and API run in a small pool of threads.

A page is mostly template and SQL, so a few threads a process serve more pages than plain ASGI does;
what is asynchronous by nature (event streams, web sockets) will be dispatched here before the pages.
"""

import os

from a2wsgi import WSGIMiddleware

from cordee.wsgi import application as pages

THREADS = int(os.environ.get("CORDEE_THREADS", "3"))

application = WSGIMiddleware(pages, workers=THREADS)
