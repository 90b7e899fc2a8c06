"""How allauth meets our people."""

from itertools import chain, count
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cordee.core.queries import organisation
from cordee.core.sealing import seal, unseal
from cordee.people.actions.sessions import device_of
from cordee.people.openid.providers import passwords_allowed
from cordee.people.passkeys import domain_of

SECOND_FACTOR = "second factor"


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves yet: people come by invitation, import or an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse | None:
        """Where an account elsewhere is the only way, passwords, codes and passkeys are for administrators alone."""
        refused = super().pre_login(request, user, **details)
        if refused or user.is_administrator or passwords_allowed():
            return refused
        if "socialaccount" in [one["method"] for one in get_authentication_records(request, user)[-1:]]:
            return None
        clear_login(request)
        return render(request, "openid/alone.html", status=403)

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names here, only handles."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are kept encrypted; the application on a telephone shows the organisation's name."""

    def get_totp_issuer(self) -> str:
        return organisation().name

    def generate_authenticator_name(self, user: Any, type: str) -> str:
        """What a new passkey is called unless its owner says better: the device that makes it."""
        base = device_of(context.request.headers.get("user-agent", "")) or _("Passkey")
        held = Authenticator.objects.filter(user=user, type=type)
        taken = {str(one) for one in held}
        names = chain([base], (f"{base} {number}" for number in count(2)))
        return next(name for name in names if name not in taken)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """For whom passkeys are: this organisation, at this address."""
        return {"id": domain_of(context.request.get_host()), "name": organisation().name}

    def encrypt(self, text: str) -> str:
        """What is stored of a secret: who reads the database alone cannot make codes."""
        return seal(SECOND_FACTOR, text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret. Raises Unreadable where the installation's key is another one."""
        return unseal(SECOND_FACTOR, encrypted_text)
