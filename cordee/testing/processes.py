"""Processes beside a test, on the test's own database: a web process, a command.

They are forked from one that has everything imported, as those of ``bin/run`` are: a start from nothing takes five
seconds of processor.
"""

import os
import socket
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]

_forked = get_context("forkserver")
_forked.set_forkserver_preload(["cordee.testing.prepared"])


def database_url() -> str:
    """The address of the database that this test uses (its name has a prefix, and a worker's suffix)."""
    held = connection.settings_dict
    options = held.get("OPTIONS", {})
    place = {
        "host": held["HOST"] or options.get("host", ""),
        "port": held["PORT"] or options.get("port", ""),
    }
    query = urlencode({name: value for name, value in place.items() if value})
    return f"postgresql://{quote(held['USER'])}:{quote(held['PASSWORD'])}@/{held['NAME']}?{query}"


def start(command: str, *arguments: str) -> BaseProcess:
    """A management command as a process of its own; it says nothing."""
    return _begun(_command, command, *arguments)


def start_web(listener: socket.socket) -> BaseProcess:
    """A web process as a process of its own, at a port that was claimed for it."""
    return _begun(_web, listener)


def _begun(work: Callable[..., None], *arguments: object) -> BaseProcess:
    # The first start makes the process from which all are forked, in this environment.
    environment = {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "cordee.settings_test",
        "CORDEE_SECRET_KEY": settings.SECRET_KEY,
    }
    process = _forked.Process(target=work, args=arguments, daemon=True)
    with patch.dict(os.environ, environment):
        process.start()
    return process


def _command(*arguments: str) -> None:
    from django.core.management import execute_from_command_line

    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    execute_from_command_line(["django", *arguments])


def _web(listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        "cordee.asgi:application", lifespan="off", log_level="warning", timeout_graceful_shutdown=1
    )
    uvicorn.Server(config).run(sockets=[listener])
