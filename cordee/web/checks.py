"""Looking an installation over: the findings that ``bin/cordee doctor`` prints and the health page shows."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee import __version__
from cordee.mailbox.models import Received
from cordee.notifications import addresses

OLDEST_PYTHON, OLDEST_POSTGRESQL = (3, 11), 15
LOW_SPACE, NO_SPACE = 1024**3, 100 * 1024**2  # bytes
SILENT_WORKER = 60.0  # seconds; a worker says that it lives every ten
STUCK = timedelta(hours=1)  # that a mail which came in may wait
SLOW = 300.0  # seconds that a job or an event may wait before someone should look

_WORKERS = "SELECT extract(epoch FROM clock_timestamp() - max(last_heartbeat)) FROM procrastinate_workers"
_SIZE = """
SELECT pg_database_size(current_database()), (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database())
"""
_FAILED = """
SELECT count(*) FROM procrastinate_jobs jobs
JOIN procrastinate_events events ON events.job_id = jobs.id AND events.type = 'failed'
WHERE jobs.status = 'failed' AND events.at > now() - interval '1 day'
"""
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
        yield ok(f"Cordée {__version__}, Python {version}")
    else:
        text = _("Python %(version)s is too old: install 3.11 or later, then run bin/run again")
        yield problem(text % {"version": version})


def disk() -> Iterator[Finding]:
    """Is there space left where the data is?"""
    free = shutil.disk_usage(settings.HOME).free
    text = _("Disk: %(free)s free in %(folder)s") % {"free": filesizeformat(free), "folder": settings.HOME}
    if free < NO_SPACE:
        yield problem(
            _("%(fact)s: free some space now, the database may stop at any moment") % {"fact": text}
        )
    elif free < LOW_SPACE:
        yield warning(_("%(fact)s: free some space soon") % {"fact": text})
    else:
        yield ok(text)


def files() -> Iterator[Finding]:
    """Can uploads be stored?"""
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            yield ok(_("Files: %(folder)s can be written") % {"folder": folder})
    except OSError as error:
        text = _("Files: %(folder)s cannot be written (%(why)s): give its owner the right to")
        yield problem(text % {"folder": folder, "why": error.strerror})


def assets() -> Iterator[Finding]:
    """Was the front end built, were the translations compiled?"""
    manifest = Path(str(settings.DJANGO_VITE["default"]["manifest_path"]))
    if manifest.exists():
        yield ok(_("Front end: built"))
    else:
        yield problem(_("Front end: not built: run bin/run, which builds it"))
    for folder in map(Path, settings.LOCALE_PATHS):
        missing = [po for po in folder.glob("*/LC_MESSAGES/*.po") if not po.with_suffix(".mo").exists()]
        if missing:
            yield warning(_("Translations: not compiled: run bin/run, which compiles them"))


def mail() -> Iterator[Finding]:
    """Is there a server to send mail through, and a way in for what is answered?"""
    if not settings.MAIL_LEAVES:
        yield warning(_("Mail: only written to the log: name a server with CORDEE_SMTP_HOST"))
        return
    yield ok(_("Mail: sent through %(server)s") % {"server": settings.EMAIL_HOST or "?"})
    if not settings.REPLY_ADDRESS:
        yield ok(_("Mail: nobody answers by mail: docs/mail.md says how they can"))
    elif not addresses.works():
        text = _(
            "Mail: CORDEE_REPLY_ADDRESS must be one address with at most %(count)s characters before the @"
        )
        yield problem(text % {"count": addresses.LONGEST_LOCAL_PART - addresses.TOKEN - 1})
    elif not settings.MAIL_IN and not settings.IMAP_URL:
        yield problem(
            _(
                "Mail: answers are lost: name a way in for them, CORDEE_MAIL_IN or CORDEE_IMAP_URL (docs/mail.md)"
            )
        )
    else:
        yield ok(_("Mail: answers come in at %(address)s") % {"address": settings.REPLY_ADDRESS})


def mail_in() -> Iterator[Finding]:
    """Was all mail that came in dealt with?"""
    stuck = Received.objects.filter(state=Received.State.WAITING, received_at__lt=timezone.now() - STUCK)
    if count := stuck.count():
        text = _("Mail: %(count)s messages that came in wait: does a worker run? Its log says why")
        yield warning(text % {"count": count})


def database() -> Iterator[Finding]:
    """Which PostgreSQL is it, how large, with how many connections?"""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0]) // 10000
        cursor.execute(_SIZE)
        size, connections = cursor.fetchone()
    if version < OLDEST_POSTGRESQL:
        text = _("Database: PostgreSQL %(version)s; %(oldest)s or later is needed")
        yield problem(text % {"version": version, "oldest": OLDEST_POSTGRESQL})
    else:
        text = _("Database: PostgreSQL %(version)s, %(size)s, %(connections)s connections")
        yield ok(text % {"version": version, "size": filesizeformat(size), "connections": connections})


def tables() -> Iterator[Finding]:
    """Are the tables those of this version?"""
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        text = _("Tables: %(count)s changes wait: run bin/cordee migrate (bin/run does it too)")
        yield problem(text % {"count": waiting})
    else:
        yield ok(_("Tables: those of this version"))


def queue() -> tuple[int, float]:
    """How many jobs are due, and for how many seconds the oldest of them has waited. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE)
        waiting, waited = cursor.fetchone()
    return int(waiting), float(waited)


def worker() -> Iterator[Finding]:
    """Does a worker run, and does it keep up?"""
    with connection.cursor() as cursor:
        cursor.execute(_WORKERS)
        (silence,) = cursor.fetchone()
        cursor.execute(_FAILED)
        (failed,) = cursor.fetchone()
    waiting, waited = queue()
    if silence is None or silence > SILENT_WORKER:
        yield warning(_("Worker: none runs: start bin/run, or bin/cordee worker"))
    else:
        yield ok(_("Worker: running"))
    if waited > SLOW:
        text = _("Jobs: %(count)s wait, the oldest for %(seconds)s s: start one more bin/cordee worker")
        yield warning(text % {"count": waiting, "seconds": round(waited)})
    else:
        yield ok(_("Jobs: %(count)s wait") % {"count": waiting} if waiting else _("Jobs: none waits"))
    if failed:
        yield warning(
            _("Jobs: %(count)s failed since yesterday: the worker's log says why") % {"count": failed}
        )


def readers() -> Iterator[Finding]:
    """Does each reader of the journal keep up?"""
    from cordee.journal.queries import reader_lags

    for lag in reader_lags():
        if not lag.events:
            yield ok(_("Reader %(reader)s: up to date") % {"reader": lag.reader})
            continue
        text = _("Reader %(reader)s: %(count)s events behind") % {"reader": lag.reader, "count": lag.events}
        if lag.seconds > SLOW:
            slow = _("%(fact)s, for %(seconds)s s: is a worker running? Its log says why it stopped")
            yield warning(slow % {"fact": text, "seconds": round(lag.seconds)})
        else:
            yield ok(text)


ANYWHERE = (python, disk, files, assets, mail)
IN_DATABASE = (database, tables, worker, readers, mail_in)


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
            text = _("Database: %(why)s: check that PostgreSQL runs and that DATABASE_URL is right")
            yield problem(text % {"why": line})
            return
        yield from found
        if any(finding.level == "problem" for finding in found):
            return
