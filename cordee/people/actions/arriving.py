"""People who come: welcomed one by one, or brought as the authors of an archive."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.core.ids import uuid7
from cordee.core.text import clean_line
from cordee.journal.actions import record, record_all
from cordee.people import events
from cordee.people.models import Person

LONGEST_NAME = 80  # characters
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # an imported author's identifier does not tell when they wrote


def handle_from(name: str) -> str:
    """A handle made of a name: "Inès Ferreira" gives "ines.ferreira"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", ".", plain).strip(".")[:34] or "membre"


def free_handle(wanted: str) -> str:
    """``wanted``, or the first of wanted2, wanted3 … that nobody has."""
    taken = set(Person.objects.filter(handle__startswith=wanted).values_list("handle", flat=True))
    handle, number = wanted, 2
    while handle in taken:
        handle, number = f"{wanted}{number}", number + 1
    return handle


def checked_name(name: str) -> str:
    """A name that others can read. Raises Invalid."""
    name = clean_line(name)
    if not name or len(name) > LONGEST_NAME:
        message = _("Write a name that others can read.")
        raise Invalid(message, fields={"name": message})
    return name


@transaction.atomic
def welcome(
    *,
    name: str,
    email: str | None,
    now: datetime,
    handle: str | None = None,
    password: str | None = None,
    encoded_password: str | None = None,
    seed: str | None = None,
    proven: bool = True,
    **details: Any,
) -> Person:
    """Make somebody a member of the organisation. Without an e-mail they cannot sign in (imported authors).

    ``details`` are further fields of Person. ``seed`` makes the identifier repeatable. ``proven``: whether they showed
    that they read this address, or somebody vouches for it. Raises Invalid, Conflict.
    """
    name = clean_line(name)
    if not name:
        raise Invalid(_("A name is needed."), fields={"name": _("Write a name that others can read.")})
    email = email.strip().lower() if email else None
    if email:
        check_email(email)
    person = Person(
        id=uuid7(now, seed) if seed else uuid7(),
        name=name[:80],
        email=email,
        handle=handle or free_handle(handle_from(name)),
        joined_at=now,
        password=encoded_password or make_password(password),
        **details,
    )
    person.save(force_insert=True)
    if email:
        EmailAddress.objects.create(user=person, email=email, verified=proven, primary=True)
    record(events.person_joined(person), at=now)
    return person


def check_email(email: str) -> None:
    """Raises Invalid for what is no address, Conflict where somebody has it already. One query."""
    try:
        validate_email(email)
    except ValidationError:
        message = _("This does not look like an e-mail address.")
        raise Invalid(message, fields={"email": message}) from None
    if Person.objects.filter(email=email).exists():
        raise Conflict(_("Somebody already comes in with this address."))


@dataclass(frozen=True)
class Author:
    """Somebody whose contributions are imported: the name they had there, and when they first wrote."""

    alias: str
    first_at: datetime


@transaction.atomic
def bring_authors(source: str, authors: Iterable[Author]) -> dict[str, Person]:
    """Make imported authors people who cannot sign in until they are invited; by alias.

    The same ``source`` and alias are always the same person, so bringing them again changes nothing.
    """
    wanted = {uuid7(EPOCH, f"{source}:author:{author.alias}"): author for author in authors}
    known = Person.objects.in_bulk(list(wanted))
    handles = set(Person.objects.values_list("handle", flat=True))
    fresh = []
    for person_id, author in wanted.items():
        if person_id in known:
            continue
        handle = _imported_handle(author.alias, source, handles)
        handles.add(handle)
        name = clean_line(author.alias)[:80] or handle
        person = Person(id=person_id, name=name, handle=handle, joined_at=author.first_at)
        person.set_unusable_password()
        known[person_id] = person
        fresh.append(person)
    Person.objects.bulk_create(fresh, batch_size=1000)
    record_all((events.person_joined(person), person.joined_at) for person in fresh)
    return {author.alias: known[person_id] for person_id, author in wanted.items()}


def _imported_handle(alias: str, source: str, taken: set[str]) -> str:
    base = handle_from(alias)
    candidates = chain([base, f"{base}.{source}"[:39].rstrip(".-_")], (f"{base}{n}" for n in count(2)))
    return next(candidate for candidate in candidates if candidate not in taken)
