"""A database for tests: a PostgreSQL of its own in a temporary folder, gone at the end."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cordee.launch.place import try_lock
from cordee.launch.postgres import Server
from cordee.launch.postgres_settings import CARELESS

PREFIX = "cordee-test-"


@contextlib.contextmanager
def throw_away_database() -> Iterator[Path]:
    """Set ``DATABASE_URL`` (unless it is set) and ``CORDEE_HOME`` to what goes away with the block."""
    remove_leftovers()
    folder, lock = _own_folder()
    server = None if os.environ.get("DATABASE_URL") else Server(folder / "postgres", settings=CARELESS)
    before = {name: os.environ.get(name) for name in ("DATABASE_URL", "CORDEE_HOME")}
    try:
        os.environ["CORDEE_HOME"] = str(folder / "home")
        (folder / "home" / "static").mkdir(parents=True)
        if server:
            server.enter()
            os.environ["DATABASE_URL"] = server.url()
        yield folder
    finally:
        if server:
            server.leave()
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _own_folder() -> tuple[Path, int]:
    """A new folder and the lock that says it is in use (another run may sweep it before we hold that)."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        folder.chmod(0o711)  # as root, PostgreSQL's own user has to pass through
        with contextlib.suppress(FileNotFoundError):
            if (lock := try_lock(folder / "lock")) is not None:
                return folder, lock


def remove_leftovers() -> None:
    """Stop and remove what killed test runs left; a folder whose lock is held is in use."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if (lock := try_lock(folder / "lock")) is None:
                continue
            Server(folder / "postgres").leave_behind()
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)
