"""Setting up an empty instance: the first administrator comes in with a one-time key, and closes the door behind them."""

import base64
from datetime import datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from cordee.administration import events
from cordee.core.actions import name_organisation
from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.people.actions.arriving import welcome
from cordee.people.models import Person

_LOCK = 0x5E_70_0B
LONGEST_NAME = 120

_closed = False


def set_up_key() -> str:
    """The key of this instance's set-up: made of the secret key, so that nothing is stored and each process knows it."""
    digest = salted_hmac("cordee.set-up", "the first administrator", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()


def set_up_path() -> str:
    """The address that the first administrator opens."""
    return f"/set-up/?key={set_up_key()}"


def is_open() -> bool:
    """Whether this instance still waits for its first administrator. Two queries; none once it does not, for ever."""
    global _closed
    if not _closed:
        _closed = (
            Person.objects.filter(is_administrator=True).exists()
            or Organisation.objects.filter(set_up_at__isnull=False).exists()
        )
    return not _closed


def look_again() -> None:
    """Forget what was seen: tests empty their database, operators never do while a process runs."""
    global _closed
    _closed = False


def is_key(given: str) -> bool:
    """Whether this is the key; takes as long for a wrong one."""
    return constant_time_compare(given.encode("utf-8", "replace"), set_up_key().encode())


@transaction.atomic
def set_up(
    *, key: str, organisation: str, language: str, name: str, email: str, password: str, now: datetime
) -> Person:
    """Name the organisation and let its first administrator in. Raises Forbidden, Conflict, Invalid.

    Of two people who do it at the same moment one wins; the other is told.
    """
    if not is_key(key):
        raise Forbidden(_("This is not the key of this set-up."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    if not is_open():
        raise Conflict(_("Somebody set this Cordée up a moment ago. Sign in, or ask them to add you."))
    organisation = clean_line(organisation)
    _check(organisation, language, name, email, password)
    person = welcome(
        name=name, email=email, password=password, now=now, is_administrator=True, language=language
    )
    named = name_organisation(organisation, language)
    named.set_up_at = now
    named.save(update_fields=["set_up_at"])
    forget_organisation()
    record(events.of_organisation(events.ORGANISATION_SET_UP, named, person.id, ["language", "name"]), at=now)
    return person


def _check(organisation: str, language: str, name: str, email: str, password: str) -> None:
    wrong: dict[str, str] = {}
    if not organisation or len(organisation) > LONGEST_NAME:
        wrong["organisation"] = _("Write a name of at most %(limit)s characters.") % {"limit": LONGEST_NAME}
    if language not in dict(settings.LANGUAGES):
        wrong["language"] = _("Choose one of those offered.")
    if not clean_line(name):
        wrong["name"] = _("Write a name that others can read.")
    if not email.strip():
        wrong["email"] = _("This does not look like an e-mail address.")
    try:
        validate_password(password)
    except ValidationError as error:
        wrong["password"] = " ".join(error.messages)
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)
