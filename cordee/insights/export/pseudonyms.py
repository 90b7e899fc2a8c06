"""Keys in the place of people: the same person is the same key throughout one export, and another one in the next."""

import hmac
from collections.abc import Callable
from hashlib import sha256

from django.conf import settings


def pseudonyms(export: str) -> Callable[[str], str]:
    """What to write for who somebody is. Only who has this installation's signing key can find the way back."""
    secret = f"cordee.insights.export:{export}:{settings.SECRET_KEY}".encode()

    def pseudonym(name: str) -> str:
        return hmac.new(secret, name.encode(), sha256).hexdigest()[:32]

    return pseudonym
