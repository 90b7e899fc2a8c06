"""Taking in a course, and letting it go."""

from datetime import datetime
from pathlib import Path

from django.core.files.base import File as Content
from django.db import transaction
from django.utils.translation import get_language

from cordee.cmi5 import events
from cordee.cmi5.models import Course
from cordee.cmi5.structure import course_in
from cordee.cmi5.structure.parts import said_in
from cordee.core.errors import Invalid
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.media.actions import store_attachment
from cordee.media.archive import LARGEST_WHOLE
from cordee.media.models import File
from cordee.paths.actions.unpacking import unpack
from cordee.people.models import Person

LARGEST = LARGEST_WHOLE // 1024**2  # megabytes: who imports keeps the server


@transaction.atomic
def import_course(by: Person, path: Path, *, now: datetime) -> Course:
    """Take in the course in a file: a package is unpacked when this returns. Raises Invalid with what is wrong where."""
    structure, packed = course_in(path)
    title = clean_line(said_in(structure.title, get_language() or "fr"))[:300] or structure.iri[:300]
    file = _kept(by, path, title, now) if packed else None
    course = Course.objects.create(
        iri=structure.iri,
        title=title,
        structure=structure.model_dump(mode="json"),
        units=len(structure.units()),
        file=file,
        made_by=by,
        made_at=now,
    )
    record(events.of_course(events.COURSE_IMPORTED, course, by), at=now)
    return course


def _kept(by: Person, path: Path, title: str, now: datetime) -> File:
    with path.open("rb") as stream:
        content = Content(stream, name=f"{title[:80].replace('/', '-')}.zip")
        file = store_attachment(by, content, now=now, largest=LARGEST)
    unpacked = unpack(file.id, now=now)
    if unpacked is not None and unpacked.trouble:
        raise Invalid(unpacked.trouble)
    return file


@transaction.atomic
def remove_course(by: Person, course: Course, *, now: datetime) -> None:
    """Let a course go, with its registrations; what was stated of it stays in the record store."""
    record(events.of_course(events.COURSE_REMOVED, course, by), at=now)
    course.delete()
