"""One a web process: hears the database once, and tells every open page what concerns it.

PostgreSQL wakes all processes (NOTIFY); each numbers and reads the journal's new events and hands them to its own
connections. Who is here and who is writing is true for a moment only: it goes through a second channel and is not kept.
"""

import asyncio
import contextlib
import json
import logging
import secrets
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from django.db import close_old_connections

from cordee.journal import listening
from cordee.journal.actions import CHANNEL
from cordee.live import visits
from cordee.live.presence import Presence
from cordee.live.telling import CHANNEL as LIVE
from cordee.live.telling import tell_others
from cordee.live.topics import seen_by_all
from cordee.live.visits import Act, Visit
from cordee.notifications.queries import unread

BELL = "cordee_bell"
PAUSE = 0.03  # seconds in which hints are gathered
WAITING = 200  # messages that a slow page may be behind; then it is let go, and comes back by itself
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0  # seconds before listening again after the database was lost
ASKED_AGAIN = 300.0  # seconds after which a connection's rights are asked anew
STEP = 5.0  # seconds between two rounds of housekeeping
# Acts after which what somebody may read can be another.
_RIGHTS = ("space.left", "space.role-changed", "space.edited", "person.", "post.moved")

Answer = TypeVar("Answer")
log = logging.getLogger(__name__)


class Connection:
    """An open page."""

    __slots__ = ("_queue", "checked_at", "cookies", "lost", "names", "over", "visit")

    def __init__(self, visit: Visit, cookies: str, names: list[str]) -> None:
        self.visit, self.cookies, self.names = visit, cookies, names
        self.checked_at = time.monotonic()
        self.over = False
        self.lost = False
        self._queue: asyncio.Queue[bytes] = asyncio.Queue(WAITING)

    def tell(self, message: bytes) -> None:
        """Put a message on its way; a page that does not take them any more is let go."""
        try:
            self._queue.put_nowait(message)
        except asyncio.QueueFull:
            self.end()

    def end(self) -> None:
        """Close it; a browser comes back by itself, and is asked who it is again."""
        self.over = True
        with contextlib.suppress(asyncio.QueueFull):
            self._queue.put_nowait(b"")

    async def next(self, patience: float) -> bytes | None:
        """The next message; None when there was none for ``patience`` seconds."""
        try:
            return await asyncio.wait_for(self._queue.get(), patience)
        except TimeoutError:
            return None


