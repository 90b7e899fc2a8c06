"""The page of a space's health: the sentence first, the line, and a table with the same facts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cordee.insights.drawing import sparkline
from cordee.insights.figures import Figure, Point
from cordee.insights.words import sentence
from cordee.journal.readers import catch_up
from cordee.testing.cast import NOW, Stage
from cordee.testing.costs import costs


def figure(values: list[int | None]) -> Figure:
    """Answered questions out of ten, the last window first; None: three people only."""
    return Figure(
        "answered",
        [
            Point(
                NOW - number * timedelta(days=7), value or 0, 10, 3 if value is None else 8, (value or 0) / 10
            )
            for number, value in enumerate(values)
        ],
    )


def test_the_sentence_says_the_share_and_what_it_is_a_share_of() -> None:
    from django.utils import translation

    with translation.override("en"):
        assert sentence(figure([6] * 13)) == "60% of the questions were answered by a peer: 6 of 10"
        assert (
            sentence(figure([None] * 13))
            == "Too few to say: fewer than five people are concerned, five are needed."
        )


def test_the_line_goes_from_the_oldest_to_the_latest_and_leaves_gaps() -> None:
    drawn = str(sparkline(figure([10, 0, None, *[5] * 10]), "Tout <haut>"))
    path = drawn.split('class="sparkline__line" d="')[1].split('"')[0]
    assert path.count("M") == 2
    assert path.split()[-1] == "4.0"  # the last window, all answered, stands at the top
    assert "Tout &lt;haut&gt;" in drawn
    assert sparkline(figure([None] * 12 + [3]), "") == ""


@pytest.mark.django_db
def test_the_page_costs_little_and_tells_nothing_of_three_people(
    stage: Stage, sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    catch_up()
    client = sign_in(stage.cast.karim)
    address = "/spaces/entretiens/health/"
    assert costs(client, [address])[address] <= 10
    page = client.get(address).content.decode()
    assert "il en faut cinq" in page
    assert "sparkline" not in page
