"""Does the warning come in time, and only then? Simulated spaces, judged Monday by Monday by the product's own rule.

Healthy spaces and spaces with a planted decline, of several sizes, rhythms and shapes of decline, with dips in summer
and at the end of the year that differ from space to space. Nothing of the rule is set by what comes out here.
"""

import math
import os
import random
import statistics
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta

from cordee.insights.decline import Counts, State, judge

SPACES = 60  # healthy ones a seed, and as many that decline
SEEDS = (101, 102, 103, 104, 105)
BEGIN = date(2023, 1, 2)
YEARS = 3
IN_TIME = timedelta(days=14)
RATES = (1.0, 2.0, 4.0, 8.0, 20.0)  # spontaneous contributions a week
SHAPES = ("line", "halving", "leaving", "steps")
QUARTER = 365.25 / 4


@dataclass(frozen=True)
class Simulated:
    """A space: what happened on each day, and (for one that declines) when its decline began and the last day."""

    days: dict[date, Counts]
    shape: str
    rate: float
    begun: date | None
    last: date | None


@dataclass(frozen=True)
class Outcome:
    """What one seed gave: for each decline its size, its shape and how many days ahead it was announced (-1: not in
    time at all); for each healthy space its size and its false alarms by quarter.
    """

    seed: int
    declines: list[tuple[float, str, int]]
    healthy: list[tuple[float, list[int]]]


def simulated(draw: random.Random, shape: str, rate: float) -> Simulated:
    """A space of that size over three years; ``shape`` is empty for a healthy one."""
    members = max(6, int(rate * draw.uniform(3, 8)))
    weights = [draw.lognormvariate(0, 1.1) for _member in range(members)]
    whole = sum(weights)
    summer, christmas = draw.uniform(0.05, 0.7), draw.uniform(0.0, 0.5)
    first, length = draw.randint(0, 21), draw.randint(28, 56)
    bursts, answers = draw.uniform(3, 12), draw.uniform(1, 3)
    weekend, drift = draw.uniform(0.05, 0.5), draw.uniform(-0.15, 0.15)
    begun = BEGIN + timedelta(days=draw.randint(330, 700)) if shape else None
    span = draw.randint(56, 168)
    gone = {one: draw.random() for one in range(members)}
    days: dict[date, Counts] = {}
    swing = 1.0
    for number in range(YEARS * 365):
        day = BEGIN + timedelta(days=number)
        if day.weekday() == 0:
            swing = draw.gammavariate(bursts, 1 / bursts)
        level = rate / 7 * 7 / (5 + 2 * weekend) * (weekend if day.weekday() > 4 else 1) * swing
        level *= 1 + drift * number / 365
        opened = date(day.year, 7, 1) + timedelta(days=first)
        if opened <= day < opened + timedelta(days=length):
            level *= summer
        if (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 3):
            level *= christmas
        if day.month in (2, 5):
            level *= 0.8
        share = (day - begun).days / span if begun and day >= begun else 0.0
        here = range(members)
        if shape == "leaving" and share:
            here_left = [one for one in here if gone[one] > share]
            level *= sum(weights[one] for one in here_left) / whole
        else:
            here_left = list(here)
            level *= _left(shape, share)
        if not here_left or level <= 0:
            continue
        posts = _poisson(draw, level)
        replies = _poisson(draw, level * answers)
        chances = [weights[one] for one in here_left]
        voices = len(set(draw.choices(here_left, chances, k=posts + replies))) if posts + replies else 0
        if posts or voices:
            days[day] = Counts(posts, voices)
    last = max((day for day, one in days.items() if one.posts), default=None)
    return Simulated(days, shape, rate, begun, last)


def _left(shape: str, share: float) -> float:
    """What is left of the rate when that share of the decline is over."""
    if not share:
        return 1.0
    match shape:
        case "line":
            return max(0.0, 1 - share)
        case "halving":
            return 0.5 ** (share * 5) if share < 1.2 else 0.0
        case "steps":
            return max(0.0, 1 - math.ceil(share * 4) / 4) if share < 1 else 0.0
    return 1.0


def _poisson(draw: random.Random, mean: float) -> int:
    limit, product, count = math.exp(-mean), draw.random(), 0
    while product > limit:
        product *= draw.random()
        count += 1
    return count


def warned(space: Simulated, until: date) -> list[date]:
    """The Mondays on which a warning stands, from the first third of a year on."""
    mondays = (BEGIN + timedelta(weeks=number) for number in range(18, YEARS * 53))
    return [
        day
        for day in mondays
        if day <= until and judge(space.days, day).state in (State.DECLINING, State.SILENT)
    ]


def begins(standing: list[date]) -> list[date]:
    """Those on which a warning begins."""
    return [day for day in standing if day - timedelta(days=7) not in standing]


def measured(seed: int) -> Outcome:
    """One seed: every size with every shape, and as many healthy spaces."""
    draw = random.Random(seed)
    end = BEGIN + timedelta(days=YEARS * 365)
    declines, healthy = [], []
    for number in range(SPACES):
        rate = RATES[number % len(RATES)]
        shape = SHAPES[number // len(RATES) % len(SHAPES)]
        steady, falling = simulated(draw, "", rate), simulated(draw, shape, rate)
        counts = Counter(int((day - BEGIN).days // QUARTER) for day in begins(warned(steady, end)))
        healthy.append((rate, [counts[one] for one in range(2, YEARS * 4)]))
        assert falling.begun and falling.last
        hits = [day for day in warned(falling, falling.last) if day >= falling.begun]
        declines.append((rate, shape, (falling.last - hits[0]).days if hits else -1))
    return Outcome(seed, declines, healthy)


def report() -> str:
    """Tables by seed, by size and by shape of decline."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        outcomes = list(pool.map(measured, SEEDS))
    lines = [
        "| decline of a space | announced 14 days ahead | median days | false alarms a space and quarter | two in one |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [_row(f"seed {one.seed}", one.declines, one.healthy) for one in outcomes]
    declines = [row for one in outcomes for row in one.declines]
    healthy = [row for one in outcomes for row in one.healthy]
    for rate in RATES:
        lines.append(
            _row(
                f"{rate:g} contributions a week",
                [row for row in declines if row[0] == rate],
                [row for row in healthy if row[0] == rate],
            )
        )
    lines += [_row(f"shape: {shape}", [row for row in declines if row[1] == shape], []) for shape in SHAPES]
    lines.append(_row("all", declines, healthy))
    return "\n".join(
        [*lines, "", "Goal: 80 % announced 14 days ahead, at most one false alarm a space and quarter."]
    )


def _row(name: str, declines: list[tuple[float, str, int]], healthy: list[tuple[float, list[int]]]) -> str:
    in_time = sum(ahead >= IN_TIME.days for _rate, _shape, ahead in declines)
    ahead = statistics.median(one for _rate, _shape, one in declines)
    quarters = [count for _rate, counts in healthy for count in counts]
    false = f"{sum(quarters) / len(quarters):.2f}" if quarters else ""
    twice = f"{sum(one > 1 for one in quarters) / len(quarters):.1%}" if quarters else ""
    share = f"{in_time / len(declines):.0%} ({in_time} of {len(declines)})"
    return f"| {name} | {share} | {ahead:.0f} | {false} | {twice} |"
