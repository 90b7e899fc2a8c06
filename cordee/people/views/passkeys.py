"""Passkeys: mine, made, named, taken away; coming in with one; showing with one that it is still me."""

from typing import Any

from allauth.account.utils import passthrough_next_redirect_url
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn import views as allauth_views
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.views.decorators.cache import never_cache
from fido2.utils import websafe_encode

from cordee.people.models import Person
from cordee.people.passkeys import LONGEST_NAME, domain_of


def _others(person: Person, but: int | None = None) -> bool:
    """Whether signing in still asks for a second step without this factor. One query."""
    held = Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return held.exclude(pk=but).exists()


class Security(IndexView):
    """Sign-in and security: my passkeys, the second step, where to change the rest. Two queries."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also what tells the browser which passkeys are still good, so that it offers no other."""
        told: dict[str, Any] = super().get_context_data(**kwargs)
        mine = sorted(told["authenticators"].get("webauthn", []), key=lambda one: one.instance.pk)
        told["passkeys"] = mine
        told["accepted"] = {
            "rpID": domain_of(self.request.get_host()),
            "userID": websafe_encode(auth.build_user_payload(self.request.user).id),
            "allAcceptedCredentialIDs": [one.instance.data["credential"]["id"] for one in mine],
        }
        return told


class NewPasskeyView(allauth_views.AddWebAuthnView):
    """Make a passkey: it can be found without a name, and asks for the finger, face or code of its owner."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the browser needs to make one, and what changes with it."""
        person = self.request.user
        assert isinstance(person, Person)
        told: dict[str, Any] = super().get_context_data(**kwargs)
        told |= kwargs  # a refused form keeps its reasons
        told["js_data"] = {"creation_options": auth.begin_registration(person, passwordless=True)}
        told["first"] = not _others(person)
        told["longest"] = LONGEST_NAME
        return told

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it; with the first, recovery codes are made and shown."""
        answer: HttpResponse = super().form_valid(form)
        return answer


class RenamePasskeyView(allauth_views.EditWebAuthnView):
    """Call a passkey something else."""

    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How long the name may be."""
        told: dict[str, Any] = super().get_context_data(**kwargs)
        return told | {"longest": LONGEST_NAME}


class RemovePasskeyView(allauth_views.RemoveWebAuthnView):
    """Take a passkey away."""

    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the password alone lets in afterwards."""
        told: dict[str, Any] = super().get_context_data(**kwargs)
        return told | {"last": not _others(self.request.user, but=self.object.pk)}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it; with the last second step, recovery codes go too."""
        answer: HttpResponse = super().form_valid(form)
        return answer


class TurnOffApplicationView(DeactivateTOTPView):
    """Turn the application of codes off."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the password alone lets in afterwards."""
        told: dict[str, Any] = super().get_context_data(**kwargs)
        return told | {"last": not _others(self.request.user, but=self.authenticator.pk)}


class SignInView(allauth_views.LoginWebAuthnView):
    """Come in with a passkey; the browser asks here for the challenge (GET, as JSON)."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to the sign-in page, with the reason; where one wanted to go is kept."""
        for reason in form.errors.get("credential", []):
            messages.error(self.request, reason)
        return redirect(
            passthrough_next_redirect_url(self.request, reverse("account_login"), REDIRECT_FIELD_NAME)
        )


class StillMeView(allauth_views.ReauthenticateWebAuthnView):
    """Show with a passkey that it is still me."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A refused form keeps its reasons."""
        told: dict[str, Any] = super().get_context_data(**kwargs)
        return told | kwargs

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page, with the reason."""
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return answer


security = never_cache(Security.as_view())
new_passkey = never_cache(NewPasskeyView.as_view())
rename_passkey = RenamePasskeyView.as_view()
remove_passkey = RemovePasskeyView.as_view()
turn_off_application = TurnOffApplicationView.as_view()
sign_in = never_cache(SignInView.as_view())
still_me = never_cache(StillMeView.as_view())
