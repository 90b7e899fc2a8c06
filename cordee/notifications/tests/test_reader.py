"""Groups, reading, rebuilding: what was read stays read, and nothing is told twice."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.journal.actions import Fact, record, record_all
from cordee.journal.models import Event
from cordee.journal.readers import advance, catch_up, named, replay
from cordee.journal.sequence import sequence
from cordee.notifications import queries
from cordee.notifications.actions.bell import read_all, read_line, read_thread
from cordee.notifications.models import Cause, Notice
from cordee.notifications.tests.conftest import Talk, Told
from cordee.people.actions.arriving import welcome
from cordee.people.models import Person
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.reactions import react
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db


def written() -> tuple[list[tuple], list[tuple]]:
    """All that the reader wrote, without the numbers that rows get by themselves."""
    causes = ("notice_id", "position", "actor_id", "space_id", "post_id", "comment_id", "meaning")
    return (
        sorted(Notice.objects.values_list(), key=repr),
        sorted(Cause.objects.values_list(*causes), key=repr),
    )


def test_fifty_reactions_are_one_line(
    stage: Stage, talk: Talk, told: Told, today: datetime, django_assert_max_num_queries: Callable
) -> None:
    encoded = make_password("x")
    people = [
        welcome(name=f"P{n}", email=f"p{n}@x.org", handle=f"p{n}", encoded_password=encoded, now=today)
        for n in range(50)
    ]
    facts = [
        (
            Fact("reaction.given", talk.question.id, one.id, stage.open.id, {
                "post": str(talk.question.id), "kind": "question", "meaning": "useful",
                "receiver": str(stage.cast.lea.id),
            }),
            today,
        )
        for one in people
    ]  # fmt: skip
    catch_up()
    with transaction.atomic():
        record_all(facts)
    while sequence():
        pass
    with django_assert_max_num_queries(22):
        assert advance(named("notifications")) == 50
    with django_assert_max_num_queries(4):
        line = queries.bell(stage.cast.lea.id).rows[0]
    assert (line.kind, line.people_count, dict(line.meanings)) == ("reaction", 50, {"useful": 50})
    with django_assert_max_num_queries(1):
        assert queries.unread(stage.cast.lea.id) == 2


def test_once_read_a_new_group_begins(stage: Stage, talk: Talk, told: Told) -> None:
    lea = stage.cast.lea
    (first,) = told(lea)
    reply(stage.cast.karim, talk.question, body="Et aussi.", now=timezone.now())
    (same,) = told(lea)
    assert (same.id, same.acts, same.people_count) == (first.id, 2, 2)
    read_line(lea, first.id, now=timezone.now())
    assert queries.unread(lea.id) == 0
    reply(stage.cast.karim, talk.question, body="Enfin.", now=timezone.now())
    new, old = told(lea)
    assert (new.unread, new.acts, old.unread, old.id) == (True, 1, False, first.id)


def test_a_rebuild_gives_the_same_lines_and_what_was_read_stays_read(
    stage: Stage, talk: Talk, told: Told
) -> None:
    lea, now = stage.cast.lea, timezone.now()
    for n in range(7):
        reply(stage.cast.karim, talk.question, body=f"R{n}", now=timezone.now())
        react(stage.cast.ines, talk.question, meaning=["useful", "thanks", "tried"][n % 3], now=now)
        catch_up()
        if n == 2:
            read_all(lea, now=now)
        if n == 4:
            read_thread(lea, talk.question.id, now=now)
    before = written()
    assert queries.unread(lea.id) > 0
    assert Notice.objects.filter(person_id=lea.id, unread=False).count() > 1
    replay(named("notifications"))
    assert written() == before


def test_all_read_leaves_what_came_after_the_page_was_shown(stage: Stage, talk: Talk, told: Told) -> None:
    lea = stage.cast.lea
    shown = told(lea)[0].position
    react(stage.cast.ines, talk.question, meaning="useful", now=timezone.now())
    catch_up()
    read_all(lea, now=timezone.now(), until=shown)
    assert [(line.kind, line.unread) for line in told(lea)] == [("reaction", True), ("reply", False)]


def test_reading_is_announced(stage: Stage, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Sequence] = []
    monkeypatch.setattr("cordee.notifications.reader.announce", lambda people: heard.append(sorted(people)))
    monkeypatch.setattr(
        "cordee.notifications.actions.bell.announce", lambda people: heard.append(sorted(people))
    )
    catch_up()
    assert [stage.cast.lea.id] in heard
    heard.clear()
    read_all(stage.cast.lea, now=timezone.now())
    read_all(stage.cast.lea, now=timezone.now())
    assert heard == [[stage.cast.lea.id]]


def test_an_import_costs_no_lookup(stage: Stage, django_assert_max_num_queries: Callable) -> None:
    catch_up()
    with transaction.atomic():
        record_all(
            (Fact("comment.published", stage.answer.id, stage.cast.ines.id, stage.open.id, {
                "post": str(stage.question.id), "mentioned": ["lea"],
            }), NOW)
            for _n in range(1000)
        )  # fmt: skip
    while sequence():
        pass
    with django_assert_max_num_queries(6):
        assert advance(named("notifications")) == 1000
    assert not Notice.objects.exists()


class Undone(Exception):  # noqa: N818 (nothing went wrong)
    """Rolls a transaction back on purpose."""


HANDLES = ["thomas", "karim", "lea", "ines", "marc", "nadia"]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["reply", "reaction", "withdrawn", "accepted", "read", "read-all", "hidden"]),
        st.sampled_from(HANDLES),
        st.sampled_from(HANDLES),
        st.sampled_from(["useful", "thanks"]),
    ),
    max_size=25,
)


def _act(stage: Stage, people: dict[str, Person], act: tuple[str, str, str, str], today: datetime) -> None:
    what, actor, other, meaning = act
    post = stage.question.id
    data = {"post": str(post), "kind": "question"}
    match what:
        case "read-all":
            read_all(people[actor], now=today)
        case "read":
            for line in queries.bell(people[actor].id).rows[:1]:
                read_line(people[actor], line.id, now=today)
        case "hidden":
            fact = Fact(
                "space.joined", people[other].id, people[actor].id, stage.hidden.id, {"role": "member"}
            )
            record(fact, at=today)
        case "reply":
            told = Fact("comment.published", stage.answer.id, people[actor].id, stage.open.id, {
                **data, "mentioned": [other], "parent": str(stage.answer.id),
            })  # fmt: skip
            record(told, at=today)
        case "accepted":
            told = Fact("answer.accepted", post, people[actor].id, stage.open.id, {
                "answer": str(stage.answer.id), "answerer": str(people[other].id),
            })  # fmt: skip
            record(told, at=today)
        case _:
            verb = "reaction.given" if what == "reaction" else "reaction.withdrawn"
            told = {**data, "meaning": meaning, "receiver": str(people[other].id)}
            record(Fact(verb, post, people[actor].id, stage.open.id, told), at=today)


@settings(max_examples=40)
@given(acts=ACTS, cuts=st.lists(st.integers(1, 6), max_size=8))
def test_whatever_happens(acts: list[tuple[str, str, str, str]], cuts: list[int], stage: Stage) -> None:
    """Nobody hears of their own act or of what they may not see; counts agree; any cut and a rebuild give the same."""
    reader, today = named("notifications"), timezone.now()
    try:
        with transaction.atomic():
            people = {person.handle: person for person in Person.objects.all()}
            catch_up()
            for number, act in enumerate(acts):
                _act(stage, people, act, today)
                while sequence():
                    pass
                if act[0].startswith("read") or number % 3 == 0:
                    advance(reader, batch=cuts[number % len(cuts)] if cuts else 5)
            while advance(reader):
                pass
            by_position = {event.position: event for event in Event.objects.all()}
            for notice, position, actor, person in Cause.objects.values_list(
                "notice_id", "position", "actor_id", "notice__person_id"
            ):
                assert actor == by_position[position].actor_id != person, notice
            pairs = list(Cause.objects.values_list("notice__person_id", "position"))
            assert len(pairs) == len(set(pairs))
            for handle, person in people.items():
                lines = queries.bell(person.id, size=200).rows
                assert queries.unread(person.id) == sum(line.unread for line in lines)
                assert all(line.acts and line.people_count for line in lines)
                if handle in ("marc", "nadia"):
                    assert all(line.space_slug != "cercle" for line in lines)
            before = written()
            replay(reader)
            assert written() == before
            raise Undone
    except Undone:
        pass
    assert not connection.needs_rollback
