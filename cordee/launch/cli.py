"""``bin/cordee``: the operator's commands, on the right database, with sentences instead of tracebacks."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cordee.launch.__main__ import interrupt_on_signals
from cordee.launch.database import choose_database, enter_database, first_words
from cordee.launch.errors import DISK_FULL, Exit, LaunchError, explain_defect, explain_os_error
from cordee.launch.place import Home
from cordee.launch.steps import end_with
from cordee.launch.translations import ensure_translations

if TYPE_CHECKING:
    from django.core.management.base import BaseCommand

COMMANDS = {
    "import": "make a path of a course: Markdown, Moodle, GIFT and others",
    "import-community": "read a community archive into a space",
    "create-admin": "let the first administrator in",
    "set-up-address": "say again where an empty instance is set up in a browser",
    "import-people": "bring people from a CSV file, or say what it would change",
    "token": "make, list and withdraw access tokens of the API",
    "xapi-credential": "make, list and withdraw credentials of the record store (/xapi)",
    "export-evidence": "write the file of evidence (a ZIP with its offline verifiers)",
    "check-evidence": "verify every piece of the ledger of evidence",
    "backup": "keep the database, the files and the key in one file, while people work",
    "restore": "bring a backup back: all of it, or nothing",
    "export-path": "write a learning path as a folder of Markdown, or one packed",
    "export": "write the whole organisation into open files (JSON lines, files as they are)",
    "export-records": "write all learning records as Parquet, a folder a day; again, what is new",
    "export-acts": "write what the indicators are made of as Parquet",
    "import-organisation": "bring an export into an empty instance",
    "replay": "rebuild a reader's tables from the journal",
    "doctor": "check this installation and say what to do",
    "load-demo": "load the demo organisation into an empty database",
    "mail-test": "send one mail, and say what happened",
    "mail-in": "take replies by mail (bin/run does it too where CORDEE_MAIL_IN is set)",
    "worker": "run background jobs and the journal's readers (one more, or on another machine)",
    "migrate": "bring the database's tables to this version",
    "shell": "a Python prompt with the application loaded",
}
# "import" is a word that Python keeps for itself.
MODULES = {"import": "import_path"}
# Django's own options, of no use to an operator: they still work, unseen.
UNSEEN = {"settings", "pythonpath", "traceback", "no_color", "force_color", "skip_checks", "verbosity"}
CODES = """exit codes: 0 done, 1 failed, 2 wrong usage, 12 folder not writable, 13 disk full,
14 no network, 15 no usable database, 16 no suitable Python, 130 interrupted"""
USAGE = "usage: bin/cordee COMMAND [options]      (bin/cordee COMMAND --help for one command)"


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code (see ``Exit``)."""
    interrupt_on_signals()
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(overview())
        return Exit.OK if arguments else Exit.USAGE
    if arguments[0] == "--version":
        from cordee import __version__

        print(f"Cordée {__version__}")
        return Exit.OK
    home = Home.from_environment()
    try:
        return _run(home, arguments[0], list(arguments[1:]))
    except KeyboardInterrupt:
        return end_with(LaunchError("Stopped.", Exit.INTERRUPTED))
    except LaunchError as error:
        return end_with(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us has left
        return Exit.OK
    except OSError as error:
        return end_with(explain_os_error(error))


def overview() -> str:
    """The list of commands."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {what}" for name, what in COMMANDS.items()]
    return "\n".join([USAGE, "", *lines, "", CODES])


def _run(home: Home, name: str, rest: list[str]) -> int:
    ensure_translations()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordee.settings")
    server = choose_database(home)
    command, parser = _command(name)
    options = parser.parse_args(rest)  # --help and wrong options end here, before any database is started
    enter_database(server)
    try:
        return _execute(home, command, options)
    finally:
        _close_connections()
        if server:
            server.leave()


def _command(name: str) -> "tuple[BaseCommand, argparse.ArgumentParser]":
    import django
    from django.core.management import get_commands, load_command_class

    django.setup()
    django_name = MODULES.get(name, name.replace("-", "_"))
    where = get_commands().get(django_name)
    if where is None:
        raise LaunchError(f"There is no command {name}: bin/cordee --help lists them.", Exit.USAGE)
    command = where if not isinstance(where, str) else load_command_class(where, django_name)
    command._called_from_command_line = True  # type: ignore[attr-defined]  # errors as usage, not as exceptions
    parser = command.create_parser("bin/cordee", name)
    parser.prog = f"bin/cordee {name}"
    for action in parser._actions:
        if action.dest in UNSEEN or "--version" in action.option_strings:
            action.help = argparse.SUPPRESS
    return command, parser


def _execute(home: Home, command: "BaseCommand", options: argparse.Namespace) -> int:
    from django.core.management.base import CommandError, SystemCheckError
    from django.db import OperationalError, ProgrammingError

    from cordee.core.errors import Refusal

    given = vars(options)
    positional = given.pop("args", ())
    given["skip_checks"] = True  # a developer's concern, shown by bin/test
    try:
        command.execute(*positional, **given)
    except SystemCheckError as error:
        raise LaunchError(str(error)) from error
    except Refusal as error:
        raise LaunchError(str(error.message)) from error
    except CommandError as error:
        raise LaunchError(str(error), _exit(error.returncode)) from error
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", "") == "42P01":  # undefined table
            raise LaunchError(
                "The tables are not those of this version: run bin/cordee migrate (bin/run does it too).",
                Exit.DATABASE,
            ) from error
        raise explain_defect(error, home.error_log) from error
    except OperationalError as error:
        if "No space left on device" in str(error):
            raise LaunchError(DISK_FULL, Exit.DISK) from error
        raise LaunchError(f"The database cannot be used: {first_words(error)}.", Exit.DATABASE) from error
    except (LaunchError, OSError, KeyboardInterrupt, SystemExit):
        raise
    except Exception as error:
        raise explain_defect(error, home.error_log) from error
    return Exit.OK


def _exit(code: int) -> Exit:
    return Exit(code) if code in Exit._value2member_map_ else Exit.FAILED


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