class Hub:
    """All open pages of this process."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(4)
        self.connections: set[Connection] = set()
        self.position = 0
        self._by_topic: defaultdict[str, set[Connection]] = defaultdict(set)
        self._by_person: defaultdict[UUID, set[Connection]] = defaultdict(set)
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="live")
        self._tasks: list[asyncio.Task[None]] = []
        self._ready = asyncio.Event()
        self._ear: psycopg.AsyncConnection[Any] | None = None
        self.presence = Presence(self.name)

    async def started(self) -> None:
        """Listening; the first call starts it."""
        if not self._tasks:
            self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._keep_house())]
        await self._ready.wait()

    async def close(self) -> None:
        """End every stream, so that the process can stop at once."""
        for connection in list(self.connections):
            connection.end()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def ask(self, question: Callable[..., Answer], *arguments: Any) -> Answer:
        """Let a thread ask the database."""

        def asked() -> Answer:
            try:
                return question(*arguments)
            finally:
                close_old_connections()

        return await asyncio.get_running_loop().run_in_executor(self._threads, asked)

    def add(self, connection: Connection) -> None:
        """A page is open."""
        self.connections.add(connection)
        self._by_person[connection.visit.person_id].add(connection)
        for topic in connection.visit.topics:
            self._by_topic[topic.name].add(connection)
            self.presence.come(topic.name, connection.visit.person_id, connection.visit.name)

    def remove(self, connection: Connection) -> None:
        """A page is closed."""
        self.connections.discard(connection)
        pages = self._by_person[connection.visit.person_id]
        pages.discard(connection)
        if not pages:
            del self._by_person[connection.visit.person_id]
        for topic in connection.visit.topics:
            self._by_topic[topic.name].discard(connection)
            if not any(
                other.visit.person_id == connection.visit.person_id for other in self._by_topic[topic.name]
            ):
                self.presence.go(topic.name, connection.visit.person_id)
            if not self._by_topic[topic.name]:
                del self._by_topic[topic.name]

    async def _listen(self) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    **listening.parameters(), autocommit=True
                ) as ear:
                    self._ear = ear
                    for channel in (CHANNEL, LIVE, BELL):
                        await ear.execute(f"LISTEN {channel}".encode())
                    if not self._ready.is_set():
                        self.position = await self.ask(visits.last_position)
                        self._ready.set()
                    await self._read_journal()  # what happened while nobody listened
                    pause = FIRST_PAUSE
                    await self._hear(ear)
            except asyncio.CancelledError:
                raise
            except Exception:
                log.warning(
                    "Live updates wait for the database; they try again in %s s", pause, exc_info=True
                )
            finally:
                self._ear = None
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _hear(self, ear: "psycopg.AsyncConnection[Any]") -> None:
        async for hint in ear.notifies():
            if hint.channel == CHANNEL:
                # Several acts at the same moment are read at once; hints that come meanwhile wait in the connection.
                await asyncio.sleep(PAUSE)
                await self._read_journal()
            elif hint.channel == BELL:
                await self._ring(hint.payload)
            else:
                self._pass_on(hint.payload)

    async def _read_journal(self) -> None:
        while acts := await self.ask(visits.acts_after, self.position):
            self.position = acts[-1].position
            for act in acts:
                self._tell(act)

    def _tell(self, act: Act) -> None:
        if seen_by_all(act.verb):
            for connection in set().union(*(self._by_topic.get(name, set()) for name in act.topics)):
                connection.tell(act_message(act, connection.visit))
        if act.verb.startswith(_RIGHTS):
            for connection in self._concerned(act):
                connection.checked_at = 0.0  # asked again at the next round

    def _concerned(self, act: Act) -> set[Connection]:
        concerned = set(self._by_person.get(act.subject, set()))
        for name in act.topics:
            concerned |= self._by_topic.get(name, set())
        return concerned

    async def _ring(self, payload: str) -> None:
        try:
            person = UUID(payload)
        except ValueError:
            return
        if connections := self._by_person.get(person):
            count = await self.ask(unread, person)
            for connection in set(connections):
                connection.tell(message("bell", {"unread": count}))

    def _pass_on(self, payload: str) -> None:
        """What another process, or this one, says of the moment."""
        try:
            said = json.loads(payload)
            topic = str(said["topic"])
        except (ValueError, KeyError, TypeError):
            return
        if said.get("what") == "typing":
            for connection in set(self._by_topic.get(topic, set())):
                if str(connection.visit.person_id) != said.get("person"):
                    connection.tell(message("typing", {"topic": topic, "name": said.get("name", "")}))
        elif said.get("what") == "here":
            self.presence.hear(said)

    async def _keep_house(self) -> None:
        """Rights asked again, and who is here told to the other processes and to the pages."""
        while True:
            await asyncio.sleep(STEP)
            try:
                await self._ask_again()
                await self._tell_presence()
            except asyncio.CancelledError:
                raise
            except Exception:
                log.warning("Live housekeeping failed; it goes on", exc_info=True)

    async def _ask_again(self) -> None:
        due = time.monotonic() - ASKED_AGAIN
        for connection in [one for one in self.connections if one.checked_at < due or not one.checked_at]:
            try:
                visit = await self.ask(visits.admit, connection.cookies, connection.names)
            except Exception:
                visit = None
            if visit is None or visit.person_id != connection.visit.person_id:
                connection.end()
                continue
            connection.checked_at = time.monotonic()
            if {topic.name for topic in visit.topics} != {topic.name for topic in connection.visit.topics}:
                connection.end()

    async def _tell_presence(self) -> None:
        if self._ear is not None:
            for payload in self.presence.to_announce():
                await self.ask(tell_others, payload)
        for topic, told in self.presence.changed().items():
            for connection in set(self._by_topic.get(topic, set())):
                connection.tell(message("here", {"topic": topic, **told}))


def message(kind: str, told: dict[str, Any], position: int | None = None) -> bytes:
    """A server-sent event."""
    number = f"id: {position}\n" if position is not None else ""
    return f"{number}event: {kind}\ndata: {json.dumps(told, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()


def act_message(act: Act, visit: Visit) -> bytes:
    """An act as a page hears of it: whether it is one's own, not whose it is."""
    return message("act", {**act.told, "mine": act.actor == visit.person_id}, act.position)
