"""My plan: mine to write and tick, seen by nobody unless I share it, and tied to the steps of my paths."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from cordee.core.errors import Invalid, Missing
from cordee.paths.actions import planning
from cordee.paths.actions.progress import complete_step
from cordee.paths.kinds import Sent
from cordee.paths.models import Goal
from cordee.paths.queries.plan import plan_of
from cordee.paths.tests.conftest import Taken
from cordee.people.queries import skill_by_slug
from cordee.testing.cast import NOW, Stage

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db


def test_a_goal_leads_to_the_steps_that_serve_its_skill(taken: Taken, stage: Stage) -> None:
    skill = skill_by_slug("ecoute")
    planning.add_goal(stage.cast.lea, kind="goal", text="Écouter mieux", skill=skill, now=NOW)
    (line,) = plan_of(stage.cast.lea, NOW).goals
    assert [lead.step.title for lead in line.leads] == ["Étape page", "Étape checklist", "Étape discussion"]
    complete_step(taken.place, taken.steps["page"], Sent({"read": "1"}), now=NOW)
    (line,) = plan_of(stage.cast.lea, NOW).goals
    assert [lead.step.title for lead in line.leads] == ["Étape checklist", "Étape discussion"]


def test_what_is_due_comes_first_and_what_is_done_stays(stage: Stage) -> None:
    lea = stage.cast.lea
    later = planning.add_goal(lea, kind="goal", text="Plus tard", due_on=date(2026, 9, 1), now=NOW)
    planning.add_goal(lea, kind="goal", text="Un jour", now=NOW)
    soon = planning.add_goal(lea, kind="goal", text="Bientôt", due_on=date(2026, 4, 1), now=NOW)
    assert [one.goal.text for one in plan_of(lea, NOW).goals] == ["Bientôt", "Plus tard", "Un jour"]
    planning.finish_goal(lea, soon.id, now=NOW)
    planning.finish_goal(lea, soon.id, now=NOW + timedelta(days=1))
    plan = plan_of(lea, NOW)
    assert ([one.text for one in plan.done], plan.done[0].done_at) == (["Bientôt"], NOW)
    planning.finish_goal(lea, soon.id, now=NOW, undo=True)
    planning.remove_goal(lea, later.id)
    assert [one.goal.text for one in plan_of(lea, NOW).goals] == ["Bientôt", "Un jour"]


def test_a_plan_is_nobody_elses(stage: Stage) -> None:
    goal = planning.add_goal(stage.cast.lea, kind="need", text="Un tuteur", now=NOW)
    for act in (planning.finish_goal, lambda who, one, now: planning.remove_goal(who, one)):
        with pytest.raises(Missing):
            act(stage.cast.thomas, goal.id, now=NOW)
    with pytest.raises(Invalid):
        planning.add_goal(stage.cast.lea, kind="wish", text="", now=NOW)


def test_a_tutor_reads_it_only_while_it_is_shared(taken: Taken, stage: Stage, sign_in: Enter) -> None:
    cast, words = stage.cast, "Dire non sans me justifier"
    lea, there = sign_in(cast.lea), f"{taken.cohort.url}learners/{taken.place.id}/"
    lea.post("/me/plan/", {"kind": "goal", "text": words, "skill": "ecoute", "due_on": "2026-05-01"})
    assert words in lea.get("/me/plan/").content.decode()

    def reads(who: object) -> bool:
        return words in sign_in(who).get(there).content.decode()

    assert not reads(cast.ines)
    sign_in(cast.lea).post("/me/plan/sharing/")
    assert reads(cast.ines)
    assert reads(cast.karim)
    assert not reads(cast.thomas)  # who administers is not who tutors
    sign_in(cast.lea).post("/me/plan/sharing/", {"undo": "1"})
    assert not reads(cast.ines)


def test_a_line_that_cannot_be_kept_says_why_and_keeps_the_words(stage: Stage, sign_in: Enter) -> None:
    client = sign_in(stage.cast.lea)
    answer = client.post("/me/plan/", {"kind": "goal", "text": "Mes mots", "due_on": "demain"})
    assert answer.status_code == 422
    assert "Mes mots" in answer.content.decode()
    assert not Goal.objects.exists()


def test_what_the_plan_costs(
    taken: Taken, stage: Stage, sign_in: Enter, django_assert_max_num_queries: Callable
) -> None:
    skill = skill_by_slug("ecoute")
    for at in range(30):
        planning.add_goal(stage.cast.lea, kind="goal", text=f"But {at}", skill=skill, now=NOW)
    client = sign_in(stage.cast.lea)
    client.get("/me/plan/")
    with django_assert_max_num_queries(11):
        client.get("/me/plan/")
