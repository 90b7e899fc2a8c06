"""Forwardings, as the pages of the administration show them."""

from uuid import UUID

from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.records.models import Forwarding, SetAside

PAGE = 30


def forwardings() -> list[Forwarding]:
    """All of them, of which there are few. One query."""
    return list(Forwarding.objects.order_by("id"))


def forwarding_by_id(forwarding_id: UUID) -> Forwarding:
    """The forwarding of that identifier; raises Missing. One query."""
    found = Forwarding.objects.filter(id=forwarding_id).first()
    if found is None:
        raise Missing(_("There is no such forwarding."))
    return found


def what_is_set_aside(forwarding: Forwarding, cursor: str | None = None, size: int = PAGE) -> Page[SetAside]:
    """Statements that it refused, the newest first. One query."""
    return pages.newest(SetAside.objects.filter(forwarding=forwarding), cursor, size)
