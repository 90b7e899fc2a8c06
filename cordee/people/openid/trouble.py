"""What went wrong between Cordée and a provider, in words for whoever sits in front of the page."""

import requests
from allauth.socialaccount.providers.base import ProviderException
from django.utils.translation import gettext as _


class Trouble(ProviderException):
    """A sign-in that cannot go on: ``message`` in the reader's language, ``detail`` as the provider or network said."""

    def __init__(self, message: str, *, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail[:300]


def of_network(error: requests.RequestException, host: str) -> Trouble:
    """Why a machine could not be asked."""
    where, detail = {"host": host}, str(error)
    match error:
        case requests.exceptions.SSLError():
            words = _(
                "The certificate of %(host)s is not one that this machine trusts. If your organisation signs its own "
                "certificates, add its authority to the machine that runs Cordée."
            )
        case requests.Timeout():
            words = _("%(host)s did not answer in time.")
        case requests.TooManyRedirects():
            words = _("%(host)s sends us to another address: give that one. Redirects are not followed.")
        case requests.exceptions.InvalidURL() if "plain http" in detail:
            words = _("%(host)s stands on the open internet: its address must begin with https://")
        case requests.exceptions.InvalidURL() if "CORDEE_OPENID_PRIVATE" in detail:
            words = _("%(host)s stands in a private network, which whoever runs Cordée has closed to it.")
        case requests.exceptions.InvalidURL():
            words = _("%(host)s is not an address at which a provider may stand.")
        case requests.exceptions.InvalidJSONError() | requests.exceptions.ContentDecodingError():
            words = _("%(host)s answered something else than expected.")
        case requests.ConnectionError():
            words = _("Nobody answers at %(host)s: is the address right, and can this machine reach it?")
        case _other:
            words = _("%(host)s cannot be asked.")
    return Trouble(words % where, detail=detail)
