"""Health: what is counted, out of how many, and what becomes of it when texts are hidden, moved or read anew."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cordee.insights.models import Arrival, Day, Keeper, Said
from cordee.insights.queries import health
from cordee.journal.readers import catch_up, named, replay
from cordee.people.models import Person
from cordee.spaces.actions.charters import accept_charter
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.memberships import join
from cordee.spaces.actions.moves import move
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.removals import delete
from cordee.spaces.models import Post, Space
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def newcomers(stage: Stage, count: int, days_ago: int) -> list[Person]:
    from cordee.people.actions.arriving import welcome

    at = NOW - days_ago * DAY
    found = []
    for number in range(count):
        handle = f"nouveau{number}"
        person = welcome(
            name=f"Nouveau {number}", email=f"{handle}@example.org", handle=handle,
            encoded_password=stage.cast.lea.password, now=at,
        )  # fmt: skip
        join(person, stage.open, now=at)
        accept_charter(person, stage.charter, now=at)
        found.append(person)
    return found


def ask(person: Person, space: Space, days_ago: float) -> Post:
    at = NOW - timedelta(days=days_ago)
    return publish(
        person, space, kind="question", title="Q", body="B", now=at, seed=f"{person.handle}{days_ago}"
    )


def test_a_facilitators_answer_is_not_a_peers(stage: Stage) -> None:
    people = newcomers(stage, 5, 20)
    asked = [ask(person, stage.open, 10 + place) for place, person in enumerate(people)]
    reply(people[1], asked[0], body="R", now=NOW - 9 * DAY)  # a day later
    reply(stage.cast.ines, asked[1], body="R", now=NOW - 11 * DAY + 3 * timedelta(hours=1))
    reply(stage.cast.karim, asked[2], body="R", now=NOW - DAY)
    reply(people[3], asked[3], body="Moi-même", now=NOW - DAY)
    catch_up()
    told = health([stage.open.id], NOW)[stage.open.id]
    answered = told.figures["answered"].now
    # Léa's question of the stage, answered by Inès within a day, is among them; six asked, and Inès answered.
    assert (answered.count, answered.of, answered.people, answered.known) == (3, 6, 7, True)
    assert told.by_keepers == 1
    assert told.figures["hours"].now.value == pytest.approx(24.0)
    assert not told.figures["answered"].before.known


def test_who_came_and_did_something_on_a_later_day_was_kept(stage: Stage) -> None:
    people = newcomers(stage, 6, 40)
    for person in people[:4]:
        ask(person, stage.open, 39.99)
    ask(people[0], stage.open, 35)
    ask(people[1], stage.open, 5)  # too late
    catch_up()
    kept = health([stage.open.id], NOW)[stage.open.id].figures["kept"].now
    # Léa and Inès came thirty days ago, on the stage, and spoke since.
    assert (kept.count, kept.of) == (3, 8)


def test_what_facilitators_and_programmes_say_is_not_spontaneous(stage: Stage) -> None:
    ask(stage.cast.karim, stage.open, 4)
    catch_up()
    told = health([stage.open.id], NOW)[stage.open.id].figures
    assert told["spontaneous"].now.count == 2  # the question and the experience of the stage
    assert told["contributors"].now.count == 3


def test_the_three_who_say_most(stage: Stage) -> None:
    people = newcomers(stage, 6, 20)
    for place, person in enumerate(people):
        for number in range(7 - place):
            ask(person, stage.hidden if place > 9 else stage.open, 10 + number / 10 + place / 100)
    catch_up()
    told = health([stage.open.id], NOW)[stage.open.id]
    top = told.figures["top"].now
    assert (top.count, top.of) == (7 + 6 + 5, 7 + 6 + 5 + 4 + 3 + 2 + 3)  # and three of the stage
    assert told.evenness == pytest.approx(0.3)  # 2 × 171 / (8 × 30) − 9 / 8


def test_hidden_and_moved_texts_leave_the_counts(stage: Stage) -> None:
    catch_up()
    delete(stage.cast.ines, stage.experience, now=NOW)
    move(stage.cast.karim, stage.question, stage.request, now=NOW)
    catch_up()
    open_, request = (health([one.id], NOW)[one.id].figures for one in (stage.open, stage.request))
    assert (open_["spontaneous"].now.count, request["spontaneous"].now.count) == (0, 1)
    assert request["answered"].now.count == 1
    assert not Day.objects.filter(space_id=stage.open.id, posts__gt=0).exists()


def test_a_rebuild_writes_the_same(stage: Stage) -> None:
    people = newcomers(stage, 3, 20)
    reply(stage.cast.ines, ask(people[0], stage.open, 3), body="Bonjour @nouveau1", now=NOW - DAY)
    catch_up()

    def rows() -> list[list[tuple]]:
        return [sorted(model.objects.values_list(*fields)) for model, fields in (
            (Said, ("id", "space_id", "kept", "seen")), (Day, ("space_id", "day", "posts", "voices")),
            (Arrival, ("space_id", "person_id", "at")), (Keeper, ("space_id", "person_id")),
        )]  # fmt: skip

    before = rows()
    greeted = Arrival.objects.filter(greeted_at__isnull=False, person_id__in=[one.id for one in people])
    assert greeted.count() == 2  # who asked was answered, who was named was named
    replay(named("insights"))
    assert rows() == before
    assert greeted.count() == 2


def test_many_spaces_cost_as_much_as_one(stage: Stage) -> None:
    catch_up()
    for spaces in ([stage.open], [stage.open, stage.request, stage.hidden]):
        with CaptureQueriesContext(connection) as asked:
            health([one.id for one in spaces], NOW)
        assert len(asked) == 4
