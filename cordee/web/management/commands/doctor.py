"""Look this installation over and say, line by line, what is well and what to do about the rest."""

import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

OLDEST_PYTHON, OLDEST_POSTGRESQL = (3, 11), 15
LOW_SPACE, NO_SPACE = 1024**3, 100 * 1024**2  # bytes
SILENT_WORKER = 60.0  # seconds; a worker says that it lives every ten
SLOW = 300.0  # seconds that a job or an event may wait before someone should look

_WORKERS = "SELECT extract(epoch FROM clock_timestamp() - max(last_heartbeat)) FROM procrastinate_workers"
_QUEUE = """
SELECT count(*), coalesce(extract(epoch FROM now() - min(coalesce(jobs.scheduled_at, events.at))), 0)
FROM procrastinate_jobs jobs
JOIN procrastinate_events events ON events.job_id = jobs.id AND events.type = 'deferred'
WHERE jobs.status = 'todo' AND coalesce(jobs.scheduled_at, now()) <= now()
"""


@dataclass(frozen=True)
class Finding:
    """One line of the report: ``level`` is ok, warning or problem."""

    level: str
    text: str


def ok(text: str) -> Finding:
    """All is well."""
    return Finding("ok", text)


def warning(text: str) -> Finding:
    """It works, but someone should look."""
    return Finding("warning", text)


def problem(text: str) -> Finding:
    """It does not work, or soon will not."""
    return Finding("problem", text)


def python() -> Iterator[Finding]:
    """Is this Python recent enough?"""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= OLDEST_PYTHON:
        yield ok(f"Python {version}")
    else:
        yield problem(f"Python {version} is too old: install 3.11 or later, then run bin/run again")


def disk() -> Iterator[Finding]:
    """Is there space left where the data is?"""
    free = shutil.disk_usage(settings.HOME).free
    text = f"Disk: {free // 1024**2} MB free in {settings.HOME}"
    if free < NO_SPACE:
        yield problem(f"{text}: free some space now, the database may stop at any moment")
    elif free < LOW_SPACE:
        yield warning(f"{text}: free some space soon")
    else:
        yield ok(text)


def files() -> Iterator[Finding]:
    """Can uploads be stored?"""
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            yield ok(f"Files: {folder} can be written")
    except OSError as error:
        yield problem(f"Files: {folder} cannot be written ({error.strerror}): give its owner the right to")


def assets() -> Iterator[Finding]:
    """Was the front end built, were the translations compiled?"""
    manifest = Path(str(settings.DJANGO_VITE["default"]["manifest_path"]))
    if manifest.exists():
        yield ok("Front end: built")
    else:
        yield problem("Front end: not built: run bin/run, which builds it")
    for folder in map(Path, settings.LOCALE_PATHS):
        missing = [po for po in folder.glob("*/LC_MESSAGES/*.po") if not po.with_suffix(".mo").exists()]
        if missing:
            yield warning(f"Translations: {len(missing)} not compiled: run bin/run, which compiles them")


def database() -> Iterator[Finding]:
    """Which PostgreSQL is it?"""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0]) // 10000
    if version < OLDEST_POSTGRESQL:
        yield problem(f"Database: PostgreSQL {version}; {OLDEST_POSTGRESQL} or later is needed")
    else:
        yield ok(f"Database: PostgreSQL {version}")


def tables() -> Iterator[Finding]:
    """Are the tables those of this version?"""
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        yield problem(f"Tables: {waiting} changes wait: run bin/cordee migrate (bin/run does it too)")
    else:
        yield ok("Tables: those of this version")


def worker() -> Iterator[Finding]:
    """Does a worker run, and does it keep up?"""
    with connection.cursor() as cursor:
        cursor.execute(_WORKERS)
        (silence,) = cursor.fetchone()
        cursor.execute(_QUEUE)
        waiting, waited = cursor.fetchone()
    if silence is None or silence > SILENT_WORKER:
        yield warning("Worker: none runs: start bin/run, or bin/cordee worker")
    else:
        yield ok("Worker: running")
    if waited > SLOW:
        yield warning(
            f"Jobs: {waiting} wait, the oldest for {waited:.0f} s: start one more bin/cordee worker"
        )
    else:
        yield ok(f"Jobs: {waiting} wait")


def readers() -> Iterator[Finding]:
    """Does each reader of the journal keep up?"""
    from cordee.journal.queries import reader_lags

    for lag in reader_lags():
        text = f"Reader {lag.reader}: {lag.events} events behind"
        if lag.seconds > SLOW:
            yield warning(
                f"{text}, for {lag.seconds:.0f} s: is a worker running? Its log says why it stopped"
            )
        else:
            yield ok(text)


ANYWHERE = (python, disk, files, assets)
IN_DATABASE = (database, tables, worker, readers)


class Command(BaseCommand):
    """``bin/cordee doctor``."""

    help = (
        "Check this installation: a line each with ok, warning or problem, and what to do. Exits with 0 or 1."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="show only what is not well")

    def handle(self, *args: Any, **options: Any) -> None:
        problems = 0
        for finding in examine():
            problems += finding.level == "problem"
            if finding.level != "ok" or not options["quiet"]:
                self.stdout.write(f"{finding.level:<8} {finding.text}")
        if problems:
            raise CommandError(f"{problems} to solve." if problems > 1 else "One problem to solve.")


def examine() -> Iterator[Finding]:
    """Every finding, in the order in which a cause comes before what it breaks."""
    for check in ANYWHERE:
        yield from check()
    yield from _in_database(IN_DATABASE)


def _in_database(checks: tuple[Callable[[], Iterator[Finding]], ...]) -> Iterator[Finding]:
    """Without a database, or with old tables, what stands on them cannot be looked at: stop at the cause."""
    for check in checks:
        try:
            found = list(check())
        except DatabaseError as error:
            line = (str(error).strip() or "no message").splitlines()[0]
            yield problem(f"Database: {line}: check that PostgreSQL runs and that DATABASE_URL is right")
            return
        yield from found
        if any(finding.level == "problem" for finding in found):
            return
