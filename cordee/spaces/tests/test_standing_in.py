"""Being away: whoever stands in has the rights for that time, is told instead, and it ends by itself."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing
from cordee.journal.models import Event
from cordee.journal.readers import catch_up
from cordee.notifications.queries import bell
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.actions.memberships import admit, join, remove
from cordee.spaces.actions.standing_in import end_stand_in, name_stand_in
from cordee.spaces.models import StandIn
from cordee.spaces.queries.standing_in import keeping
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 9), date(2026, 3, 13)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def hand_over(stage: Stage) -> StandIn:
    return name_stand_in(stage.cast.karim, stage.open, stage.cast.lea, first=FIRST, last=LAST, now=NOW)


def test_the_rights_begin_and_end_by_themselves(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    row = hand_over(stage)
    told = []
    for moment in (
        row.starts_at - timedelta(seconds=1), row.starts_at, row.ends_at - timedelta(seconds=1), row.ends_at
    ):  # fmt: skip
        at(monkeypatch, moment)
        with CaptureQueriesContext(connection) as asked:
            who = access.viewer(stage.cast.lea)
        assert len(asked) == 1
        told.append((who.facilitates(stage.open), who.facilitates(stage.hidden)))
    assert told == [(False, False), (True, False), (True, False), (False, False)]
    assert row.starts_at.astimezone(stage.open.zone).date() == FIRST
    assert row.last_at.astimezone(stage.open.zone).date() == LAST


def test_who_is_no_facilitator_any_more_hands_nothing_over(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = hand_over(stage)
    admit(stage.cast.thomas, stage.open, stage.cast.ines, role="facilitator", now=NOW)
    remove(stage.cast.thomas, stage.open, stage.cast.karim, now=NOW)
    at(monkeypatch, row.starts_at)
    assert not access.viewer(stage.cast.lea).facilitates(stage.open)


def test_who_keeps_a_space_is_told_the_same_way_for_all_as_for_one(stage: Stage) -> None:
    row, cast = hand_over(stage), stage.cast
    admit(cast.thomas, stage.open, cast.ines, role="facilitator", now=NOW)

    def kept(moment: datetime) -> tuple[set[Person], set[Person]]:
        with CaptureQueriesContext(connection) as asked:
            keepers = keeping(stage.open.id, moment)
            told = {row.person for row in keepers.rows}, {row.person for row in keepers.here}
        assert len(asked) == 2
        return told

    before, during = {cast.thomas, cast.karim, cast.ines}, {cast.thomas, cast.ines, cast.lea}
    assert kept(NOW) == (before, before)
    assert kept(row.starts_at) == (during | {cast.karim}, during)
    assert kept(row.ends_at) == (before, before)
    remove(cast.thomas, stage.open, cast.karim, now=NOW)
    assert kept(row.starts_at) == ({cast.thomas, cast.ines}, {cast.thomas, cast.ines})


def test_who_stands_in_hears_what_the_other_would_have_heard(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    day = now.date()
    name_stand_in(
        stage.cast.karim, stage.request, stage.cast.lea, first=day, last=day + timedelta(days=1), now=now
    )
    join(stage.cast.marc, stage.request, now=now)
    catch_up()
    assert "request" in [line.kind for line in bell(stage.cast.lea.id).rows]
    assert "request" not in [line.kind for line in bell(stage.cast.karim.id).rows]


def test_coming_back_earlier(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    row = hand_over(stage)
    back = row.starts_at + timedelta(days=1)
    with pytest.raises(Forbidden):
        end_stand_in(stage.cast.ines, stage.open, row.id, now=back)
    end_stand_in(stage.cast.karim, stage.open, row.id, now=back)
    at(monkeypatch, back + timedelta(minutes=1))
    assert not access.viewer(stage.cast.lea).facilitates(stage.open)
    verbs = (
        Event.objects.filter(verb__startswith="space.stand-in").order_by("at").values_list("verb", flat=True)
    )
    assert list(verbs) == ["space.stand-in", "space.stand-in-ended"]
    with pytest.raises(Missing):
        end_stand_in(stage.cast.karim, stage.open, row.id, now=row.starts_at + timedelta(days=2))


def test_what_cannot_be(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    row = hand_over(stage)
    cast = stage.cast
    with pytest.raises(Conflict):
        name_stand_in(cast.karim, stage.open, cast.ines, first=LAST, last=LAST, now=NOW)
    for deputy, first, last in ((cast.marc, LAST, LAST), (cast.karim, LAST, LAST), (cast.ines, LAST, FIRST)):
        with pytest.raises(Invalid):
            name_stand_in(cast.karim, stage.hidden, deputy, first=first, last=last, now=NOW)
    at(monkeypatch, row.starts_at)
    with pytest.raises(Forbidden):  # who stands in names nobody
        name_stand_in(cast.lea, stage.open, cast.ines, first=FIRST, last=LAST, now=row.starts_at)


def test_the_page(stage: Stage, sign_in: Callable[..., Client]) -> None:
    client = sign_in(stage.cast.karim)
    address = "/spaces/entretiens/away/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"deputy": "lea", "first": "x", "last": ""}).status_code == 422
    client.post(address, {"deputy": "lea", "first": "2030-01-07", "last": "2030-01-11"})
    row = StandIn.objects.get()
    assert "Léa Martin" in client.get(address).content.decode()
    client.post(f"{address}{row.id}/")
    assert not StandIn.objects.exists()
