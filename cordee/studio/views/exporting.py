"""A path goes out in one file, for its authors."""

from tempfile import TemporaryFile

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cordee.core.errors import Missing
from cordee.paths import access
from cordee.paths.queries.paths import path_seen
from cordee.spaces.views.viewing import actor
from cordee.studio.access import takes_along
from cordee.studio.exporting.gathering import course_of, newest
from cordee.studio.exporting.targets import zipped
from cordee.studio.exporting.writing import write


@require_safe
@login_required
def export(request: HttpRequest, slug: str) -> FileResponse:
    """What its authors see of the path, as a zip of Markdown that can be imported again."""
    person = actor(request)
    where = path_seen(person, slug)
    access.check_writes(where)
    version = newest(where.path)
    if version is None:
        raise Missing(_("There is no such path, or it is not open to you."))
    course = course_of(version, takes_along(person))
    # On disk, not in memory: films may be among its files. It is gone when the answer is sent.
    packed = TemporaryFile()  # noqa: SIM115 (the answer closes it)
    with zipped(packed) as out:
        write(course, out)
    packed.seek(0)
    return FileResponse(packed, as_attachment=True, filename=f"{slug}.zip", content_type="application/zip")
