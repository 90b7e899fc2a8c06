"""The way out that allauth takes when it exchanges a code."""

import requests
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from cordee.people.openid.reaching import session


class OutsideAdapter(DefaultSocialAccountAdapter):
    """Providers are rows of ours, and nobody comes in by allauth's own pages."""

    def get_requests_session(self) -> requests.Session:
        """Bounded in time and size, without redirects."""
        return session()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """``people.actions.linking`` welcomes."""
        return False
