"""Of a unit nothing is told that, beside other units or the organisation, is about one to four people; nor which acts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.test import Client

from cordee.insights.access import Subject
from cordee.insights.boards import SHOWN, board
from cordee.insights.counting.upkeep import count_what_is_due
from cordee.insights.lists import Tallies, tallies
from cordee.insights.models import Kind, Scope, Snapshot
from cordee.insights.tests.test_boards import SUNDAY
from cordee.journal.readers import catch_up
from cordee.people.actions.arranging import add_unit, place
from cordee.people.models import Unit
from cordee.spaces.actions.reactions import react
from cordee.testing.cast import NOW, Stage
from cordee.testing.costs import costs

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Acts = Mapping[str, tuple[int, int]]  # of a kind: how many, by how many people


def counted(
    unit: Unit | None, people: int, did: int = 5, kinds: Acts | None = None, name: str = "participation"
) -> None:
    """A figure as if it had been counted."""
    Snapshot.objects.create(
        name=name, version=1, scope=Scope.UNIT if unit else Scope.ORGANISATION, scope_id=unit and unit.id, until=SUNDAY,
        numerator=did, denominator=people, people=people, value=did / people, counted_at=NOW,
        detail={"kinds": [[kind, *found] for kind, found in (kinds or {}).items()]},
    )  # fmt: skip


def about(unit: Unit) -> Subject:
    return Subject(Scope.UNIT, unit.id, unit.name, "", closely=False)


def known(units: Sequence[Unit]) -> list[str]:
    """Of which units it is told who takes part."""
    boards = [board(about(unit)) for unit in units]
    return [one.subject.title for one in boards if (found := one.figure("participation")) and found.now.known]


def acts_of(unit: Unit) -> Tallies:
    return tallies(about(unit), SUNDAY)


def told(found: Tallies) -> dict[str, int]:
    return {one.kind.value: one.people for one in found.told}


def test_a_unit_less_the_units_below_one_that_is_not_told() -> None:
    shop = Unit.objects.create(name="Shop")
    team = Unit.objects.create(name="Team", parent=shop)
    shifts = [Unit.objects.create(name=name, parent=team) for name in ("Morning", "Evening")]
    for unit, people in zip((None, shop, team, *shifts), (30, 14, 12, 6, 6), strict=True):
        counted(unit, people)
    found = known([shop, team, *shifts])
    # Of the shop, two stand in no shift.
    assert "Shop" in found and len(found) == 2 and "Team" not in found


def test_the_organisation_less_its_units_is_nobodys_act() -> None:
    north, south, east = (Unit.objects.create(name=name) for name in ("North", "South", "East"))
    counted(None, 60, kinds={"join": (22, 19), "reply": (30, 21)})
    counted(north, 20, kinds={"join": (8, 7), "reply": (10, 7)})
    counted(south, 20, kinds={"join": (6, 6), "reply": (10, 7)})
    counted(east, 20, kinds={"join": (6, 5), "reply": (10, 7)})
    each = [acts_of(unit) for unit in (north, south, east)]
    # One person joined who is in none of them; all who replied are.
    assert [told(one) for one in each] == [{"join": 7, "reply": 7}, {"join": 6, "reply": 7}, {"reply": 7}]
    assert [one.untold for one in each] == [False, False, True]
    # What the dashboard says of all acts is in acts: a kind is told in people.
    assert all(line.acts is None for one in each for line in one.told)


def test_which_kinds_are_not_told_is_not_found_figure_by_figure() -> None:
    unit = Unit.objects.create(name="North")
    counted(None, 60, kinds={"contribute": (40, 30), "reply": (40, 30)})
    counted(unit, 20, kinds={"contribute": (9, 8), "reply": (2, 2)})
    for name, shown in (
        ("", {"contribute": 8}),
        ("writers", {"contribute": 8}),
        ("helpers", {}),
        ("useful", {}),
    ):
        found = tallies(about(unit), SUNDAY, name)
        assert (told(found), found.untold, found.silent) == (shown, True, False)


class Words(HTMLParser):
    """What a page says between its header and its end, without its address."""

    said = ""

    def handle_data(self, data: str) -> None:
        self.said += f" {data.strip()}"


def said(content: bytes, begin: str) -> str:
    page = Words()
    page.feed(content.decode().partition(begin)[2].partition("</main>")[0].partition("<aside")[0])
    return " ".join(page.said.split())


def test_two_units_of_one_person_each_read_the_same(busy: Stage, sign_in: Callable[..., Client]) -> None:
    """One came long ago and reacted; the other came as a newcomer, and asks. Nothing of it is to be seen."""
    cast = busy.cast
    old, new = (add_unit(cast.thomas, name=name, now=NOW - 70 * DAY) for name in ("Un", "Deux"))
    for unit, person, days in ((old, cast.ines, 60), (new, cast.lea, 40)):
        place(cast.thomas, person, unit=unit, manager=cast.marc, now=NOW - days * DAY)
    react(cast.ines, busy.question, meaning="tried", now=NOW - 5 * DAY)
    catch_up()
    count_what_is_due(NOW)
    counted_of: list[set[str]] = [
        set(
            Snapshot.objects.filter(scope="unit", scope_id=one.id, until=SUNDAY).values_list(
                "name", flat=True
            )
        )
        for one in (old, new)
    ]
    assert counted_of[0] != counted_of[1]
    client = sign_in(cast.marc)
    pages, acts = [], []
    for unit in (old, new):
        found = board(about(unit), SUNDAY)
        assert [one.name for one in found.untold] == list(SHOWN)
        assert not any(point.people or point.detail for one in found.figures for point in one.points)
        pages.append(said(client.get(f"/insights/unit/{unit.id}/?until={SUNDAY}").content, 'id="untold"'))
        acts.append(said(client.get(f"/insights/unit/{unit.id}/acts/?until={SUNDAY}").content, "<h1>"))
    assert pages[0] == pages[1] != ""
    assert acts[0] == acts[1] != ""
    assert not any(str(kind.label) in acts[0] for kind in (Kind.CONTRIBUTE, Kind.REPLY, Kind.TRY, Kind.JOIN))


def test_a_unit_that_is_told_says_who_did_what_by_kind(busy: Stage, sign_in: Callable[..., Client]) -> None:
    """Seven in the north of nine: not told. All nine above them: told."""
    units = {one.name: one for one in Unit.objects.all()}
    client = sign_in(busy.cast.thomas)
    top = client.get(f"/insights/unit/{units['Réseau'].id}/acts/").content.decode()
    assert "<td>9</td>" in top  # who asked; how often is not said
    assert '<th scope="col">Personnes</th>' in top and "Fois" not in top
    for name in ("Nord", "Sud"):
        page = client.get(f"/insights/unit/{units[name].id}/acts/").content.decode()
        assert "<table" not in page and "Rien n’est dit" in page


def test_the_pages_of_a_unit_cost_as_much_however_many_there_are(
    busy: Stage, sign_in: Callable[..., Client]
) -> None:
    top = Unit.objects.get(name="Réseau")
    client = sign_in(busy.cast.thomas)
    paths = [f"/insights/unit/{top.id}/", f"/insights/unit/{top.id}/acts/"]
    for number in range(20):
        counted(Unit.objects.create(name=f"Équipe {number}", parent=top), 6)
    found = costs(client, paths)
    assert max(found.values()) <= 16, found


def test_nothing_is_shown_of_fewer_than_five_by_kind_of_the_whole_to_who_does_not_oversee_it() -> None:
    counted(None, 60, kinds={"contribute": (40, 30), "reply": (2, 2)})
    whole = {one: Subject(Scope.ORGANISATION, None, "", "/insights/", closely=one) for one in (True, False)}
    closely = tallies(whole[True], SUNDAY)
    assert [(one.kind, one.acts) for one in closely.told] == [(Kind.CONTRIBUTE, 40), (Kind.REPLY, 2)]
    found = tallies(whole[False], SUNDAY)
    assert ([(one.kind, one.acts) for one in found.told], found.untold) == ([(Kind.CONTRIBUTE, None)], True)
