"""Real web processes on the test's database."""

import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.process import BaseProcess

import httpx
import pytest

from cordee.testing.processes import start_web

PATIENCE = 60.0  # seconds, on a busy machine


@dataclass
class Web:
    """A web process."""

    port: int
    process: BaseProcess

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def claimed(port: int) -> socket.socket:
    """A port that is held until its web process listens there: one that is only free may be somebody else's by then."""
    held = socket.socket()
    # Connections of a process that was there before may linger.
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", port))
    return held


@pytest.fixture
def serve(transactional_db: None) -> Iterator[Callable[..., Web]]:
    """Start a web process, at a port of its own unless one is given; stopped at the end."""
    started: list[Web] = []

    def start(port: int = 0) -> Web:
        with claimed(port) as held:
            web = Web(held.getsockname()[1], start_web(held))
        started.append(web)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert web.process.is_alive(), "the web process ended"
            with contextlib.suppress(httpx.HTTPError):
                httpx.get(f"{web.url}/healthz", timeout=5)
                return web
            time.sleep(0.05)
        raise AssertionError("the web process does not start")

    yield start
    for web in started:
        web.process.kill()
        web.process.join()
