"""Keys of the API, as pages show them."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cordee.api.models import Token
from cordee.core import pages
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.people.models import Person

PAGE = 30


def tokens(owner: Person | None = None, cursor: str | None = None, size: int = PAGE) -> Page[Token]:
    """One's own keys, or everybody's, newest first; those that were taken back are gone. One query."""
    rows = Token.objects.select_related("person").filter(revoked_at=None)
    if owner is not None:
        rows = rows.filter(person=owner)
    return pages.newest(rows, cursor, size)


def token_by_id(token_id: UUID, owner: Person | None = None) -> Token:
    """The key, of ``owner`` only when given; raises Missing. One query."""
    rows = Token.objects.select_related("person").filter(id=token_id)
    if owner is not None:
        rows = rows.filter(person=owner)
    token = rows.first()
    if token is None:
        raise Missing(_("There is no such token."))
    return token


def has_expired(token: Token, now: datetime) -> bool:
    """Whether it lets nobody in any more."""
    return token.expires_at is not None and token.expires_at <= now
