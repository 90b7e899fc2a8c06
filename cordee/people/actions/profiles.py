"""What people say of themselves, and how they like to read."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.text import clean, clean_line
from cordee.core.zones import time_zones
from cordee.journal.actions import record
from cordee.media.models import File
from cordee.people import events
from cordee.people.actions.skills import skills_named
from cordee.people.models import Person, PersonSkill

PREFERENCES = {"language": ("fr", "en"), "theme": Person.Theme.values, "motion": Person.Motion.values}
LONGEST = {"name": 80, "headline": 120, "about": 2000, "availability": 200}  # the profile, characters


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


@transaction.atomic
def set_preferences(actor: Person, **choices: str) -> Person:
    """Language, time zone, theme, motion: how one likes to read. Not an act that others see: nothing is recorded."""
    for field, value in choices.items():
        if field != "time_zone" and field not in PREFERENCES:
            raise Invalid(_("There is no such setting."), fields={field: _("Unknown setting.")})
        known = time_zones() if field == "time_zone" else PREFERENCES[field]
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
