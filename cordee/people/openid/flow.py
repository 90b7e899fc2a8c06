"""The code flow: state, PKCE and the exchange are allauth's; nonce, signature and what is asked of whom are ours."""

from typing import Any

import requests
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.core.outside import parts_of
from cordee.core.sealing import Unreadable
from cordee.people.models import IdentityProvider
from cordee.people.openid.claims import Claims
from cordee.people.openid.discovery import discovered
from cordee.people.openid.providers import secret_of
from cordee.people.openid.reaching import session, towards
from cordee.people.openid.tokens import checked, nonce_of
from cordee.people.openid.trouble import Trouble, of_network


class _Client(OAuth2Client):
    """allauth's client, with a nonce in what it asks for."""

    def get_redirect_url(self, authorization_url: str, scope: list[str], extra_params: dict[str, str]) -> str:
        asked = {**extra_params, "nonce": nonce_of(self.state or "")}
        address = super().get_redirect_url(authorization_url, scope, asked)
        join = "&" if "?" in authorization_url else "?"
        return authorization_url + join + address[len(authorization_url) + 1 :]


class _Adapter(OpenIDConnectOAuth2Adapter):
    """One sign-in by one provider."""

    client_class = _Client

    def __init__(self, request: HttpRequest, provider: IdentityProvider) -> None:
        super().__init__(request, provider.slug)
        self.connected = provider

    @property
    def openid_config(self) -> dict[str, Any]:
        return discovered(self.connected.issuer)

    @property
    def basic_auth(self) -> bool:
        methods = self.openid_config.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return bool(self.connected.secret) and "client_secret_post" not in methods

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return redirect_address(request, self.connected)


class _Provider(OpenIDConnectProvider):
    """A provider as allauth knows it, made of our row."""

    def __init__(self, request: HttpRequest, connected: IdentityProvider) -> None:
        super().__init__(request, app=_app(connected))
        self.connected = connected

    def get_oauth2_adapter(self, request: HttpRequest) -> _Adapter:
        return _Adapter(request, self.connected)


def redirect_address(request: HttpRequest, provider: IdentityProvider) -> str:
    """Where the provider sends people back to: it must know this very address."""
    return request.build_absolute_uri(reverse("provider-callback", kwargs={"slug": provider.slug}))


def begin(
    request: HttpRequest,
    provider: IdentityProvider,
    process: str,
    *,
    going_to: str | None = None,
    data: dict[str, Any] | None = None,
) -> str:
    """Keep in the session what this is for; returns where the browser goes. Raises Trouble."""
    return _Provider(request, provider).redirect(request, process, next_url=going_to, data=data)["Location"]


def taken_up(request: HttpRequest, provider: IdentityProvider) -> dict[str, Any]:
    """What was kept when this sign-in began, once. Raises Trouble."""
    state = statekit.unstash_state(request, provider_id=provider.slug, state_id=request.GET.get("state", ""))
    if state is None:
        raise Trouble(
            _("This sign-in took too long, was finished already, or began in another browser. Begin again.")
        )
    return state


def claims_of(request: HttpRequest, provider: IdentityProvider, state: dict[str, Any]) -> Claims:
    """Exchange the code and read what the provider tells. Raises Trouble."""
    given = request.GET
    if given.get("error") == "access_denied":
        raise Trouble(_("You did not sign in at %(name)s: nothing has changed.") % {"name": provider.name})
    if "error" in given or "code" not in given:
        detail = f"{given.get('error', 'no code')}: {given.get('error_description', '')}".rstrip(": ")
        raise Trouble(_("%(name)s refused.") % {"name": provider.name}, detail=detail)
    with towards(provider.issuer):
        config = discovered(provider.issuer)
        if given.get("iss", config["issuer"]) != config["issuer"]:
            raise Trouble(_("The answer came from another provider than the one that was asked."))
        tokens = _exchanged(request, provider, state)
        said = checked(
            str(tokens.get("id_token", "")),
            config=config,
            client_id=provider.client_id,
            state=given.get("state", ""),
        )
        return Claims(said, _asked(config.get("userinfo_endpoint"), tokens["access_token"], said["sub"]))


def _app(provider: IdentityProvider) -> SocialApp:
    try:
        secret = secret_of(provider)
    except Unreadable:
        raise Trouble(
            _("The client secret of %(name)s was kept with another key: an administrator must give it again.")
            % {"name": provider.name}
        ) from None
    return SocialApp(
        provider="openid_connect",
        provider_id=provider.slug,
        name=provider.name,
        client_id=provider.client_id,
        secret=secret,
        settings={"oauth_pkce_enabled": True, "scope": provider.scopes},
    )


def _exchanged(request: HttpRequest, provider: IdentityProvider, state: dict[str, Any]) -> dict[str, Any]:
    adapter = _Adapter(request, provider)
    app = _app(provider)
    client = adapter.get_client(request, app)
    try:
        return adapter.get_access_token_data(
            request, app, client, pkce_code_verifier=state.get("pkce_code_verifier")
        )
    except requests.RequestException as error:
        raise of_network(error, parts_of(adapter.access_token_url).name) from None
    except OAuth2Error as error:
        raise Trouble(
            _("%(name)s did not take our code: are the client ID and its secret right?")
            % {"name": provider.name},
            detail=str(error),
        ) from None


def _asked(address: str | None, access_token: str, sub: str) -> dict[str, Any]:
    """What the provider tells on asking, which must be of the same person; nothing where it cannot be asked."""
    if not address:
        return {}
    try:
        with session() as reaching:
            response = reaching.get(address, headers={"Authorization": f"Bearer {access_token}"})
            response.raise_for_status()
            told = response.json()
    except requests.exceptions.InvalidJSONError:
        return {}  # some sign it: the token says enough, or the settings will be found wanting
    except requests.RequestException as error:
        raise of_network(error, parts_of(address).name) from None
    if not isinstance(told, dict) or str(told.get("sub")) != sub:
        raise Trouble(_("The provider told of somebody else than its token."), detail="userinfo: another sub")
    return told
