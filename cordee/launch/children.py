"""Forked children: each a copy of the prepared supervisor that shares its memory until it writes to it."""

import contextlib
import gc
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

Work = Callable[[Callable[[], None]], int]

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before a child that died is started again
STEADY = 60.0  # seconds of life after which an earlier death is forgotten
STOP_PATIENCE = 12.0  # seconds for requests and jobs to end before they are killed
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@dataclass
class Child:
    """One kind of process: ``work`` gets a function to call when it is ready, and returns an exit code."""

    name: str
    work: Work
    pid: int = 0
    started: float = 0.0
    due: float = 0.0  # when to start it (again), on the monotonic clock
    deaths: int = 0
    ready: bool = field(default=False)

    def pause(self, now: float) -> float:
        """Seconds to wait before the next start, after one more death."""
        self.deaths = 1 if now - self.started > STEADY else self.deaths + 1
        return min(FIRST_PAUSE * 2 ** (self.deaths - 1), LONGEST_PAUSE)


def fork(name: str, work: Callable[[], int], *, parent_alive: int, close: Callable[[], None]) -> int:
    """Fork; in the child, run ``work`` and exit with what it returns. Returns the child's pid.

    ``parent_alive`` is the reading end of a pipe that only the parent keeps open for writing: when it
    ends, the parent is gone and the child ends too. ``close`` lets go of what only the parent may hold.
    """
    assert threading.active_count() == 1, "a thread would be lost, with the locks it holds, in the child"
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        for number in (*STOP_SIGNALS, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)  # Ctrl-C reaches the supervisor only, which stops its children in order
        with contextlib.suppress(OSError):  # Linux: the name that ps and top show
            Path("/proc/self/comm").write_text(f"cordee {name}")
        close()
        gc.enable()
        threading.Thread(target=_end_with_parent, args=(parent_alive,), daemon=True).start()
        code = work()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
    raise AssertionError("unreachable")


def _end_with_parent(parent_alive: int) -> None:
    with contextlib.suppress(OSError):
        os.read(parent_alive, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOP_PATIENCE)
    os._exit(1)


def how_it_ended(status: int) -> str:
    """Words for a status of ``waitpid``."""
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"
