"""Is a space going silent? An open rule, from counts alone: a CUSUM for counts, against the space's own rhythm.

Two streams, week by week: spontaneous contributions, and person-days of members (who said something on how many days).
What is usual comes from the half-year before, without its last four weeks, so that a slow decline does not become the
rule by which it is judged. The sum of Lucas (1985, Technometrics 27:129-144) gathers what speaks for a rate that has
fallen to a share of the usual one; beyond ``ALARM`` the space is said to be declining. Counts are taken as negative
binomial, so that a week of many is not a promise. In holidays (``holidays``) less is expected: what they left of a week
a year before; where no year is known, hardly anything. docs/decisions/health.md has reasons and figures, which
``bin/bench decline`` prints.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from math import log

from cordee.insights.holidays import is_quiet

WEEK = timedelta(days=7)
WEEKS_READ = 90
YEAR = 52  # weeks
GAP = 4  # weeks between what is judged and what is usual
USUAL_OVER = 20  # weeks that count
USUAL_FROM = 8  # weeks that must be known
LEAST_USUAL = 0.5  # spontaneous contributions a week: below, silence cannot be told from rhythm
FALLEN_TO = 0.5  # the share of the usual rate that is looked for
ALARM = 0.3
CALM = 0.0  # the warning stands until nothing speaks for it any more
MOST_A_WEEK = 0.2  # one odd week is not a decline, however odd
MOST_REGULAR = 20.0  # the shape of counts in bursts; beyond, they are as good as Poisson's
# What is believed of a holiday before it was seen: a tenth is left, with the weight of ten person-days.
HOLIDAY_LEAVES, HOLIDAY_WEIGHT = 0.1, 10.0


class State(Enum):
    """What the counts say."""

    UNKNOWN = "unknown"  # too young, or too few contributions, to have a rhythm
    STEADY = "steady"
    DECLINING = "declining"
    SILENT = "silent"  # nothing spontaneous for four weeks, where there was


@dataclass(frozen=True, slots=True)
class Counts:
    """A day: spontaneous contributions, and members (not those who facilitate) who said something."""

    posts: int = 0
    voices: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a space, with its evidence: counts of the last four weeks, and what four weeks usually hold."""

    state: State
    posts: int
    voices: int
    usual_posts: float
    usual_voices: float
    evidence: float


@dataclass(frozen=True, slots=True)
class _Week:
    posts: int
    voices: int
    quiet: bool


def judge(days: Mapping[date, Counts], today: date) -> Verdict:
    """What ``days`` (those without anything may be left out) say on ``today``, which is not counted itself."""
    weeks = _weeks(days, today)
    last = weeks[:GAP]
    posts, voices = sum(week.posts for week in last), sum(week.voices for week in last)
    gathered, warned, usual = _gathered(weeks)
    usual_posts, usual_voices = (usual[0] * GAP, usual[1] * GAP) if usual else (0.0, 0.0)
    if usual is None:
        state = State.UNKNOWN
    elif warned:
        state = State.DECLINING if posts else State.SILENT
    else:
        state = State.STEADY
    return Verdict(state, posts, voices, usual_posts, usual_voices, gathered)


def _weeks(days: Mapping[date, Counts], today: date) -> list[_Week]:
    """Whole weeks (Monday to Sunday), the last first, back to the one in which something was said first."""
    first = min((day for day, counts in days.items() if counts.posts or counts.voices), default=today)
    found: list[_Week] = []
    end = today - timedelta(days=today.weekday())
    nothing = Counts()
    while len(found) < WEEKS_READ and end > first:
        end -= WEEK
        dates = [end + timedelta(days=number) for number in range(7)]
        counts = [days.get(day, nothing) for day in dates]
        posts, voices = sum(one.posts for one in counts), sum(one.voices for one in counts)
        found.append(_Week(posts, voices, sum(map(is_quiet, dates)) > 3))
    return found


def _gathered(weeks: Sequence[_Week]) -> tuple[float, bool, tuple[float, float] | None]:
    """How much speaks for a decline by now, whether that is a warning, and what a week usually holds."""
    sum_, warned, usual = 0.0, False, None
    for place in range(len(weeks) - 1, -1, -1):
        known = [week for week in weeks[place + GAP + 1 :] if not week.quiet][:USUAL_OVER]
        share = _season(weeks, place)
        if len(known) < USUAL_FROM or share is None:
            continue
        posts, voices = [week.posts for week in known], [week.voices for week in known]
        if _level(posts) < LEAST_USUAL:
            continue
        usual = _level(posts), _level(voices)
        step = _speaks(weeks[place].posts, posts, share) + _speaks(weeks[place].voices, voices, share)
        sum_ = max(0.0, sum_ + min(step / 2, MOST_A_WEEK))
        warned = sum_ > (CALM if warned else ALARM)
    return sum_, warned, usual


def _season(weeks: Sequence[_Week], place: int) -> float | None:
    """What the season leaves of a week: all of it outside of holidays; in them what it left a year before, if known."""
    if not weeks[place].quiet:
        return 1.0
    then = place + YEAR
    around = [week for week in weeks[then - 1 : then + 2] if week.quiet]
    before = [week.voices for week in weeks[then + GAP + 1 :] if not week.quiet][:USUAL_OVER]
    if not around or len(before) < USUAL_FROM:
        return None
    usual = len(around) * _level(before)
    return min(
        1.0,
        (sum(week.voices for week in around) + HOLIDAY_WEIGHT * HOLIDAY_LEAVES) / (usual + HOLIDAY_WEIGHT),
    )


def _level(counts: Sequence[int]) -> float:
    """The mean without the tenth at either end: one burst is not a rhythm."""
    cut = len(counts) // 10
    kept = sorted(counts)[cut : len(counts) - cut]
    return sum(kept) / len(kept)


def _speaks(count: int, usual: Sequence[int], share: float = 1.0) -> float:
    """The logarithm of how much likelier ``count`` is after a fall than before (negative binomial: bursts weigh less).

    ``share`` is what the season usually leaves of a week.
    """
    mean = sum(usual) / len(usual)
    excess = sum((one - mean) ** 2 for one in usual) / max(1, len(usual) - 1) - mean
    shape = min(MOST_REGULAR, mean * mean / excess) if excess > 0 else MOST_REGULAR
    rate = _level(usual) * share
    odds = log((shape + rate) / (shape + FALLEN_TO * rate))
    return count * (log(FALLEN_TO) + odds) + shape * odds
