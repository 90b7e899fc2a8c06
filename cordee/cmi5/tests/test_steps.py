"""A cmi5 unit as a step of a path: launched from the learner's page, its step done by what moves it on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cordee.cmi5 import vocabulary as words
from cordee.cmi5.models import Course, Registration
from cordee.cmi5.tests.courses import Au, au, block, packed, structure, told, verbs
from cordee.paths.actions.progress import skip_step
from cordee.paths.actions.unpacking import unpack
from cordee.paths.models import Activity, Play, Progress
from cordee.paths.tests.conftest import Taken, take
from cordee.paths.tests.packages import bring
from cordee.paths.tests.test_works import step_of
from cordee.privacy.actions import forget_registered
from cordee.testing.cast import NOW, Stage


@pytest.fixture(autouse=True)
def _own_storage(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.PACKAGES_ORIGIN = ""


@pytest.fixture
def taken(stage: Stage) -> Taken:
    return take(stage)


def begun(taken: Taken, activity: Activity, learner: Client) -> dict[str, Any]:
    answer = learner.post(
        f"/paths/{taken.path.slug}/steps/{activity.key}/play/",
        {"begin": True},
        content_type="application/json",
    )
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_step_is_launched_done_and_seen_again(taken: Taken, stage: Stage, sign_in: Callable) -> None:
    needs = {"move_on": "CompletedAndPassed", "mastery": 0.7}
    whole = packed(
        structure(
            block(
                "b", au("1", "a.html", 'moveOn="CompletedAndPassed" masteryScore="0.7"'), au("gone", "a.html")
            )
        ),
        **{"a.html": "<p>Unité"},
    )
    activity, file = bring(taken, stage, "cmi5", whole, entry="a.html?x=1", identifier="urn:au:1", **needs)
    unpack(file.id, now=NOW)
    lea = sign_in(stage.cast.lea)
    first = begun(taken, activity, lea)
    assert (first["apart"], first["speaks"]) == ("", False)
    unit = Au(first["within"]).begun()
    assert unit.given["x"] == "1"
    assert unit.actor["account"]["name"] == str(stage.cast.lea.id)
    assert "Léa" not in unit.address
    assert unit.given["activityId"].endswith(f"/xapi/activities/{activity.key}")
    assert unit.preferences().json()["languagePreference"].startswith("fr-FR")
    assert unit.data["returnURL"].endswith("/xapi/left")
    left = Client().get("/xapi/left")
    assert (left.status_code, "X-Frame-Options" in left) == (200, False)

    assert unit.say(
        "http://adlnet.gov/expapi/verbs/progressed", {"extensions": {words.PROGRESS: 40}}, defined=False
    )
    place = f"/paths/{taken.path.slug}/steps/{activity.key}/play/"
    seen = lea.post(place, {"look": True}, content_type="application/json").json()
    assert seen == {"done": False, "score": None, "progress": 40, "speaks": True}
    assert unit.say(words.COMPLETED).status_code == 200
    assert Progress.objects.get(activity_key=activity.key).done_at is None
    passed = {"success": True, "duration": "PT1S", "score": {"scaled": 0.9}}
    assert unit.say(words.PASSED, passed).status_code == 200
    progress = Progress.objects.get(activity_key=activity.key)
    assert (progress.done_at is not None, progress.score) == (True, 0.9)
    seen = lea.post(place, {"look": True}, content_type="application/json").json()
    assert (seen["done"], seen["score"], seen["speaks"]) == (True, 90, True)
    assert Play.objects.get(activity_key=activity.key).said["progress"] == 100
    taken_ = Registration.objects.get()
    # The other unit of the block is no step of this path: it asks for nothing.
    assert verbs(taken_)[-2:] == ["satisfied", "satisfied"]
    assert "urn:block:b" in str(told(taken_)[-2])

    second = Au(begun(taken, activity, lea)["within"]).begun()
    assert second.data["launchMode"] == "Review"
    assert second.given["registration"] == unit.given["registration"]
    assert unit.say(words.TERMINATED).status_code == 403
    assert Course.objects.count() == 1
    forget_registered(stage.cast.lea)
    assert not Registration.objects.exists()


def test_a_unit_of_another_site_is_a_step_too(taken: Taken, stage: Stage, sign_in: Callable) -> None:
    values = {"entry": "https://x.example/au?a=1", "identifier": "urn:au:9", "move_on": "Completed"}
    activity = step_of(taken, stage, "cmi5", values)
    lea = sign_in(stage.cast.lea)
    page = lea.get(f"/paths/{taken.path.slug}/steps/{activity.key}/").content.decode()
    assert "data-go" in page
    unit = Au(begun(taken, activity, lea)["apart"]).begun()
    assert unit.address.startswith("https://x.example/au?a=1&endpoint=")
    assert unit.data["returnURL"].endswith(f"/steps/{activity.key}/")
    assert unit.say(words.COMPLETED).status_code == 200
    assert Progress.objects.get(activity_key=activity.key).done_at is not None
    refused = Client().post(f"/paths/{taken.path.slug}/steps/{activity.key}/play/", {"begin": True})
    assert refused.status_code == 302


def test_what_a_positioning_shows_as_known_is_waived(taken: Taken, stage: Stage) -> None:
    values = {"entry": "https://x.example/au", "identifier": "urn:au:9", "move_on": "Completed"}
    activity = step_of(taken, stage, "cmi5", values)
    taken.place.refresh_from_db()
    for _twice in range(2):
        skip_step(taken.place, activity, why="Connu", now=NOW)
    assert verbs(Registration.objects.get()) == ["waived", "satisfied"]
    assert not Play.objects.exists()
