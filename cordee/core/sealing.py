"""Secrets that must be stored and read again: encrypted, so that who reads the database alone cannot use them."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unreadable(Exception):  # noqa: N818 (said to whoever can give the secret again)
    """What was sealed with another key than this installation's."""


def seal(purpose: str, secret: str) -> str:
    """What is stored of a secret; each ``purpose`` has a key of its own."""
    return _cipher(purpose).encrypt(secret.encode()).decode()


def unseal(purpose: str, sealed: str) -> str:
    """The secret. Raises Unreadable where the installation's key is another one."""
    try:
        return _cipher(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def _cipher(purpose: str) -> Fernet:
    digest = hashlib.sha256(f"{purpose}:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
