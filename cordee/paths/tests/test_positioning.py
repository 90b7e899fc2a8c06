"""A positioning shows what is known: it is offered, chosen step by step, and taken back in one click."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from cordee.core.errors import Invalid
from cordee.journal.models import Event
from cordee.paths.actions import attempts, drafts, enrolling, publishing
from cordee.paths.actions.positioning import skip_known
from cordee.paths.models import Activity, Enrolment, Progress
from cordee.paths.queries.outline import objectives, outline
from cordee.paths.queries.positioning import known_steps
from cordee.paths.tests.conftest import Taken
from cordee.paths.tests.test_attempts import quiz_of
from cordee.testing.cast import NOW, Stage

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db


def positioned(taken: Taken, stage: Stage, said: str = "true") -> Activity:
    """A positioning for the path's objective, which Léa answered."""
    quiz = quiz_of(taken, stage, ["truth"], known_from=0.8)
    where = taken.seen_by(stage.cast.karim)
    aim = drafts.draft_of(where, now=NOW).objectives.get()
    drafts.edit_activity(where, quiz.key, objectives=[aim.key], now=NOW)
    newer = publishing.publish_version(where, now=NOW)
    enrolling.move_to_version(taken.seen_by(stage.cast.lea), taken.place, newer, now=NOW)
    taken.place = Enrolment.objects.select_related("cohort__space", "version", "person").get(
        pk=taken.place.pk
    )
    quiz = Activity.objects.get(version=newer, key=quiz.key)
    attempt = attempts.begin(taken.place, quiz, now=NOW)
    attempts.end_attempt(attempt, answers={UUID(attempt.drawn[0]): said}, now=NOW)
    return quiz


def offered(taken: Taken, stage: Stage) -> list[str]:
    """The titles of what Léa may pass over."""
    place = taken.seen_by(stage.cast.lea).learning
    assert place
    walked = outline(place, now=NOW)
    return [one.step.title for one in known_steps(place.version, walked, objectives(place.version, walked))]


def test_what_is_known_is_offered_and_never_forced(taken: Taken, stage: Stage, sign_in: Enter) -> None:
    positioned(taken, stage)
    assert offered(taken, stage) == ["Étape page", "Étape checklist", "Étape discussion"]
    assert not Progress.objects.exclude(skipped_why="").exists()
    page = sign_in(stage.cast.lea).get(taken.path.url).content.decode()
    assert page.count('name="step"') == 3


def test_a_low_score_and_an_ordinary_quiz_show_nothing(taken: Taken, stage: Stage) -> None:
    positioned(taken, stage, said="false")
    assert offered(taken, stage) == []
    Activity.objects.filter(kind="quiz").update(content={"questions": []})
    Progress.objects.update(score=1.0)
    assert offered(taken, stage) == []


def test_some_are_passed_over_with_a_trace_and_one_is_done_after_all(
    taken: Taken, stage: Stage, sign_in: Enter
) -> None:
    quiz = positioned(taken, stage)
    client, there = sign_in(stage.cast.lea), f"{taken.path.url}positioning/"
    chosen = [taken.steps["page"].key, taken.steps["checklist"].key]
    client.post(there, {"step": [str(key) for key in chosen]})
    rows = Progress.objects.filter(enrolment=taken.place, activity_key__in=chosen)
    assert {one.skipped_why.replace("\u00a0", " ") for one in rows} == {"Déjà acquis : 100 % à « Le quiz »"}
    assert all(one.done_at for one in rows)
    facts = Event.objects.filter(verb="step.skipped")
    assert [one.data["shown_by"] for one in facts] == [str(quiz.key)] * 2
    assert offered(taken, stage) == ["Étape discussion"]
    place = Enrolment.objects.get(pk=taken.place.pk)
    assert place.done_count == 3
    # Who leads the cohort reads it in the learner's traces.
    proof = sign_in(stage.cast.karim).get(f"{taken.cohort.url}learners/{taken.place.id}/").content.decode()
    assert "Déjà acquis" in proof
    sign_in(stage.cast.lea).post(there, {"undo": str(chosen[0])})
    again = Progress.objects.get(enrolment=taken.place, activity_key=chosen[0])
    assert (again.done_at, again.skipped_why) == (None, "")
    place.refresh_from_db()
    assert place.done_count == 2
    assert Event.objects.filter(verb="step.taken-up").count() == 1


def test_nothing_else_can_be_passed_over(taken: Taken, stage: Stage, sign_in: Enter) -> None:
    positioned(taken, stage, said="false")
    with pytest.raises(Invalid):
        skip_known(taken.seen_by(stage.cast.lea).learning, [taken.steps["page"].key], now=NOW)
    answer = sign_in(stage.cast.lea).post(f"{taken.path.url}positioning/", {"step": "x"})
    assert answer.status_code == 302
    assert not Progress.objects.exclude(skipped_why="").exists()


def test_what_the_path_page_costs_then(
    taken: Taken, stage: Stage, sign_in: Enter, django_assert_max_num_queries: Callable
) -> None:
    positioned(taken, stage)
    client = sign_in(stage.cast.lea)
    client.get(taken.path.url)
    with django_assert_max_num_queries(11):
        client.get(taken.path.url)
