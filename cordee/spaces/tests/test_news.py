"""What is new in one's spaces: the last few of each, and nothing of where one does not belong."""

from datetime import timedelta

import pytest

from cordee.spaces import access
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.removals import delete
from cordee.spaces.queries.today import NEWS_PER_SPACE, news
from cordee.testing.cast import NOW, Stage


@pytest.mark.django_db
def test_the_last_few_of_each_space(stage: Stage) -> None:
    ines, lea = stage.cast.ines, stage.cast.lea
    told = [
        publish(
            ines, stage.open, kind="tip", title=f"Astuce {hour}", body="B", now=NOW + timedelta(hours=hour)
        )
        for hour in range(1, NEWS_PER_SPACE + 3)
    ]
    publish(ines, stage.hidden, kind="tip", title="Entre nous", body="B", now=NOW + timedelta(hours=1))
    delete(ines, told[-1], now=NOW + timedelta(hours=20))
    later = NOW + timedelta(days=1)

    found = {
        space: [line.title for line in lines] for space, lines in news(access.viewer(lea), later).items()
    }
    assert found[stage.open.title] == [f"Astuce {hour}" for hour in range(NEWS_PER_SPACE + 1, 1, -1)]
    assert found[stage.hidden.title] == ["Entre nous"]
    assert news(access.viewer(stage.cast.marc), later) == {}
    assert news(access.viewer(lea), NOW + timedelta(days=60)) == {}
