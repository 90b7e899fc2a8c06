"""From acts to figures: the reader's rows, the job's rows, and what becomes of them when people change their mind."""

from datetime import timedelta

import pytest

from cordee.circulation.computing import circulate
from cordee.circulation.models import Chart, Passing, Place, Touch, Travel
from cordee.journal.readers import catch_up, named, replay
from cordee.people.actions.arriving import welcome
from cordee.people.models import Person
from cordee.spaces.actions.charters import accept_charter
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.memberships import join
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.reactions import react, withdraw
from cordee.spaces.actions.readings import count_readings, note_reading
from cordee.spaces.actions.removals import delete
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def crowd(stage: Stage) -> list[Person]:
    """Eight more members of the open space."""
    found = []
    for number in range(8):
        person = welcome(
            name=f"Membre {number}", email=None, handle=f"membre{number}",
            encoded_password="!", now=NOW - 20 * DAY,
        )  # fmt: skip
        join(person, stage.open, now=NOW - 20 * DAY)
        accept_charter(person, stage.charter, now=NOW - 20 * DAY)
        found.append(person)
    return found


def test_a_practice_goes_from_person_to_person(stage: Stage, crowd: list[Person]) -> None:
    ines, post = stage.cast.ines, stage.experience
    for person in crowd:
        note_reading(person, post, now=NOW - 2 * DAY)
        react(person, stage.question, meaning="useful", now=NOW - 2 * DAY)
    words = reply(crowd[0], post, body="Je l'ai fait, @membre1", now=NOW - 2 * DAY)
    react(crowd[0], post, meaning="tried", now=NOW - 2 * DAY)
    react(crowd[1], post, meaning="tried", comment=words, now=NOW - DAY)
    react(crowd[2], post, meaning="adapted", now=NOW - DAY)
    react(crowd[3], post, meaning="tried", now=NOW - DAY)
    withdraw(crowd[3], post, meaning="tried", now=NOW)
    catch_up()
    assert circulate(NOW) == 1
    told = Travel.objects.get(post_id=post.id)
    assert (told.seen, told.tried, told.adapted, told.taught) == (8, 3, 1, 0)
    assert (told.depth, told.said, told.stops) == (2, 1, "seen")
    ways = {one.taker_id: (one.giver_id, one.said) for one in Passing.objects.all()}
    assert ways[crowd[1].id] == (crowd[0].id, True)
    assert ways[crowd[0].id] == (ines.id, False)  # read her text and answered it
    assert ways[crowd[2].id][1] is False
    chart = Chart.objects.get(space_id=stage.open.id)
    assert chart.people >= 9
    assert str(ines.id) not in str(chart.drawn)  # nobody stands in a drawing


def test_forgetting_what_one_read_and_hiding_what_one_wrote_leave_the_figures(
    stage: Stage, crowd: list[Person]
) -> None:
    post = stage.experience
    for person in crowd[:6]:
        note_reading(person, post, now=NOW - DAY)
    words = reply(crowd[7], post, body="R", now=NOW - DAY)
    catch_up()
    circulate(NOW)
    assert Travel.objects.get(post_id=post.id).seen == 7
    count_readings(crowd[0], counted=False, now=NOW)
    delete(crowd[7], words, now=NOW)
    catch_up()
    circulate(NOW)
    assert Travel.objects.get(post_id=post.id).seen == 5
    delete(stage.cast.ines, post, now=NOW)
    catch_up()
    circulate(NOW)
    assert not Travel.objects.exists()


def test_who_bridges_two_units_and_who_carries(stage: Stage, crowd: list[Person]) -> None:
    from cordee.people.models import Unit

    units = [Unit.objects.create(name=name) for name in ("Est", "Ouest")]
    for place, person in enumerate([*crowd, stage.cast.lea, stage.cast.ines]):
        person.unit = units[place % 2]
        person.save()
        if person not in (stage.cast.lea, stage.cast.ines):
            react(person, stage.question, meaning="useful", now=NOW - DAY)
    carrier = stage.cast.lea  # of the first unit, as those of even numbers
    for number in range(3):
        post = publish(carrier, stage.open, kind="tip", title=f"A{number}", body="B", now=NOW - 9 * DAY)
        for taker in (crowd[1], crowd[3], crowd[4]):
            words = reply(carrier, post, body=f"@{taker.handle}", now=NOW - 8 * DAY)
            react(taker, post, meaning="tried", comment=words, now=NOW - 7 * DAY)
    catch_up()
    circulate(NOW)
    roles = {
        one.role: (one.person_id, one.people, one.practices) for one in Place.objects.filter(space_id=None)
    }
    assert roles["bridges"] == (carrier.id, 6, 3)
    assert roles["carries"] == (carrier.id, 3, 3)
    drawn = Chart.objects.get(space_id=None).drawn
    assert [one["people"] for one in drawn["groups"]] == [5, 5]


def test_who_only_read_stands_in_no_drawing_and_is_not_said_to_be_alone(
    stage: Stage, crowd: list[Person]
) -> None:
    talking = crowd[:6]
    for person in talking:
        react(person, stage.experience, meaning="useful", now=NOW - DAY)
    catch_up()

    def told() -> tuple[object, ...]:
        circulate(NOW)
        chart = Chart.objects.get(space_id=stage.open.id)
        alone = set(Place.objects.filter(role=Place.Role.ALONE).values_list("person_id", flat=True))
        return chart.people, [one["people"] for one in chart.drawn["groups"]], chart.drawn["flows"], alone

    before = told()
    for reader in (crowd[7], *talking):
        for post in (stage.experience, stage.question):
            note_reading(reader, post, now=NOW)
    assert told() == before
    assert crowd[0].id in before[-1] and crowd[7].id not in before[-1]  # type: ignore[operator]


def test_dots_do_not_stand_in_the_order_of_identifiers(stage: Stage, crowd: list[Person]) -> None:
    """Five who tried have smaller ids than the others, and would be the first dots of every night."""
    from cordee.people.models import Unit

    unit = Unit.objects.create(name="Est")
    Person.objects.update(unit=unit)
    everybody = sorted([*crowd, stage.cast.ines, stage.cast.karim], key=lambda one: one.id)
    for place, person in enumerate(everybody):
        react(person, stage.question, meaning="useful", now=NOW - DAY)
        if place < 5:
            react(person, stage.question, meaning="tried", now=NOW - DAY)
    catch_up()
    nights = []
    for _night in range(5):
        circulate(NOW)
        (group,) = Chart.objects.get(space_id=None).drawn["groups"]
        assert group["dots"] == sorted(group["dots"])
        nights.append(group["dots"])
    assert any(night != nights[0] for night in nights)
    assert any({spot[2] for spot in night[:5]} != {1} for night in nights)


def test_a_rebuild_writes_the_same(stage: Stage, crowd: list[Person]) -> None:
    words = reply(crowd[0], stage.question, body="@membre1", now=NOW - DAY)
    reply(crowd[1], stage.question, to=words, body="Oui", now=NOW - DAY)
    react(crowd[1], stage.experience, meaning="thanks", now=NOW)
    catch_up()

    def rows() -> list[tuple]:
        return sorted(Touch.objects.values_list("mark_id", "person_id", "kind", "toward_id"), key=str)

    before = rows()
    assert (words.id, crowd[0].id, "call", crowd[1].id) in before
    toward = {one[2]: one[3] for one in before if one[1] == crowd[1].id}
    assert toward == {"reply": crowd[0].id, "thank": stage.cast.ines.id}
    replay(named("circulation"))
    assert rows() == before
