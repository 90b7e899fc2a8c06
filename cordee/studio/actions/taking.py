"""Taking a course in: all of it becomes a path with a draft, in one transaction, or nothing does."""

from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.journal.actions import record
from cordee.media.models import File
from cordee.paths import access
from cordee.paths.actions.paths import create_path
from cordee.paths.models import Path, PathAuthor, PathFile, Sheet, Version
from cordee.people.models import Person
from cordee.studio import events
from cordee.studio.actions.files import keep_files
from cordee.studio.actions.rows import Rows
from cordee.studio.course import SHEET, Course, Named
from cordee.studio.report import Report


def take_in(
    actor: Person, course: Course, report: Report, *, now: datetime, into: Path | None = None
) -> Path:
    """Make a path of a course that fits, with a draft to read over; ``into``: its draft becomes this instead.

    A file that was stored before something failed is taken away again. Raises Forbidden, Broken.
    """
    stored: list[str] = []
    try:
        with transaction.atomic():
            return _taken(actor, course, report, now, into, stored)
    except BaseException:
        for name in stored:
            default_storage.delete(name)
        raise


def _taken(
    actor: Person, course: Course, report: Report, now: datetime, into: Path | None, stored: list[str]
) -> Path:
    path = _begun(actor, course, now) if into is None else _locked(actor, into)
    files = keep_files(course, report, actor, now=now, stored=stored)
    version = _draft(path, now)
    rows = Rows(course, version, files, now=now)
    rows.write(report)
    _sheet(path, course, rows)
    PathFile.objects.bulk_create(PathFile(path=path, file=file) for file in files.values())
    if into is None:
        _as_it_was(path, course, files, report, now)
    else:
        _forget_unnamed(path)
    count = version.activities.count()
    fact = events.of_import(path, actor, source=report.format, version=version.number, activities=count)
    record(fact, at=now)
    return path


def _begun(actor: Person, course: Course, now: datetime) -> Path:
    return create_path(actor, title=course.title, summary=course.summary, language=course.language, now=now)


def _locked(actor: Person, path: Path) -> Path:
    """The path that is written into, for its authors; one import at a time."""
    where = access.standing(actor, path=path.pk)
    access.check_writes(where)
    return Path.objects.select_for_update(no_key=True).get(pk=path.pk)


def _draft(path: Path, now: datetime) -> Version:
    """A new draft, in place of the one that was there."""
    newest = Version.objects.filter(path=path).order_by("-number").first()
    number = 1 if newest is None else newest.number + 1
    if newest is not None and newest.published_at is None:
        number = newest.number
        newest.delete()
    return Version.objects.create(path=path, number=number, created_at=now)


def _sheet(path: Path, course: Course, rows: Rows) -> None:
    """What the course says of itself; what the path's authors wrote already stays."""
    sheet, _made = Sheet.objects.get_or_create(path=path)
    sheet.path = path  # what was read of it before is old now
    blank = Sheet()
    for name in (name for name in SHEET if name in course.sheet):
        value = course.sheet[name]
        if value in (None, "") or getattr(sheet, name) != getattr(blank, name):
            continue
        longest = getattr(Sheet._meta.get_field(name), "max_length", None)
        setattr(sheet, name, rows.placed(value)[:longest] if isinstance(value, str) else value)
    sheet.full_clean(exclude=["path"])
    sheet.save()


def _as_it_was(path: Path, course: Course, files: dict[str, File], report: Report, now: datetime) -> None:
    """What only a path of ours says of itself. Who wrote it writes it here where they are known by handle and name."""
    path.audience = course.audience or path.audience
    path.is_template = course.template
    path.cover = files.get(course.cover)
    path.save(update_fields=["audience", "is_template", "cover"])
    for named in course.authors:
        person = _known(named)
        if person is None:
            report.adapted(_("author"), named.name or named.handle, _("They are not known here."))
        else:
            PathAuthor.objects.get_or_create(path=path, person=person, defaults={"at": now})
    if course.helper:
        path.sheet.helper = _known(course.helper)
        path.sheet.save(update_fields=["helper"])
        if path.sheet.helper is None:
            why = _("They are not known here: choose who helps learners.")
            report.adapted(_("helper"), course.helper.name or course.helper.handle, why)


def _known(named: Named) -> Person | None:
    return Person.objects.filter(handle=named.handle, name=named.name, is_active=True).first()


def _forget_unnamed(path: Path) -> None:
    """Files that only the draft before showed go, from storage once this is settled."""
    texts = [
        str(text)
        for version in path.versions.all()
        for text in (
            *version.activities.values_list("content", flat=True),
            *version.modules.values_list("about", flat=True),
            *version.banks.values_list("questions__content", flat=True),
        )
    ]
    sheet = str(vars(path.sheet))
    whole = "\n".join([*texts, sheet])
    for link in PathFile.objects.filter(path=path).select_related("file"):
        if str(link.file_id) in whole or link.file.stored_as in whole or link.file_id == path.cover_id:
            continue
        name = link.file.stored_as
        link.file.delete()
        transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]
