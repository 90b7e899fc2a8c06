"""What somebody chooses of how they are told, and what a link in a mail stops."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.notifications.channels import channels
from cordee.notifications.delivering.planning import plan_again
from cordee.notifications.groups import GROUPS
from cordee.notifications.models import Attention, Pace, Preference
from cordee.notifications.stopping import DIGEST
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.models import Space

MOST_THINGS = 200  # a week

Choice = tuple[str, UUID | None, str | None]  # group, space, pace (None: as by default)


@transaction.atomic
def choose_pace(
    actor: Person, *, channel: str, group: str, space: Space | None = None, pace: str | None, now: datetime
) -> None:
    """Be told of a group (empty: of all) by a channel, in one space or in all; None takes the choice back.

    What waits to be sent follows at once. Raises Invalid, Missing (a space that is not open to them).
    """
    known = channels().get(channel)
    if known is None or (group and group not in GROUPS):
        raise Invalid(_("There is no such choice."))
    if pace is not None and pace not in known.paces:
        raise Invalid(_("This cannot be told at that pace."))
    if space is not None:
        access.check_sees(access.viewer(actor), space)
    _set(actor.id, channel, [(group, space.id if space else None, pace)])
    plan_again(actor.id, now)


@transaction.atomic
def choose_hours(
    actor: Person,
    *,
    quiet_from: time | None,
    quiet_until: time | None,
    budget: int | None,
    digest_day: int,
    digest_hour: int,
    now: datetime,
) -> Attention:
    """Quiet hours (both, or neither), the measure of a week, the moment of digests. Raises Invalid."""
    if (quiet_from is None) != (quiet_until is None) or (quiet_from and quiet_from == quiet_until):
        raise Invalid(_("Quiet hours have a beginning and another end."))
    if budget is not None and not 0 <= budget <= MOST_THINGS:
        raise Invalid(_("Give a number between 0 and %(most)s.") % {"most": MOST_THINGS})
    if digest_day not in range(7) or digest_hour not in range(24):
        raise Invalid(_("There is no such choice."))
    chosen = {
        "quiet_from": quiet_from,
        "quiet_until": quiet_until,
        "budget": budget,
        "digest_day": digest_day,
        "digest_hour": digest_hour,
    }
    row, _made = Attention.objects.update_or_create(person=actor, defaults=chosen)
    plan_again(actor.id, now)
    return row


@transaction.atomic
def stop_groups(person_id: UUID, channel: str, groups: Iterable[str], *, now: datetime) -> list[Choice]:
    """Tell nothing more of these groups (``DIGEST``: of what comes in digests) by a channel, in any space.

    Returns what stood before, for ``take_back``. Doing it again changes nothing, and returns nothing.
    """
    rows = Preference.objects.select_for_update().filter(person_id=person_id, channel=channel)
    stood = {(row.group, row.space_id): row.pace for row in rows}
    digest = DIGEST in groups
    wanted: set[tuple[str, UUID | None]] = set()
    for group in GROUPS if digest else groups:
        here = stood.get((group, None)) or stood.get(("", None)) or channels()[channel].defaults.get(group)
        if _counts(here, digest):
            wanted.add((group, None))
        for (of, space), pace in stood.items():
            if space and of in ("", group) and _counts(stood.get((group, space), pace), digest):
                wanted.add((group, space))
    before: list[Choice] = [
        (group, space, stood.get((group, space))) for group, space in sorted(wanted, key=str)
    ]
    _set(person_id, channel, [(group, space, Pace.NEVER) for group, space, _pace in before])
    plan_again(person_id, now)
    return before


@transaction.atomic
def take_back(person_id: UUID, channel: str, before: Iterable[Any], *, now: datetime) -> None:
    """Choose again as it stood before ``stop_groups``."""
    _set(
        person_id,
        channel,
        [(group, UUID(space) if isinstance(space, str) else space, pace) for group, space, pace in before],
    )
    plan_again(person_id, now)


def _counts(pace: str | None, digest: bool) -> bool:
    """Whether a pace is one of those that are stopped."""
    return pace in (Pace.DAILY, Pace.WEEKLY) if digest else pace not in (None, Pace.NEVER)


def _set(person_id: UUID, channel: str, choices: Iterable[Choice]) -> None:
    for group, space, pace in choices:
        row: dict[str, Any] = {"person_id": person_id, "channel": channel, "group": group, "space_id": space}
        if pace is None:
            Preference.objects.filter(**row).delete()
        else:
            Preference.objects.update_or_create(**row, defaults={"pace": pace})
