"""What xAPI units need to be launched, to record, and to end a step. (Those of cmi5 speak to the record store.)"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from cordee.paths.actions.unpacking import unpack
from cordee.paths.models import Activity, Progress
from cordee.paths.tests.conftest import Taken
from cordee.paths.tests.packages import bring, zipped
from cordee.testing.cast import NOW, Stage

UNIT = "urn:unit:1"


@pytest.fixture(autouse=True)
def _own_storage(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def launched(taken: Taken, stage: Stage, sign_in: Callable, **values: Any) -> tuple[dict[str, str], Activity]:
    """What the unit reads in its address."""
    packed = zipped({"index.html": "<p>Unité"})
    values = {"standard": "xapi", "identifier": UNIT, **values}
    activity, file = bring(taken, stage, "cmi5", packed, entry="index.html?x=1", **values)
    unpack(file.id, now=NOW)
    address = f"/paths/{taken.path.slug}/steps/{activity.key}/play/"
    begun = sign_in(stage.cast.lea).post(address, {"begin": True}, content_type="application/json").json()
    query = parse_qs(urlsplit(begun["within"]).query)
    return {name: found[0] for name, found in query.items()}, activity


def authorised(launch: dict[str, str]) -> Client:
    """A unit with the token of its address."""
    return Client(headers={"authorization": launch["auth"]})


def statement(verb: str, about: str, **more: Any) -> dict[str, Any]:
    return {
        "actor": {"account": {"homePage": "x", "name": "y"}},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": about},
        **more,
    }


def test_a_state_is_kept_with_its_tag(taken: Taken, stage: Stage, sign_in: Callable) -> None:
    launch, _activity = launched(taken, stage, sign_in)
    unit, address = authorised(launch), "/xapi/activities/state?stateId=place"
    assert unit.get(address).status_code == 404
    assert unit.put(address, '{"page": 3}', content_type="application/json").status_code == 204
    held = unit.get(address)
    assert (held.json(), held["Content-Type"]) == ({"page": 3}, "application/json")
    stale = unit.put(address, "{}", content_type="application/json", headers={"if-match": '"other"'})
    assert stale.status_code == 412
    more = unit.post(
        address, '{"seen": 1}', content_type="application/json", headers={"if-match": held["ETag"]}
    )
    assert more.status_code == 204
    assert unit.get(address).json() == {"page": 3, "seen": 1}
    assert unit.get("/xapi/activities/state").json() == ["place"]
    assert unit.delete(address).status_code == 204
    assert unit.get(address).status_code == 404


def test_only_the_token_of_a_launch_records(taken: Taken, stage: Stage, sign_in: Callable) -> None:
    launch, _activity = launched(taken, stage, sign_in)
    lea, nobody = sign_in(stage.cast.lea), Client(headers={"authorization": "Basic forged"})
    for client in (lea, nobody, Client()):
        # Without a token of ours it is the record store that answers, and asks for credentials.
        version = {"X-Experience-API-Version": "1.0.3"}
        assert client.get("/xapi/statements", headers=version).status_code == 401
        state = "/xapi/activities/state?stateId=a"
        assert client.put(state, "x", content_type="text/plain", headers=version).status_code == 401
    unit = authorised(launch)
    for wrong in ("[", "3", '[{"verb": {"id": "x"}}]', '{"actor": {}, "verb": "passed"}'):
        assert unit.post("/xapi/statements", wrong, content_type="application/json").status_code == 422
    large = "x" * 300_000
    assert unit.put("/xapi/activities/state?stateId=a", large, content_type="text/plain").status_code == 422
    asked = Client().options("/xapi/statements", headers={"origin": "null"})
    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "*")
    assert "Access-Control-Allow-Credentials" not in asked


def test_an_xapi_package_names_itself(taken: Taken, stage: Stage, sign_in: Callable) -> None:
    launch, activity = launched(taken, stage, sign_in)
    assert launch["activity_id"] == UNIT
    unit = authorised(launch)
    assert (
        unit.post(
            "/xapi/statements", statement("completed", UNIT), content_type="application/json"
        ).status_code
        == 200
    )
    assert Progress.objects.get(activity_key=activity.key).done_at is not None
