"""How likely somebody is to answer: a sum of few terms with fixed weights, open to everyone who reads this file.

The score is a log-odds, up to a constant that is the same for all candidates of a question. Each term is itself the
log-odds of a share (of recent questions that a person answered, of close threads that they answered ...), so that twice
as likely counts the same wherever it comes from. The weights are rounded from logistic regressions on two communities
(docs/decisions/routing.md says which, and what they give); nothing is learned while the product runs.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cordee.recommendations.fading import DAY, EVER, MONTH, QUARTER, WEEK

# What each term weighs. Habit: the odds of answering any question, by what was done in the last week, month and
# quarter; what was done ever counts against, as it says that the present is less than it was.
HABIT = {WEEK: 0.25, MONTH: 0.3, QUARTER: 0.2, EVER: -0.3}
CLOSE_QUESTIONS = 0.2  # the odds among threads whose question is close
CLOSE_THREADS = 0.3  # and among threads in which close things were said
LIFT = 0.75
RHYTHM = 0.35  # being around at this hour of the day
PRESENCE = 0.1  # having done something a moment ago
HELPED = 0.12  # having answered who asks
NAMED = 4.0  # being called in the text
# What the archives cannot teach: evidence of the very skill of the question, each kind counted once.
DECLARED, ACCEPTED, TRIED = 3.0, 1.5, 1.0

_MOST = 0.98  # no share is nearer to certainty
_FEW = (0.02, 3.0)  # answers, and questions, that everyone begins with
_FLOOR = 0.005
_FAR = 365.0  # days: beyond, absence is absence
HOURS_AHEAD = (1.0, 0.8, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2)  # a question waits some hours, each worth less
_HOURS_OF_ALL = 5.0  # acts like everyone's that each person's rhythm begins with


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody before one question. Counts are faded to that moment.

    ``habit``: answers; the shares and the lift are those of ``closeness``; ``helped``: answers to who asks.
    """

    habit: Sequence[float]
    questions_share: float = 0.0
    threads_share: float = 0.0
    lift: float = 0.0
    helped: float = 0.0
    named: bool = False
    declared: bool = False
    accepted: bool = False
    tried: bool = False


def log_odds(share: float) -> float:
    """Of a share between 0 and 1."""
    bounded = min(max(share, 1e-9), _MOST)
    return math.log(bounded / (1 - bounded))


def usual(known: Known, questions: Sequence[float]) -> float:
    """The score without the hour: ``questions`` are the counts of questions asked, faded as the habits are."""
    few, more = _FEW
    score = sum(
        weight * log_odds((known.habit[span] + few) / (questions[span] + more))
        for span, weight in HABIT.items()
    )
    score += CLOSE_QUESTIONS * log_odds((known.questions_share + _FLOOR) / (1 + 4 * _FLOOR))
    score += CLOSE_THREADS * log_odds((known.threads_share + _FLOOR) / (1 + 4 * _FLOOR))
    score += LIFT * known.lift
    score += HELPED * math.log1p(known.helped / 0.3)
    score += NAMED * known.named + DECLARED * known.declared + ACCEPTED * known.accepted
    return score + TRIED * known.tried


def around(hours: Sequence[float], of_all: Sequence[float], hour: int) -> float:
    """What the hour adds: is this person around in the hours after ``hour`` (UTC), compared with everyone?"""
    everyone = sum(of_all)
    usual_part = _ahead(of_all, hour) / everyone if everyone else sum(HOURS_AHEAD) / 24
    part = (_ahead(hours, hour) + _HOURS_OF_ALL * usual_part) / (sum(hours) + _HOURS_OF_ALL)
    return RHYTHM * math.log(part / max(usual_part, 1e-6) + 0.1)


def present(quiet: float) -> float:
    """What presence adds: ``quiet`` seconds since their last act."""
    return -PRESENCE * math.log(min(quiet / DAY, _FAR) + 0.02)


def _ahead(hours: Sequence[float], hour: int) -> float:
    return sum(weight * hours[(hour + later) % 24] for later, weight in enumerate(HOURS_AHEAD))
