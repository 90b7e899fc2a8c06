"""Invitations, as administrators look after them."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.people.models import Invitation

PAGE = 30


def invitations(*, now: datetime, cursor: str | None = None, size: int = PAGE) -> Page[Invitation]:
    """Those that still open, newest first. One query."""
    rows = Invitation.objects.filter(revoked_at=None, expires_at__gt=now)
    rows = rows.select_related("made_by__photo", "unit", "group")
    return pages.newest(rows, cursor, size)


def invitation_by_id(invitation_id: UUID) -> Invitation:
    """An invitation, ended or not; raises Missing. One query."""
    found = Invitation.objects.filter(pk=invitation_id).first()
    if found is None:
        raise Missing(_("There is no such invitation."))
    return found
