"""A dashboard comes on its day, once, to whom it is open, and stops in one click."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing
from cordee.insights.mailing import dashboards, sending
from cordee.insights.mailing.actions import plan_mailing
from cordee.insights.mailing.models import Mailing
from cordee.insights.mailing.rhythms import Rhythm, next_after
from cordee.people.models import Person
from cordee.sheets import Column, Sheet
from cordee.spaces.models import Membership
from cordee.testing.cast import NOW, Stage

PARIS = ZoneInfo("Europe/Paris")
HEALTH = "insights.space-health"


@given(
    st.integers(0, 2 * 366 * 24 * 60),
    st.sampled_from(Rhythm.values),
    st.integers(0, 23),
    st.sampled_from(["Europe/Paris", "America/Martinique", "Asia/Kathmandu", "Pacific/Auckland"]),
)
def test_it_comes_on_its_day_at_its_hour(minutes: int, rhythm: str, hour: int, zone: str) -> None:
    moment, here = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes), ZoneInfo(zone)
    found = next_after(moment, rhythm, hour, here)
    local = found.astimezone(here)
    assert moment < found <= moment + timedelta(days=93)
    assert local.hour in (hour, (hour + 1) % 24)
    assert local.weekday() == 0 if rhythm == Rhythm.WEEKLY else local.day == 1
    assert rhythm != Rhythm.QUARTERLY or local.month in (1, 4, 7, 10)


@dataclass
class Board:
    """A dashboard for these tests: open to whom it is said to be."""

    open_to: set[UUID]
    sentences: tuple[str, ...] = ("62 % des questions ont une réponse : 41 sur 66",)
    name: str = "tests.board"
    title: str = "Tableau"

    def about(self, person: Person, scope_id: UUID | None) -> tuple[str, str]:
        if person.pk not in self.open_to:
            raise Forbidden("no")
        return "Tout", "/board/"

    def told(self, person: Person, scope_id: UUID | None, now: datetime) -> dashboards.Told:
        table = Sheet("t", "Tableau", [Column("a", "A"), Column("n", "N", "whole")], [("x", 41)])
        return dashboards.Told(self.sentences, [table])


@pytest.fixture
def board(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Board:
    made = Board({stage.cast.karim.pk, stage.cast.thomas.pk})
    monkeypatch.setitem(dashboards._dashboards, made.name, made)
    return made


def planned(person: Person, **more: object) -> Mailing:
    return plan_mailing(person, "tests.board", None, rhythm="weekly", hour=8, now=NOW, **more)


@pytest.mark.django_db
def test_it_comes_once_with_its_papers(stage: Stage, board: Board) -> None:
    found = planned(stage.cast.karim, with_xlsx=True)
    due = found.next_at
    assert due.astimezone(PARIS).strftime("%A %H") == "Monday 08"
    assert sending.send_due(due - timedelta(minutes=1)) == 0
    assert [sending.send_due(due), sending.send_due(due), sending.send_due(due + timedelta(days=6))] == [
        1,
        0,
        0,
    ]
    (sent,) = mail.outbox
    assert "41 sur 66" in sent.body
    assert [name.rpartition(".")[2] for name, _content, _type in sent.attachments] == ["pdf", "xlsx"]
    assert sent.attachments[0][1].startswith(b"%PDF")
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found.refresh_from_db()
    assert (found.next_at, found.last_at) == (due + timedelta(days=7), due)
    # The machine slept for a month: one comes, and the next on its day.
    assert sending.send_due(due + timedelta(days=31)) == 1
    found.refresh_from_db()
    # The clocks went forward meanwhile: it is eight on the wall all the same.
    assert found.next_at.astimezone(PARIS).replace(tzinfo=None) == datetime(2026, 4, 13, 8)


@pytest.mark.django_db
def test_who_may_not_see_it_any_more_is_told_once(stage: Stage, board: Board) -> None:
    found = planned(stage.cast.karim)
    board.open_to.clear()
    assert sending.send_due(found.next_at) == 1
    assert "41 sur 66" not in mail.outbox[0].body
    assert not mail.outbox[0].attachments
    assert sending.send_due(found.next_at + timedelta(days=8)) == 0
    found.refresh_from_db()
    assert found.ended_at is not None
    with pytest.raises(Forbidden):
        planned(stage.cast.karim)


@pytest.mark.django_db
def test_nothing_comes_where_nothing_can_be_told_or_nobody_is_there(stage: Stage, board: Board) -> None:
    found = planned(stage.cast.karim)
    board.sentences = ()
    assert sending.send_due(found.next_at) == 0
    other = planned(stage.cast.thomas)
    Person.objects.filter(pk=stage.cast.thomas.pk).update(is_active=False)
    assert sending.send_due(other.next_at) == 0
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_server_that_is_down_loses_nothing_and_stops_no_other(
    stage: Stage, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = planned(stage.cast.karim).next_at
    planned(stage.cast.thomas)
    send = sending.EmailMultiAlternatives.send

    def down(self: object) -> int:
        if self.to == [stage.cast.karim.email]:
            raise OSError("down")
        return send(self)

    monkeypatch.setattr(sending.EmailMultiAlternatives, "send", down)
    assert sending.send_due(due) == 1
    monkeypatch.undo()
    dashboards.register(board)
    assert sending.send_due(due) == 1
    assert {one.to[0] for one in mail.outbox} == {stage.cast.karim.email, stage.cast.thomas.email}
    dashboards._dashboards.pop(board.name)


@pytest.mark.django_db
def test_bad_input(stage: Stage, board: Board) -> None:
    karim = stage.cast.karim
    for wrong in ({"rhythm": "hourly", "hour": 8}, {"rhythm": "weekly", "hour": 24}):
        with pytest.raises(Invalid):
            plan_mailing(karim, "tests.board", None, **wrong, now=NOW)
    with pytest.raises(Missing):
        plan_mailing(karim, "no.such", None, rhythm="weekly", hour=8, now=NOW)
    planned(karim)
    planned(karim)
    assert Mailing.objects.count() == 1
    Mailing.objects.bulk_create(
        Mailing(person=karim, dashboard=f"d{number}", made_at=NOW, next_at=NOW) for number in range(20)
    )
    Mailing.objects.filter(dashboard="tests.board").delete()
    with pytest.raises(Conflict):
        planned(karim)


@pytest.mark.django_db
def test_the_health_of_a_space_on_a_page_and_by_the_link(
    stage: Stage, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(stage.cast.karim)
    page = client.get(f"/spaces/{stage.open.slug}/health/").content.decode()
    address = re.search(r'href="(/me/mailings/new/[^"]+)"', page)[1].replace("&amp;", "&")
    assert client.get(address).status_code == 200
    sent = {"dashboard": HEALTH, "about": str(stage.open.id), "rhythm": "monthly", "hour": "7"}
    assert client.post("/me/mailings/new/", sent).status_code == 302
    found = Mailing.objects.get()
    assert (found.rhythm, found.hour) == ("monthly", 7)
    assert client.get(f"/spaces/{stage.open.slug}/health/?form=xlsx")["Content-Type"].endswith("sheet")
    text = b"".join(client.get(f"/spaces/{stage.open.slug}/health/?form=csv")).decode()
    assert "trop peu" in text
    # Too few people for any figure: nothing is sent.
    assert sending.send_due(found.next_at) == 0
    Membership.objects.filter(person=stage.cast.karim).update(role="member")
    assert sending.send_due(Mailing.objects.get().next_at) == 1
    secret = re.search(r"/mailings/stop/[^/\s]+/", mail.outbox[0].body)[0]
    stranger = Client()
    assert stranger.get(secret).status_code == 200
    assert Mailing.objects.exists()
    assert stranger.post(secret).status_code == 200
    assert not Mailing.objects.exists()
    assert stranger.post(secret).status_code == 200
    assert stranger.get("/mailings/stop/none/").status_code == 404
