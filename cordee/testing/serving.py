"""Real web processes on the test's database."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest
from django.conf import settings

from cordee.testing.processes import ROOT, database_url

PATIENCE = 60.0  # seconds, on a busy machine


@dataclass
class Web:
    """A web process."""

    port: int
    process: subprocess.Popen

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serve(transactional_db: None) -> Iterator[Callable[..., Web]]:
    """Start a web process, at a port of its own unless one is given; stopped at the end."""
    started: list[Web] = []

    def start(port: int = 0) -> Web:
        port = port or free_port()
        process = subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, "-m", "uvicorn", "cordee.asgi:application", "--port", str(port), "--lifespan", "off",
             "--log-level", "warning", "--timeout-graceful-shutdown", "1"],
            cwd=ROOT,
            env={
                **os.environ,
                "DATABASE_URL": database_url(),
                "DJANGO_SETTINGS_MODULE": "cordee.settings_test",
                "CORDEE_SECRET_KEY": settings.SECRET_KEY,
            },
        )  # fmt: skip
        web = Web(port, process)
        started.append(web)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert process.poll() is None, "the web process ended"
            with contextlib.suppress(httpx.HTTPError):
                httpx.get(f"{web.url}/healthz", timeout=5)
                return web
            time.sleep(0.05)
        raise AssertionError("the web process does not start")

    yield start
    for web in started:
        web.process.kill()
        web.process.wait()
