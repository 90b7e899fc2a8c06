"""The second stage of ``bin/run``: database, application, migrations, demo, then the supervisor."""

import contextlib
import gc
import os
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial

from cordee.launch import first_start, web
from cordee.launch.__main__ import LEFTOVER_PATIENCE, interrupt_on_signals, run_options
from cordee.launch.address import claim, shown
from cordee.launch.children import Child
from cordee.launch.database import choose_database, enter_database
from cordee.launch.errors import Exit, LaunchError, explain_defect, explain_os_error
from cordee.launch.place import Home, try_lock
from cordee.launch.steps import end_with, step
from cordee.launch.supervisor import Supervisor, say
from cordee.launch.translations import ensure_translations


def main(arguments: Sequence[str]) -> int:
    """Serve until Ctrl-C or SIGTERM, then stop everything; returns the exit code."""
    interrupt_on_signals()
    gc.disable()  # nothing allocated until the fork is garbage worth looking for
    options = run_options().parse_args(arguments)
    try:
        return Start(options.host, options.port, options.workers, inherited=options.inherited).run(
            demo=not options.no_demo, language=options.language
        )
    except KeyboardInterrupt:
        return end_with(
            LaunchError("Stopped before it was ready; nothing is left half-done.", Exit.INTERRUPTED)
        )
    except LaunchError as error:
        return end_with(error)
    except OSError as error:
        return end_with(explain_os_error(error))
    except Exception as error:
        return end_with(explain_defect(error, Home.from_environment().error_log))


class Start:
    """One start: what it holds, and the order in which it takes and leaves it."""

    def __init__(self, host: str, port: int, workers: int, *, inherited: str | None) -> None:
        self.home = Home.from_environment()
        self.address = shown(host, port)
        os.environ["CORDEE_LISTENS"] = self.address
        self.workers = workers
        if inherited:
            lock, listener = map(int, inherited.split(","))
            for descriptor in (lock, listener):
                os.set_inheritable(descriptor, False)
            self.lock = lock
            self.listener = socket.socket(fileno=listener)
        else:
            self.home.prepare()
            held = try_lock(self.home.lock_file)
            if held is None:
                raise LaunchError(f"Cordée already runs on the data folder {self.home.path}.", Exit.RUNNING)
            self.lock = held
            patience = LEFTOVER_PATIENCE if self.home.read_state() else 0.0
            self.listener = claim(host, port, patience=patience)

    def run(self, *, demo: bool, language: str) -> int:
        """Prepare, serve, and leave the machine as it was."""
        ensure_translations()
        server = choose_database(self.home)
        with step("Database"):
            enter_database(server)
        try:
            with step("Application"):
                prepare_application(self.home)
            supervisor = Supervisor(self.home, self._children(), server=server, private=[self.lock])
            welcome = first_start.prepare(supervisor, self.home, demo=demo, language=language)
            if supervisor.stopping:
                raise KeyboardInterrupt
            freeze()
            supervisor.run(partial(self._ready, welcome), address=self.address, data=str(self.home.path))
            say("Stopping …")
        finally:
            self.listener.close()
            if server:
                server.leave()
            self.home.state_file.unlink(missing_ok=True)
        say("Stopped.")
        return Exit.OK

    def _children(self) -> list[Child]:
        answer = partial(web.serve, self.listener)
        return [Child(f"web-{number}", answer) for number in range(1, self.workers + 1)] + [
            Child("worker", self._work),
            *([Child("mail", self._take_mail)] if os.environ.get("CORDEE_MAIL_IN") else []),
        ]

    def _work(self, ready: Callable[[], None]) -> int:
        from django.core.management import call_command

        self.listener.close()
        ready()
        call_command("worker")
        return 0

    def _take_mail(self, ready: Callable[[], None]) -> int:
        import asyncio

        from cordee.mailbox.receiving import receive

        self.listener.close()
        asyncio.run(receive(os.environ["CORDEE_MAIL_IN"], ready))
        return 0

    def _ready(self, welcome: str) -> None:
        with contextlib.suppress(OSError):
            print(first_start.ready_line(self.address, welcome), flush=True)


def prepare_application(home: Home) -> None:
    """Import and build once what every process needs, so that they share it in memory."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordee.settings")
    import uvicorn  # noqa: F401
    from django.template import engines
    from django.urls import get_resolver
    from django.utils import translation
    from jinja2 import FileSystemBytecodeCache

    import cordee.asgi  # noqa: F401

    get_resolver()._populate()
    for language in ("en", "fr"):
        with translation.override(language):
            translation.gettext("Today")
    for engine in engines.all():
        environment = getattr(engine, "env", None)
        if environment is not None:
            compiled = home.path / "templates"
            compiled.mkdir(exist_ok=True)
            environment.bytecode_cache = FileSystemBytecodeCache(str(compiled))
            for name in environment.list_templates(extensions=["html", "txt", "jinja"]):
                environment.get_template(name)


def freeze() -> None:
    """Last thing before the forks: nothing is connected, no thread runs, and memory stays shared."""
    from django.db import connections

    assert not any(link.connection for link in connections.all(initialized_only=True))
    assert threading.active_count() == 1
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
