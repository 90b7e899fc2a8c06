"""Circles: a cohort in groups of five to twelve who go on together."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil

from django.db import transaction

from cordee.journal.actions import record
from cordee.paths import access, events
from cordee.paths.models import Circle, Cohort, Enrolment

FEWEST, AIM, MOST = 5, 8, 12


def sizes(people: int, aim: int = AIM) -> list[int]:
    """How many people each circle holds: as near to ``aim`` as can be, 5 to 12 wherever that is possible, evenly.

    >>> sizes(37)
    [8, 8, 7, 7, 7]
    """
    if people == 0:
        return []
    circles = max(1, round(people / aim))
    circles = max(circles, ceil(people / MOST))
    while circles > 1 and people // circles < FEWEST:
        circles -= 1
    least, more = divmod(people, circles)
    return [least + 1] * more + [least] * (circles - more)


@transaction.atomic
def form_circles(
    where: access.Standing, cohort: Cohort, *, now: datetime, aim: int = AIM, anew: bool = False
) -> int:
    """Split who takes part; how many circles there are. Who is in a circle stays there, unless ``anew``.

    People of one unit are spread over the circles, so that each hears of other work than their own. Who came since is
    put where the fewest are. For the cohort's facilitators. Raises Forbidden.
    """
    access.check_facilitates(where, cohort)
    held = Enrolment.objects.select_for_update(of=("self",)).select_related("person")
    places = list(held.filter(cohort=cohort, left_at__isnull=True, waiting_since__isnull=True).order_by("id"))
    circles = list(cohort.circles.all())
    if anew or not circles:
        wanted = sizes(len(places), max(FEWEST, min(aim, MOST)))
        cohort.circles.filter(number__gt=len(wanted)).delete()
        known = {one.number: one for one in cohort.circles.all()}
        numbers = range(1, len(wanted) + 1)
        circles = [
            known.get(number) or Circle.objects.create(cohort=cohort, number=number) for number in numbers
        ]
        _deal(places, circles, wanted)
    else:
        _join(places, circles)
    Enrolment.objects.bulk_update(places, ["circle"], batch_size=500)
    record(events.of_cohort(events.CIRCLES_FORMED, cohort, where.person, count=len(circles)), at=now)
    return len(circles)


def _deal(places: Sequence[Enrolment], circles: Sequence[Circle], wanted: Sequence[int]) -> None:
    """Like cards, unit by unit: neighbours in a unit land in different circles."""
    room = dict(zip((one.id for one in circles), wanted, strict=True))
    turn = 0
    for place in sorted(places, key=lambda one: (str(one.person.unit_id), one.id)):
        while not room[circles[turn % len(circles)].id]:
            turn += 1
        circle = circles[turn % len(circles)]
        place.circle = circle
        room[circle.id] -= 1
        turn += 1


def _join(places: Sequence[Enrolment], circles: Sequence[Circle]) -> None:
    count = {circle.id: sum(1 for one in places if one.circle_id == circle.id) for circle in circles}
    for place in places:
        if place.circle_id is None:
            circle = min(circles, key=lambda one: (count[one.id], one.number))
            place.circle = circle
            count[circle.id] += 1
