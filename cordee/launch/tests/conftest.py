"""Whole starts in data folders of their own: slow, real, and gone at the end of each test."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import psutil
import pytest

from cordee.launch.place import ROOT, Home
from cordee.launch.postgres import Server
from cordee.launch.postgres_settings import CARELESS

PATIENCE = 90.0  # seconds: a start on a busy machine


class Start:
    """A ``bin/run`` in a process of its own."""

    def __init__(self, home: Path, port: int, *options: str) -> None:
        self.home = Home(home)
        self.port = port
        self.process = subprocess.Popen(
            [str(ROOT / "bin" / "run"), "--port", str(port), "--no-demo", "--workers", "1", *options],
            env=environment(home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines: list[str] = []
        self._printed: Queue[str | None] = Queue()
        # Read all along: who prints into a pipe that nobody empties waits for ever once it is full.
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._printed.put(line.rstrip())
        self._printed.put(None)

    def until(self, word: str) -> str:
        """Read what it prints up to the line with ``word``; fails when it ends before."""
        while (line := self._printed.get(timeout=PATIENCE)) is not None:
            self.lines.append(line)
            if word in line:
                return line
        raise AssertionError(f"ended without {word!r}:\n" + "\n".join(self.lines))

    def rest(self) -> list[str]:
        """The lines up to its end that nobody read yet."""
        return list(iter(lambda: self._printed.get(timeout=PATIENCE), None))

    def family(self) -> list[psutil.Process]:
        """Every process that belongs to this start, the database server included."""
        ours = psutil.Process(self.process.pid)
        found = [ours, *ours.children(recursive=True)]
        server = self.server()
        return found + ([server, *server.children(recursive=True)] if server and server not in found else [])

    def server(self) -> psutil.Process | None:
        """The embedded PostgreSQL's main process."""
        return Server(self.home.path / "postgres").running()

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop and wait; returns its exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a command that uses the embedded database of ``home`` and sets nothing up."""
    left_out = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHONPATH"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "CORDEE_HOME": str(home), "CORDEE_SKIP_SETUP": "1", "LC_ALL": "C.UTF-8", **more}


def command(name: str, *arguments: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run ``bin/NAME`` to its end."""
    return subprocess.run(
        [str(ROOT / "bin" / name), *arguments],
        env=environment(home, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@contextlib.contextmanager
def own_folder() -> Iterator[Path]:
    """A short-named folder that PostgreSQL's own user can reach, unlike pytest's."""
    folder = Path(tempfile.mkdtemp(prefix="cordee-start-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        Server(folder / "postgres").leave_behind()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def home() -> Iterator[Path]:
    """A data folder of this test's own."""
    with own_folder() as folder:
        yield folder


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago, below those that systems hand out to whoever asks for any."""
    for port in random.sample(range(20_000, 32_000), 100):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


@pytest.fixture
def start(home: Path, port: int) -> Iterator[Callable[..., Start]]:
    """Start ``bin/run`` on this test's folder and port; whatever still runs is killed at the end."""
    started: list[Start] = []

    def begin(*options: str) -> Start:
        started.append(Start(home, port, *options))
        return started[-1]

    yield begin
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    """An embedded PostgreSQL that is not started yet."""
    one = Server(home / "postgres", settings=CARELESS)
    yield one
    one.leave()
