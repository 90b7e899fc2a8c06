"""Taking a backup, while people write."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from cordee import __version__
from cordee.archives.backup.package import (
    FILES,
    FORMAT,
    KEY,
    MANIFEST,
    TABLES,
    VERSION,
    Contents,
    Packer,
    check,
    new_file,
)
from cordee.archives.backup.tables import quoted, tables
from cordee.core.models import Organisation
from cordee.media.models import File

Tell = Callable[[str], None]


def take_backup(path: Path, *, now: datetime, tell: Tell = lambda line: None) -> Contents:
    """Write all of this Cordée into ``path`` and read it again to be sure; returns what it holds.

    One snapshot of the database is kept while people go on writing. Files never change once they are
    stored, and each was stored before the row that names it: those of the snapshot are all there.
    Raises OSError (disk full, folder not writable), BackupError; then ``path`` is as it was before.
    """
    with new_file(path) as (out, part):
        packer = Packer(out, at=now.timestamp(), folder=path.parent)
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            packer.add_note(MANIFEST, _manifest(now))
            _add_key(packer)
            _add_tables(packer, tell)
            names = _file_names()
        _add_files(packer, names, tell)
        packer.finish()
        out.flush()
        tell("reading it again, to be sure")
        check(part)
    return packer.contents


def _manifest(now: datetime) -> dict[str, Any]:
    applied: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        applied.setdefault(app, []).append(name)
    organisation = Organisation.objects.first()
    return {
        "format": FORMAT,
        "version": VERSION,
        "cordee": __version__,
        "made_at": now.isoformat(),
        "organisation": organisation.name if organisation else "",
        "postgresql": connection.connection.info.server_version,
        "migrations": applied,
        "tables": {table.name: list(table.columns) for table in tables()},
    }


def _add_key(packer: Packer) -> None:
    """The signing key, without which everyone would have to sign in again."""
    path = Path(settings.HOME) / "secret-key"
    if not os.environ.get("CORDEE_SECRET_KEY") and path.exists():
        with path.open("rb") as key:
            packer.add(KEY, key, path.stat().st_size)


def _add_tables(packer: Packer, tell: Tell) -> None:
    for table in tables():
        columns = ", ".join(quoted(column) for column in table.columns)
        with packer.spooled(f"{TABLES}{table.name}.gz") as out:
            link = connection.connection
            with link.cursor() as cursor:
                # The names come from PostgreSQL's own catalogue.
                with cursor.copy(f"COPY {quoted(table.name)} ({columns}) TO STDOUT") as rows:
                    for data in rows:
                        out.write(data)
                packer.contents.rows[table.name] = cursor.rowcount
    tell(f"{sum(packer.contents.rows.values()):,} rows of {len(packer.contents.rows)} tables")


def _file_names() -> list[str]:
    """The names of all stored files: thirty-odd bytes each, so that the snapshot need not wait for the copies."""
    names = list(File.objects.order_by("id").values_list("stored_as", flat=True).iterator(chunk_size=5000))
    known = set(names)
    logos = Organisation.objects.exclude(logo="").values_list("logo", flat=True)
    return [*names, *(logo for logo in logos if logo not in known)]


def _add_files(packer: Packer, names: list[str], tell: Tell) -> None:
    for name in names:
        try:
            stored = default_storage.open(name)
        except FileNotFoundError:
            packer.contents.missing.append(name)
            continue
        with stored:
            packer.add(f"{FILES}{name}", stored.file or stored, stored.size)
    tell(f"{packer.contents.files:,} files")
