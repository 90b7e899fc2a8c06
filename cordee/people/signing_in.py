"""Coming in without allauth's own form: by an invitation, a link in a mail, the first set-up, the demo's door."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest

from cordee.people.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(request: HttpRequest, person: Person) -> None:
    """Begin a session, with a new key, that stands in the list of where somebody is signed in, and can be ended there."""
    login(request, person, backend=BACKEND)
    UserSession.objects.create_from_request(request)
