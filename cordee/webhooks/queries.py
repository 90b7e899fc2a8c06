"""What the pages and the API read of webhooks."""

from uuid import UUID

from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.webhooks.models import Delivery, Hook

PAGE = 30


def hooks(cursor: str | None = None, size: int = PAGE) -> Page[Hook]:
    """All webhooks, by age. One query."""
    return pages.oldest(Hook.objects.all(), cursor, size)


def hook_by_id(hook_id: UUID) -> Hook:
    """The webhook; raises Missing. One query."""
    hook = Hook.objects.filter(id=hook_id).first()
    if hook is None:
        raise Missing(_("There is no such webhook."))
    return hook


def delivery_by_id(delivery_id: UUID) -> Delivery:
    """The delivery with its webhook; raises Missing. One query."""
    delivery = Delivery.objects.select_related("hook").filter(id=delivery_id).first()
    if delivery is None:
        raise Missing(_("There is no such delivery."))
    return delivery


def deliveries_of(hook: Hook, cursor: str | None = None, size: int = PAGE) -> Page[Delivery]:
    """What was told to an address, newest first. One query."""
    rows = Delivery.objects.filter(hook=hook)
    return pages.newest(rows, cursor, size)
