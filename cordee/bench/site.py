"""A Cordée that is measured: its own data folder, database, web processes and worker, started as bin/run does."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg

from cordee.bench.facts import SPACE
from cordee.launch.place import Home
from cordee.launch.postgres import Server

PATIENCE = 60.0  # seconds to start
PYTHON = [sys.executable, "-P", "-m"]


class SiteError(Exception):
    """A step failed: the message says which, with its last words."""


@dataclass(frozen=True)
class Site:
    """One of the communities that are measured. ``database`` is the server to use instead of an embedded one."""

    name: str
    folder: Path
    port: int
    database: str | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What its processes run with."""
        chosen = {"DATABASE_URL": self.database} if self.database else {}
        return {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            **chosen,
            "CORDEE_HOME": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "cordee.bench.settings",
        }

    @property
    def url(self) -> str:
        """Where its database answers; while it runs."""
        return self.database or Server(self.folder / "postgres").url()

    def prepare(self, archive: Path, stamp: str) -> float | None:
        """Fill it with the demo organisation and the archive; returns the seconds that the import took.

        None when it is there already, from the same archive.
        """
        note = self.folder / "prepared"
        if note.exists() and note.read_text() == stamp:
            self.command("migrate", "--no-input")
            return None
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.database:
            with psycopg.connect(self.database) as link:
                link.execute("DROP SCHEMA public CASCADE")
                link.execute("CREATE SCHEMA public")
        Home(self.folder).prepare()
        self.command("migrate", "--no-input")
        self.command("load-demo")
        started = time.perf_counter()
        self.command("import-community", str(archive), "--space", SPACE)
        seconds = time.perf_counter() - started
        note.write_text(stamp)
        return seconds

    def prepare_demo(self) -> None:
        """Fill it with the demo organisation alone, unless it holds something already."""
        note = self.folder / "prepared"
        if note.exists():
            self.command("migrate", "--no-input")
            return
        Home(self.folder).prepare()
        self.command("migrate", "--no-input")
        self.command("load-demo")
        note.write_text("demo")

    def command(self, *arguments: str) -> str:
        """Run a command of the operator's tool on this site."""
        return self._ask(*PYTHON, "cordee.launch.cli", *arguments)

    def inside(self, module: str, *arguments: str, **environment: str) -> str:
        """Run a module of the bench with this site's settings; returns what it says."""
        return self._ask(*PYTHON, module, *arguments, **environment)

    def facts(self, measured: Path) -> dict[str, Any]:
        """See ``cordee.bench.facts``; while the site runs."""
        url = self.url
        return dict(json.loads(self.inside("cordee.bench.facts", str(measured), DATABASE_URL=url)))

    @contextlib.contextmanager
    def running(self, workers: int = 2) -> Iterator[None]:
        """Serve, with so many web processes and a worker, during the block."""
        with (self.folder / "serve.log").open("w") as log:
            process = subprocess.Popen(
                [*PYTHON, "cordee.launch.serve", "--port", str(self.port), "--no-demo",
                 "--workers", str(workers)],
                env=self.environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
            try:
                self._wait(process)
                yield
            finally:
                process.terminate()
                process.wait()

    def cpu(self) -> float:
        """Seconds of processor that web, worker and the embedded PostgreSQL have taken so far; while it runs."""
        state = Home(self.folder).read_state()
        roots = [psutil.Process(state["pid"])]
        if server := Server(self.folder / "postgres").running():
            roots.append(server)
        family = {child for root in roots for child in (root, *root.children(recursive=True))}
        taken = 0.0
        for process in family:
            with contextlib.suppress(psutil.Error):
                times = process.cpu_times()
                taken += times.user + times.system
        return taken

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).close()
                return
            time.sleep(0.1)
        last = (self.folder / "serve.log").read_text().strip().splitlines()[-1:]
        raise SiteError(f"The {self.name} site does not start: {' '.join(last)}")

    def _ask(self, *command: str, **environment: str) -> str:
        answer = subprocess.run(
            command, env=self.environment | environment, capture_output=True, text=True, check=False
        )
        if answer.returncode:
            last = (answer.stderr.strip() or answer.stdout.strip()).splitlines()[-1:]
            raise SiteError(f"{' '.join(command[3:6])} failed: {' '.join(last)}")
        return answer.stdout
