"""What proves to a receiver that a delivery is ours."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from uuid import UUID

from django.utils.crypto import salted_hmac

PREFIX = "whsec_"
HEADER = "Cordee-Signature"


def secret_of(hook_id: UUID, generation: int) -> str:
    """The secret that a receiver was shown: made of the instance's key, so none is stored and a rotation is a number."""
    digest = salted_hmac("cordee.webhooks", f"{hook_id}:{generation}", algorithm="sha256").digest()
    return PREFIX + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def signature(secrets: Sequence[str], timestamp: int, body: bytes) -> str:
    """The header's value: ``t=<seconds>,v1=<hex>`` with one ``v1`` for each secret that is valid now."""
    signed = f"{timestamp}.".encode() + body
    parts = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets]
    return ",".join([f"t={timestamp}", *(f"v1={part}" for part in parts)])
