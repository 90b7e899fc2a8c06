"""A question on its way: whom it is put to, when it goes on, how it ends."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from cordee.asks.actions.owning import release, take
from cordee.asks.actions.responding import decline, say_not_mine
from cordee.asks.actions.watching import open_watches, still_waits, switch
from cordee.asks.actions.wishes import set_pace, set_wishes
from cordee.asks.choosing import Stage
from cordee.asks.models import Ask, Ownership, Watch
from cordee.asks.queries import able
from cordee.asks.tests.conftest import FRIDAY, SOON, TUESDAY, asked, handles, looked, verbs, watch_of
from cordee.core.errors import Conflict, Forbidden, Invalid, Missing
from cordee.journal.models import Event
from cordee.moderation.actions.acts import lock
from cordee.people.models import Person
from cordee.recommendations.candidates import Candidate, Question
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.duplicates import mark_duplicate
from cordee.spaces.actions.removals import delete
from cordee.spaces.actions.resolutions import accept_answer, unaccept_answer
from cordee.spaces.actions.standing_in import name_stand_in
from cordee.spaces.models import Post
from cordee.testing.cast import NOW
from cordee.testing.cast import Stage as Scene

pytestmark = pytest.mark.django_db


def test_nobody_is_asked_in_the_first_minutes_then_who_may_know_is(question: Post) -> None:
    looked(NOW + timedelta(minutes=9))
    assert handles(question) == set()
    looked()
    assert handles(question) == {"ines", "karim"}
    assert watch_of(question).stage == Stage.PEERS
    assert {fact.what.value for fact in Ask.objects.get(person__handle="ines").evidence} >= {"declared"}


def test_looking_twice_asks_nobody_twice(question: Post) -> None:
    looked()
    told = verbs(question)
    looked()
    Watch.objects.update(due_at=SOON)
    looked()
    assert verbs(question) == told == ["ask.made", "ask.made"]


def test_a_first_reply_stops_the_clock_and_frees_the_others(scene_reply: Post) -> None:
    assert watch_of(scene_reply).state == "replied"
    assert handles(scene_reply, "answered") == {"ines"}
    assert handles(scene_reply, "closed") == {"karim"}
    looked(FRIDAY)
    assert watch_of(scene_reply).stage == Stage.PEERS
    assert "ask.escalated" not in verbs(scene_reply)


@pytest.fixture
def scene_reply(stage: Scene, question: Post) -> Post:
    """Inès was asked, and replied."""
    looked()
    reply(stage.cast.ines, question, body="Comptez jusqu'à dix.", now=SOON + timedelta(hours=1))
    Watch.objects.update(due_at=SOON)
    looked(SOON + timedelta(hours=1))
    return question


def test_ones_own_comment_is_no_reply(stage: Scene, question: Post) -> None:
    looked()
    reply(stage.cast.lea, question, body="Je précise.", now=SOON)
    Watch.objects.update(due_at=SOON)
    looked()
    assert watch_of(question).state == "waiting"


def test_who_asks_may_still_wait_and_others_are_asked(
    stage: Scene, scene_reply: Post, come: Callable[..., Person]
) -> None:
    come("paul")
    still_waits(stage.cast.lea, scene_reply, now=TUESDAY)
    looked(TUESDAY)
    assert watch_of(scene_reply).state == "waiting"
    assert watch_of(scene_reply).stage == Stage.EXPERTS
    assert handles(scene_reply, "open") == {"paul"}


def test_it_goes_from_peers_to_experts_to_the_facilitators(
    question: Post, come: Callable[..., Person]
) -> None:
    looked()
    late = come("paul")
    looked(TUESDAY)
    assert watch_of(question).stage == Stage.EXPERTS
    assert handles(question) == {"ines", "karim", late.handle}
    looked(FRIDAY)
    assert watch_of(question).stage == Stage.FACILITATORS
    told = Event.objects.get(verb="ask.escalated")
    assert told.data["people"] == sorted(
        str(one.id) for one in Person.objects.filter(handle__in=["thomas", "karim"])
    )


def test_who_stands_in_for_a_facilitator_hears_of_it_instead(stage: Scene) -> None:
    post = asked(stage, "Personne ?", skills=["retour"])
    day = SOON.date()
    for keeper in (stage.cast.karim, stage.cast.thomas):
        name_stand_in(keeper, stage.open, stage.cast.ines, first=day, last=day, now=NOW)
    for person in (stage.cast.ines, stage.cast.karim, stage.cast.thomas):
        set_wishes(person, quota=0, away_from=None, away_until=None, unasked=[], now=NOW)
    looked()
    assert verbs(post) == ["ask.escalated"]
    assert Event.objects.get(verb="ask.escalated").data["people"] == [str(stage.cast.ines.id)]


def test_where_nobody_may_know_the_facilitators_hear_of_it_at_once(stage: Scene) -> None:
    post = asked(stage, "Personne ?", skills=["retour"])
    Ask.objects.all().delete()
    for person in (stage.cast.ines, stage.cast.karim, stage.cast.thomas):
        set_wishes(person, quota=0, away_from=None, away_until=None, unasked=[], now=NOW)
    looked()
    assert handles(post) == set()
    assert watch_of(post).stage == Stage.FACILITATORS
    assert verbs(post) == ["ask.escalated"]


def test_facilitators_are_reminded_some_times_then_it_stays_in_their_list(question: Post) -> None:
    moment = SOON
    for _day in range(60):
        looked(moment)
        moment += timedelta(days=1)
    assert verbs(question).count("ask.escalated") == 4
    assert watch_of(question).due_at is None
    assert watch_of(question).state == "waiting"


def test_nobody_is_asked_for_whom_no_reason_could_be_shown(
    stage: Scene, question: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(asked: Question, **limits: object) -> list[Candidate]:
        return [Candidate(stage.cast.ines.id, 9.0, ())]

    monkeypatch.setattr(able, "who_might_answer", found)
    looked()
    assert handles(question) == set()
    assert watch_of(question).stage == Stage.FACILITATORS


def test_who_declines_is_replaced(stage: Scene, question: Post, come: Callable[..., Person]) -> None:
    looked()
    come("paul")
    mine = Ask.objects.get(person=stage.cast.ines)
    decline(stage.cast.ines, mine.id, now=SOON)
    decline(stage.cast.ines, mine.id, now=SOON)
    Watch.objects.update(due_at=SOON)
    looked()
    assert handles(question, "open") == {"karim", "paul"}
    assert verbs(question).count("ask.declined") == 1
    with pytest.raises(Conflict):
        say_not_mine(stage.cast.ines, mine.id, now=SOON)


def test_an_ask_is_known_to_who_was_asked_alone(stage: Scene, question: Post) -> None:
    looked()
    mine = Ask.objects.get(person=stage.cast.ines)
    with pytest.raises(Missing):
        decline(stage.cast.karim, mine.id, now=SOON)


@pytest.mark.parametrize("end", ["accepted", "duplicate", "removed", "closed"])
def test_it_ends(stage: Scene, scene_reply: Post, end: str) -> None:
    if end == "accepted":
        accept_answer(stage.cast.lea, scene_reply.comments.get(), now=TUESDAY)
    elif end == "duplicate":
        mark_duplicate(stage.cast.lea, scene_reply, stage.question, now=TUESDAY)
    elif end == "closed":
        lock(stage.cast.karim, scene_reply, now=TUESDAY)
    else:
        delete(stage.cast.lea, scene_reply, now=TUESDAY)
    Watch.objects.update(due_at=TUESDAY)
    looked(TUESDAY)
    watch = watch_of(scene_reply)
    assert (watch.state, watch.ending) == ("ended", "answered" if end == "accepted" else end)
    assert watch.due_at is None
    assert verbs(scene_reply)[-1] == "ask.ended"


def test_a_question_that_is_open_again_is_looked_after_again(stage: Scene, scene_reply: Post) -> None:
    accept_answer(stage.cast.lea, scene_reply.comments.get(), now=TUESDAY)
    Watch.objects.update(due_at=TUESDAY)
    looked(TUESDAY)
    scene_reply.refresh_from_db()
    unaccept_answer(stage.cast.lea, scene_reply, now=TUESDAY)
    Watch.objects.update(due_at=TUESDAY)
    looked(TUESDAY)
    assert watch_of(scene_reply).state == "replied"


def test_who_asks_can_have_nobody_asked_and_change_their_mind(stage: Scene, question: Post) -> None:
    switch(stage.cast.lea, question, on=False, now=NOW)
    looked()
    assert handles(question) == set()
    assert watch_of(question).ending == "off"
    switch(stage.cast.lea, question, on=True, now=SOON)
    looked(SOON)
    assert handles(question) == {"ines", "karim"}
    with pytest.raises(Forbidden):
        switch(stage.cast.ines, question, on=False, now=SOON)


def test_a_space_can_ask_nobody(stage: Scene, question: Post) -> None:
    hours = {"peers": 9, "experts": 9, "facilitators": 9, "opens": 9, "closes": 18}
    set_pace(stage.cast.karim, stage.open, now=NOW, asks=False, time_zone="Europe/Paris", **hours)
    looked()
    assert handles(question) == set()
    assert watch_of(question).ending == "off"


@pytest.mark.parametrize("told_late", [False, True])
def test_imports_and_old_questions_ask_nobody(stage: Scene, told_late: bool) -> None:
    old = NOW - timedelta(days=4)
    event = Event(
        verb="post.published",
        at=old,
        recorded_at=NOW if told_late else old,
        object_id=stage.question.id,
        data={"kind": "question"},
    )
    open_watches([event], NOW)
    assert not Watch.objects.exists()


def test_taking_with_a_date_stops_the_clock_until_the_date_has_passed(
    stage: Scene, question: Post, come: Callable[..., Person]
) -> None:
    looked()
    take(stage.cast.ines, question, until=date(2026, 3, 5), now=SOON)
    assert watch_of(question).state == "owned"
    assert handles(question, "taken") == {"ines"}
    with pytest.raises(Conflict, match="Inès"):
        take(stage.cast.karim, question, until=date(2026, 3, 5), now=SOON)
    looked(TUESDAY)
    assert "ask.near" not in verbs(question)
    thursday = NOW + timedelta(days=3)
    looked(thursday)
    looked(thursday)
    assert verbs(question).count("ask.near") == 1
    come("paul")
    looked(FRIDAY)
    assert Ownership.objects.get().ending == "passed"
    assert watch_of(question).stage == Stage.EXPERTS
    assert handles(question, "open") == {"karim", "paul"}


def test_given_back_it_is_put_to_others_again(stage: Scene, question: Post) -> None:
    looked()
    take(stage.cast.ines, question, until=date(2026, 3, 5), now=SOON)
    with pytest.raises(Forbidden):
        release(stage.cast.lea, question, now=SOON)
    release(stage.cast.ines, question, now=SOON)
    release(stage.cast.ines, question, now=SOON)
    looked(SOON)
    assert watch_of(question).state == "waiting"
    assert verbs(question).count("ask.released") == 1


@pytest.mark.parametrize("until", [date(2026, 3, 1), date(2026, 5, 1), date.max])
def test_a_date_lies_within_a_month(stage: Scene, question: Post, until: date) -> None:
    with pytest.raises(Invalid):
        take(stage.cast.ines, question, until=until, now=NOW)


def test_one_question_that_fails_does_not_hold_the_others(
    stage: Scene, question: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = asked(stage, "Et ensuite ?")
    from cordee.asks.actions import clock

    follow = clock.follow

    def fails(watch: Watch, *, now: object) -> None:
        if watch.post_id == question.id:
            raise RuntimeError("broken")
        follow(watch, now=now)  # type: ignore[arg-type]

    monkeypatch.setattr(clock, "follow", fails)
    looked()
    assert handles(question) == set()
    assert handles(other) == {"ines", "karim"}
