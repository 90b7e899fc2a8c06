"""Laying prompts on the days of a rhythm: what every change of a plan ends with."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from cordee.programmes.models import Programme, Prompt
from cordee.programmes.schedule import Rhythm, moment, public_holidays

HORIZON = timedelta(days=3 * 366)  # how far ahead public holidays are looked up


def rhythm_of(programme: Programme, now: datetime) -> Rhythm:
    """On which days a programme asks. One query."""
    today = now.astimezone(programme.space.zone).date()
    closed: frozenset[date] = frozenset()
    if programme.skips_holidays:
        closed = frozenset(public_holidays(programme.space.time_zone, today, today + HORIZON))
    breaks = tuple(programme.breaks.order_by("first").values_list("first", "last"))
    return Rhythm(programme.weekday, programme.every, breaks, closed)


def lay(
    programme: Programme,
    prompts: Sequence[Prompt],
    *,
    first: date,
    now: datetime,
    rhythm: Rhythm,
    taken: Collection[date] = (),
) -> None:
    """Put these prompts, in their order, on the next days of the rhythm: from ``first`` on, and never in the past.

    ``taken`` are days that others hold already: nothing else is put in their weeks. Rows are changed, not saved; where
    the rhythm leaves too few days, the last ones stay where they were.
    """
    zone = programme.space.zone
    full = {week_of(day) for day in taken}
    days = rhythm.days(max(first, now.astimezone(zone).date()))
    for prompt in prompts:
        for day in days:
            due = moment(day, programme.clock, zone)
            if due > now and week_of(day) not in full:
                prompt.on, prompt.clock, prompt.due_at = day, programme.clock, due
                prompt.placed = False
                break


def lay_the_rest(programme: Programme, *, now: datetime, first: date | None = None) -> list[Prompt]:
    """What is planned and was not put in its place by hand goes on the days of the rhythm; who moved is returned.

    Without ``first``, from the week of the earliest of them on. Three queries.
    """
    planned = list(programme.prompts.filter(state=Prompt.State.PLANNED).order_by("due_at", "id"))
    rest = [one for one in planned if not one.placed]
    if not rest:
        return []
    before = {one.id: one.due_at for one in rest}
    taken = [one.on for one in planned if one.placed]
    start = first or week_of(rest[0].on)
    lay(programme, rest, first=start, now=now, rhythm=rhythm_of(programme, now), taken=taken)
    moved = [one for one in rest if one.due_at != before[one.id]]
    for one in moved:
        one.why = ""
    Prompt.objects.bulk_update(moved, ["on", "clock", "due_at", "placed", "why"])
    return moved


def free_day(programme: Programme, *, now: datetime) -> date | None:
    """The next day of the rhythm in whose week nothing is planned. Two queries."""
    planned = programme.prompts.filter(state=Prompt.State.PLANNED).values_list("on", flat=True)
    full = {week_of(day) for day in planned}
    zone = programme.space.zone
    today = now.astimezone(zone).date()
    for day in rhythm_of(programme, now).days(today):
        if week_of(day) not in full and moment(day, programme.clock, zone) > now:
            return day
    return None


def week_of(day: date) -> date:
    """Its Monday."""
    return day - timedelta(days=day.weekday())
