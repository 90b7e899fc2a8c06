"""Opening a cohort, changing it, who leads it, and its end."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.ids import uuid7
from cordee.core.text import clean, clean_line, render
from cordee.core.zones import time_zones
from cordee.journal.actions import record
from cordee.paths import access, events
from cordee.paths.models import Cohort, Staff
from cordee.people.models import Person
from cordee.spaces.actions.memberships import admit
from cordee.spaces.actions.spaces import Aim, found_space
from cordee.spaces.models import Membership, Space

MOST_PLACES = 10_000


@transaction.atomic
def open_cohort(
    where: access.Standing,
    *,
    title: str,
    starts_on: date,
    now: datetime,
    ends_on: date | None = None,
    space: Space | None = None,
    seed: str | None = None,
    **details: Any,
) -> Cohort:
    """A group that takes the published path between two dates, with a space of its own; ``actor`` facilitates it.

    The space has the path's objectives, and is hidden from others. For authors. Raises Forbidden, Conflict, Invalid.
    """
    access.check_writes(where)
    path, actor = where.path, where.person
    if path.current is None:
        raise Conflict(_("Publish the path first: a cohort takes what is published."))
    cohort = Cohort(
        id=uuid7(now, seed) if seed else uuid7(),
        path=path,
        version=path.current,
        title=clean_line(title)[:150],
        starts_on=starts_on,
        ends_on=ends_on,
        created_at=now,
    )
    _set(cohort, details)
    _check(cohort)
    if space is None:
        aims = [
            Aim(one.text, [skill.slug for skill in one.skills.all()])
            for one in path.current.objectives.prefetch_related("skills")
        ]
        space = found_space(
            actor,
            title=cohort.title[:100],
            slug=slugify(f"{path.slug}-{cohort.title}")[:47] + f"-{cohort.id.hex[-12:]}",
            theme=path.summary[:300],
            visibility=Space.Visibility.HIDDEN,
            aims=aims,
            now=now,
            seed=f"{seed} space" if seed else None,
        )
    cohort.space = space
    cohort.save(force_insert=True)
    Staff.objects.create(cohort=cohort, person=actor, role=Staff.Role.FACILITATOR, at=now)
    record(events.of_cohort(events.COHORT_OPENED, cohort, actor), at=now)
    return cohort


@transaction.atomic
def edit_cohort(where: access.Standing, cohort: Cohort, *, now: datetime, **details: Any) -> Cohort:
    """Change title, dates, places, who may enter, or the welcome. For its facilitators. Raises Forbidden, Invalid."""
    access.check_facilitates(where, cohort)
    groups, units = details.pop("groups", None), details.pop("units", None)
    _set(cohort, details)
    _check(cohort)
    cohort.save()
    if groups is not None:
        cohort.groups.set(groups)
    if units is not None:
        cohort.units.set(units)
    record(events.of_cohort(events.COHORT_EDITED, cohort, where.person, fields=sorted(details)), at=now)
    return cohort


@transaction.atomic
def set_staff(
    where: access.Standing, cohort: Cohort, person: Person, roles: Iterable[str], *, now: datetime
) -> None:
    """What somebody is in the cohort: facilitator, tutor, both or nothing any more. For its facilitators.

    A facilitator of the cohort facilitates its space; a tutor belongs to it. Raises Forbidden, Conflict.
    """
    access.check_facilitates(where, cohort)
    wanted = set(roles) & set(Staff.Role.values)
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    held = {one.role for one in cohort.staff.filter(person=person)}
    leads = cohort.staff.filter(role=Staff.Role.FACILITATOR).exclude(person=person)
    if Staff.Role.FACILITATOR in held - wanted and not leads.exists():
        raise Conflict(_("A cohort keeps one facilitator at least: name another one first."))
    cohort.staff.filter(person=person, role__in=held - wanted).delete()
    Staff.objects.bulk_create(
        Staff(cohort=cohort, person=person, role=role, at=now) for role in wanted - held
    )
    if wanted and cohort.space:
        leads_space = Staff.Role.FACILITATOR in wanted
        in_space = Membership.Role.FACILITATOR if leads_space else Membership.Role.MEMBER
        admit(where.person, cohort.space, person, role=in_space, now=now)
    for role in wanted ^ held:
        fact = events.of_cohort(
            events.STAFF_CHANGED, cohort, where.person, person=str(person.id), role=role, now=role in wanted
        )
        record(fact, at=now)


@transaction.atomic
def close_cohort(where: access.Standing, cohort: Cohort, *, now: datetime) -> None:
    """Nobody enters any more and nothing is handed in; its space stays, for alumni. For its facilitators."""
    access.check_facilitates(where, cohort)
    if cohort.closed_at is None:
        cohort.closed_at = now
        cohort.save(update_fields=["closed_at"])
        record(events.of_cohort(events.COHORT_CLOSED, cohort, where.person), at=now)


def _set(cohort: Cohort, details: dict[str, Any]) -> None:
    for name, value in details.items():
        match name:
            case "title":
                cohort.title = clean_line(value)[:150]
            case "welcome":
                cohort.welcome = clean(value)
                cohort.welcome_html = render(cohort.welcome)
            case "entry":
                if value not in Cohort.Entry.values:
                    raise Invalid(
                        _("Choose one of those offered."), fields={"entry": _("Choose one of those offered.")}
                    )
                cohort.entry = value
                if value == Cohort.Entry.LINK and not cohort.link:
                    cohort.link = secrets.token_urlsafe(24)
            case "starts_on" | "ends_on" | "time_zone" | "capacity":
                setattr(cohort, name, value)
            case _:
                raise Invalid(_("There is no such field."), fields={name: _("Unknown field.")})


def _check(cohort: Cohort) -> None:
    wrong = {}
    if not cohort.title:
        wrong["title"] = _("Give the cohort a title.")
    if cohort.ends_on and cohort.ends_on < cohort.starts_on:
        wrong["ends_on"] = _("The end comes after the beginning.")
    if cohort.time_zone not in time_zones():
        wrong["time_zone"] = _("Choose one of those offered.")
    if cohort.capacity is not None and not 1 <= cohort.capacity <= MOST_PLACES:
        wrong["capacity"] = _("Between 1 and %(most)s places, or nothing: no limit.") % {"most": MOST_PLACES}
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)


def check_is_open(cohort: Cohort) -> None:
    """Raises Forbidden where the cohort was closed."""
    if cohort.closed_at is not None:
        raise Forbidden(_("This cohort is closed: it stays to be read."))
