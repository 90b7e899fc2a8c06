"""The attendance sheet: signed on one's own phone or on the trainer's device, corrected only with a trace."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing
from cordee.paths.models import Day, Progress
from cordee.paths.queries.outline import outline
from cordee.testing.cast import NOW, Stage
from cordee.workshops import codes, drawings
from cordee.workshops.actions.planning import cancel_workshop, edit_workshop
from cordee.workshops.actions.signing import (
    Sent,
    correct,
    note,
    sign_by_code,
    sign_on_device,
    sign_sheet,
)
from cordee.workshops.models import Signature
from cordee.workshops.queries.attendance import sheet, sheets
from cordee.workshops.queries.workshops import workshop_seen
from cordee.workshops.tests.conftest import DRAWN, ENDS, STARTS, Planned

pytestmark = pytest.mark.django_db


def code_at(planned: Planned, now: datetime) -> str:
    return codes.code_at(planned.workshop.id, planned.morning.key, now)


def test_a_code_signs_for_oneself_once_and_not_for_long(planned: Planned, stage: Stage) -> None:
    lea, code = planned.seen_by(stage.cast.lea), code_at(planned, STARTS)
    for late in (timedelta(minutes=1, seconds=1), timedelta(days=1)):
        with pytest.raises(Conflict):
            sign_by_code(lea, planned.workshop, planned.morning, code=code, now=STARTS + late)
    with pytest.raises(Conflict):  # the morning's code is not the afternoon's
        sign_by_code(lea, planned.workshop, planned.afternoon, code=code, now=STARTS)
    row = sign_by_code(lea, planned.workshop, planned.morning, code=code, now=STARTS + timedelta(seconds=45))
    again = sign_by_code(lea, planned.workshop, planned.morning, code=code, now=STARTS)
    assert row == again
    assert (row.enrolment, row.by, row.way, row.minutes) == (
        planned.place,
        stage.cast.lea,
        Signature.Way.CODE,
        210,
    )


def test_a_stranger_who_scans_learns_nothing(planned: Planned, stage: Stage, sign_in) -> None:
    now = datetime.now(UTC)
    address = f"/workshops/{planned.workshop.id}/{planned.morning.key}/sign/?code={code_at(planned, now)}"
    assert sign_in(stage.cast.marc).get(address).status_code == 404
    assert sign_in(None).get(address)["Location"].startswith("/sign-in/?next=")
    assert sign_in(stage.cast.karim).get(address).status_code == 403  # he leads, and does not learn here
    assert sign_in(stage.cast.marc).post(address).status_code == 404
    assert not Signature.objects.exists()


def test_who_scanned_in_time_has_time_to_press_the_button(
    planned: Planned, stage: Stage, sign_in, monkeypatch
) -> None:
    client = sign_in(stage.cast.lea)
    address = f"/workshops/{planned.workshop.id}/{planned.morning.key}/sign/"
    page = client.get(address, {"code": code_at(planned, datetime.now(UTC))}).content.decode()
    granted = page.split('name="granted" value="')[1].split('"')[0]
    other = f"/workshops/{planned.workshop.id}/{planned.afternoon.key}/sign/"
    assert client.post(other, {"granted": granted}).status_code == 409
    assert client.post(address, {"granted": granted + "x"}).status_code == 409
    planned.enrol(stage.cast.nadia)
    assert sign_in(stage.cast.nadia).post(address, {"granted": granted}).status_code == 409
    with monkeypatch.context() as later:
        later.setattr(codes, "PATIENCE", -1)
        assert sign_in(stage.cast.lea).post(address, {"granted": granted}).status_code == 409
    client = sign_in(stage.cast.lea)
    for _twice in range(2):
        assert client.post(address, {"granted": granted}).status_code == 302
    assert Signature.objects.count() == 1
    assert "Signé" in client.get(address).content.decode()


def test_what_was_kept_without_network_counts_once_with_both_clocks(
    planned: Planned, stage: Stage, sign_in
) -> None:
    client = sign_in(stage.cast.karim)
    address = f"/workshops/{planned.workshop.id}/{planned.morning.key}/signatures/"
    sent = {
        "act": "sign",
        "enrolment": planned.place.id,
        "drawing": DRAWN,
        "sent_as": uuid4(),
        "device_at": "2031-01-01T09:02:00+01:00",  # a clock that is years off
    }
    answers = [client.post(address, sent, headers={"Accept": "application/json"}) for _twice in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert "<polyline" in answers[0].json()["line"]
    row = Signature.objects.get()
    assert row.device_at == datetime(2031, 1, 1, 8, 2, tzinfo=UTC)
    assert row.at < datetime.now(UTC)
    sent |= {"sent_as": uuid4(), "device_at": "yesterday"}  # another device, which knew nothing of the first
    assert client.post(address, sent).status_code == 302
    assert Signature.objects.count() == 1


@pytest.mark.parametrize(
    "drawing",
    [
        "[]", "[[]]", "nonsense", "[[[1,2]]]", "[[[0,0],[601,10]]]", "[[[0,0],[1.5,10]]]", "[[[0,0],[true,10]]]",
        '[[["<svg>",1],[2,3]]]', "[[[1,2,3],[100,100,100]]]", "[[[0,0],[300,100]]]" + " " * 60_000, "[" * 50_000,
        str([[[x % 600, x % 200] for x in range(2_501)]]), '{"a":1}', "null",
    ],
)  # fmt: skip
def test_a_drawing_is_a_few_strokes_and_nothing_else(drawing: str) -> None:
    with pytest.raises(Invalid):
        drawings.strokes(drawing)


def test_nothing_is_signed_before_its_time_nor_where_it_is_called_off(planned: Planned, stage: Stage) -> None:
    karim = planned.seen_by(stage.cast.karim)
    early, sent = STARTS - timedelta(minutes=61), Sent(typed="Léa")
    with pytest.raises(Conflict):
        sign_on_device(karim, planned.workshop, planned.morning, planned.place, sent, now=early)
    cancel_workshop(karim, planned.workshop, why="Grève", now=NOW)
    _sight, off = workshop_seen(stage.cast.karim, planned.workshop.id)
    with pytest.raises(Conflict):
        sign_on_device(karim, off, planned.morning, planned.place, sent, now=STARTS)


def test_only_the_staff_keeps_the_sheet(planned: Planned, stage: Stage) -> None:
    lea = planned.seen_by(stage.cast.lea)
    with pytest.raises(Forbidden):
        note(lea, planned.workshop, planned.morning, planned.place, present=True, now=STARTS)
    elsewhere = planned.place
    elsewhere.cohort_id = UUID(int=1)
    karim = planned.seen_by(stage.cast.karim)
    with pytest.raises(Forbidden):
        note(karim, planned.workshop, planned.morning, elsewhere, present=True, now=STARTS)


def test_a_correction_leaves_what_it_corrects(planned: Planned, stage: Stage) -> None:
    karim, ines = planned.seen_by(stage.cast.karim), planned.seen_by(stage.cast.ines)
    first = note(
        karim, planned.workshop, planned.morning, planned.place, present=False, reason="Train", now=STARTS
    )
    with pytest.raises(Conflict):  # noted absent: one does not sign that away
        sign_by_code(
            planned.seen_by(stage.cast.lea),
            planned.workshop,
            planned.morning,
            code=code_at(planned, STARTS),
            now=STARTS,
        )
    with pytest.raises(Invalid):
        correct(ines, first, present=True, reason=" ", now=ENDS)
    second = correct(ines, first, present=True, reason="Arrivée à 9 h 20", now=ENDS)
    with pytest.raises(Conflict):  # two corrected the same row: the second is told
        correct(karim, first, present=True, reason="Arrivée", now=ENDS)
    (line,) = sheet(planned.workshop, planned.morning).attenders
    assert line.rows == [first, second]
    assert line.holds == second
    for change in ({"present": True}, {"reason": ""}):
        with pytest.raises(ProgrammingError), transaction.atomic():
            Signature.objects.filter(pk=first.pk).update(**change)
    with pytest.raises(ProgrammingError), transaction.atomic():
        second.delete()


@settings(max_examples=12)
@given(turns=st.lists(st.booleans(), min_size=1, max_size=6))
def test_the_newest_row_holds_and_the_hours_follow(planned: Planned, stage: Stage, turns: list[bool]) -> None:
    point = transaction.savepoint()
    karim = planned.seen_by(stage.cast.karim)
    row = note(karim, planned.workshop, planned.morning, planned.place, present=turns[0], now=STARTS)
    for present in turns[1:]:
        row = correct(karim, row, present=present, reason="Relu", now=ENDS)
    (line,) = sheet(planned.workshop, planned.morning).attenders
    assert [one.present for one in line.rows] == turns
    assert line.holds == row
    day = Day.objects.filter(enrolment=planned.place).first()
    assert (day.attended if day else 0) == (210 * 60 if turns[-1] else 0)
    done = Progress.objects.filter(enrolment=planned.place, done_at__isnull=False).exists()
    assert done == turns[-1]
    transaction.savepoint_rollback(point)


def test_the_step_is_done_by_being_there(planned: Planned, stage: Stage, sign_in) -> None:
    client = sign_in(stage.cast.lea)
    address = f"{planned.taken.path.url}steps/{planned.step.key}/"
    assert client.post(f"{address}progress/").status_code == 409  # not by saying so
    karim = planned.seen_by(stage.cast.karim)
    sent = Sent(typed="Léa Martin")
    sign_on_device(karim, planned.workshop, planned.morning, planned.place, sent, now=STARTS)
    where = planned.taken.seen_by(stage.cast.lea)
    assert where.learning
    line = outline(where.learning, now=ENDS).step(planned.step.key)
    assert line
    assert line.done_at == STARTS


def test_the_trainer_signs_last(planned: Planned, stage: Stage) -> None:
    karim = planned.seen_by(stage.cast.karim)
    with pytest.raises(Conflict):
        sign_sheet(karim, planned.workshop, planned.morning, Sent(drawing=DRAWN), now=ENDS)
    note(karim, planned.workshop, planned.morning, planned.place, present=False, now=ENDS)
    with pytest.raises(Invalid):
        sign_sheet(karim, planned.workshop, planned.morning, Sent(), now=ENDS)
    row = sign_sheet(karim, planned.workshop, planned.morning, Sent(drawing=DRAWN), now=ENDS)
    assert sign_sheet(karim, planned.workshop, planned.morning, Sent(typed="K"), now=ENDS) == row
    with pytest.raises(Conflict):
        correct(karim, row, present=False, reason="Non", now=ENDS)
    assert [len(one.trainers) for one in sheets(planned.workshop)] == [1, 0]


def test_a_signed_workshop_keeps_its_dates(planned: Planned, stage: Stage) -> None:
    karim = planned.seen_by(stage.cast.karim)
    note(karim, planned.workshop, planned.morning, planned.place, present=True, now=STARTS)
    with pytest.raises(Conflict):
        edit_workshop(karim, planned.workshop, ends_at=ENDS + timedelta(days=1), now=ENDS)
    with pytest.raises(Conflict):
        cancel_workshop(karim, planned.workshop, why="", now=ENDS)
    assert edit_workshop(karim, planned.workshop, title="Un autre titre", now=ENDS).revision == 1


def test_a_row_of_another_sheet_is_not_corrected_here(planned: Planned, stage: Stage, sign_in) -> None:
    karim = planned.seen_by(stage.cast.karim)
    row = note(karim, planned.workshop, planned.morning, planned.place, present=True, now=STARTS)
    client = sign_in(stage.cast.karim)
    other = f"/workshops/{planned.workshop.id}/{planned.afternoon.key}/signatures/"
    sent = {"act": "correct", "row": row.id, "present": "no", "reason": "Non"}
    assert client.post(other, sent).status_code == 404
    with pytest.raises(Missing):
        workshop_seen(stage.cast.marc, planned.workshop.id)
