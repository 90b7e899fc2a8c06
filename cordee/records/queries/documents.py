"""Finding documents."""

from datetime import datetime
from uuid import UUID

from cordee.records.documents import Place
from cordee.records.models import Document


def one_document(place: Place) -> Document | None:
    """The document at a place. One query."""
    return Document.objects.filter(place=place.digest).first()


def names_of_documents(place: Place, since: datetime | None = None) -> tuple[list[str], datetime | None]:
    """The names of the documents in the context of a place, and when the last was changed. One query.

    Without a registration, those of every registration and of none.
    """
    found = Document.objects.filter(context=place.context)
    if place.registration:
        found = found.filter(registration=UUID(place.registration))
    if since is not None:
        found = found.filter(updated_at__gt=since)
    rows = list(found.order_by("updated_at", "place").values_list("name", "updated_at"))
    return list(dict.fromkeys(name for name, _at in rows)), rows[-1][1] if rows else None
