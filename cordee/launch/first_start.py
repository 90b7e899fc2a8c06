"""Between the database and the first request: migrations, the demo organisation, the line that greets."""

import json
import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cordee.launch.database import first_words
from cordee.launch.errors import DISK_FULL, Exit, LaunchError
from cordee.launch.place import Home
from cordee.launch.steps import step
from cordee.launch.supervisor import Supervisor

SET_UP = "/set-up/"


def prepare(supervisor: Supervisor, home: Home, *, demo: bool, language: str) -> str:
    """Bring the database to this version and fill a new one; returns what to tell about coming in.

    All of it happens in children that end: the supervisor must never hold a connection.
    """
    found = _ask(supervisor, home, _look)
    if not found["current"]:
        with step("Database tables"):
            _ask(supervisor, home, _migrate)
            found = _ask(supervisor, home, _look)
    if not found["people"] and demo:
        with step("Demo organisation"):
            _ask(supervisor, home, lambda: _load_demo(language))
            found = _ask(supervisor, home, _look)
    return found["account"] or found["set_up"] or ""


def ready_line(address: str, welcome: str) -> str:
    """The one line that a start ends with, in the terminal's language."""
    from django.utils import translation
    from django.utils.translation import gettext as _

    with translation.override(terminal_language()):
        parts = [_("Cordée is ready: %(address)s") % {"address": address}]
        if welcome.startswith(SET_UP):
            parts.append(_("set it up here, once: %(address)s") % {"address": address.rstrip("/") + welcome})
        elif welcome:
            parts.append(_("demo: %(account)s (others on the sign-in page)") % {"account": welcome})
        parts.append(_("Ctrl-C stops"))
    return " · ".join(parts)


def terminal_language() -> str:
    """French when the terminal is French, else English."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "fr" if spoken.lower().startswith("fr") else "en"


def _ask(supervisor: Supervisor, home: Home, question: Callable[[], Any]) -> Any:
    """Run ``question`` in a child and return its answer; refuse with its sentence when it fails."""
    reader, writer = os.pipe()

    def work() -> int:
        os.close(reader)
        with os.fdopen(writer, "w") as out:
            try:
                with _output_to(home.setup_log):
                    answer = question()
                json.dump({"answer": answer}, out)
            except Exception as error:
                json.dump(_explain(error, home), out)
        return 0

    code = supervisor.once(work)
    os.close(writer)
    with os.fdopen(reader) as answered:
        text = answered.read()
    if supervisor.stopping:
        raise KeyboardInterrupt
    if not text:
        raise LaunchError(f"The database could not be prepared (exit code {code}): see {home.setup_log}.")
    said = json.loads(text)
    if "refusal" in said:
        raise LaunchError(said["refusal"], Exit(said["code"]))
    return said["answer"]


def _explain(error: Exception, home: Home) -> dict[str, Any]:
    with home.setup_log.open("a") as log:
        traceback.print_exc(file=log)
    words = first_words(error)
    if "No space left on device" in str(error):
        return {"refusal": DISK_FULL, "code": int(Exit.DISK)}
    return {
        "refusal": f"The database could not be prepared: {words} (details in {home.setup_log}).",
        "code": int(Exit.DATABASE),
    }


class _output_to:  # noqa: N801 (used as a verb)
    """Send what a command prints to a file: the terminal shows one line a step."""

    def __init__(self, log: Path) -> None:
        self.log = log

    def __enter__(self) -> None:
        with self.log.open("a") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)

    def __exit__(self, *details: object) -> None:
        """The child ends right after: there is nothing to give back."""


def _look() -> dict[str, Any]:
    """What the database holds: this version's tables, people, demo accounts; and where an empty one is set up."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from cordee.administration.actions.setting_up import is_open, set_up_path

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return {"current": False, "people": False, "account": None, "set_up": None}
    people = get_user_model()._default_manager.exists()
    return {
        "current": True,
        "people": people,
        "account": _demo_account() if people else None,
        "set_up": set_up_path() if is_open() else None,
    }


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1)


def _load_demo(language: str) -> None:
    from django.core.management import call_command
    from django.db import transaction

    # All or nothing: a start that is interrupted here finds an empty database the next time.
    with transaction.atomic():
        call_command("load_demo", language=language)


def _demo_account() -> str | None:
    from cordee.demo.accounts import PASSWORD, offered

    return next((f"{account.person.email} / {PASSWORD}" for account in offered()), None)
