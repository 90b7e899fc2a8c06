"""Writing an export."""

import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from cordee import __version__
from cordee.archives.backup.package import CHUNK, new_file
from cordee.archives.exchange.kinds import columns, kinds
from cordee.core.models import Organisation
from cordee.media.models import File

FORMAT, VERSION = "cordee-export", 1
MANIFEST, READ_ME = "cordee.json", "READ-ME.txt"
WORDS = """Cordée : export d'une organisation / export of an organisation

data/*.jsonl   une ligne de JSON par chose, une sorte par fichier ; les textes sont en Markdown, les dates en UTC.
               one line of JSON a thing, one kind a file; texts are Markdown, dates are UTC.
files/*        les fichiers ; leur nom d'origine est dans data/media.file.jsonl.
               the files; their original names are in data/media.file.jsonl.

Les mots de passe, jetons, sessions et liens d'invitation n'y sont pas. Des notes privées
y sont : gardez ce fichier en lieu sûr.
Passwords, tokens, sessions and invitation links are not in it. Private notes are: keep this file safe.
"""


class _Encoder(DjangoJSONEncoder):
    """Dates to the microsecond (Django's own cuts them to the millisecond)."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def write_export(
    path: Path, *, now: datetime, tell: Callable[[str], None] = lambda line: None
) -> dict[str, int]:
    """Write the organisation into ``path`` (a zip) as of one moment, while people go on; returns the rows of each kind.

    Raises OSError; then ``path`` is as it was before.
    """
    rows: dict[str, int] = {}
    with new_file(path) as (out, _part), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(READ_ME, WORDS)
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            organisation = Organisation.objects.first()
            for name in kinds():
                with archive.open(f"data/{name}.jsonl", "w", force_zip64=True) as lines:
                    rows[name] = _write_rows(name, lines)
            files = list(File.objects.order_by("id").values_list("stored_as", flat=True).iterator())
        tell(f"{sum(rows.values()):,} rows of {len(rows)} kinds")
        if organisation and organisation.logo:
            files.append(organisation.logo)
        for stored in dict.fromkeys(files):
            _write_file(archive, stored)
        tell(f"{len(files):,} files")
        told = {
            "format": FORMAT,
            "version": VERSION,
            "cordee": __version__,
            "made_at": now.isoformat(),
            "organisation": organisation.name if organisation else "",
            "rows": rows,
            "fields": {name: [field.attname for field in columns(name)] for name in rows},
        }
        archive.writestr(MANIFEST, json.dumps(told, indent=1, ensure_ascii=False))
    return rows


def _write_rows(name: str, out: IO[bytes]) -> int:
    names = [field.attname for field in columns(name)]
    encoder = _Encoder(ensure_ascii=False, separators=(",", ":"))
    rows = kinds()[name]._base_manager.order_by("pk").values(*names).iterator(chunk_size=2000)
    number = 0
    for row in rows:
        out.write(encoder.encode(row).encode() + b"\n")
        number += 1
    return number


def _write_file(archive: zipfile.ZipFile, stored: str) -> None:
    try:
        source = default_storage.open(stored)
    except FileNotFoundError:
        return
    # As it is: images and most attachments are compressed already.
    info = zipfile.ZipInfo(f"files/{stored}", date_time=(1980, 1, 1, 0, 0, 0))
    with source, archive.open(info, "w", force_zip64=True) as out:
        for chunk in source.chunks(CHUNK):
            out.write(chunk)
