"""What is not kept for ever: each class of data, in words, and how its old rows go."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordee.core.queries import organisation
from cordee.people.models import DataLook
from cordee.spaces.models import Draft
from cordee.webhooks.models import Delivery


@dataclass(frozen=True)
class Kept:
    """A class of data: its name in the settings, its words, its days until an administrator says otherwise."""

    name: str
    label: str | Promise
    why: str | Promise
    days: int | None
    forget: Callable[[datetime], int]


def _drafts(before: datetime) -> int:
    return Draft.objects.filter(saved_at__lt=before).delete()[0]


def _deliveries(before: datetime) -> int:
    return Delivery.objects.filter(at__lt=before).exclude(state=Delivery.State.WAITING).delete()[0]


def _looks(before: datetime) -> int:
    return DataLook.objects.filter(at__lt=before).delete()[0]


CLASSES = (
    Kept(
        "drafts",
        _("Drafts"),
        _("What somebody began to write and did not publish."),
        None,
        _drafts,
    ),
    Kept(
        "deliveries",
        _("Log of webhooks"),
        _("What was sent to other software, and what it answered."),
        30,
        _deliveries,
    ),
    Kept(
        "looks",
        _("Who looked at whose data"),
        _("Each person reads this on their own page."),
        None,
        _looks,
    ),
)


def days_kept(chosen: dict[str, int | None]) -> dict[str, int | None]:
    """For each class, for how many days it is kept (None: for ever), as chosen or by default."""
    return {one.name: chosen.get(one.name, one.days) for one in CLASSES}


def forget_what_is_old(now: datetime) -> dict[str, int]:
    """Delete what has been kept for long enough; returns how many rows of each class went."""
    days = days_kept(organisation().retention)
    return {
        one.name: one.forget(now - timedelta(days=kept))
        for one in CLASSES
        if (kept := days[one.name]) is not None
    }
