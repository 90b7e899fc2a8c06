"""Bringing many people into a cohort at once: from a list of addresses, or because of where they belong."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from cordee.paths import access
from cordee.paths.actions.enrolling import give_place
from cordee.paths.models import Cohort, Enrolment
from cordee.people.models import Person

MOST_LINES = 2_000


@dataclass
class Brought:
    """What became of a list: who has a place now, who waits for one, who was there already, and what nobody is called."""

    enrolled: list[Person] = field(default_factory=list)
    waiting: list[Person] = field(default_factory=list)
    already: list[Person] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


@transaction.atomic
def enrol_list(
    where: access.Standing, cohort: Cohort, text: str, *, now: datetime, dry_run: bool = False
) -> Brought:
    """Enrol people by their e-mail or handle: one a line, or the first cell of each line of a CSV file.

    ``dry_run`` says what would become of it and changes nothing. For the cohort's facilitators. Raises Forbidden.
    """
    access.check_facilitates(where, cohort)
    named = _named(text)
    people = {
        key: person
        for person in Person.objects.filter(Q(email__in=named) | Q(handle__in=named), is_active=True)
        for key in ((person.email or "").lower(), person.handle)
    }
    there = set(
        Enrolment.objects.filter(cohort=cohort, left_at__isnull=True).values_list("person_id", flat=True)
    )
    brought = Brought(unknown=[name for name in named if name not in people])
    taken = Enrolment.objects.filter(cohort=cohort, left_at__isnull=True, waiting_since__isnull=True).count()
    for person in dict.fromkeys(people[name] for name in named if name in people):
        if person.id in there:
            brought.already.append(person)
        elif dry_run:
            full = cohort.capacity is not None and taken + len(brought.enrolled) >= cohort.capacity
            (brought.waiting if full else brought.enrolled).append(person)
        else:
            place = give_place(cohort, person, by=where.person, now=now)
            (brought.waiting if place.waiting_since else brought.enrolled).append(person)
    return brought


@transaction.atomic
def enrol_by_rule(cohort: Cohort, *, now: datetime) -> int:
    """Enrol who belongs to the groups or units of the cohort's rule and never was in it; how many.

    Who left does not come back by itself. Run again, it goes on.
    """
    if cohort.entry != Cohort.Entry.RULE or cohort.closed_at is not None:
        return 0
    meant = Q(group_links__group__in=cohort.groups.values("id")) | Q(unit__in=cohort.units.values("id"))
    new = Person.objects.filter(meant, is_active=True).exclude(enrolments__cohort=cohort).distinct()
    people = list(new.order_by("id")[:MOST_LINES])
    for person in people:
        give_place(cohort, person, by=None, now=now)
    return len(people)


def _named(text: str) -> list[str]:
    cells = (
        re.split(r"[,;\t]", line.strip().strip('"'), maxsplit=1)[0] for line in text.splitlines()[:MOST_LINES]
    )
    names = (cell.strip().strip('"').removeprefix("@").lower() for cell in cells)
    # The head of a CSV file is no name.
    return [
        name
        for name in dict.fromkeys(names)
        if name and name not in ("e-mail", "email", "courriel", "adresse", "mail")
    ]
