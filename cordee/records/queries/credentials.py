"""Credentials, as the page of the administration shows them."""

from uuid import UUID

from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.records.models import Credential

PAGE = 30


def credentials(cursor: str | None = None, size: int = PAGE) -> Page[Credential]:
    """Those that open something, the newest first. One query."""
    return pages.newest(Credential.objects.filter(revoked_at=None), cursor, size)


def credential_by_id(credential_id: UUID) -> Credential:
    """The credentials of that identifier; raises Missing. One query."""
    found = Credential.objects.filter(id=credential_id).first()
    if found is None:
        raise Missing(_("There are no such credentials."))
    return found
