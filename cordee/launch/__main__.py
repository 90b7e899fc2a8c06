"""The first stage of ``bin/run``, ``bin/test``, ``bin/cordee`` and ``bin/bench``: standard library only.

It claims what a start needs (data folder, lock, port), sets up what is missing, and becomes the second
stage by ``exec``: same process, same terminal, same locks and listening socket.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from cordee.launch.address import claim
from cordee.launch.assets import ensure_assets
from cordee.launch.environment import PYTHON, ensure_environment
from cordee.launch.errors import Exit, LaunchError, explain_os_error
from cordee.launch.place import ROOT, Home, one_set_up_at_a_time, try_lock
from cordee.launch.steps import end_with

LEFTOVER_PATIENCE = 8.0  # seconds the processes of a killed start get to let the port go


def main(arguments: Sequence[str]) -> int:
    """Run one of the four commands; every way out is an exit code and at most one sentence."""
    interrupt_on_signals()
    command, rest = arguments[0], list(arguments[1:])
    try:
        os.umask(0o022)
        os.environ["CORDEE_HOME"] = str(Home.from_environment().path)
        if command == "run":
            return run(rest)
        if command == "test":
            return test(rest)
        return operate("cordee.launch.cli" if command == "cordee" else "cordee.bench", rest)
    except KeyboardInterrupt:
        return end_with(
            LaunchError("Stopped before it was ready; nothing is left half-done.", Exit.INTERRUPTED)
        )
    except LaunchError as error:
        return end_with(error)
    except OSError as error:
        return end_with(explain_os_error(error))


def run(arguments: list[str]) -> int:
    """``bin/run``: claim the folder and the port, set up, serve."""
    options = run_options().parse_args(arguments)
    home = Home.from_environment()
    home.prepare()
    lock = try_lock(home.lock_file)
    if lock is None:
        address = home.read_state().get("address")
        where = f" at {address}" if address else ""
        raise LaunchError(f"Cordée already runs{where} on the data folder {home.path}.", Exit.RUNNING)
    unclean = bool(home.read_state())
    listener = claim(options.host, options.port, patience=LEFTOVER_PATIENCE if unclean else 0.0)
    print(f"Cordée · data in {home.path}", flush=True)
    with one_set_up_at_a_time():
        ensure_environment("run", home.setup_log)
        ensure_assets(home.setup_log)
    for descriptor in (lock, listener.fileno()):
        os.set_inheritable(descriptor, True)
    become("cordee.launch.serve", [*arguments, "--inherited", f"{lock},{listener.fileno()}"])


def run_options() -> argparse.ArgumentParser:
    """The options of ``bin/run``, read by both stages."""
    parser = argparse.ArgumentParser(
        prog="bin/run",
        description="Set up what is missing, then start Cordée (web, worker, database) until Ctrl-C.",
        epilog="Data: var/ or $CORDEE_HOME. DATABASE_URL names a PostgreSQL (15 or later) of your own.",
        allow_abbrev=False,
    )
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on (8000)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (127.0.0.1: only from here)"
    )
    parser.add_argument("--no-demo", action="store_true", help="leave a new database empty")
    parser.add_argument("--language", choices=("fr", "en"), default="fr", help="language of the demo (fr)")
    parser.add_argument("--workers", type=_workers, default=2, metavar="N", help="web processes (2)")
    parser.add_argument("--inherited", help=argparse.SUPPRESS)
    return parser


def test(arguments: list[str]) -> int:
    """``bin/test``: set up what the tests need, then run them."""
    home = Home.from_environment()
    home.path.mkdir(parents=True, exist_ok=True)
    with one_set_up_at_a_time():
        ensure_environment("test", home.setup_log)
        ensure_assets(home.setup_log)
    become("cordee.launch.checks", arguments)


def operate(module: str, arguments: list[str]) -> int:
    """``bin/cordee`` and ``bin/bench``: set the Python environment up, then hand over."""
    home = Home.from_environment()
    home.prepare()
    with one_set_up_at_a_time():
        ensure_environment("run", home.setup_log)
        if module == "cordee.bench":
            ensure_assets(home.setup_log)
    become(module, arguments)


def become(module: str, arguments: Sequence[str]) -> NoReturn:
    """Replace this process by the second stage, in the project's environment."""
    for stop in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(stop, signal.SIG_DFL)
    sys.stdout.flush()
    os.environ["PYTHONPATH"] = str(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-P", "-m", module, *arguments])  # noqa: S606 (no shell is the point)


def interrupt_on_signals() -> None:
    """Let every request to stop unwind the work in hand, so that it clears up behind itself."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for stop in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(stop, interrupt)


def _port(text: str) -> int:
    return _between(text, 1, 65535, "a port is a number between 1 and 65535")


def _workers(text: str) -> int:
    return _between(text, 1, 32, "between 1 and 32 web processes")


def _between(text: str, low: int, high: int, otherwise: str) -> int:
    if not (text.isdecimal() and low <= int(text) <= high):
        raise argparse.ArgumentTypeError(otherwise)
    return int(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
