"""Whom to ask, of those who may know: the policy, without a database.

The product asks it, the simulation of ``bin/bench asks`` asks it, and so does whoever measures another archive. See
docs/decisions/asks.md for the reasons and the figures.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

QUOTA = 2  # questions a week, until somebody chooses for themselves
MOST_QUOTA = 20
WEEKS = 4  # over how many weeks the load is balanced
WEIGHT = 2.0  # how much a question lately counts against another one, where one takes on one a week
OUT_OF_TURN = 0.5  # what experts are worth in the peers' turn, and the other way round
CLOSE = 0.5  # of the best score: from there on somebody is close enough for rest and turn to decide
STEEP = 4


class Stage(IntEnum):
    """Whose turn it is."""

    NOBODY = 0
    PEERS = 1
    EXPERTS = 2
    FACILITATORS = 3


AT_ONCE = {Stage.PEERS: 2, Stage.EXPERTS: 2}  # how many are asked and have not said no, at one time
AT_MOST = {Stage.PEERS: 4, Stage.EXPERTS: 8}  # how many are asked in one stage, those who said no included


@dataclass(frozen=True, slots=True)
class Able:
    """Somebody who may know, and how they stand.

    ``score`` compares the candidates of one question and nothing else. ``expert``: an accepted answer on it, or a
    declared skill. ``this_week`` and ``lately``: questions they were asked in 7 days, in four weeks. ``willing``: from
    0 to 1, what they said before when they were asked on this; ``off``: not to be asked on this at all.
    """

    id: UUID
    score: float
    expert: bool = False
    quota: int = QUOTA
    this_week: int = 0
    lately: int = 0
    willing: float = 1.0
    away: bool = False
    off: bool = False

    @property
    def free(self) -> bool:
        """May be asked now: here, within what they take on a week, and not against what they said."""
        return not self.away and not self.off and self.this_week < self.quota and self.willing > 0


def choose(able: Iterable[Able], stage: Stage, *, most: int, without: Set[UUID] = frozenset()) -> list[Able]:
    """The ``most`` people to ask now, best first; fewer where fewer are free. ``without``: asked already, or who asks.

    The same people in any order give the same choice.
    """
    free = [one for one in able if one.free and one.id not in without]
    best = max((one.score for one in free), default=0.0)
    free.sort(key=lambda one: (-value(one, best, stage), one.id))
    return free[:most]


def value(one: Able, best: float, stage: Stage) -> float:
    """How good it is to ask somebody: their score beside the best one's, their willingness, whose turn it is, and a
    rest for the busy.

    Experts count less while it is the peers' turn, so that they are kept for what needs them, and the other way round
    afterwards. The more somebody was asked lately, beside what they take on, the more it counts against them. The score
    goes through a curve that is flat at its ends: among those who are close, rest and turn decide who is asked, and
    none of their week is spent on those who are not.
    """
    near = (max(0.0, one.score) / best) ** STEEP if best > 0 else 1.0
    closeness = near / (near + CLOSE**STEEP)
    turn = 1.0 if one.expert == (stage >= Stage.EXPERTS) else OUT_OF_TURN
    return closeness * one.willing * turn / (1 + WEIGHT * one.lately / max(1, one.quota))


def willingness(*, answered: int, declined: int, not_mine: int, silent: int) -> float:
    """What past asks on the same skills (or, without skills, in the same space) say of the next one: from 0 to 1.

    Nobody asked before counts as willing: two answers are supposed of everybody (an additive prior). "Not my field"
    weighs most, and twice it means no; silence weighs least, since it has many reasons.
    """
    if not_mine >= 2 and not answered:
        return 0.0
    against = declined + 4 * not_mine + silent / 2
    return (answered + 2) / (answered + 2 + against)
