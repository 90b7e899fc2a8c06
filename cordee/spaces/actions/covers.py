"""The image at the head of a space."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cordee.journal.actions import record
from cordee.media.actions import store_image
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.models import Space


@transaction.atomic
def set_cover(actor: Person, space: Space, upload: UploadedFile | None, *, now: datetime) -> Space:
    """Give a space its cover, or (None) its mountains again. Facilitators only. Raises Missing, Forbidden, Invalid.

    The cover of an open space, or of one that opens on request, is shown to all who may know of it; that of a
    hidden one is handed out to its members only.
    """
    access.check_facilitates(access.viewer(actor), space)
    if upload is None and space.cover_id is None:
        return space
    hidden = space.visibility == Space.Visibility.HIDDEN
    space.cover = (
        store_image(actor, upload, now=now, space_id=space.id if hidden else None) if upload else None
    )
    space.save(update_fields=["cover"])
    record(events.of_space(events.SPACE_EDITED, space, actor, fields=["cover"]), at=now)
    return space
