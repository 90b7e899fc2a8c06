"""A conversation of today: what the cast's own stage holds is older than what bells tell of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.utils import timezone

from cordee.journal.readers import catch_up
from cordee.notifications import queries
from cordee.notifications.lines import Line
from cordee.people.models import Person
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Comment, Post
from cordee.testing.cast import Stage

Told = Callable[[Person], list[Line]]


@dataclass
class Talk:
    """Léa asks, Inès answers, today."""

    question: Post
    answer: Comment


@pytest.fixture
def today() -> datetime:
    """A moment that is news."""
    return timezone.now()


@pytest.fixture
def talk(stage: Stage, today: datetime) -> Talk:
    """A conversation of today, of which every bell has been told and emptied."""
    question = publish(
        stage.cast.lea,
        stage.open,
        kind="question",
        title="Par quoi commencer ?",
        body="Je cherche.",
        now=today,
    )
    answer = reply(stage.cast.ines, question, body="Par écouter.", now=today)
    return Talk(question, answer)


@pytest.fixture
def told() -> Told:
    """What somebody's bell says, after the readers have caught up."""

    def lines(person: Person) -> list[Line]:
        catch_up()
        return queries.bell(person.id).rows

    return lines
