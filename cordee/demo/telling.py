"""The summary of the week that each account of the demo finds in its box, without waiting for Monday."""

from datetime import datetime
from zoneinfo import ZoneInfo

from cordee.demo.accounts import offered
from cordee.demo.content import organisation_entry
from cordee.notifications.channels import channels
from cordee.notifications.digest.beginning import make_digests
from cordee.notifications.models import Pace


def tell_the_week(now: datetime) -> None:
    """As if it had been due a moment ago; the worker writes and sends it like any other."""
    people = [one.person.id for one in offered()]
    slot = now.astimezone(ZoneInfo(organisation_entry().time_zone)).date().isoformat()
    for name, channel in channels().items():
        if Pace.WEEKLY in channel.paces:
            make_digests(people, name, now, slot)
