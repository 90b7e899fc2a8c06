"""Where the units of a course begin, for who is asked to open them."""

from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.cmi5.models import Course
from cordee.cmi5.structure import Unit
from cordee.core.errors import Conflict
from cordee.paths.actions.unpacking import is_there, unpack
from cordee.paths.models import Package
from cordee.paths.origins import packages_origin
from cordee.paths.tickets import write_ticket


def page_of(request: HttpRequest, course: Course, unit: Unit, holder: UUID) -> str:
    """The address of the page of a unit: for a few hours, where it is in the package. Raises Conflict."""
    if not unit.is_inside:
        return unit.url
    package = Package.objects.filter(file=course.file).first() if course.file else None
    if package is not None and not is_there(package):
        package = unpack(package.file_id, now=timezone.now())
    if package is None or package.trouble:
        raise Conflict(_("The package of this course is not there any more: import it again."))
    ticket = write_ticket(package.folder, holder, "cmi5", now=timezone.now())
    origin = packages_origin(request) or request.build_absolute_uri("/").rstrip("/")
    name = next((mark for mark in ("?", "#") if mark in unit.url), None)
    page, rest = (unit.url.partition(name)[0], unit.url[unit.url.index(name) :]) if name else (unit.url, "")
    return f"{origin}{reverse('package-player', kwargs={'ticket': ticket})}{quote(page)}{rest}"
