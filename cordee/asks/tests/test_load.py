"""Who was asked much lately comes later among those who can help."""

from datetime import datetime, timedelta

import pytest

from cordee.asks.actions.asking import made_for
from cordee.asks.choosing import Stage as Turn
from cordee.people.queries import skill_by_slug
from cordee.recommendations.experts import experts_on
from cordee.spaces import access
from cordee.spaces.models import Post
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db


def test_who_was_asked_this_week_comes_after_who_was_not(stage: Stage, question: Post) -> None:
    def shown(now: datetime) -> list[str]:
        found = experts_on(access.viewer(stage.cast.lea), skill_by_slug("ecoute"), now=now)
        return [one.card.handle for one in found]

    assert shown(NOW) == ["ines", "karim"]
    made_for(question, stage.cast.ines.id, stage=Turn.PEERS, reasons=[], by=None, now=NOW)
    assert shown(NOW + timedelta(days=1)) == ["karim", "ines"]
    assert shown(NOW + timedelta(days=8)) == ["ines", "karim"]
