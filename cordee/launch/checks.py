"""The second stage of ``bin/test``: the list of checks, in the order in which they are quick to fail."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
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
LINT_IMPORTS = (
    "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
)


@dataclass(frozen=True)
class Check:
    """One line of the report. A quiet check shows its output only when it fails."""

    name: str
    command: Sequence[str]
    quiet: bool = True


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


def main(arguments: Sequence[str]) -> int:
    """Run everything, or pytest with ``arguments``; returns the exit code."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(HELP)
        return Exit.OK
    interrupt_on_signals()
    started = time.monotonic()
    try:
        ensure_translations()
        os.environ["CORDEE_CHROMIUM"] = ensure_browser(Home.from_environment().setup_log)
        with throw_away_database():
            if arguments:
                return run([*PYTEST, *arguments], quiet=False)[0]
            failed = [check.name for check in checks() if not report(check)]
    except KeyboardInterrupt:
        return end_with(LaunchError("Stopped.", Exit.INTERRUPTED))
    except LaunchError as error:
        return end_with(error)
    except OSError as error:
        return end_with(explain_os_error(error))
    took = f"{time.monotonic() - started:.0f} s"
    print(f"\nFailed after {took}: {', '.join(failed)}." if failed else f"\nAll checks passed in {took}.")
    return Exit.FAILED if failed else Exit.OK


def report(check: Check, clock: Callable[[], float] = time.monotonic) -> bool:
    """Run one check and show how it went; tells whether it passed."""
    started = clock()
    print(f"  {check.name} … ", end="" if check.quiet else "\n", flush=True)
    code, said = run(check.command, quiet=check.quiet)
    if check.quiet:
        print(f"{'FAILED' if code else 'ok'}, {clock() - started:.1f} s", flush=True)
        if code:
            print(f"\n{said.rstrip()}\n", flush=True)
    return code == 0


def run(command: Sequence[str], *, quiet: bool) -> tuple[int, str]:
    """Run a program from the checkout; returns its exit code and, when quiet, what it said."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate()
    except BaseException:
        end_group(process)
        raise
    return process.returncode, (said or b"").decode(errors="replace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
