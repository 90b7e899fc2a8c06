"""An organisation in which enough people do something for figures to be told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cordee.insights.counting.upkeep import count_what_is_due
from cordee.insights.tests.test_figures import ask, newcomers
from cordee.journal.readers import catch_up
from cordee.people.actions.arranging import add_unit, place
from cordee.testing.cast import NOW, Stage


@pytest.fixture
def busy(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Nine more people in the open space, who asked; seven of them in one unit, two in another below the same."""
    thomas, marc = stage.cast.thomas, stage.cast.marc
    top = add_unit(thomas, name="Réseau", now=NOW - timedelta(days=50))
    north, south = (
        add_unit(thomas, name=name, parent=top, now=NOW - timedelta(days=50)) for name in ("Nord", "Sud")
    )
    for number, person in enumerate(newcomers(stage, 9, 20)):
        place(thomas, person, unit=north if number < 7 else south, manager=marc, now=NOW - timedelta(days=19))
        ask(person, stage.open, 10 + number / 10)
    catch_up()
    count_what_is_due(NOW)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return stage
