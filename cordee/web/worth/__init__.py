"""What is worth somebody's ten minutes: at most three things, each with its reason and its length."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from cordee.spaces import access
from cordee.web.worth.ahead import ahead
from cordee.web.worth.contract import Kind, Thing
from cordee.web.worth.duties import duties, readings
from cordee.web.worth.helping import helping
from cordee.web.worth.steps import steps

MOST = 3

__all__ = ["Kind", "Thing", "Worth", "chosen", "worth"]


@dataclass(frozen=True, slots=True)
class Worth:
    """The things to show, and how many were set aside for today."""

    things: list[Thing]
    aside: int


def worth(who: access.Viewer, now: datetime) -> Worth:
    """What to show to somebody now. At most four queries for who only learns (see ``duties`` for the others)."""
    if to_read := readings(who):  # who audits answers nothing here
        return Worth([*duties(who), *to_read][:MOST], 0)
    found = ahead(who, now)
    things = chain(duties(who), found.things, steps(who, now), helping(who, now))
    # What one was asked may be suggested as well: the first word on it counts.
    once = list({one.key: one for one in reversed(list(things))}.values())[::-1]
    return Worth(chosen(once, found.aside), len({one.key for one in once} & found.aside))


def chosen(things: Iterable[Thing], aside: Collection[str] = (), most: int = MOST) -> list[Thing]:
    """The first of each kind, in the order of the kinds; then what is left, in the same order.

    One of each comes first, so that who decides much still finds their own next step on the page.
    """
    left = sorted((one for one in things if one.key not in aside), key=lambda one: one.kind)
    firsts = [one for rank, one in enumerate(left) if one.kind not in {before.kind for before in left[:rank]}]
    others = [one for one in left if one not in firsts]
    return [*firsts, *others][:most]
