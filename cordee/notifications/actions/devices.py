"""Devices: asking to be told on one, and no more."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.core.outside import parts_of
from cordee.core.text import clean_line
from cordee.notifications.models import Device
from cordee.people.models import Person

MOST = 12  # devices of one person
_POINT, _SECRET = 65, 16  # bytes of a device's keys (RFC 8291)


@transaction.atomic
def add_device(actor: Person, *, endpoint: str, p256dh: str, auth: str, name: str, now: datetime) -> Device:
    """Be told on a device: it is whose who asks last at that browser. Raises Invalid, Conflict."""
    if parts_of(endpoint).scheme != "https" and not settings.PUSH_PRIVATE:
        raise Invalid(_("The address begins with https://"), fields={"endpoint": _("not https")})
    _check_keys(p256dh, auth)
    Person.objects.select_for_update().get(pk=actor.pk)
    if Device.objects.filter(person=actor).exclude(endpoint=endpoint).count() >= MOST:
        raise Conflict(_("You are told on many devices already: remove one that you no longer use."))
    fields = {
        "person": actor,
        "p256dh": p256dh,
        "auth": auth,
        "name": clean_line(name)[:80] or _("A device"),
        "made_at": now,
    }
    return Device.objects.update_or_create(endpoint=endpoint, defaults=fields)[0]


def remove_device(actor: Person, device_id: UUID) -> None:
    """Be told there no more; nothing happens for a device that is gone, or somebody else's."""
    Device.objects.filter(person=actor, id=device_id).delete()


def _check_keys(p256dh: str, auth: str) -> None:
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _decoded(p256dh, _POINT))
        _decoded(auth, _SECRET)
    except ValueError:
        message = _("These are not the keys of a device.")
        raise Invalid(message, fields={"keys": message}) from None


def _decoded(text: str, size: int) -> bytes:
    try:
        found = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
    if len(found) != size:
        raise ValueError("another size")
    return found
