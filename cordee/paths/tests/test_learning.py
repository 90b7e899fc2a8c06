"""Going through a path: what is open, what counts, once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from cordee.core.errors import Forbidden, Missing
from cordee.journal.models import Event
from cordee.paths.actions import drafts, enrolling, publishing
from cordee.paths.actions.conversations import contribute
from cordee.paths.actions.deadlines import set_deadline
from cordee.paths.actions.progress import be_at, complete_step, open_step
from cordee.paths.kinds import Sent
from cordee.paths.models import Day, Enrolment
from cordee.paths.queries.outline import objectives, outline
from cordee.paths.queries.paths import my_paths, path_seen
from cordee.paths.queries.steps import posts_at, where_they_are
from cordee.paths.queries.today import next_step
from cordee.paths.tests.conftest import Taken
from cordee.spaces.models import Post
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db


def test_a_learner_goes_from_step_to_step_to_the_end(taken: Taken, stage: Stage) -> None:
    place = taken.place
    assert outline(place, now=NOW).next.title == "Étape page"
    complete_step(place, taken.steps["page"], Sent(), now=NOW)
    ticked = Sent(lists={"items": ["0"]})
    assert complete_step(place, taken.steps["checklist"], ticked, now=NOW).done_at is None
    assert outline(place, now=NOW).next.title == "Étape checklist"
    complete_step(place, taken.steps["checklist"], Sent(lists={"items": ["0", "1"]}), now=NOW)
    contribute(
        stage.cast.lea, taken.cohort, taken.steps["discussion"], kind="question", title="Et si l'autre se tait ?",
        body="Je ne sais pas quoi faire.", enrolment=place, now=NOW,
    )  # fmt: skip
    walked = outline(place, now=NOW)
    assert (walked.next, walked.done, walked.required) == (None, 3, 3)
    assert Enrolment.objects.get(pk=place.pk).completed_at == NOW
    assert Event.objects.filter(verb="path.completed").count() == 1
    (aim,) = objectives(place.version, walked)
    assert (aim.done, aim.steps) == (3, 3)


def test_the_conversation_of_a_step_stands_in_the_space_too(taken: Taken, stage: Stage) -> None:
    step = taken.steps["page"]
    post = contribute(
        stage.cast.lea, taken.cohort, step, kind="question", title="Pourquoi ?", body="B", now=NOW
    )
    assert [line.id for line in posts_at(taken.cohort, step.key)] == [post.id]
    assert Post.objects.filter(space=taken.cohort.space).get() == post
    assert [skill.slug for skill in post.skills.all()] == ["ecoute"]


def test_done_twice_counts_once(taken: Taken) -> None:
    for _ in range(2):
        complete_step(taken.place, taken.steps["page"], Sent(), now=NOW)
    assert Event.objects.filter(verb="step.done").count() == 1
    assert Enrolment.objects.get(pk=taken.place.pk).done_count == 1


def test_time_is_counted_once_for_two_pages_and_never_more_than_has_passed(taken: Taken) -> None:
    step = taken.steps["page"]
    open_step(taken.place, step, now=NOW)
    for _ in range(2):
        be_at(taken.place, step.key, 60, now=NOW + timedelta(seconds=60))
    be_at(taken.place, step.key, 100_000, now=NOW + timedelta(seconds=70))
    assert Day.objects.get().seconds == 70


def test_who_is_not_enrolled_reads_the_sheet_and_no_activity(taken: Taken, stage: Stage, sign_in) -> None:
    client = sign_in(stage.cast.marc)
    assert client.get(taken.path.url).status_code == 200
    assert client.get(f"{taken.path.url}steps/{taken.steps['page'].key}/").status_code == 403
    taken.path.audience = "enrolled"
    taken.path.save()
    with pytest.raises(Missing):
        path_seen(stage.cast.marc, taken.path.slug)
    assert client.get(taken.path.url).status_code == 404


def test_a_learner_keeps_the_version_they_began_and_moves_by_choice(taken: Taken, stage: Stage) -> None:
    complete_step(taken.place, taken.steps["page"], Sent(), now=NOW)
    where = taken.seen_by(stage.cast.karim)
    drafts.edit_activity(where, taken.steps["page"].key, title="Étape page, mieux dite", now=NOW)
    drafts.remove_activity(where, taken.steps["checklist"].key, now=NOW)
    newer = publishing.publish_version(where, now=NOW)
    assert outline(taken.place, now=NOW).steps[0].title == "Étape page"
    moved = enrolling.move_to_version(taken.seen_by(stage.cast.lea), taken.place, newer, now=NOW)
    steps = outline(moved, now=NOW).steps
    assert [step.title for step in steps] == ["Étape page, mieux dite", "Étape discussion"]
    assert steps[0].done_at


def test_places_are_limited_and_given_on_in_order(taken: Taken, stage: Stage) -> None:
    cast = stage.cast
    taken.cohort.capacity = 1
    taken.cohort.save()
    where = taken.seen_by(cast.karim)
    waiting = [
        enrolling.enrol(where, taken.cohort, person, now=NOW + timedelta(minutes=at))
        for at, person in enumerate((cast.marc, cast.nadia))
    ]
    assert all(one.waiting_since for one in waiting)
    with pytest.raises(Forbidden):
        enrolling.withdraw(taken.seen_by(cast.marc), taken.place, now=NOW)
    enrolling.withdraw(taken.seen_by(cast.lea), taken.place, now=NOW)
    held = Enrolment.objects.filter(cohort=taken.cohort, waiting_since__isnull=True, left_at__isnull=True)
    assert [one.person for one in held] == [cast.marc]


def test_an_activity_opens_after_another(taken: Taken, stage: Stage) -> None:
    where = taken.seen_by(stage.cast.karim)
    release = {"after": [str(taken.steps["page"].key)], "days_after_start": 6}
    drafts.edit_activity(where, taken.steps["checklist"].key, release=release, now=NOW)
    newer = publishing.publish_version(where, now=NOW)
    place = enrolling.move_to_version(taken.seen_by(stage.cast.lea), taken.place, newer, now=NOW)

    def why(days: int) -> str:
        return outline(place, now=NOW + timedelta(days=days)).step(taken.steps["checklist"].key).closed_why

    assert "Opens" in why(0) or "Ouvre" in why(0)
    assert "Étape page" in why(2)
    complete_step(place, taken.steps["page"], Sent(), now=NOW)
    assert not why(2)


def test_what_nobody_does_with_others_has_to_be_meant(stage: Stage) -> None:
    from cordee.paths.actions.paths import create_path

    path = create_path(stage.cast.karim, title="Seul", now=NOW)
    where = path_seen(stage.cast.karim, path.slug)
    module = drafts.add_module(where, title="M", now=NOW)
    drafts.add_activity(where, module.key, kind="page", title="P", values={"body": "B"}, now=NOW)
    with pytest.raises(publishing.Alone):
        publishing.publish_version(where, now=NOW)
    assert publishing.publish_version(where, alone_is_meant=True, now=NOW).alone == stage.cast.karim


def test_pages_cost_the_same_for_one_learner_and_for_many(
    taken: Taken, stage: Stage, sign_in, django_assert_max_num_queries
) -> None:
    client = sign_in(stage.cast.lea)
    step = f"{taken.path.url}steps/{taken.steps['discussion'].key}/"
    for address in (taken.path.url, step, "/paths/"):
        client.get(address)
        with django_assert_max_num_queries(10):
            assert client.get(address).status_code == 200


def test_my_paths_show_where_others_are(taken: Taken, stage: Stage) -> None:
    open_step(taken.place, taken.steps["checklist"], now=NOW)
    assert where_they_are(taken.cohort) == {taken.steps["checklist"].key: 1}
    (mine,) = my_paths(stage.cast.lea, NOW)
    assert mine.outline.next.kind == "page"


def test_today_shows_where_one_goes_on(
    taken: Taken, stage: Stage, sign_in: Callable, django_assert_num_queries: Callable
) -> None:
    with django_assert_num_queries(1):
        step = next_step(stage.cast.lea, NOW)
    assert step
    assert (step.title, step.begun, step.due_at) == ("Étape page", False, None)
    where = taken.seen_by(stage.cast.karim)
    set_deadline(where, taken.cohort, taken.steps["checklist"].key, (NOW + timedelta(days=3)).date(), now=NOW)
    complete_step(taken.place, taken.steps["page"], Sent(), now=NOW)
    open_step(taken.place, taken.steps["checklist"], now=NOW)
    after = next_step(stage.cast.lea, NOW)
    assert after
    assert (after.title, after.begun) == ("Étape checklist", True)
    assert after.due_at
    page = sign_in(stage.cast.lea).get("/").content.decode()
    assert f'/steps/{taken.steps["checklist"].key}/"' in page
    assert next_step(stage.cast.marc, NOW) is None
    assert next_step(stage.cast.lea, NOW - timedelta(days=9)) is None
