"""The viewer's language and time zone, for the whole of a request."""

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation.trans_real import parse_accept_lang_header

from cordee.core.queries import organisation
from cordee.people.models import Person

LANGUAGE_COOKIE = "cordee_language"
SPOKEN = ("fr", "en")


def language_of(request: HttpRequest) -> str:
    """The signed-in person's choice; else the visitor's, their browser's, the organisation's."""
    person = request.user
    if isinstance(person, Person):
        return person.language
    chosen = request.COOKIES.get(LANGUAGE_COOKIE)
    if chosen in SPOKEN:
        return chosen
    for code, _weight in parse_accept_lang_header(request.headers.get("accept-language", "")):
        if code[:2] in SPOKEN:
            return code[:2]
    try:
        return organisation().language
    except DatabaseError:  # said by what cannot be shown without it, and by /healthz
        return settings.LANGUAGE_CODE


class PreferencesMiddleware:
    """Activate the viewer's language and time zone; both are put back after the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        zone = getattr(request.user, "time_zone", "Europe/Paris")
        with translation.override(language), timezone.override(zoneinfo.ZoneInfo(zone)):
            response = self.get_response(request)
            # A token of the API speaks the language of its owner.
            response.headers.setdefault("Content-Language", translation.get_language())
        return response
