"""The second stage of ``bin/test``: the list of checks, in the order in which they are quick to fail."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from cordee.launch.__main__ import interrupt_on_signals
from cordee.launch.assets import FRONTEND, ensure_modules, ensure_npm
from cordee.launch.browser import ensure_browser
from cordee.launch.errors import Exit, LaunchError, explain_os_error
from cordee.launch.place import ROOT, Home
from cordee.launch.steps import end_group, end_with
from cordee.launch.testing import throw_away_database
from cordee.launch.translations import ensure_translations

HELP = """usage: bin/test [pytest arguments]

Without arguments: style, types, import contracts, then every test (unit, database, API, browser).
With arguments: only pytest, with them (bin/test cordee/spaces -k charter).
The tests get a PostgreSQL of their own, or the one of DATABASE_URL."""

PYTEST = [sys.executable, "-m", "pytest", "-rs"]
TEMPLATE = "CORDEE_TEST_TEMPLATE"  # said to ``settings_test``: copy the database of DATABASE_URL
LANES = 2  # quiet checks at once: most of them use one core
LINT_IMPORTS = (
    "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
)


@dataclass(frozen=True)
class Check:
    """One line of the report. A quiet check shows its output only when it fails."""

    name: str
    command: Sequence[str]
    quiet: bool = True


@dataclass(frozen=True)
class Ran:
    """How a program ended: its exit code, what it said when it was quiet, the seconds that it took."""

    code: int
    said: str
    seconds: float


_running: set[subprocess.Popen[bytes]] = set()


def checks() -> list[Check]:
    """What ``bin/test`` runs."""
    python = [sys.executable, "-m"]
    # A process that has nothing left takes tests of another: the long ones do not come last on one core.
    spread = ["-n", str(max(2, min(4, os.cpu_count() or 2))), "--dist", "worksteal"]
    return [
        Check("style", [*python, "ruff", "check", "."]),
        Check("format", [*python, "ruff", "format", "--check", "."]),
        Check("import contracts", [sys.executable, "-c", LINT_IMPORTS]),
        Check("types", [*python, "mypy", "cordee"]),
        *front_end_checks(),
        *database_checks(),
        Check("tests", [*PYTEST, "-m", "not browser", *spread], quiet=False),
        Check("browser tests", [*PYTEST, "-m", "browser", *spread], quiet=False),
    ]


def front_end_checks() -> list[Check]:
    """The front end's own checks, as its package names them."""
    package = FRONTEND / "package.json"
    npm = ensure_npm(Home.from_environment().setup_log)
    ensure_modules(npm, Home.from_environment().setup_log)
    os.environ.update(npm.env)
    scripts = json.loads(package.read_text()).get("scripts", {})
    wanted = [("check", "front-end types"), ("test", "front-end tests")]
    npm_run = [*npm.command, "--prefix", str(FRONTEND), "run"]
    return [Check(name, [*npm_run, script]) for script, name in wanted if script in scripts]


def database_checks() -> list[Check]:
    """The tables, made once in a PostgreSQL of our own: each process of the tests begins with a copy of them."""
    if TEMPLATE not in os.environ:
        return []
    migrate = [sys.executable, "-m", "django", "migrate", "--no-input", "--settings", "cordee.settings_test"]
    return [Check("tables", migrate)]


def main(arguments: Sequence[str]) -> int:
    """Run everything, or pytest with ``arguments``; returns the exit code."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(HELP)
        return Exit.OK
    interrupt_on_signals()
    started = time.monotonic()
    own_database = "DATABASE_URL" not in os.environ
    try:
        ensure_translations()
        os.environ["CORDEE_CHROMIUM"] = ensure_browser(Home.from_environment().setup_log)
        with throw_away_database():
            if arguments:
                return run([*PYTEST, *arguments], quiet=False).code
            if own_database:
                os.environ[TEMPLATE] = "1"
            failed = report_all(checks())
    except KeyboardInterrupt:
        return end_with(LaunchError("Stopped.", Exit.INTERRUPTED))
    except LaunchError as error:
        return end_with(error)
    except OSError as error:
        return end_with(explain_os_error(error))
    took = f"{time.monotonic() - started:.0f} s"
    print(f"\nFailed after {took}: {', '.join(failed)}." if failed else f"\nAll checks passed in {took}.")
    return Exit.FAILED if failed else Exit.OK


def report_all(checks: Sequence[Check]) -> list[str]:
    """Run the quiet checks side by side, then the others one by one; the names of those that failed."""
    quiet = [check for check in checks if check.quiet]
    pool = ThreadPoolExecutor(LANES)
    try:
        begun = [(check, pool.submit(run, check.command, quiet=True)) for check in quiet]
        failed = [check.name for check, ran in begun if not report(check, ran)]
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in list(_running):
            end_group(process)
        raise
    return failed + [check.name for check in checks if not check.quiet and not report(check)]


def report(check: Check, begun: Future[Ran] | None = None) -> bool:
    """Run one check, unless it has ``begun``, and show how it went; tells whether it passed."""
    print(f"  {check.name} … ", end="" if check.quiet else "\n", flush=True)
    ran = begun.result() if begun else run(check.command, quiet=check.quiet)
    if check.quiet:
        print(f"{'FAILED' if ran.code else 'ok'}, {ran.seconds:.1f} s", flush=True)
        if ran.code:
            print(f"\n{ran.said.rstrip()}\n", flush=True)
    return ran.code == 0


def run(command: Sequence[str], *, quiet: bool) -> Ran:
    """Run a program from the checkout."""
    started = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        start_new_session=True,
    )
    _running.add(process)
    try:
        said, _ = process.communicate()
    except BaseException:
        end_group(process)
        raise
    finally:
        _running.discard(process)
    return Ran(process.returncode, (said or b"").decode(errors="replace"), time.monotonic() - started)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
