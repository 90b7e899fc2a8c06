"""What is kept of figures of few people and of units: nothing from which one of them is found, through any door."""

import io
import re
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from cordee.insights import words
from cordee.insights.counting.figures import Counted
from cordee.insights.counting.keeping import kept
from cordee.insights.counting.upkeep import count, count_what_is_due
from cordee.insights.counting.windows import window
from cordee.insights.definitions import TOLD
from cordee.insights.figures import Figure
from cordee.insights.models import Act, Presence, Scope, Snapshot
from cordee.people.actions.arranging import add_unit
from cordee.people.models import Unit
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Post
from cordee.testing.cast import NOW, Stage

SUNDAY = date(2026, 3, 1)
AT = datetime(2026, 2, 25, 12, tzinfo=UTC)
ELSEWHERE = [uuid.UUID(int=number) for number in range(900, 920)]


def people(count: int) -> list[uuid.UUID]:
    return [uuid.UUID(int=number) for number in range(1, count + 1)]


def there(scope: Scope, place: uuid.UUID | None, who: Sequence[uuid.UUID]) -> None:
    rows = [
        Presence(scope=scope, scope_id=place, person_id=one, since=AT - timedelta(days=60)) for one in who
    ]
    Presence.objects.bulk_create(rows)


def act(person: uuid.UUID, kind: str, at: datetime = AT, **given: Any) -> None:
    told = {"mode": "social", "source": "journal", "object_id": uuid.uuid4(), **given}
    Act.objects.create(id=uuid.uuid4(), at=at, day=at.date(), person_id=person, kind=kind, **told)


def counted(scope: Scope, place: uuid.UUID | None, until: date = SUNDAY) -> dict[str, Snapshot]:
    count({(scope, place): {until}}, NOW)
    return {one.name: one for one in Snapshot.objects.filter(scope=scope, scope_id=place, until=until)}


def unit_of(stage: Stage, size: int) -> Unit:
    """A unit of so many, beside which twenty people are elsewhere."""
    unit = add_unit(stage.cast.thomas, name="Cordée de cinq", now=NOW)
    there(Scope.UNIT, unit.id, people(size))
    there(Scope.ORGANISATION, None, [*people(size), *ELSEWHERE])
    return unit


