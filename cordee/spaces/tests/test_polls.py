"""Polls: what is offered, who may choose, what is shown, and that the counts always add up."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.core.errors import CharterNeeded, Conflict, Forbidden, Invalid, Missing, Refusal
from cordee.journal.models import Event
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.actions.memberships import join
from cordee.spaces.actions.polls import Ballot, vote, withdraw_vote
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import PollOption, PollVote, Post
from cordee.spaces.queries.polls import PollView, poll_of
from cordee.testing.cast import NOW, Stage

LATER = NOW + timedelta(days=3)


def ask(stage: Stage, ballot: Ballot | None = None) -> Post:
    ballot = ballot or Ballot(["Mardi", "Jeudi", "Vendredi"], closes_at=NOW + timedelta(days=1))
    return publish(
        stage.cast.lea, stage.open, kind="poll", title="Quel jour ?", body="", ballot=ballot, now=NOW
    )


def ids(post: Post) -> list[UUID]:
    return list(PollOption.objects.filter(poll_id=post.id).values_list("id", flat=True))


def seen(person: Person, post: Post, *, may_vote: bool = True, later: bool = False) -> PollView:
    return poll_of(access.viewer(person), post, may_vote=may_vote, now=LATER if later else NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "field"),
    [
        ([], "options"),
        (["Seule", "  "], "options"),
        ([str(n) for n in range(13)], "options"),
        (["Oui", " oui "], "options"),
        (["x" * 201, "y"], "options"),
    ],
)
def test_what_a_poll_cannot_offer(stage: Stage, options: list[str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        ask(stage, Ballot(options))
    assert field in refusal.value.fields
    assert not Post.objects.filter(kind="poll").exists()


@pytest.mark.django_db
def test_a_poll_needs_options_and_a_closing_date_to_come(stage: Stage) -> None:
    with pytest.raises(Invalid):
        publish(stage.cast.lea, stage.open, kind="poll", title="T", body="B", now=NOW)
    with pytest.raises(Invalid) as refusal:
        ask(stage, Ballot(["a", "b"], closes_at=NOW))
    assert "closes_at" in refusal.value.fields
    assert ids(ask(stage, Ballot([str(n) for n in range(12)])))


@pytest.mark.django_db
def test_results_are_for_who_voted_until_it_closes(stage: Stage) -> None:
    cast, post = stage.cast, ask(stage)
    tuesday, thursday, _friday = ids(post)
    assert [option.count for option in seen(cast.ines, post).options] == [None] * 3
    vote(cast.ines, post, [tuesday], now=NOW)
    vote(cast.ines, post, [tuesday], now=NOW)
    vote(cast.ines, post, [thursday], now=NOW)
    vote(cast.karim, post, [thursday], now=NOW)
    assert [(one.count, one.share) for one in seen(cast.ines, post).options] == [(0, 0), (2, 100), (0, 0)]
    waiting = seen(cast.lea, post)
    assert (waiting.shown, waiting.voters) == (False, 2)
    assert seen(cast.marc, post, may_vote=False).shown
    assert seen(cast.lea, post, later=True).shown
    withdraw_vote(cast.karim, post, now=NOW)
    withdraw_vote(cast.karim, post, now=NOW)
    assert not seen(cast.karim, post).voted
    told = Event.objects.filter(verb="poll.voted").order_by("recorded_at").values_list("data", flat=True)
    assert [one["state"] for one in told] == ["voted", "changed", "voted", "withdrawn"]
    assert str(thursday) not in str(list(told))


@pytest.mark.django_db
def test_closed_means_closed(stage: Stage) -> None:
    post = ask(stage)
    vote(stage.cast.ines, post, ids(post)[:1], now=NOW)
    with pytest.raises(Conflict):
        vote(stage.cast.ines, post, ids(post)[1:2], now=LATER)
    with pytest.raises(Conflict):
        withdraw_vote(stage.cast.ines, post, now=LATER)


@pytest.mark.django_db
def test_who_may_vote_and_for_what(stage: Stage) -> None:
    post, marc = ask(stage), stage.cast.marc
    with pytest.raises(Forbidden):
        vote(marc, post, ids(post)[:1], now=NOW)
    join(marc, stage.open, now=NOW)
    with pytest.raises(CharterNeeded):
        vote(marc, post, ids(post)[:1], now=NOW)
    for choices in ([], [uuid4()], ids(post)[:2]):
        with pytest.raises(Invalid):
            vote(stage.cast.ines, post, choices, now=NOW)
    with pytest.raises(Missing):
        vote(stage.cast.ines, stage.question, ids(post)[:1], now=NOW)
    hidden = publish(
        stage.cast.lea, stage.hidden, kind="poll", title="T", body="", ballot=Ballot(["a", "b"]), now=NOW
    )
    with pytest.raises(Missing):
        vote(marc, hidden, ids(hidden)[:1], now=NOW)


class Undone(Exception):  # noqa: N818 (nothing went wrong)
    """Rolls a transaction back on purpose."""


VOTES = st.lists(
    st.tuples(st.sampled_from(["lea", "ines", "karim"]), st.sets(st.integers(0, 3), max_size=4)), max_size=12
)


@pytest.mark.django_db
@settings(max_examples=30)
@given(votes=VOTES, several=st.booleans())
def test_counts_never_exceed_voters(votes: list[tuple[str, set[int]]], several: bool, stage: Stage) -> None:
    try:
        with transaction.atomic():
            post = ask(stage, Ballot(["a", "b", "c", "d"], several=several))
            options, last = ids(post), dict[str, set[int]]()
            for name, chosen in votes:
                person = getattr(stage.cast, name)
                try:
                    if chosen:
                        vote(person, post, [options[n] for n in chosen], now=NOW)
                        last[name] = chosen
                    else:
                        withdraw_vote(person, post, now=NOW)
                        last.pop(name, None)
                except Refusal:
                    assert not several
                    assert len(chosen) > 1
            found = seen(stage.cast.marc, post, may_vote=False)
            counts = [option.count or 0 for option in found.options]
            assert found.voters == len(last)
            assert counts == [sum(n in chosen for chosen in last.values()) for n in range(4)]
            assert max(counts) <= found.voters
            assert several or sum(counts) == found.voters == PollVote.objects.count()
            raise Undone
    except Undone:
        pass
