"""A programme of four weeks in the open space: Karim plans it, on Tuesdays at nine in Paris."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from cordee.programmes.actions.planning import Asked, plan_programme
from cordee.programmes.models import Programme, Prompt
from cordee.testing.cast import NOW, Stage

FIRST = date(2026, 3, 3)  # the Tuesday after NOW, a Monday
DUE = datetime(2026, 3, 3, 8, tzinfo=UTC)  # nine in Paris, before the clocks change on 29 March


@dataclass
class Planned:
    """The programme, and its prompts in the order of time."""

    programme: Programme

    def prompts(self) -> list[Prompt]:
        """As they stand now."""
        return list(self.programme.prompts.order_by("due_at", "id"))

    def states(self) -> list[str]:
        """Their states, in that order."""
        return [one.state for one in self.prompts()]

    def days(self) -> list[date]:
        """Their days, in that order."""
        return [one.on for one in self.prompts()]


Plan = Callable[..., Planned]


def plan(stage: Stage, count: int = 4, **details: Any) -> Planned:
    """Plan it; for tests of other rooms too."""
    aim = stage.open.objectives.get()
    asked = [Asked(f"Question {n}", f"Racontez **{n}**.", "discussion", aim.id) for n in range(1, count + 1)]
    usual: dict[str, Any] = {
        "title": "Une question par semaine",
        "prompts": asked,
        "first": FIRST,
        "weekday": 1,
        "clock": time(9),
        "now": NOW,
    }
    return Planned(plan_programme(stage.cast.karim, stage.open, **usual | details))


@pytest.fixture
def planned(stage: Stage) -> Planned:
    """As it is planned."""
    return plan(stage)
