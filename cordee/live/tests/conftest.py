"""Real web processes on the test's database, and ears at their streams."""

import contextlib
import json
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.test import Client

from cordee.people.models import Person
from cordee.testing.serving import PATIENCE, Web, serve

__all__ = ["serve"]


def cookies(person: Person | None) -> dict[str, str]:
    """What the browser of somebody who is signed in holds."""
    if person is None:
        return {}
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


@dataclass
class Ear:
    """An open stream: what it says is gathered by a thread."""

    heard: "queue.Queue[tuple[str, dict[str, Any]]]" = field(default_factory=queue.Queue)
    status: int = 0
    last: str = ""
    ended: threading.Event = field(default_factory=threading.Event)
    ready: threading.Event = field(default_factory=threading.Event)
    leave: threading.Event = field(default_factory=threading.Event)

    def listen(self, url: str, held: dict[str, str]) -> None:
        """Until it ends."""
        try:
            with (
                httpx.Client(timeout=httpx.Timeout(5, read=40), cookies=held) as client,
                client.stream("GET", url) as answer,
            ):
                self.status = answer.status_code
                self.ready.set()
                self._read(answer)
        except httpx.HTTPError:
            pass
        finally:
            self.ready.set()
            self.ended.set()

    def _read(self, answer: httpx.Response) -> None:
        kind = ""
        for line in answer.iter_lines():
            if self.leave.is_set():
                return
            if line.startswith("id: "):
                self.last = line[4:]
            elif line.startswith("event: "):
                kind = line[7:]
            elif line.startswith("data: "):
                self.heard.put((kind, json.loads(line[6:])))

    def until(self, kind: str, **wanted: Any) -> dict[str, Any]:
        """The next message of this kind with these facts; fails when it does not come."""
        deadline = time.monotonic() + PATIENCE
        passed = []
        while (left := deadline - time.monotonic()) > 0:
            with contextlib.suppress(queue.Empty):
                said, told = self.heard.get(timeout=min(left, 0.2))
                if said == kind and wanted.items() <= told.items():
                    return told
                passed.append((said, told))
        raise AssertionError(f"no {kind} {wanted} among {passed}")

    def kinds(self) -> list[str]:
        """What was heard so far and not asked for."""
        found = []
        with contextlib.suppress(queue.Empty):
            while True:
                kind, told = self.heard.get_nowait()
                found.append(told.get("verb", kind))
        return found


@pytest.fixture
def listen() -> Iterator[Callable[..., Ear]]:
    """Open a stream as somebody; closed at the end."""
    threads: list[tuple[Ear, threading.Thread]] = []

    def begin(web: Web, person: Person | None, topics: str, *, wait: bool = True) -> Ear:
        ear = Ear()
        address = f"{web.url}/live/stream/?topics={topics}"
        thread = threading.Thread(target=ear.listen, args=(address, cookies(person)), daemon=True)
        thread.start()
        threads.append((ear, thread))
        assert ear.ready.wait(PATIENCE)
        if ear.status == 200 and wait:
            ear.until("hello")
        return ear

    yield begin
    for ear, _thread in threads:
        ear.leave.set()
