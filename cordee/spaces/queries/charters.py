"""Reads of charters."""

from django.db.models import Max

from cordee.spaces.models import Charter, Space


def version_in_force(space: Space) -> int:
    """The highest version published, 0 for a space without a charter. One query."""
    return Charter.objects.filter(space=space).aggregate(version=Max("version"))["version"] or 0


def charter_in_force(space: Space) -> Charter | None:
    """The charter that members accept today. One query."""
    return Charter.objects.filter(space=space).order_by("-version").first()
