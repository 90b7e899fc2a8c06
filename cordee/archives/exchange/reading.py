"""Bringing an export into an empty instance."""

import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, models, transaction

from cordee.archives.backup.restoring import FILE_NAME, ReadOnce
from cordee.archives.backup.tables import set_sequences
from cordee.archives.exchange.kinds import columns, kinds
from cordee.archives.exchange.writing import FORMAT, MANIFEST, VERSION
from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation
from cordee.journal.readers import catch_up
from cordee.people.models import Person

BATCH = 1000


class ExportError(Exception):
    """Why this export cannot be brought here, in a sentence; nothing was changed."""


def read_export(path: Path, *, tell: Callable[[str], None] = lambda line: None) -> dict[str, int]:
    """Make this empty instance what the export tells; returns the rows of each kind. All of it, or nothing.

    People keep their addresses and roles, not their passwords: they come in by a code, or choose a new one.
    Readers make their tables again from the journal. Raises ExportError.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            told = _manifest(path, archive)
            if Person.objects.exists():
                raise ExportError("People are here already: an export goes into an empty instance.")
            if damaged := archive.testzip():
                raise ExportError(f"{path.name} is damaged: {damaged} is not what was written.")
            with transaction.atomic(durable=True):
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
                Organisation.objects.all().delete()
                rows = {name: _read_kind(archive, name, told) for name in sorted(told["rows"])}
                if rows != told["rows"]:
                    raise ExportError(f"{path.name} does not hold what it says. Nothing was changed.")
                set_sequences()
                _read_files(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise ExportError(f"{path.name} is damaged or cut short ({error}). Nothing was changed.") from None
    except (IntegrityError, ValidationError, ValueError, TypeError) as error:
        raise ExportError(
            f"{path.name} holds something that cannot be: {error}. Nothing was changed."
        ) from None
    forget_organisation()
    tell("the journal's readers catch up")
    catch_up()
    return rows


def _manifest(path: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        told = json.loads(archive.read(MANIFEST))
    except (KeyError, ValueError):
        told = {}
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ExportError(f"{path.name} is not an export of Cordée.")
    if told.get("version") != VERSION:
        raise ExportError(
            f"{path.name} was written by another version of Cordée's export: update Cordée first."
        )
    for name, fields in told["fields"].items():
        known = {field.attname for field in columns(name)} if name in kinds() else set()
        if unknown := [name] if not known else sorted(set(fields) - known):
            raise ExportError(
                f"{path.name} was written by a newer Cordée (it tells of {unknown[0]}): update first."
            )
    return told


def _read_kind(archive: zipfile.ZipFile, name: str, told: dict[str, Any]) -> int:
    fields = {field.attname: field for field in columns(name)}
    rows = _rows(archive, name)
    count = 0
    while batch := list(islice(rows, BATCH)):
        kinds()[name]._base_manager.bulk_create(_made(name, fields, row) for row in batch)
        count += len(batch)
    return count


def _rows(archive: zipfile.ZipFile, name: str) -> Iterator[dict[str, Any]]:
    with archive.open(f"data/{name}.jsonl") as lines:
        for line in lines:
            yield json.loads(line)


def _made(name: str, fields: dict[str, models.Field], row: dict[str, Any]) -> models.Model:
    values = {key: _value(fields[key], value) for key, value in row.items()}
    if name == "people.person":
        values["password"] = make_password(None)
    return kinds()[name](**values)


def _value(field: models.Field, value: Any) -> Any:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return None if value is None else target.to_python(value)


def _read_files(archive: zipfile.ZipFile) -> None:
    for member in archive.namelist():
        if not member.startswith("files/"):
            continue
        name = member.removeprefix("files/")
        if not FILE_NAME.fullmatch(name):
            raise ExportError(
                f"It holds a file with a name that is not ours ({name!r}). Nothing was changed."
            )
        if not default_storage.exists(name):
            with archive.open(member) as content:
                default_storage.save(name, ReadOnce(content, name))
