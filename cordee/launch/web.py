"""One web process: uvicorn on the inherited listening socket."""

import contextlib
import resource
import socket
from collections.abc import Callable

GRACE = 8  # seconds for running requests when asked to stop
MOST_FILES = 65_536
KEEP_ALIVE = 30  # seconds an idle browser connection stays open


def serve(listener: socket.socket, ready: Callable[[], None]) -> int:
    """Answer requests until SIGTERM."""
    import uvicorn

    allow_many_connections()
    from cordee.asgi import application
    from cordee.live.stream import close

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            ready()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await close()  # open streams would be waited for
            await super().shutdown(sockets=sockets)

    config = uvicorn.Config(
        application,
        loop="auto",
        http="auto",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=GRACE,
    )
    server = Server(config)
    server.run(sockets=[listener])
    return 0 if server.started else 1


def allow_many_connections() -> None:
    """As many open files as the system lets us have: each page that is open holds a connection."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, MOST_FILES), hard))