def everywhere(client: Client, unit: Unit, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str, str, Any]:
    """What a unit's page, file, paper and API say."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    page = client.get(f"/insights/unit/{unit.id}/")
    sheet = client.get(f"/insights/unit/{unit.id}/?form=csv&sheet=figures")
    paper = PdfReader(io.BytesIO(client.get(f"/insights/unit/{unit.id}/?form=pdf").getvalue()))
    read = " ".join(" ".join(one.extract_text() for one in paper.pages).split())
    told = client.get(f"/api/v1/insights/unit/{unit.id}").json()["indicators"]
    indicators = {one["definition"]["name"]: one["windows"][0] for one in told}
    return page.content.decode(), sheet.getvalue().decode(), read, indicators


@pytest.mark.django_db
def test_the_spread_of_five_is_not_five_values(
    stage: Stage, sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = unit_of(stage, 5)
    for person, texts in zip(people(5), (1, 1, 2, 7, 11), strict=True):
        for _text in range(texts):
            act(person, "contribute", unit_id=unit.id)
    counted(Scope.ORGANISATION, None)
    spread = counted(Scope.UNIT, unit.id)["spread"]
    assert (spread.value, spread.numerator, spread.people) == (None, 0, 5)
    assert not {"quantiles", "columns", "mean"} & set(spread.detail)
    page, sheet, paper, indicators = everywhere(sign_in(stage.cast.thomas), unit, monkeypatch)
    for told in (page, paper):
        assert "Un quart" not in told and "22 textes" not in told
    assert "22" not in [cell for line in sheet.splitlines() for cell in line.split(";")]
    assert not indicators["spread"]["known"] and indicators["spread"]["numerator"] is None


@pytest.mark.django_db
@pytest.mark.parametrize("scope", [Scope.COHORT, Scope.PATH, Scope.SPACE])
def test_the_spread_of_nine_is_told_of_no_place(stage: Stage, scope: Scope) -> None:
    place = uuid.uuid4()
    column = {Scope.COHORT: "cohort_id", Scope.PATH: "path_id", Scope.SPACE: "space_id"}[scope]
    for person in people(9):
        act(person, "contribute", **{column: place})
    assert counted(scope, place)["spread"].value is None
    act(people(10)[9], "contribute", **{column: place})
    ten = counted(scope, place)["spread"]
    assert (ten.value, ten.numerator) == (1, 10) and "columns" in ten.detail


@pytest.mark.django_db
def test_of_a_larger_unit_the_middle_is_told_and_no_total(stage: Stage) -> None:
    unit = unit_of(stage, 12)
    for person in people(12):
        for _text in range(3):
            act(person, "contribute", unit_id=unit.id)
    spread = counted(Scope.UNIT, unit.id)["spread"]
    assert (spread.value, spread.numerator, spread.denominator) == (3, 0, 0)
    told = words.sentence(Figure("spread", [_point(spread)]))
    assert "3" in told and "36" not in told


@pytest.mark.django_db
def test_a_format_is_told_by_people_not_by_how_often_it_was_met(stage: Stage) -> None:
    unit = unit_of(stage, 6)
    posts = contents(stage, 3)
    for post in posts:
        for person in people(3):  # nine times, by three people
            act(person, "read", thread_id=post.id, object_id=post.id, unit_id=unit.id)
    for person in people(6)[3:]:
        act(person, "read", thread_id=stage.question.id, object_id=stage.question.id, unit_id=unit.id)
    act(stage.question.author_id or uuid.uuid4(), "contribute", object_id=stage.question.id)
    useful = counted(Scope.UNIT, unit.id)["useful"]
    assert useful.people == 6
    assert {kind: told[0] for kind, *told in useful.detail["by_format"]} == {"tip": 0, "question": 0}
    assert all(told is None for _format, told in words.by_format(_point(useful)))


@pytest.mark.django_db
def test_those_who_answer_from_elsewhere_do_not_make_five_of_one(stage: Stage) -> None:
    unit = unit_of(stage, 6)
    asked = uuid.uuid4()
    act(people(1)[0], "contribute", question=True, object_id=asked, unit_id=unit.id, space_id=stage.open.id)
    for person in ELSEWHERE[:4]:
        other = uuid.uuid4()
        act(
            people(1)[0],
            "contribute",
            question=True,
            object_id=other,
            unit_id=unit.id,
            space_id=stage.open.id,
        )
        act(person, "reply", AT + timedelta(hours=2), thread_id=other, space_id=stage.open.id)
    of_unit, of_all = counted(Scope.UNIT, unit.id), counted(Scope.ORGANISATION, None)
    for name in ("answered", "hours"):
        assert of_unit[name].people == 1 and not _point(of_unit[name]).known
        assert of_all[name].people == 1  # the same people, or a unit taken from all would leave too many
    assert counted(Scope.SPACE, stage.open.id)["answered"].people == 5


@pytest.mark.django_db
def test_a_week_later_nobody_learns_how_many_more_have_read_it(stage: Stage) -> None:
    post = contents(stage, 1)[0]
    told = {}
    for readers, until in ((5, SUNDAY - timedelta(days=7)), (8, SUNDAY)):
        for person in ELSEWHERE[:readers]:
            act(
                person,
                "read",
                AT - timedelta(days=8),
                thread_id=post.id,
                object_id=post.id,
                space_id=stage.open.id,
            )
        useful = counted(Scope.SPACE, stage.open.id, until)["useful"]
        ((_post, _kind, *told[readers]),) = useful.detail["contents"]
        assert words.of_content(*told[readers])[2] == words.at_least(5)
        Act.objects.filter(kind="read").delete()
    for many, value, low, high in told.values():
        assert many == 5
        assert all(round(share * 20, 6).is_integer() for share in (value, low, high))
    same = [one for one in told.values() if one[1] == told[5][1]]
    assert all(one == told[5] for one in same)  # the interval says nothing beside


@pytest.mark.django_db
def test_four_of_five_are_half_or_more(
    stage: Stage, sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = unit_of(stage, 5)
    for person in people(4):
        act(person, "reply", unit_id=unit.id)
    counted(Scope.ORGANISATION, None)
    took_part = counted(Scope.UNIT, unit.id)["participation"]
    assert (took_part.numerator, took_part.denominator) == (0, 0)
    assert (took_part.low, took_part.value, took_part.high) == (0.5, 0.75, 1)
    page, sheet, paper, indicators = everywhere(sign_in(stage.cast.thomas), unit, monkeypatch)
    for told in (page, paper):
        assert "La moitié ou plus des personnes ont pris part" in told
        assert "4 sur 5" not in told and not re.search(r"80\s?%", told)
    assert "0,8" not in sheet and "0.8" not in sheet
    told = indicators["participation"]
    assert told["known"] and told["numerator"] is None and told["denominator"] is None
    assert (told["people"], told["low"], told["high"]) == (5, 0.5, 1)


@given(st.integers(5, 200))
def test_what_is_told_of_a_share_is_never_about_one_to_four(of: int) -> None:
    told: dict[tuple[Any, ...], list[int]] = {}
    for number in range(of + 1):
        one = kept(Scope.UNIT, {"writers": Counted(number, of, of, number / of)})["writers"]
        told.setdefault((one.numerator, one.value, one.low, one.high), []).append(number)
    for same in told.values():
        # Several numbers look the same; or it is one of which five and more are on both sides.
        assert len(same) >= 3 or all(5 <= number <= of - 5 for number in same)
    few = [number for number in range(of + 1) if min(number, of - number) < 5]
    assert all(number in few for same in told.values() if len(same) > 1 for number in same)


def test_the_balance_of_a_unit_is_told_in_tenths() -> None:
    acts = {"practice": 1, "social": 50, "formal": 4}
    one = kept(Scope.UNIT, {"balance": Counted(1, 55, 7, 1 / 55, detail=acts)})["balance"]
    assert {mode: one.detail[mode] for mode in acts} == {"practice": 0, "social": 9, "formal": 1}
    assert (one.numerator, one.denominator) == (0, 10)
    assert "55" not in words.sentence(Figure("balance", [one.point(NOW)]))


@pytest.mark.django_db
def test_a_new_version_counts_old_weeks_again(stage: Stage) -> None:
    there(Scope.ORGANISATION, None, ELSEWHERE)
    weeks = [SUNDAY - timedelta(weeks=number) for number in range(3)]
    count({(Scope.ORGANISATION, None): set(weeks)}, NOW)
    assert count_what_is_due(NOW) == 0
    Snapshot.objects.filter(name="spread").update(version=1, detail={"quantiles": [1, 2, 3, 4]})
    Snapshot.objects.filter(name="spread", until=SUNDAY).update(
        scope=Scope.UNIT, scope_id=uuid.uuid4()
    )  # gone
    assert [count_what_is_due(NOW) for _run in range(3)] == [1, 1, 0]
    told = Snapshot.objects.filter(name="spread", scope=Scope.ORGANISATION)
    assert set(told.values_list("version", flat=True)) == {TOLD["spread"].version}


def contents(stage: Stage, count: int) -> list[Post]:
    """Tips of Léa, and the acts that say so."""
    found = []
    for number in range(count):
        post = publish(
            stage.cast.lea,
            stage.open,
            kind="tip",
            title="T",
            body="B",
            now=AT - timedelta(days=30, hours=number),
        )
        act(stage.cast.lea.id, "contribute", AT - timedelta(days=30), object_id=post.id, thread_id=post.id)
        found.append(post)
    return found


def _point(one: Snapshot) -> Any:
    given = (one.numerator, one.denominator, one.people, one.value, one.low, one.high)
    return Counted(*given, one.detail).point(window(None, one.until).ends)
