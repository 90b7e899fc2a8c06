"""Beginning a path from something: a template, another path, a file."""

from datetime import datetime
from pathlib import Path as FilePath

from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.paths import access
from cordee.paths.models import Path
from cordee.people.models import Person
from cordee.studio.access import takes_along
from cordee.studio.actions.taking import take_in
from cordee.studio.exporting.gathering import course_of, newest
from cordee.studio.fitting import fit
from cordee.studio.importing import brought
from cordee.studio.report import Report
from cordee.studio.templates import course_from


def begin_from_template(actor: Person, name: str, *, language: str, now: datetime) -> Path:
    """A draft with what the template holds, to be written over. Raises Forbidden, Missing."""
    access.check_creates(actor)
    course, report = course_from(name, language), Report(format="template")
    fit(course, report)
    return take_in(actor, course, report, now=now)


def duplicate(where: access.Standing, *, now: datetime) -> Path:
    """All that its authors see of a path, as a draft of a new one: contents, banks, files; neither learners nor authors.

    For authors: what is right in a quiz comes along. Raises Forbidden, Missing.
    """
    access.check_writes(where)
    access.check_creates(where.person)
    version = newest(where.path)
    if version is None:
        raise Missing(_("There is no such path, or it is not open to you."))
    course, report = course_of(version, takes_along(where.person)), Report(format="path")
    course.title = (_("Copy of %(title)s") % {"title": where.path.title})[:150]
    course.authors, course.template = [], False
    fit(course, report)
    return take_in(where.person, course, report, now=now)


def begin_from_file(actor: Person, file: FilePath, *, now: datetime) -> tuple[Path, Report]:
    """A draft of what a file holds, and what became of each part. Raises Forbidden, Broken."""
    access.check_creates(actor)
    with brought(file) as (course, report):
        return take_in(actor, course, report, now=now), report
