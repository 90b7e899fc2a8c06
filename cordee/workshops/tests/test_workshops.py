"""Workshops: planned, joined, waited for, reminded of; on the cohort's page, on the step, on the first page."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.journal.models import Event
from cordee.journal.readers import catch_up
from cordee.notifications.queries import bell
from cordee.paths.actions.enrolling import withdraw
from cordee.people.actions.arriving import welcome
from cordee.testing.cast import NOW, Stage
from cordee.workshops.actions import planning, seats
from cordee.workshops.actions.reminding import fill_freed, remind
from cordee.workshops.models import Reminder, Seat, Workshop
from cordee.workshops.tests.conftest import ENDS, STARTS, Planned

pytestmark = pytest.mark.django_db
BEFORE = STARTS - timedelta(days=1)


def states(workshop: Workshop) -> dict[str, str]:
    rows = Seat.objects.filter(workshop=workshop)
    return dict(rows.values_list("enrolment__person__handle", "state"))


def test_a_place_that_is_freed_goes_to_who_waits_longest(planned: Planned, stage: Stage) -> None:
    few = planned.another(capacity=1)
    for person in (stage.cast.marc, stage.cast.nadia):
        planned.enrol(person)
    people = (stage.cast.lea, stage.cast.nadia, stage.cast.marc)
    for minute, person in enumerate(people):
        seats.take_seat(planned.seen_by(person), few, now=BEFORE + timedelta(minutes=minute))
    assert states(few) == {"lea": "coming", "nadia": "waiting", "marc": "waiting"}
    seats.take_seat(planned.seen_by(stage.cast.nadia), few, now=STARTS - timedelta(hours=5))  # keeps her turn
    seats.decline(planned.seen_by(stage.cast.lea), few, now=STARTS - timedelta(hours=4))
    assert states(few) == {"lea": "declined", "nadia": "coming", "marc": "waiting"}
    # Who leaves the cohort frees a place too; more places let in who waits.
    nadia = planned.taken.seen_by(stage.cast.nadia)
    assert nadia.learning
    withdraw(nadia, nadia.learning, now=STARTS - timedelta(hours=3))
    assert fill_freed(STARTS - timedelta(hours=3)) == 1
    assert states(few)["marc"] == "coming"
    with pytest.raises(Conflict):
        seats.take_seat(planned.seen_by(stage.cast.lea), few, now=STARTS)
    with pytest.raises(Forbidden):
        seats.take_seat(planned.seen_by(stage.cast.karim), few, now=BEFORE)


def test_more_places_let_in_who_waits(planned: Planned, stage: Stage) -> None:
    few = planned.another(capacity=1)
    planned.enrol(stage.cast.marc)
    for minute, person in enumerate((stage.cast.lea, stage.cast.marc)):
        seats.take_seat(planned.seen_by(person), few, now=BEFORE + timedelta(minutes=minute))
    planning.edit_workshop(planned.seen_by(stage.cast.karim), few, capacity=2, now=BEFORE)
    assert states(few) == {"lea": "coming", "marc": "coming"}


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"title": " "}, "title"),
        ({"ends_at": STARTS}, "ends"),
        ({"ends_at": STARTS + timedelta(days=32)}, "ends"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"place": ""}, "place"),
        ({"capacity": 0}, "capacity"),
        ({"activity_key": "01a21acb-cbb9-78c2-b592-f3964efb6551"}, "activity_key"),
    ],
)
def test_what_does_not_fit_is_refused(planned: Planned, details: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        planned.another(**details)
    assert set(refused.value.fields) == {field}


def test_who_is_expected_is_told_once_a_day_and_an_hour_ahead(planned: Planned, stage: Stage) -> None:
    catch_up()
    assert remind(STARTS - timedelta(days=2)) == 0
    for _twice in range(2):
        remind(STARTS - timedelta(hours=20))
        remind(STARTS - timedelta(minutes=50))
    assert Reminder.objects.count() == 2
    assert remind(STARTS) == 0
    near = Event.objects.filter(verb="workshop.near").order_by("at")
    assert [event.data["ahead"] for event in near] == ["day", "hour"]
    expected = {str(stage.cast.lea.id), str(stage.cast.karim.id)}
    assert set(near[0].data["people"]) == expected
    # Moved: everybody is told, and reminded again.
    karim = planned.seen_by(stage.cast.karim)
    later = timedelta(days=3)
    planning.edit_workshop(
        karim, planned.workshop, starts_at=STARTS + later, ends_at=ENDS + later, now=STARTS
    )
    assert remind(STARTS + later - timedelta(hours=20)) == 1
    planning.cancel_workshop(karim, planned.workshop, why="Grève", now=STARTS)
    assert remind(STARTS + later - timedelta(minutes=30)) == 0


def test_the_bell_says_it_and_leads_there(
    planned: Planned, soon: Callable[..., Workshop], stage: Stage, sign_in
) -> None:
    workshop = soon(20, title="Demain")
    remind(datetime.now(UTC))
    catch_up()
    lines = {line.title: line for line in bell(stage.cast.lea.id).rows}
    assert set(lines["Demain"].meanings) == {"near-day"}
    client = sign_in(stage.cast.lea)
    page = client.get("/notifications/").content.decode()
    assert "Votre atelier commence dans moins d’un jour" in page
    assert client.get(lines["Demain"].url)["Location"] == workshop.url
    assert not bell(stage.cast.marc.id).rows


def test_it_stands_where_one_looks(
    planned: Planned, soon: Callable[..., Workshop], stage: Stage, sign_in
) -> None:
    near = soon(30, title="Bientôt", capacity=3, link="https://visio.example.org/")
    client = sign_in(stage.cast.lea)
    today = client.get("/").content.decode()
    assert near.url in today
    assert "dites si vous venez" in today
    assert planned.workshop.url not in today  # months ago
    cohort = client.get(planned.taken.cohort.url).content.decode()
    assert near.url in cohort
    assert planned.workshop.url in cohort
    step = client.get(f"{planned.taken.path.url}steps/{planned.step.key}/").content.decode()
    assert planned.workshop.url in step
    assert near.url not in step
    client.post(f"{near.url}seat/", {"coming": "no"})
    assert near.url not in client.get("/").content.decode()
    assert near.url not in sign_in(stage.cast.marc).get("/").content.decode()


def test_hours_are_the_readers_and_the_rooms_where_they_differ(
    planned: Planned, stage: Stage, sign_in
) -> None:
    stage.cast.lea.time_zone = "America/Guadeloupe"
    stage.cast.lea.save()
    page = sign_in(stage.cast.lea).get(planned.workshop.url).content.decode()
    assert "04:00 – 12:00" in page
    assert "09:00 – 17:00, heure de Paris" in page
    assert "heure de Paris" not in sign_in(stage.cast.ines).get(planned.workshop.url).content.decode()


def test_materials_are_files_of_the_cohorts_space_and_links(planned: Planned, stage: Stage, sign_in) -> None:
    client = sign_in(stage.cast.karim)
    address = f"{planned.workshop.url}materials/"
    file = SimpleUploadedFile("grille.pdf", b"%PDF-1.4")
    assert client.post(address, {"file": file}).status_code == 302
    assert client.post(address, {"address": "javascript:alert(1)"}).status_code == 422
    material = planned.workshop.materials.get()
    assert material.file
    assert sign_in(stage.cast.lea).get(material.file.url).status_code == 200
    assert sign_in(stage.cast.marc).get(material.file.url).status_code == 404
    assert sign_in(stage.cast.karim).post(address, {"out": material.id}).status_code == 302
    assert not planned.workshop.materials.exists()


def test_pages_cost_the_same_for_many(planned: Planned, stage: Stage, sign_in) -> None:
    pages = [planned.workshop.url, f"{planned.workshop.url}{planned.morning.key}/", planned.taken.cohort.url]

    def costs() -> list[int]:
        client, found = sign_in(stage.cast.karim), []
        for address in pages:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    before = costs()
    for number in range(6):
        name = f"e{number}"
        planned.enrol(welcome(name=name, email=f"{name}@example.org", handle=name, now=NOW))
    assert costs() == before
    assert max(before) <= 14


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_last_place_at_once_one_waits(planned: Planned, stage: Stage) -> None:
    from threading import Barrier, Thread

    few = planned.another(capacity=1)
    planned.enrol(stage.cast.marc)
    sights = [planned.seen_by(person) for person in (stage.cast.lea, stage.cast.marc)]
    start = Barrier(2)

    def take(sight: object) -> None:
        try:
            start.wait()
            seats.take_seat(sight, few, now=BEFORE)  # type: ignore[arg-type]
        finally:
            connections.close_all()

    threads = [Thread(target=take, args=[sight]) for sight in sights]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(states(few).values()) == ["coming", "waiting"]
