"""On the devices where somebody asked for it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cordee.core.sealing import Unreadable
from cordee.notifications.channels.contract import Channel, Down, Outcome, Parcel, Result
from cordee.notifications.devices import devices_of
from cordee.notifications.models import Device, Pace
from cordee.notifications.pushing.keys import private_key, public_key, renew
from cordee.notifications.pushing.sending import push
from cordee.people.models import Person

LONGEST = 200  # characters of a title: a telephone shows half of them


class Push(Channel):
    """A sentence and a title, sealed for the device; what was written is read on the page, by who is signed in there."""

    name = "push"
    label = _("My devices")
    icon = "bell"
    order = 20
    paces = (Pace.ONCE, Pace.DAILY, Pace.NEVER)
    defaults = {"answers": Pace.ONCE, "mentions": Pace.ONCE, "asked": Pace.ONCE}

    panel = "notifications/devices.html"  # what the page of choices shows of it

    def devices(self, person: Person) -> list[Device]:
        """Somebody's devices, for the panel. One query."""
        return devices_of(person.id)

    def key(self) -> str:
        """What a browser is given to ask for pushes, for the panel. One query."""
        return public_key()

    def reached(self, people: Collection[UUID]) -> dict[UUID, str]:
        """Who has a device that was not found gone. One query."""
        rows = Device.objects.filter(person_id__in=people, person__is_active=True)
        return dict.fromkeys(rows.values_list("person_id", flat=True), "")

    def send(self, parcels: Sequence[Parcel], *, now: datetime) -> Iterator[Result]:
        """To each device of each person; one that takes it is enough. Devices that are gone are forgotten."""
        try:
            key = private_key()
        except Unreadable:
            renew()
            raise Down("the key could not be read: another was made, and devices must ask again") from None
        devices: dict[UUID, list[Device]] = {}
        for device in Device.objects.filter(person_id__in={one.person.id for one in parcels}):
            devices.setdefault(device.person_id, []).append(device)
        for parcel in parcels:
            with (
                translation.override(parcel.person.language),
                timezone.override(ZoneInfo(parcel.person.time_zone)),
            ):
                said = _said(parcel)
            yield _told(parcel, devices.get(parcel.person.id, []), said, key, now)


def _told(parcel: Parcel, devices: list[Device], said: dict[str, str], key: str, now: datetime) -> Result:
    arrived, trouble = False, "no device"
    for device in devices:
        found = push(device, said, name=parcel.message.id, key=key)
        if found.arrived:
            Device.objects.filter(pk=device.pk).update(told_at=now)
            arrived = True
            continue
        trouble = found.trouble
        if found.gone:
            Device.objects.filter(pk=device.pk).delete()
    # Where every device is gone too: at the next try nobody is reached by this channel, and nothing is needed.
    return Result(parcel, Outcome.SENT if arrived else Outcome.LATER, "" if arrived else trouble)


def _said(parcel: Parcel) -> dict[str, str]:
    first = parcel.lines[0]
    if len(parcel.lines) == 1:
        title, body, address = parcel.words(first), parcel.title(first), parcel.address(first)
    else:
        count = len(parcel.lines)
        title = ngettext("%(count)s thing waits for you", "%(count)s things wait for you", count)
        title, body, address = title % {"count": count}, parcel.words(first), "/notifications/"
    return {
        "title": title[:LONGEST],
        "body": body[:LONGEST],
        "url": address,
        "tag": str(parcel.message.id),
        "lang": parcel.person.language,
    }


CHANNELS = [Push()]
