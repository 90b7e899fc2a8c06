"""The parent of web and worker: starts them, starts again what dies, stops everything in order."""

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType

from cordee.launch.children import STOP_PATIENCE, STOP_SIGNALS, Child, fork, how_it_ended
from cordee.launch.errors import LaunchError
from cordee.launch.place import Home
from cordee.launch.postgres import Server

HEARTBEAT = 2.0  # seconds between two looks at the database server
GIVE_UP = 3  # deaths of one child, before everything was ready once, that end the start


class Supervisor:
    """Runs children until a signal asks to stop. Make it when no thread and no connection exists."""

    def __init__(
        self, home: Home, children: Sequence[Child], *, server: Server | None, private: Sequence[int] = ()
    ) -> None:
        self.home = home
        self.children = list(children)
        self.server = server
        self._private = list(private)  # descriptors that children must not hold: the lock of the data folder
        self._parent_alive, self._life = os.pipe()
        self._wake_reader, self._wake_writer = os.pipe()
        self._news_reader, self._news_writer = os.pipe()
        for descriptor in (self._wake_reader, self._wake_writer, self._news_reader):
            os.set_blocking(descriptor, False)
        self._stops = 0
        self._open = False
        for number in STOP_SIGNALS:
            signal.signal(number, self._stop_asked)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(self._wake_writer, warn_on_full_buffer=False)

    def once(self, work: Callable[[], int]) -> int:
        """Run ``work`` in a child of its own and wait; returns its exit code (``-signal`` when killed)."""
        pid = self._fork("preparing", work)
        told = False
        while True:
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            if self._stops and not told:
                os.kill(pid, signal.SIGTERM)
                told = True
            self._wait(1.0)

    @property
    def stopping(self) -> bool:
        """Whether a signal asked to stop."""
        return self._stops > 0

    def run(self, when_ready: Callable[[], None], **state: object) -> None:
        """Keep the children alive until a signal; ``state`` goes to the data folder beside their pids."""
        try:
            while not self._stops:
                self._start_due(state)
                self._wait(self._next_due())
                self._read_news(when_ready)
                self._reap(state)
                self._look_after_database()
        finally:
            self._stop_children()

    def _start_due(self, state: dict[str, object]) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.pid == 0 and child.due <= now:
                position = self.children.index(child)

                def ready(position: int = position) -> None:
                    os.write(self._news_writer, bytes([position]))

                work = child.work
                child.pid = self._fork(child.name, lambda work=work, ready=ready: work(ready))  # type: ignore[misc]
                child.started = now
                self._write_state(state)

    def _fork(self, name: str, work: Callable[[], int]) -> int:
        return fork(name, work, parent_alive=self._parent_alive, close=self._let_go)

    def _let_go(self) -> None:
        """In a child: close what is the parent's."""
        for descriptor in (
            self._life,
            self._wake_reader,
            self._wake_writer,
            self._news_reader,
            *self._private,
        ):
            os.close(descriptor)
        if self.server:
            self.server.forget()

    def _next_due(self) -> float:
        now = time.monotonic()
        waits = [child.due - now for child in self.children if child.pid == 0]
        return max(0.0, min([HEARTBEAT, *waits]))

    def _wait(self, seconds: float) -> None:
        select.select([self._wake_reader, self._news_reader], [], [], seconds)
        with contextlib.suppress(BlockingIOError):
            while os.read(self._wake_reader, 512):
                pass

    def _read_news(self, when_ready: Callable[[], None]) -> None:
        with contextlib.suppress(BlockingIOError):
            for position in os.read(self._news_reader, 512):
                self.children[position].ready = True
        if not self._open and all(child.ready for child in self.children):
            self._open = True
            when_ready()

    def _reap(self, state: dict[str, object]) -> None:
        for child in self.children:
            if not child.pid:
                continue
            done, status = os.waitpid(child.pid, os.WNOHANG)
            if not done:
                continue
            now = time.monotonic()
            pause = child.pause(now)
            child.pid, child.due = 0, now + pause
            self._write_state(state)
            if not self._open and child.deaths >= GIVE_UP:
                raise LaunchError(
                    f"{child.name} does not start ({how_it_ended(status)}): see the lines above."
                )
            say(f"{child.name} ended ({how_it_ended(status)}); it starts again in {pause:.1f} s.")

    def _look_after_database(self) -> None:
        """The embedded server may be killed too (out of memory): start it again, as for the others."""
        if self.server and not self._stops and not self.server.running():
            say("PostgreSQL ended; it starts again.")
            self.server.revive()

    def _stop_children(self) -> None:
        started, asked = time.monotonic(), self._stops
        self._signal(signal.SIGTERM)
        while alive := [child for child in self.children if child.pid]:
            late = time.monotonic() - started > STOP_PATIENCE
            if late or self._stops > max(asked, 1):  # out of patience: ours, or a second Ctrl-C
                self._signal(signal.SIGKILL)
            self._wait(0.2)
            for child in alive:
                done, _ = os.waitpid(child.pid, os.WNOHANG)
                child.pid = 0 if done else child.pid

    def _signal(self, number: signal.Signals) -> None:
        for child in self.children:
            if child.pid:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child.pid, number)

    def _stop_asked(self, number: int, frame: FrameType | None) -> None:
        self._stops += 1

    def _write_state(self, state: dict[str, object]) -> None:
        pids = {child.name: child.pid for child in self.children if child.pid}
        self.home.write_state(pid=os.getpid(), children=pids, **state)


def say(sentence: str) -> None:
    """A line for whoever watches the terminal, if it is still there."""
    with contextlib.suppress(OSError):
        print(sentence, file=sys.stderr, flush=True)
