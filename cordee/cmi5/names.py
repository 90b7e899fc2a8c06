"""How the parts of a course are called in statements: by names of ours, which never are their designer's (8.1, 9.3.9)."""

from uuid import UUID

from django.conf import settings

from cordee.cmi5.models import Course


def unit_iri(course: Course, key: UUID) -> str:
    """The activity of a unit: of a step, where the course stands in a path."""
    return _iri(str(key) if course.version_id else f"cmi5-unit/{key}")


def block_iri(key: UUID) -> str:
    """The activity of a block."""
    return _iri(f"cmi5-block/{key}")


def course_iri(key: UUID) -> str:
    """The activity of a course."""
    return _iri(f"cmi5-course/{key}")


def _iri(place: str) -> str:
    return f"{settings.SITE_ADDRESS}/xapi/activities/{place}"
