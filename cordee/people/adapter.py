"""How allauth meets our people."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

from cordee.core.queries import organisation


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves yet: people come by invitation, import or an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names here, only handles."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are kept encrypted; the application on a telephone shows the organisation's name."""

    def get_totp_issuer(self) -> str:
        return organisation().name

    def encrypt(self, text: str) -> str:
        """What is stored of a secret: who reads the database alone cannot make codes."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret. Raises InvalidToken where the installation's key is another one."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    digest = hashlib.sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
