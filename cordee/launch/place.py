"""The data folder of one Cordée (``var/`` or ``$CORDEE_HOME``), its free space and its locks.

Locks are ``flock``s: the kernel releases them when their holder dies, so a power cut or a ``kill -9``
never leaves a stale one behind.
"""

import contextlib
import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cordee.launch.errors import DISK_FULL, Exit, LaunchError

ROOT = Path(__file__).resolve().parents[2]
FREE_TO_RUN = 60 * 1024 * 1024  # bytes: below, PostgreSQL could stop in the middle of a write
FREE_TO_BEGIN = 250 * 1024 * 1024  # bytes: a new database with the demo organisation
FREE_TO_SET_UP = 1000 * 1024 * 1024  # bytes: Python packages, node_modules, front end


@dataclass(frozen=True)
class Home:
    """The data folder: everything that one Cordée keeps, except a database of your own."""

    path: Path

    @classmethod
    def from_environment(cls) -> "Home":
        """Return the folder that ``$CORDEE_HOME`` names, else ``var/`` in the checkout."""
        return cls(Path(os.environ.get("CORDEE_HOME") or ROOT / "var").expanduser().absolute())

    @property
    def setup_log(self) -> Path:
        return self.path / "setup.log"

    @property
    def error_log(self) -> Path:
        return self.path / "error.log"

    @property
    def lock_file(self) -> Path:
        return self.path / "lock"

    @property
    def state_file(self) -> Path:
        return self.path / "run.json"

    def prepare(self) -> None:
        """Make the folder, and refuse when it cannot be written or has no space left."""
        try:
            for folder in (self.path, self.path / "media", self.path / "static"):
                folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.path, prefix=".probe-") as probe:
                probe.write(b"\0" * 65536)
                probe.flush()
        except (PermissionError, FileExistsError, NotADirectoryError) as error:
            raise LaunchError(
                f"The data folder {self.path} cannot be written: {error.strerror}.", Exit.FOLDER
            ) from error
        needed = FREE_TO_RUN if (self.path / "postgres").exists() else FREE_TO_BEGIN
        require_space(self.path, needed)

    def read_state(self) -> dict[str, Any]:
        """Return what the last ``bin/run`` said of itself (empty when it ended cleanly)."""
        try:
            return dict(json.loads(self.state_file.read_text()))
        except (OSError, ValueError):
            return {}

    def write_state(self, **state: Any) -> None:
        """Say who runs here (process ids, address), for ``doctor``, the bench and the next start."""
        replace_text(self.state_file, json.dumps(state))


def replace_text(path: Path, text: str) -> None:
    """Write a file so that a reader, or a power cut, sees the old text or the new one."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def require_space(folder: Path, needed: int) -> None:
    """Refuse when the file system of ``folder`` has fewer than ``needed`` bytes free."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise LaunchError(
            f"{DISK_FULL.split(':')[0]} or nearly so: {folder} has {free // 2**20} MB free "
            f"and needs {needed // 2**20} MB; free some space, then start again.",
            Exit.DISK,
        )


def try_lock(path: Path, *, shared: bool = False) -> int | None:
    """Take a lock without waiting: its descriptor (close it to let go), or None when another holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def wait_lock(path: Path, *, shared: bool = False) -> int:
    """Take a lock, waiting for its turn; returns the file descriptor that holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
    return descriptor


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of ``path`` during the block."""
    descriptor = wait_lock(path)
    try:
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def one_set_up_at_a_time() -> Iterator[None]:
    """Two commands started together in one checkout must not install over each other.

    The lock is on a file of the repository, opened for reading: no lock file is needed.
    """
    descriptor = os.open(ROOT / "requirements" / "tools.txt", os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
