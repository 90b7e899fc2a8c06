"""Léa asks on active listening; Inès and Karim say that they can help; Karim facilitates."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st

from cordee.asks.actions.clock import look_at_all
from cordee.asks.actions.watching import open_watches
from cordee.asks.models import Ask, Watch
from cordee.journal.models import Event
from cordee.people.actions.arriving import welcome
from cordee.people.actions.profiles import edit_profile
from cordee.people.models import Person
from cordee.spaces.actions.charters import accept_charter
from cordee.spaces.actions.memberships import admit
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Post
from cordee.testing.cast import NOW, Stage

SOON = NOW + timedelta(minutes=11)  # Monday 2 March, past the time in which one corrects a question
TUESDAY = NOW + timedelta(days=1, hours=1)
FRIDAY = NOW + timedelta(days=4, hours=1)


@pytest.fixture
def question(stage: Stage) -> Post:
    """A question that was just asked, looked after, and for which nobody was asked yet."""
    for person in (stage.cast.ines, stage.cast.karim):
        edit_profile(person, now=NOW - timedelta(days=9), helps=["ecoute"])
    return asked(stage, "Comment se taire ?")


def asked(stage: Stage, title: str, *, now: datetime = NOW, **details: Any) -> Post:
    """Léa asks; the reader hears of it."""
    usual = {"kind": "question", "body": "J'ai essayé.", "skills": ["ecoute"], "seed": title}
    post = publish(stage.cast.lea, stage.open, title=title, now=now, **usual | details)
    event = Event(
        verb="post.published", at=now, recorded_at=now, object_id=post.id, data={"kind": "question"}
    )
    open_watches([event], now)
    return post


@pytest.fixture
def come(stage: Stage) -> Callable[..., Person]:
    """One person more in the open space, who can help."""

    def made(handle: str, *, helps: list[str] | None = None) -> Person:
        before = NOW - timedelta(days=20)
        person = welcome(
            name=handle.capitalize(),
            email=f"{handle}@example.org",
            handle=handle,
            encoded_password="x",
            now=before,
        )
        admit(stage.cast.karim, stage.open, person, now=before)
        accept_charter(person, stage.charter, now=before)
        return edit_profile(person, now=before, helps=["ecoute"] if helps is None else helps)

    return made


def looked(now: datetime = SOON) -> None:
    """The clock looks."""
    look_at_all(now)


def handles(post: Post, *states: str) -> set[str]:
    """Who was asked."""
    rows = Ask.objects.filter(post=post)
    if states:
        rows = rows.filter(state__in=states)
    return set(rows.values_list("person__handle", flat=True))


def watch_of(post: Post) -> Watch:
    """How the question stands."""
    return Watch.objects.get(post=post)


def verbs(post: Post) -> list[str]:
    """What the journal says of the asks of a question, in order."""
    rows = Event.objects.filter(object_id=post.id, verb__startswith="ask.").order_by("id")
    return list(rows.values_list("verb", flat=True))


def moments() -> st.SearchStrategy[timedelta]:
    """Some time between two looks."""
    return st.integers(min_value=1, max_value=60 * 24 * 6).map(lambda minutes: timedelta(minutes=minutes))
