"""Reads of a space's programme: the plan as a whole, and its days on a calendar."""

import calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.functional import cached_property

from cordee.programmes.models import Break, Programme, Prompt
from cordee.programmes.schedule import public_holidays
from cordee.spaces import access
from cordee.spaces.models import Space

FORMER = 12  # prompts that a member is shown of what was asked


@dataclass
class Plan:
    """A programme with its prompts in the order of time and the days that it leaves out."""

    programme: Programme
    prompts: list[Prompt]
    breaks: list[Break]

    @cached_property
    def to_come(self) -> list[Prompt]:
        """What is still planned."""
        return [one for one in self.prompts if one.is_planned]

    @cached_property
    def out(self) -> list[Prompt]:
        """What came out, the newest first."""
        return [one for one in reversed(self.prompts) if one.is_out]

    @cached_property
    def missed(self) -> list[Prompt]:
        """What did not come out at its hour, and why."""
        return [one for one in self.prompts if one.state == Prompt.State.MISSED]

    @property
    def next(self) -> Prompt | None:
        """What comes out next."""
        return next(iter(self.to_come), None)


def plan_of(space: Space) -> Plan | None:
    """The programme under way; without one, the last that there was. Three queries, one where there never was any."""
    programme = (
        Programme.objects.filter(space=space)
        .select_related("responsible")
        .order_by("-ended_at", "-created_at")  # an open one first: NULL is the largest
        .first()
    )
    if programme is None:
        return None
    programme.space = space
    rows = programme.prompts.select_related("objective", "post", "recap").order_by("due_at", "id")
    prompts = list(rows)
    for one in prompts:
        one.programme = programme
    return Plan(programme, prompts, list(programme.breaks.order_by("first")))


def plan_seen(who: access.Viewer, space: Space) -> Plan | None:
    """``plan_of``, for who may read the space. Raises Missing, Forbidden."""
    access.check_reads(who, space)
    return plan_of(space)


@dataclass
class Day:
    """A day of the calendar."""

    on: date
    outside: bool  # belongs to the month before or after
    holiday: str = ""
    left_out: Break | None = None
    prompts: list[Prompt] = field(default_factory=list)


@dataclass
class Month:
    """A month as whole weeks, Monday first."""

    first: date
    weeks: list[list[Day]]

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return (self.first + timedelta(days=31)).replace(day=1)


def month_of(plan: Plan, within: date, language: str) -> Month:
    """The month of this day, with the plan on it. No query."""
    weeks = calendar.Calendar().monthdatescalendar(within.year, within.month)
    known: dict[date, str] = {}
    if plan.programme.skips_holidays:
        known = public_holidays(plan.programme.space.time_zone, weeks[0][0], weeks[-1][-1], language)
    by_day: dict[date, list[Prompt]] = defaultdict(list)
    for prompt in plan.prompts:
        by_day[day_of(prompt)].append(prompt)
    made = [
        [
            Day(
                day,
                day.month != within.month,
                known.get(day, ""),
                next((one for one in plan.breaks if one.first <= day <= one.last), None),
                by_day.get(day, []),
            )
            for day in week
        ]
        for week in weeks
    ]
    return Month(within.replace(day=1), made)


def day_of(prompt: Prompt) -> date:
    """The day on which it stands: when it came out, or is meant to, in the space's zone."""
    if prompt.published_at is None:
        return prompt.on
    return prompt.published_at.astimezone(prompt.programme.space.zone).date()


def today_in(space: Space, now: datetime) -> date:
    """Which day it is in a space."""
    return now.astimezone(space.zone).date()
