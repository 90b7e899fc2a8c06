"""The visible steps of a set-up: one line each with its time, its details in a log file."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from cordee.launch.errors import DISK_FULL, Exit, LaunchError

LOG_NAME = "setup.log"
LOG_LIMIT = 2_000_000  # bytes: beyond this the log starts anew
STOP_PATIENCE = 5.0  # seconds an interrupted program has to end by itself

_NO_SPACE = re.compile(r"No space left on device|ENOSPC|Disk quota exceeded", re.I)
_NO_NETWORK = re.compile(
    r"Temporary failure in name resolution|Name or service not known|dns error|ENOTFOUND|EAI_AGAIN"
    r"|ECONNREFUSED|ETIMEDOUT|ECONNRESET|NewConnectionError|Failed to establish a new connection"
    r"|Network is unreachable|Failed to fetch|Request failed after|error sending request|Connection timed out"
    r"|Could not connect|Could not resolve|No route to host|Failed to download|from versions: none",
    re.I,
)


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Show ``title``, run the block, then show how long it took."""
    started = time.monotonic()
    print(f"  {title} … ", end="", flush=True)
    try:
        yield
    except BaseException:
        print("stopped", flush=True)
        raise
    print(f"{time.monotonic() - started:.1f} s", flush=True)


def note(text: str) -> None:
    """Show one line among the steps."""
    print(f"  {text}", flush=True)


def run_logged(
    command: Sequence[str | Path],
    *,
    log: Path,
    what: str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a program with its output in ``log``; refuse with the reason when it fails.

    ``what`` names in a sentence what was being done ("The Python packages could not be installed").
    An interruption ends the program and all that it started before it goes on upwards.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    fresh = not log.exists() or log.stat().st_size > LOG_LIMIT
    with log.open("wb" if fresh else "ab") as output:
        output.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        output.flush()
        start = output.tell()
        # A session of its own: Ctrl-C reaches us only, and we end the whole group in order.
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code = process.wait()
        except BaseException:
            end_group(process)
            raise
    if code:
        raise failure(what, read_from(log, start), log)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a program started in a session of its own, with everything it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(STOP_PATIENCE)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def read_from(log: Path, start: int) -> str:
    """Return what was written to ``log`` after ``start``, without terminal colours."""
    with log.open("rb") as file:
        file.seek(start)
        return re.sub(r"\x1b\[[0-9;]*m", "", file.read().decode(errors="replace"))


def failure(what: str, output: str, log: Path) -> LaunchError:
    """Say why a program failed: full disk, no network, or its own last words."""
    if _NO_SPACE.search(output):
        return LaunchError(DISK_FULL, Exit.DISK)
    if _NO_NETWORK.search(output):
        return LaunchError(
            f"{what}: no network, or the package index cannot be reached. The first set-up needs it; "
            f"try again when it is back (details in {log}).",
            Exit.NETWORK,
        )
    last = next((line.strip() for line in reversed(output.splitlines()) if line.strip()), "no message")
    return LaunchError(f"{what}: {last[:300]} (details in {log}).")


def end_with(refusal: LaunchError) -> int:
    """Show the sentence of a refusal and return its exit code."""
    print(refusal.sentence, file=sys.stderr, flush=True)
    return int(refusal.code)
