"""Explaining, doing at work, choosing: kept, looked at by a person, done when all of it is there."""

from collections.abc import Callable

import pytest

from cordee.core.errors import Forbidden, Invalid
from cordee.paths.actions import drafts, enrolling, publishing
from cordee.paths.actions.judging import find_useful, judge
from cordee.paths.actions.progress import complete_step
from cordee.paths.kinds import KINDS, Sent, Step
from cordee.paths.models import Activity, Progress, Verdict, Work
from cordee.paths.queries.works import waiting_works
from cordee.paths.tests.conftest import Taken
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db


def step_of(taken: Taken, stage: Stage, kind: str, values: dict) -> Activity:
    """A step of this kind, published, and Léa moved to it."""
    where = taken.seen_by(stage.cast.karim)
    module = where.path.current.modules.first()
    made = drafts.add_activity(where, module.key, kind=kind, title=f"Étape {kind}", values=values, now=NOW)
    newer = publishing.publish_version(where, now=NOW)
    enrolling.move_to_version(taken.seen_by(stage.cast.lea), taken.place, newer, now=NOW)
    return Activity.objects.get(version=newer, key=made.key)


def done(taken: Taken, activity: Activity) -> bool:
    return Progress.objects.get(enrolment=taken.place, activity_key=activity.key).done_at is not None


def test_a_mission_is_done_when_told_thought_about_and_validated(
    taken: Taken, stage: Stage, sign_in: Callable
) -> None:
    mission = step_of(
        taken, stage, "mission", {"task": "Menez un entretien.", "reflection": "Que referiez-vous ?"}
    )
    with pytest.raises(Invalid):
        complete_step(taken.place, mission, Sent({"body": " "}), now=NOW)
    with pytest.raises(Invalid):
        complete_step(taken.place, mission, Sent({"reflection": "Trop tôt"}), now=NOW)
    complete_step(taken.place, mission, Sent({"body": "J'ai **reformulé**.", "shared": "on"}), now=NOW)
    (work,) = waiting_works(taken.cohort).rows
    assert "<strong>" in work.body_html
    tutor = taken.seen_by(stage.cast.ines)
    with pytest.raises(Invalid):
        judge(tutor, work, "more", now=NOW)
    judge(tutor, work, "validated", now=NOW)
    assert not done(taken, mission)
    page = sign_in(stage.cast.lea).get(f"{taken.path.url}steps/{mission.key}/")
    assert "Que referiez-vous" in page.content.decode()
    complete_step(taken.place, mission, Sent({"reflection": "Parler moins."}), now=NOW)
    assert done(taken, mission)
    assert waiting_works(taken.cohort).rows == []


def test_nobody_validates_their_own_mission_nor_one_of_another_cohort(taken: Taken, stage: Stage) -> None:
    mission = step_of(taken, stage, "mission", {"task": "T"})
    complete_step(taken.place, mission, Sent({"body": "Fait"}), now=NOW)
    work = Work.objects.get()
    for person in (stage.cast.lea, stage.cast.marc):
        with pytest.raises(Forbidden):
            judge(taken.seen_by(person), work, "validated", now=NOW)


def test_an_explanation_needs_words_and_is_useful_once_a_person(taken: Taken, stage: Stage) -> None:
    step = step_of(taken, stage, "explanation", {"prompt": "Expliquez", "fewest_words": 3})
    with pytest.raises(Invalid):
        complete_step(taken.place, step, Sent({"body": "Trop court"}), now=NOW)
    complete_step(taken.place, step, Sent({"body": "Écouter demande du temps"}), now=NOW)
    assert done(taken, step)
    work = Work.objects.get()
    where = taken.seen_by(stage.cast.ines)
    for _ in range(2):
        find_useful(stage.cast.ines, where, work, now=NOW)
    assert Verdict.objects.count() == 1
    with pytest.raises(Forbidden):
        find_useful(stage.cast.lea, taken.seen_by(stage.cast.lea), work, now=NOW)
    with pytest.raises(Forbidden):
        find_useful(stage.cast.marc, taken.seen_by(stage.cast.marc), work, now=NOW)


def test_a_poll_shows_the_group_once_one_has_chosen(taken: Taken, stage: Stage) -> None:
    poll = step_of(taken, stage, "poll", {"question": "Quand ?", "options": ["Mardi", "Jeudi"]})
    step = Step(stage.cast.lea, poll, taken.place, None, NOW)
    assert KINDS["poll"].render(step)["results"] is None
    for wrong in ([], ["7"], ["0", "1"], ["x"]):
        with pytest.raises(Invalid):
            complete_step(taken.place, poll, Sent(lists={"choices": wrong}), now=NOW)
    complete_step(taken.place, poll, Sent(lists={"choices": ["1"]}), now=NOW)
    assert KINDS["poll"].render(step)["results"] == [("Mardi", 0, 0), ("Jeudi", 1, 100)]


def test_each_kind_has_its_page(taken: Taken, stage: Stage, sign_in) -> None:
    client, author = sign_in(stage.cast.lea), sign_in(stage.cast.karim)
    for kind, values in {
        "mission": {"task": "T", "evidence": ["note", "photo", "video"], "reflection": "R"},
        "explanation": {"prompt": "P", "audience": "un collègue"},
        "poll": {"question": "Q", "options": ["a", "b"]},
        "file": {"about": "A"},
        "link": {"address": "https://example.org/"},
        "video": {"address": "https://example.org/film", "transcript": "Dit."},
        "scorm": {"package": "p", "entry": "index.html"},
        "h5p": {"package": "p"},
        "cmi5": {"entry": "https://example.org/"},
        "workshop": {"about": "En salle."},
    }.items():
        step = step_of(taken, stage, kind, values)
        answer = client.get(f"{taken.path.url}steps/{step.key}/")
        assert answer.status_code == 200, kind
        refused = client.post(f"{taken.path.url}steps/{step.key}/progress/", {"body": "", "shared": "on"})
        assert refused.status_code in (302, 409, 422), kind
        seen = author.get(f"/studio/{taken.path.slug}/activities/{step.key}/preview/")
        assert seen.status_code == 200, kind
