"""Every write about people."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from typing import Any
from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.core.ids import uuid7
from cordee.core.text import clean, clean_line
from cordee.journal.actions import record, record_all
from cordee.media.models import File
from cordee.people import events
from cordee.people.models import Person, PersonSkill, Skill

PREFERENCES = {"language": ("fr", "en"), "theme": Person.Theme.values, "motion": Person.Motion.values}
LONGEST = {"name": 80, "headline": 120, "about": 2000, "availability": 200}  # the profile, characters

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
    **details: Any,
) -> Person:
    """Make somebody a member of the organisation. Without an e-mail they cannot sign in (imported authors).

    ``details`` are further fields of Person. ``seed`` makes the identifier repeatable. Raises Invalid, Conflict.
    """
    name = clean_line(name)
    if not name:
        raise Invalid(_("A name is needed."), fields={"name": _("Write a name that others can read.")})
    email = email.strip().lower() if email else None
    if email:
        _check_email(email)
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
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    record(events.person_joined(person), at=now)
    return person


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        message = _("This does not look like an e-mail address.")
        raise Invalid(message, fields={"email": message}) from None
    if Person.objects.filter(email=email).exists():
        raise Conflict(_("Somebody already comes in with this address."))


@transaction.atomic
def edit_profile(
    actor: Person,
    *,
    now: datetime,
    helps: Iterable[str] | None = None,
    learns: Iterable[str] | None = None,
    **fields: str,
) -> Person:
    """Change one's own words, and the skills one can help with or wants to learn (slugs; unknown ones refused)."""
    changed = []
    for field, value in fields.items():
        if field not in LONGEST:
            raise Invalid(_("There is no such field."), fields={field: _("Unknown field.")})
        value = clean(value) if field == "about" else clean_line(value)
        limit = LONGEST[field]
        if len(value) > limit:
            message = _("At most %(limit)s characters, please.") % {"limit": limit}
            raise Invalid(message, fields={field: message})
        if field == "name" and not value:
            message = _("Write a name that others can read.")
            raise Invalid(message, fields={"name": message})
        if getattr(actor, field) != value:
            setattr(actor, field, value)
            changed.append(field)
    for side, slugs in ((PersonSkill.Side.HELPS, helps), (PersonSkill.Side.LEARNS, learns)):
        if slugs is not None and _set_side(actor, side, slugs, now):
            changed.append(side.value)
    if changed:
        actor.save()
        record(events.profile_edited(actor, changed), at=now)
    return actor


def _set_side(person: Person, side: PersonSkill.Side, slugs: Iterable[str], now: datetime) -> bool:
    wanted = skills_named(slugs)
    current = set(PersonSkill.objects.filter(person=person, side=side).values_list("skill_id", flat=True))
    new = {skill.id for skill in wanted}
    if new == current:
        return False
    PersonSkill.objects.filter(person=person, side=side).exclude(skill_id__in=new).delete()
    PersonSkill.objects.bulk_create(
        PersonSkill(person=person, skill_id=skill_id, side=side, at=now) for skill_id in new - current
    )
    return True


def skills_named(slugs: Iterable[str]) -> list[Skill]:
    """The skills of these slugs; raises Invalid for one that does not exist."""
    wanted = [clean_line(slug) for slug in dict.fromkeys(slugs)]
    found = {skill.slug: skill for skill in Skill.objects.filter(slug__in=wanted)}
    unknown = [slug for slug in wanted if slug not in found]
    if unknown:
        message = _("Unknown skill: %(names)s") % {"names": ", ".join(unknown[:5])}
        raise Invalid(message, fields={"skills": message})
    return [found[slug] for slug in wanted]


@transaction.atomic
def set_preferences(actor: Person, **choices: str) -> Person:
    """Language, time zone, theme, motion: how one likes to read. Not an act that others see: nothing is recorded."""
    for field, value in choices.items():
        if field != "time_zone" and field not in PREFERENCES:
            raise Invalid(_("There is no such setting."), fields={field: _("Unknown setting.")})
        known = available_timezones() if field == "time_zone" else PREFERENCES[field]
        if value not in known:
            message = _("Choose one of those offered.")
            raise Invalid(message, fields={field: message})
        setattr(actor, field, value)
    actor.save(update_fields=[*choices])
    return actor


@transaction.atomic
def set_photo(actor: Person, photo: File | None, *, now: datetime) -> Person:
    """Show this photo (already stored as an image) beside one's name, or the generated avatar again."""
    actor.photo = photo
    actor.save(update_fields=["photo"])
    record(events.profile_edited(actor, ["photo"]), at=now)
    return actor


def add_skill(slug: str, name: str, *, now: datetime, seed: str | None = None) -> Skill:
    """Make a skill known; the existing one when the slug is taken."""
    skill, _made = Skill.objects.get_or_create(
        slug=slug, defaults={"id": uuid7(now, seed) if seed else uuid7(), "name": clean_line(name)}
    )
    return skill


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
