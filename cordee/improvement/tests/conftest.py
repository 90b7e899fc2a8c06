"""Léa has a complaint; Thomas looks after it."""

from typing import Any

import pytest

from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation
from cordee.improvement.actions.raising import raise_concern
from cordee.improvement.models import Concern
from cordee.testing.cast import NOW, Stage

WORDS = "Le lien de l'atelier ne s'ouvre pas."


def complain(stage: Stage, **details: Any) -> Concern:
    """Léa complains on a Monday at nine; for tests of other rooms too."""
    usual = {"kind": "complaint", "title": "Atelier inaccessible", "words": WORDS, "now": NOW}
    return raise_concern(details.pop("actor", stage.cast.lea), **usual | details)


@pytest.fixture
def complaint(stage: Stage) -> Concern:
    """As it came in."""
    return complain(stage)


@pytest.fixture
def open_door(stage: Stage) -> None:
    """People without account may write."""
    Organisation.objects.update(outside_concerns=True)
    forget_organisation()
