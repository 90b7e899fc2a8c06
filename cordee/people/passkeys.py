"""How allauth's passkeys meet our people: for which address they are, and what is said when one is refused."""

import logging
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as allauth_forms
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, RegistrationResponse

from cordee.core.text import clean_line

log = logging.getLogger(__name__)

MOST = 20  # passkeys a person
LONGEST_NAME = 60  # characters
LARGEST = 20_000  # characters of what a browser sends; the longest known are a third of it

NOT_MADE = gettext_lazy("The passkey could not be kept. Nothing was changed: try once more.")
NOT_KNOWN = gettext_lazy(
    "This passkey is not known here, or this page was open for too long. Try once more; if it is refused again, "
    "come in another way and add a new one."
)


def domain_of(host: str) -> str:
    """For which domain passkeys are made when a page is asked for at ``host`` (as requests say it, port included)."""
    name = urlsplit(f"//{host}").hostname or ""
    wider: str = settings.PASSKEY_DOMAIN
    return wider if wider and name.endswith(f".{wider}") else name


class Answer(forms.JSONField):
    """What a browser says about a passkey."""

    def __init__(self, refusal: Promise) -> None:
        messages = {"required": refusal, "invalid": refusal, "max_length": refusal}
        super().__init__(max_length=LARGEST, error_messages=messages, widget=forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        """The object; anything else is refused. Raises ValidationError."""
        try:
            found = super().to_python(value)
        except RecursionError:
            found = None
        if value and not isinstance(found, dict):
            raise ValidationError(self.error_messages["invalid"])
        return found


def refusal_of(error: Exception, words: Promise) -> Exception:
    """What to say of an error met while a passkey was checked.

    Its parts come from anybody, and those who parse them raise nearly everything: none of it is our defect. Only a
    lost database is, and the limit on attempts speaks for itself.
    """
    if isinstance(error, DatabaseError):
        return error
    if isinstance(error, ValidationError) and getattr(error, "code", None) == "too_many_login_attempts":
        return error
    reason = repr(error.__cause__ or error.__context__ or error)
    log.warning("A passkey was refused: %s", reason[:200])
    return ValidationError(str(words))


class NewPasskey(allauth_forms.AddWebAuthnForm):
    """A passkey that was just made. A poor name is mended, not refused: the device has kept the passkey already."""

    name = forms.CharField(required=False)
    credential = Answer(NOT_MADE)
    passwordless = None  # always: the challenge asks for it

    def clean_name(self) -> str:
        """The name, or one made of the browser's."""
        self.cleaned_data["name"] = clean_line(self.cleaned_data["name"])[:LONGEST_NAME]
        return str(super().clean_name())

    def clean(self) -> dict[str, Any]:
        """Check what the browser made, and keep no more of it than signing in needs. Raises ValidationError."""
        if Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN).count() >= MOST:
            raise ValidationError(_("You have %(count)s passkeys: remove one first.") % {"count": MOST})
        try:
            told: dict[str, Any] = super().clean()
            if "credential" in told:
                told["credential"] = essentials(told["credential"])
        except Exception as error:
            raise refusal_of(error, NOT_MADE) from error
        return told


def essentials(credential: dict[str, Any]) -> dict[str, Any]:
    """What is stored of a new passkey, written anew from what was understood; not which make of device holds it."""
    made = RegistrationResponse.from_dict(credential)
    attestation = AttestationObject.create("none", made.response.attestation_object.auth_data, {})
    return {
        "id": made.id,
        "rawId": made.id,
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(made.response.client_data),
            "attestationObject": websafe_encode(attestation),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }


class NamedPasskey(allauth_forms.EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(max_length=LONGEST_NAME)

    def clean_name(self) -> str:
        """The name on one line. Raises ValidationError."""
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("A name is needed."))
        return name


class _Shown:
    """A passkey that is shown: refused with words, whatever was sent."""

    def clean_credential(self) -> Authenticator:
        """The passkey. Raises ValidationError."""
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]
        except Exception as error:
            raise refusal_of(error, NOT_KNOWN) from error
        return found


class SignInPasskey(_Shown, allauth_forms.LoginWebAuthnForm):
    """A passkey instead of a password."""

    credential = Answer(NOT_KNOWN)


class SecondStepPasskey(_Shown, allauth_forms.AuthenticateWebAuthnForm):
    """A passkey after the password."""

    credential = Answer(NOT_KNOWN)


class AgainPasskey(_Shown, allauth_forms.ReauthenticateWebAuthnForm):
    """A passkey to show that it is still me."""

    credential = Answer(NOT_KNOWN)
