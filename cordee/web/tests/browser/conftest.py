"""A real browser before the cast's community, and an eye on what it complains about."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from cordee.launch.browser import find_browser
from cordee.people.models import Person
from cordee.testing.cast import Stage

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
PATIENCE = 30_000  # milliseconds: the most that a test waits for what it expects, on a busy machine at its first page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder are browser tests, whoever writes them."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def _playwright_beside_django() -> Iterator[None]:
    """Playwright keeps an event loop in this thread, in which Django would refuse the database."""
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = find_browser()
    if chromium is None:
        pytest.skip("no Chromium: bin/test installs one")
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "headless": not os.environ.get("CORDEE_SHOW_BROWSER"),
        "args": ["--disable-gpu", "--disable-background-networking"],
    }


@dataclass
class Complaints:
    """What went wrong in the pages that a test opened, and what they asked of other sites."""

    site: str
    said: list[str] = field(default_factory=list)
    _lost: bool = False  # a network was taken away on purpose

    @contextmanager
    def without_network(self, context: BrowserContext) -> Iterator[None]:
        """A browser without network for a while.

        The browser itself tells of each request that found none, and what it tells may arrive after the
        network is back: these words are no complaint until the test ends. All others stay.
        """
        self._lost = True
        context.set_offline(True)
        yield
        context.set_offline(False)

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.said.append(f"{page.url}: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if self._lost and "net::ERR_INTERNET_DISCONNECTED" in message.text:
            return
        if message.type in ("error", "warning"):
            self.said.append(f"{message.location.get('url')}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.said.append(f"a request leaves for {request.url}")


class Traffic:
    """The requests that the live server is answering. A test that empties the tables under one of them would lock up."""

    def __init__(self, server: LiveServer) -> None:
        self._url = server.url
        self._answer = server.thread.httpd.get_app()
        self._changed = threading.Condition()
        self._running = 0
        server.thread.httpd.set_app(self)

    def __call__(self, *request: Any) -> Any:
        self._move(1)
        try:
            return self._answer(*request)
        finally:
            self._move(-1)

    def ends(self) -> None:
        """Wait for the last words of pages that were closed: they were sent before what is asked for here."""
        urlopen(f"{self._url}/healthz").close()
        with self._changed:
            assert self._changed.wait_for(lambda: not self._running, PATIENCE / 1000)

    def _move(self, step: int) -> None:
        with self._changed:
            self._running += step
            self._changed.notify_all()


@pytest.fixture(scope="session")
def traffic(live_server: LiveServer) -> Traffic:
    return Traffic(live_server)


Opener = Callable[..., BrowserContext]


@pytest.fixture
def complaints(live_server: LiveServer) -> Complaints:
    return Complaints(live_server.url)


@pytest.fixture
def browser_of(
    browser: Browser,
    live_server: LiveServer,
    stage: Stage,
    sign_in: Callable[..., Any],
    complaints: Complaints,
    traffic: Traffic,
) -> Iterator[Opener]:
    """A browser of somebody's own (None: a visitor); keyword arguments go to the browser's context."""
    opened: list[BrowserContext] = []

    def open_one(person: Person | None, *, watched: bool = True, **options: Any) -> BrowserContext:
        context = browser.new_context(
            **{"base_url": live_server.url, "locale": "fr-FR", "viewport": DESK, **options}
        )
        context.set_default_timeout(PATIENCE)
        if watched:
            context.on("page", complaints.watch)
        if person is not None:
            session = sign_in(person).cookies["cordee_session"].value
            context.add_cookies([{"name": "cordee_session", "value": session, "url": live_server.url}])
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()
    traffic.ends()
