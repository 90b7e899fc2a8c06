"""Spaces in which the organisation keeps itself informed."""

from uuid import UUID

from cordee.improvement.models import Watch


def watched(space_id: UUID) -> tuple[str, list[tuple[str, str]]]:
    """What a space watches (empty: nothing), and all that may be watched. One query."""
    kind = Watch.objects.filter(space_id=space_id).values_list("kind", flat=True).first() or ""
    return kind, [(one.value, str(one.label)) for one in Watch.Kind]
