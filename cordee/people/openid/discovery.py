"""What a provider says of itself: where people sign in, where codes are exchanged, with which keys it signs."""

from typing import Any

import requests
from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.outside import parts_of
from cordee.people.openid.reaching import session, towards
from cordee.people.openid.trouble import Trouble, of_network

WELL_KNOWN = "/.well-known/openid-configuration"
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
KEPT_FOR = 5 * 60  # seconds
FAILURE_KEPT_FOR = 10  # seconds: visitors who click do not each hold a thread for a provider that is down


def tidy(address: str) -> str:
    """The issuer in what somebody pasted: often the address of the discovery document itself."""
    return address.strip().removesuffix("/").removesuffix(WELL_KNOWN)


def discover(issuer: str) -> dict[str, Any]:
    """Ask a provider now, and keep its answer for a while. Raises Trouble, in words that say what to do."""
    address = issuer.rstrip("/") + WELL_KNOWN
    try:
        host = parts_of(address).name
    except Invalid as refusal:
        raise Trouble(refusal.message) from None
    try:
        with towards(issuer), session() as reaching:
            response = reaching.get(address, headers={"Accept": "application/json"})
        told = response.json() if response.status_code == 200 else None
    except requests.exceptions.InvalidJSONError:
        told = None
    except requests.RequestException as error:
        raise of_network(error, host) from None
    if not isinstance(told, dict) or not isinstance(told.get("issuer"), str):
        raise Trouble(
            _(
                "There is no discovery document at %(address)s (answer %(status)s). The issuer is the address before "
                "/.well-known/: ask whoever runs the provider."
            )
            % {"address": address, "status": response.status_code}
        )
    _check(issuer, told)
    cache.set(_key(issuer), told, KEPT_FOR)
    return told


def discovered(issuer: str) -> dict[str, Any]:
    """The same, as told in the last minutes. Raises Trouble; for some seconds again without asking."""
    kept = cache.get_many([_key(issuer), _key(issuer, failed=True)])
    if told := kept.get(_key(issuer)):
        return told
    if failed := kept.get(_key(issuer, failed=True)):
        raise Trouble(failed[0], detail=failed[1])
    try:
        return discover(issuer)
    except Trouble as trouble:
        cache.set(_key(issuer, failed=True), (trouble.message, trouble.detail), FAILURE_KEPT_FOR)
        raise


def _key(issuer: str, *, failed: bool = False) -> str:
    """A failure is kept in the words of who met it: another language asks for itself."""
    return f"openid:{issuer}:{get_language() if failed else ''}"


def _check(issuer: str, told: dict[str, Any]) -> None:
    if told["issuer"].rstrip("/") != issuer.rstrip("/"):  # some write their own with a stroke at the end
        raise Trouble(
            _("The provider calls itself %(issuer)s: give exactly this address.")
            % {"issuer": told["issuer"][:300]}
        )
    for name in (*NEEDED, "userinfo_endpoint"):
        try:
            if name in NEEDED or name in told:
                parts_of(str(told.get(name, "")))
        except Invalid:
            raise Trouble(
                _("The provider's discovery document has no usable %(name)s.") % {"name": name}
            ) from None
