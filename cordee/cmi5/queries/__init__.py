"""What the API reads of courses, registrations and sessions."""

from uuid import UUID

from django.utils.translation import gettext as _

from cordee.cmi5.actions.moving import moves_on
from cordee.cmi5.models import Course, Registration, Session, Standing
from cordee.cmi5.structure import Unit
from cordee.core import pages
from cordee.core.errors import Missing
from cordee.core.pages import Page

PAGE = 30


def courses(cursor: str | None = None, size: int = PAGE) -> Page[Course]:
    """The courses that were imported by themselves, newest first. One query."""
    return pages.newest(Course.objects.filter(version=None).defer("structure"), cursor, size)


def course_by_id(course_id: UUID) -> Course:
    """A course that was imported by itself. One query. Raises Missing."""
    found = Course.objects.filter(version=None, pk=course_id).first()
    if found is None:
        raise Missing(_("There is no such course."))
    return found


def unit_at(course: Course, index: int) -> Unit:
    """The unit at a place of a course, from nought. Raises Missing."""
    units = course.read.units()
    if not 0 <= index < len(units):
        raise Missing(_("This course has no such unit."))
    return units[index]


def registrations(
    course: Course, account: str = "", cursor: str | None = None, size: int = PAGE
) -> Page[Registration]:
    """Who takes a course, in the order of their identifiers; those of one account. One query."""
    rows = Registration.objects.filter(course=course)
    return pages.oldest(rows.filter(account=account) if account else rows, cursor, size)


def registration_by_id(registration_id: UUID) -> Registration:
    """A registration, with its course. One query. Raises Missing."""
    found = Registration.objects.select_related("course").filter(pk=registration_id).first()
    if found is None:
        raise Missing(_("There is no such registration."))
    return found


def session_by_id(session_id: UUID) -> Session:
    """A session, with its registration and course. One query. Raises Missing."""
    found = Session.objects.select_related("registration__course").filter(pk=session_id).first()
    if found is None:
        raise Missing(_("There is no such session."))
    return found


def standings(registration: Registration) -> list[tuple[Unit, Standing | None, bool]]:
    """Every unit of the course, how far one is in it, and whether it is satisfied. One query."""
    held = {one.unit: one for one in Standing.objects.filter(registration=registration)}
    return [
        (unit, held.get(unit.key), moves_on(unit, held.get(unit.key)))
        for unit in registration.course.read.units()
    ]
