"""Bringing a backup back: all of it, or nothing."""

import gzip
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.core.files.base import File as DjangoFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor

from cordee.archives.backup.package import (
    CHUNK,
    FILES,
    KEY,
    TABLES,
    BackupError,
    Contents,
    Measured,
    check,
    members,
)
from cordee.archives.backup.tables import Table, quoted, set_sequences, tables
from cordee.core.queries import forget_organisation
from cordee.people.models import Person

_LOCK = 0x43_0D_EF
PATIENCE = "60s"  # for the locks of who uses the database meanwhile
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")

Tell = Callable[[str], None]


def restore_backup(path: Path, *, replace: bool = False, tell: Tell = lambda line: None) -> Contents:
    """Read ``path`` from end to end, then make this Cordée what it was; returns what was brought back.

    Rows are replaced in one transaction: whoever reads meanwhile sees the old ones or the new ones. A backup of
    an older version goes into an instance where nobody is, at the tables of its time, which are then brought to
    today's. ``replace`` allows to overwrite an instance where people are.
    Raises BackupError (damaged, newer than this version, people are here, another restore is at it).
    """
    tell("reading the backup from end to end")
    manifest, contents = check(path)
    with _alone():
        _prepare_tables(manifest, replace=replace)
        with transaction.atomic(durable=True):
            _empty(path, manifest)
            _fill(path, manifest, contents, tell)
            set_sequences()
        _put_key(path)
    call_command("migrate", verbosity=0, interactive=False)
    forget_organisation()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return contents


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the right to restore; PostgreSQL lets it go when this process ends, however it does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            raise BackupError("Another restore is under way here. Nothing was changed.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _prepare_tables(manifest: dict[str, Any], *, replace: bool) -> None:
    """Bring the tables to the version that the backup was made at."""
    wanted = {(str(app), str(name)) for app, names in manifest["migrations"].items() for name in names}
    executor = MigrationExecutor(connection)
    known = executor.loader.graph.nodes
    if newer := sorted(wanted - set(known)):
        raise BackupError(
            f"This backup was made by a newer Cordée (it knows {newer[-1][0]} {newer[-1][1]}): "
            "update first. Nothing was changed."
        )
    present = set(executor.loader.applied_migrations)
    here = _people()
    if here and not replace:
        raise BackupError(
            f"{here:,} people are in this Cordée: --replace overwrites all of it. "
            "Take a backup first. Nothing was changed."
        )
    if wanted == present:
        return
    if here:
        raise BackupError(
            "This backup was made by an older Cordée: restore it into an empty instance (another CORDEE_HOME or "
            "DATABASE_URL), which brings it to this version. Nothing was changed."
        )
    graph = executor.loader.graph
    targets: list[tuple[str, str | None]] = []
    for app in sorted({app for app, _name in known}):
        last = [
            key
            for key in wanted
            if key[0] == app
            and not any(child in wanted and child[0] == app for child in graph.node_map[key].children)
        ]
        targets += last or [(app, None)]
    try:
        executor.migrate(targets)
    except IrreversibleError as error:
        raise BackupError(
            f"The tables cannot go back to the backup's version ({error}): restore into a new database."
        ) from None


def _people() -> int:
    """How many people are here; none where there are no tables yet."""
    try:
        with transaction.atomic():
            return Person.objects.count()
    except ProgrammingError:
        return 0


def _empty(path: Path, manifest: dict[str, Any]) -> None:
    present = {table.name: table for table in tables()}
    for name, columns in manifest["tables"].items():
        if name not in present or set(columns) - set(present[name].columns):
            raise BackupError(
                f"{path.name} has a table that does not fit here ({name}). Nothing was changed."
            )
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            cursor.execute(f"TRUNCATE {', '.join(quoted(name) for name in sorted(present))}")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for name in sorted(present):
                # A row that is brought back is not an act: what listens to acts (queues) must not hear it.
                cursor.execute(f"ALTER TABLE {quoted(name)} DISABLE TRIGGER USER")
    except OperationalError as error:
        raise BackupError(
            f"Other processes hold the database ({error}): stop bin/run, then try again. Nothing was changed."
        ) from None


def _fill(path: Path, manifest: dict[str, Any], contents: Contents, tell: Tell) -> None:
    loaded = 0
    for name, _size, content in members(path):
        if name.startswith(TABLES):
            table = Table(
                name.removeprefix(TABLES).removesuffix(".gz"),
                tuple(manifest["tables"][name.removeprefix(TABLES).removesuffix(".gz")]),
            )
            rows = _load(table, content)
            if rows != contents.rows[table.name]:
                raise BackupError(
                    f"{table.name}: {rows:,} rows instead of {contents.rows[table.name]:,}. "
                    "Nothing was changed."
                )
            loaded += rows
        elif name.startswith(FILES):
            _store(path, name.removeprefix(FILES), content)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables():
            cursor.execute(f"ALTER TABLE {quoted(table.name)} ENABLE TRIGGER USER")
    tell(f"{loaded:,} rows of {len(contents.rows)} tables, {contents.files:,} files")


def _load(table: Table, content: Measured) -> int:
    columns = ", ".join(quoted(column) for column in table.columns)
    with gzip.GzipFile(fileobj=content) as data, connection.connection.cursor() as cursor:
        with cursor.copy(f"COPY {quoted(table.name)} ({columns}) FROM STDIN") as rows:
            while chunk := data.read(CHUNK):
                rows.write(chunk)
        return int(cursor.rowcount)


class ReadOnce(DjangoFile):
    """A file that can be read once, from its beginning, without being held whole."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        assert self.file is not None
        while data := self.file.read(chunk_size or CHUNK):
            yield data


def _store(path: Path, name: str, content: Measured) -> None:
    """Keep a file under its name. One that is there already is the same: names are given once."""
    if not FILE_NAME.fullmatch(name):
        raise BackupError(
            f"{path.name} holds a file with a name that is not ours ({name!r}). Nothing was changed."
        )
    if not default_storage.exists(name):
        default_storage.save(name, ReadOnce(cast(IO[bytes], content), name))


def _put_key(path: Path) -> None:
    """The signing key of the backup, so that sessions and links in mails go on being valid."""
    if os.environ.get("CORDEE_SECRET_KEY"):
        return
    for name, _size, content in members(path):
        if name == KEY:
            target = Path(settings.HOME) / "secret-key"
            fresh = target.with_name(f".secret-key.{os.getpid()}")
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                out.write(content.read())
            fresh.replace(target)
            return
        if name.startswith(TABLES):
            return
