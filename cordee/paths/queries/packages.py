"""Packages as they are played."""

from uuid import UUID

from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.paths.models import Activity, Package, Play
from cordee.paths.queries.steps import activity_at


def package_of(file_id: str) -> Package | None:
    """The package unpacked of a stored file, with that file; None where it is not unpacked (yet). One query."""
    try:
        named = UUID(file_id)
    except ValueError:
        return None
    return Package.objects.filter(file_id=named).select_related("file").first()


def play_held(play_id: UUID) -> tuple[Play, Activity]:
    """The play that a ticket names, of who still learns here, and what is played. Two queries. Raises Missing."""
    play = (
        Play.objects.filter(pk=play_id, enrolment__left_at__isnull=True, enrolment__person__is_active=True)
        .select_related("enrolment__person", "enrolment__cohort", "enrolment__version")
        .first()
    )
    if play is None:
        raise Missing(_("This step is not open to you any more."))
    return play, activity_at(play.enrolment.version, play.activity_key)
