"""Planning a programme, and changing it while it runs."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.journal.models import Event
from cordee.programmes.actions import planning, prompts
from cordee.programmes.actions.publishing import publish_due
from cordee.programmes.models import Prompt
from cordee.programmes.ready import templates
from cordee.programmes.tests.conftest import DUE, FIRST, Planned, plan
from cordee.spaces.actions.spaces import Aim, edit_space
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def test_prompts_stand_on_their_days_at_their_hour(planned: Planned, stage: Stage) -> None:
    assert planned.days() == [FIRST + WEEK * n for n in range(4)]
    assert planned.prompts()[0].due_at == DUE
    assert planned.programme.responsible == stage.cast.karim
    told = Event.objects.get(verb="programme.planned")
    assert (told.actor_id, told.space_id, told.data["prompts"]) == (stage.cast.karim.id, stage.open.id, 4)


def test_only_facilitators_plan_and_one_at_a_time(planned: Planned, stage: Stage) -> None:
    details = {"title": "T", "prompts": [planning.Asked("A", "B")], "first": FIRST, "weekday": 1}
    with pytest.raises(Forbidden):
        planning.plan_programme(stage.cast.lea, stage.open, clock=time(9), now=NOW, **details)
    with pytest.raises(Conflict):
        planning.plan_programme(stage.cast.karim, stage.open, clock=time(9), now=NOW, **details)


def test_the_next_programme_ends_one_that_has_nothing_to_come(stage: Stage) -> None:
    former = plan(stage, count=1)
    publish_due(DUE)
    plan(stage, count=2, first=date(2026, 4, 1), now=DUE)
    former.programme.refresh_from_db()
    assert former.programme.ended_at == DUE


def test_an_objective_of_another_space_is_refused(stage: Stage) -> None:
    other = stage.request.objectives.get()
    with pytest.raises(Invalid):
        plan(stage, prompts=[planning.Asked("A", "B", objective=other.id)])


def test_a_new_rhythm_moves_the_rest_and_not_what_is_out_nor_placed_by_hand(
    planned: Planned, stage: Stage
) -> None:
    publish_due(DUE)
    first, _second, third, _fourth = planned.prompts()
    prompts.move_prompt(stage.cast.karim, third, on=date(2026, 3, 20), now=DUE)
    planning.edit_programme(stage.cast.karim, planned.programme, weekday=3, clock=time(14, 30), now=DUE)
    assert planned.days() == [FIRST, date(2026, 3, 12), date(2026, 3, 20), date(2026, 3, 26)]
    moved = planned.prompts()
    assert moved[0].post_id == Prompt.objects.get(pk=first.pk).post_id
    assert [one.clock for one in moved] == [time(9), time(14, 30), time(9), time(14, 30)]


def test_moving_onto_another_swaps_them_and_the_past_is_refused(planned: Planned, stage: Stage) -> None:
    first, second, *_rest = planned.prompts()
    prompts.move_prompt(stage.cast.karim, first, on=second.on, now=NOW)
    assert [one.id for one in planned.prompts()][:2] == [second.id, first.id]
    assert planned.days()[:2] == [FIRST, FIRST + WEEK]
    with pytest.raises(Invalid):
        prompts.move_prompt(stage.cast.karim, first, on=date(2026, 3, 1), now=NOW)


def test_what_is_out_neither_moves_nor_is_removed_here(planned: Planned, stage: Stage) -> None:
    publish_due(DUE)
    out = planned.prompts()[0]
    for act in (
        lambda: prompts.move_prompt(stage.cast.karim, out, on=date(2026, 5, 5), now=DUE),
        lambda: prompts.edit_prompt(stage.cast.karim, out, title="Autre", now=DUE),
        lambda: prompts.remove_prompt(stage.cast.karim, out, now=DUE),
    ):
        with pytest.raises(Conflict):
            act()


def test_a_week_left_out_moves_all_that_follows_and_comes_back(planned: Planned, stage: Stage) -> None:
    left = planning.leave_out(
        stage.cast.karim, planned.programme, first=date(2026, 3, 9), last=date(2026, 3, 15), now=NOW
    )
    assert planned.days() == [FIRST, FIRST + WEEK * 2, FIRST + WEEK * 3, FIRST + WEEK * 4]
    planning.take_back(stage.cast.karim, planned.programme, left.id, now=NOW)
    assert planned.days() == [FIRST + WEEK * n for n in range(4)]


def test_a_pause_holds_everything_and_what_was_due_moves_on_resuming(planned: Planned, stage: Stage) -> None:
    planning.pause(stage.cast.karim, planned.programme, now=NOW)
    later = DUE + WEEK * 2 + timedelta(hours=1)
    assert publish_due(later) == 0
    planning.resume(stage.cast.karim, planned.programme, now=later)
    assert planned.days() == [FIRST + WEEK * n for n in range(3, 7)]
    assert [one.title for one in planned.prompts()] == [f"Question {n}" for n in range(1, 5)]
    assert publish_due(later) == 0


def test_ending_drops_what_is_planned_and_keeps_what_is_out(planned: Planned, stage: Stage) -> None:
    publish_due(DUE)
    planning.end(stage.cast.karim, planned.programme, now=DUE)
    assert planned.states() == ["published"]
    with pytest.raises(Conflict):
        planning.pause(stage.cast.karim, planned.programme, now=DUE)


def test_one_more_goes_to_the_next_free_day(planned: Planned, stage: Stage) -> None:
    asked = planning.Asked("Encore", "Une de plus.")
    made = prompts.add_prompt(stage.cast.karim, planned.programme, asked, now=NOW)
    assert made.on == FIRST + WEEK * 4


def test_a_prompt_keeps_its_objective_when_the_settings_of_the_space_are_saved(
    planned: Planned, stage: Stage
) -> None:
    aim = stage.open.objectives.get()
    again = [Aim("Reprendre sans blesser", []), Aim(aim.text, ["ecoute"])]
    edit_space(stage.cast.karim, stage.open, aims=again, now=NOW)
    assert {one.objective_id for one in planned.prompts()} == {aim.id}
    edit_space(stage.cast.karim, stage.open, aims=[again[0], Aim("Écouter vraiment", [])], now=NOW)
    aim.refresh_from_db()
    assert (aim.text, aim.position) == ("Écouter vraiment", 1)


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Pacific/Chatham", "America/New_York"])
def test_a_space_that_moves_keeps_its_local_hour(planned: Planned, stage: Stage, zone: str) -> None:
    edit_space(stage.cast.karim, stage.open, time_zone=zone, now=NOW)
    publish_due(NOW)
    stage.open.refresh_from_db()
    local = [one.due_at.astimezone(stage.open.zone) for one in planned.prompts()]
    assert {one.time() for one in local} == {time(9)}
    assert [one.date() for one in local] == planned.days()


@pytest.mark.parametrize("key", templates())
def test_a_ready_programme_says_different_things_in_both_languages(key: str) -> None:
    entry = templates()[key].entry
    assert 4 <= len(entry.prompts) <= 12
    titles = [one.title.fr for one in entry.prompts]
    assert len(set(titles)) == len(titles)
    for one in entry.prompts:
        for text in (one.title, one.body):
            assert text.fr != text.en
            assert 0.5 < len(text.fr) / len(text.en) < 2
        assert len(one.title.fr) <= 120
        assert 60 <= len(one.body.fr) <= 700


def test_a_new_programme_never_begins_in_the_past(stage: Stage) -> None:
    late = datetime(2026, 3, 3, 9, tzinfo=UTC)  # ten in Paris, on the very day
    assert plan(stage, now=late).days()[0] == FIRST + WEEK
