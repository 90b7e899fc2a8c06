"""How somebody wants to be asked, and how fast a space asks."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.asks import events
from cordee.asks.choosing import MOST_QUOTA
from cordee.asks.models import Availability, SpacePace, Unasked
from cordee.core.errors import Invalid
from cordee.core.zones import time_zones
from cordee.journal.actions import record
from cordee.people.actions.skills import skills_named
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.models import Space

LONGEST = 90  # working hours of a stage: two weeks


@transaction.atomic
def set_wishes(
    actor: Person,
    *,
    quota: int,
    away_from: date | None,
    away_until: date | None,
    unasked: Iterable[str],
    now: datetime,
) -> Availability:
    """Questions a week (0: none), first and last day away, skills (slugs) not to be asked about. Raises Invalid."""
    if not 0 <= quota <= MOST_QUOTA:
        message = _("Choose a number from 0 to %(most)s.") % {"most": MOST_QUOTA}
        raise Invalid(message, fields={"quota": message})
    if away_until and (away_from is None or away_until < away_from):
        message = _("The last day away comes after the first.")
        raise Invalid(message, fields={"away_until": message})
    wanted = {skill.id for skill in skills_named(unasked)}
    row = Availability.objects.select_for_update().filter(person=actor).first()
    row = row or Availability(person=actor)
    given = {"quota": quota, "away_from": away_from, "away_until": away_until}
    changed = [name for name, value in given.items() if row._state.adding or getattr(row, name) != value]
    if changed:
        row.quota, row.away_from, row.away_until, row.at = quota, away_from, away_until, now
        row.save()
    current = set(Unasked.objects.filter(person=actor).values_list("skill_id", flat=True))
    if wanted != current:
        changed.append("unasked")
        Unasked.objects.filter(person=actor).exclude(skill_id__in=wanted).delete()
        new = (Unasked(person=actor, skill_id=skill, at=now) for skill in sorted(wanted - current))
        Unasked.objects.bulk_create(new, ignore_conflicts=True)
    if changed:
        record(events.of_wishes(actor, sorted(changed)), at=now)
    return row


@transaction.atomic
def set_pace(
    actor: Person, space: Space, *, now: datetime, asks: bool, time_zone: str, **hours: int
) -> SpacePace:
    """Whether a space asks, and how long each stage waits. Facilitators. Raises Missing, Forbidden, Invalid."""
    who = access.viewer(actor)
    access.check_facilitates(who, space)
    wrong: dict[str, str] = {}
    for name in ("peers", "experts", "facilitators"):
        if not 1 <= hours[name] <= LONGEST:
            wrong[name] = _("From 1 to %(most)s working hours.") % {"most": LONGEST}
    if not 0 <= hours["opens"] < hours["closes"] <= 24:
        wrong["closes"] = _("The day ends after it begins.")
    if time_zone not in time_zones():
        wrong["time_zone"] = _("Choose one of those offered.")
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)
    given = {"asks": asks, "time_zone": time_zone, **hours}
    row = SpacePace.objects.select_for_update().filter(space=space).first() or SpacePace(space=space)
    changed = sorted(name for name, value in given.items() if getattr(row, name) != value)
    if changed or row._state.adding:
        for name, value in given.items():
            setattr(row, name, value)
        row.at = now
        row.save()
        record(events.of_pace(space.id, actor, changed), at=now)
    return row
