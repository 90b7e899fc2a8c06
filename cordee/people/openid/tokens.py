"""The signed token that says who somebody is, checked: signature, issuer, audience, time, nonce."""

from typing import Any

import jwt
import requests
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from cordee.core.outside import parts_of
from cordee.people.openid.reaching import session
from cordee.people.openid.trouble import Trouble, of_network

# Only signatures that nobody can make with what the provider publishes.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
CLOCKS_DIFFER = 60  # seconds


def nonce_of(state: str) -> str:
    """What the token must carry back. The state is random, used once and bound to the browser's session: so is this."""
    return salted_hmac("cordee.openid.nonce", state, secret=settings.SECRET_KEY).hexdigest()[:32]


def checked(token: str, *, config: dict[str, Any], client_id: str, state: str) -> dict[str, Any]:
    """What the token says. Raises Trouble."""
    try:
        said = jwt.decode(
            token,
            _key(token, config["jwks_uri"]),
            algorithms=ALGORITHMS,
            issuer=config["issuer"],
            audience=client_id,
            leeway=CLOCKS_DIFFER,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except jwt.PyJWTError as error:
        raise _bad(str(error)) from None
    if not constant_time_compare(str(said.get("nonce", "")), nonce_of(state)):
        raise _bad("the nonce is another one")
    if said.get("azp", client_id) != client_id:
        raise _bad("it was made for another application (azp)")
    return said


def _key(token: str, address: str) -> Any:
    """The published key that signed it; where the token names none, the only one that signs."""
    try:
        with session() as reaching:
            response = reaching.get(address)
            response.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(response.json()).keys
    except requests.RequestException as error:
        raise of_network(error, parts_of(address).name) from None
    except (TypeError, AttributeError, ValueError) as error:
        raise _bad(f"the keys cannot be read ({error})") from None
    named = jwt.get_unverified_header(token).get("kid")
    signing = [one for one in keys if one.public_key_use in (None, "sig")]
    fitting = [one for one in signing if one.key_id == named] if named else signing
    if len(fitting) != 1:
        raise _bad("no published key fits")
    return fitting[0]


def _bad(why: str) -> Trouble:
    return Trouble(
        _(
            "What the provider sent does not prove who you are. Begin again; if it stays so, tell your administrator."
        ),
        detail=f"ID token: {why}",
    )
