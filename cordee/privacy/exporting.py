"""All data of one person in one file: JSON for machines, a page for people, and the files they brought."""

import json
import zipfile
from typing import IO, Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone

from cordee.core.queries import organisation
from cordee.media.models import File
from cordee.people.models import Person
from cordee.privacy.gathering import everything

CHUNK = 1024 * 1024


def write_my_data(person: Person, out: IO[bytes]) -> None:
    """Write the zip; files are passed on piece by piece, however large."""
    sections = list(everything(person))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        told = {section.name: section.rows for section in sections}
        archive.writestr(
            "my-data.json", json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        )
        context: dict[str, Any] = {
            "sections": sections,
            "person": person,
            "organisation": organisation(),
            "at": timezone.now(),
        }
        archive.writestr("my-data.html", render_to_string("privacy/export.html", context))
        for file in File.objects.filter(owner_id=person.id).order_by("id").iterator():
            _add(archive, file)


def _add(archive: zipfile.ZipFile, file: File) -> None:
    try:
        source = default_storage.open(file.stored_as)
    except FileNotFoundError:
        return
    with source, archive.open(zipfile.ZipInfo(f"files/{file.stored_as}"), "w", force_zip64=True) as out:
        for chunk in source.chunks(CHUNK):
            out.write(chunk)
