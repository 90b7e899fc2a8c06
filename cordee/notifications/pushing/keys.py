"""The key of this installation for push services: made once, kept sealed."""

import base64

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction
from django.utils import timezone

from cordee.core.sealing import Unreadable, seal, unseal
from cordee.notifications.models import Device, PushKey

PURPOSE = "web push"


def public_key() -> str:
    """What a browser is given to know us by (base64url). One query; the first time of all, the key is made."""
    found = PushKey.objects.values_list("public", flat=True).first()
    return found or _made().public


def private_key() -> str:
    """What signs, as PEM. Raises core.sealing.Unreadable where the installation's own secret is another one by now."""
    return unseal(PURPOSE, (PushKey.objects.first() or _made()).sealed)


@transaction.atomic
def renew() -> None:
    """Another key, where the old one cannot be read any more: devices that know only the old one are let go of."""
    kept = PushKey.objects.select_for_update().first()
    if kept is not None:
        try:
            unseal(PURPOSE, kept.sealed)
        except Unreadable:
            kept.delete()
            Device.objects.all().delete()
            _made()


def _made() -> PushKey:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    point = key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    public = base64.urlsafe_b64encode(point).decode().rstrip("=")
    defaults = {"sealed": seal(PURPOSE, pem.decode()), "public": public, "made_at": timezone.now()}
    return PushKey.objects.get_or_create(only=True, defaults=defaults)[0]
