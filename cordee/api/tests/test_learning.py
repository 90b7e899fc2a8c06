"""Learning paths by the API: what their pages do, it does; and what its reads cost."""

from collections.abc import Callable

import pytest
from django.test import Client

from cordee.paths.actions import cohorts
from cordee.paths.models import Enrolment, Verdict
from cordee.paths.tests.conftest import Taken, take
from cordee.paths.tests.test_works import step_of
from cordee.testing.cast import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(stage: Stage) -> Taken:
    """The path as it is taken."""
    return take(stage)


def test_a_path_is_walked_to_its_next_step(stage: Stage, taken: Taken, calling: Callable) -> None:
    call, at = calling(stage.cast.lea), f"/paths/{taken.path.slug}"
    before = call("get", at).json()
    assert (before["done"], before["next"]) == (0, str(taken.steps["page"].key))
    step = call("get", f"{at}/steps/{before['next']}").json()
    assert "<strong>se taire</strong>" in str(step["shown"])
    done = call("put", f"{at}/steps/{before['next']}/progress", {}).json()
    assert (done["done_at"] is not None, done["next"]) == (True, str(taken.steps["checklist"].key))
    refused = call("put", f"{at}/steps/{done['next']}/progress", {"fields": {}, "lists": {"items": ["0"]}})
    assert refused.json()["done_at"] is None
    ticked = call("put", f"{at}/steps/{done['next']}/progress", {"lists": {"items": ["0", "1"]}})
    assert ticked.json()["done_at"] is not None
    (mine,) = call("get", "/me/paths").json()
    assert (mine["done"], mine["next"]["kind"]) == (2, "discussion")
    assert call("get", at).json()["objectives"][0]["done"] >= 1


def test_a_cohort_is_led(stage: Stage, taken: Taken, calling: Callable) -> None:
    call = calling(stage.cast.karim)
    made = call(
        "post",
        f"/paths/{taken.path.slug}/cohorts",
        {"title": "Automne", "starts_on": "2026-01-01", "capacity": 1},
    )
    at = f"/cohorts/{made.json()['id']}"
    people = ["lea", stage.cast.marc.email, "nobody@example.org"]
    look = call("post", f"{at}/learners", {"people": people, "dry_run": True}).json()
    assert (len(look["enrolled"]), len(look["waiting"]), look["unknown"]) == (1, 1, ["nobody@example.org"])
    assert not Enrolment.objects.filter(cohort_id=made.json()["id"]).exists()
    assert call("post", f"{at}/learners", {"people": people}).json() == look
    listed = call("get", f"{at}/learners").json()["items"]
    assert [one["waiting_since"] is None for one in listed] == [True, False]
    bad = call(
        "post",
        f"/paths/{taken.path.slug}/cohorts",
        {"title": "T", "starts_on": "2026-02-01", "ends_on": "2026-01-01"},
    )
    assert (bad.status_code, bad.json()["errors"][0]["field"]) == (422, "ends_on")


def test_a_place_is_taken_and_left(stage: Stage, taken: Taken, calling: Callable) -> None:
    cohorts.edit_cohort(
        taken.seen_by(stage.cast.karim), taken.cohort, entry="self", now=taken.cohort.created_at
    )
    call, at = calling(stage.cast.marc), f"/cohorts/{taken.cohort.id}/enrolment"
    assert call("put", at).json()["waiting_since"] is None
    assert call("delete", at).status_code == 204
    assert Enrolment.objects.get(person=stage.cast.marc).left_at is not None


def test_a_mission_waits_for_its_verdict(stage: Stage, taken: Taken, calling: Callable) -> None:
    mission = step_of(taken, stage, "mission", {"task": "Menez un entretien."})
    at = f"/paths/{taken.path.slug}/steps/{mission.key}/progress"
    assert calling(stage.cast.lea)("put", at, {"fields": {"body": "Fait"}}).json()["done_at"] is None
    call = calling(stage.cast.ines)
    (work,) = call("get", f"/cohorts/{taken.cohort.id}/works").json()["items"]
    assert (work["title"], work["person"]["handle"]) == ("Étape mission", "lea")
    assert call("put", f"/works/{work['id']}/verdict", {"kind": "more"}).status_code == 422
    assert call("put", f"/works/{work['id']}/verdict", {"kind": "validated"}).status_code == 204
    assert Verdict.objects.get().kind == "validated"
    assert call("get", f"/cohorts/{taken.cohort.id}/works").json()["items"] == []


def test_what_the_reads_cost(
    stage: Stage, taken: Taken, sign_in: Callable[..., Client], django_assert_max_num_queries: Callable
) -> None:
    lea, karim = sign_in(stage.cast.lea), sign_in(stage.cast.karim)
    step = taken.steps["page"].key
    for client, path, most in (
        (lea, "/paths", 4),
        (lea, "/me/paths", 7),
        (lea, f"/paths/{taken.path.slug}", 10),
        (lea, f"/paths/{taken.path.slug}/steps/{step}", 10),
        (karim, f"/cohorts/{taken.cohort.id}/learners", 9),
        (karim, f"/cohorts/{taken.cohort.id}/works", 9),
    ):
        client.get("/api/v1/me")
        with django_assert_max_num_queries(most):
            assert client.get(f"/api/v1{path}").status_code == 200, path
