"""Courses made for tests, and a unit as its player is: it reads its address, fetches its token, states and ends."""

import base64
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from cordee.cmi5 import vocabulary as words
from cordee.cmi5.actions.registering import register
from cordee.cmi5.actions.sessions import Launch, launch
from cordee.cmi5.models import Course, Registration
from cordee.cmi5.structure import course_in
from cordee.cmi5.structure.schema import NAMESPACE
from cordee.paths.tests.packages import zipped
from cordee.testing.cast import NOW

HOME = "http://testserver/"
ACTOR = {"objectType": "Agent", "account": {"homePage": "https://other.example", "name": "4711"}}
PAGE = "https://x.example/au/index.html"


def texts(name: str, words_: str = "Titre") -> str:
    return f'<{name}><langstring lang="fr">{words_}</langstring></{name}>'


def described(title: str = "Titre") -> str:
    return texts("title", title) + texts("description", f"{title} en bref")


def au(name: str = "1", url: str = PAGE, more: str = "", inside: str = "", before: str = "") -> str:
    """A unit of a structure."""
    return f'<au id="urn:au:{name}" {more}>{described(f"Unité {name}")}{before}<url>{url}</url>{inside}</au>'


def block(name: str, *parts: str) -> str:
    return f'<block id="urn:block:{name}">{described(f"Bloc {name}")}{"".join(parts)}</block>'


def structure(*parts: str, course: str = "urn:course", more: str = "") -> str:
    """A course structure of these parts."""
    about = f'<course id="{course}">{described("Cours")}</course>'
    return f'<courseStructure xmlns="{NAMESPACE}">{about}{more}{"".join(parts)}</courseStructure>'


def packed(xml: str, **files: str) -> bytes:
    """A package with a structure and files."""
    return zipped({"cmi5.xml": xml, **files})


def read(content: str | bytes) -> tuple[Any, bool]:
    """The course in a file of this content."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sent")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return course_in(path)


def a_course(*parts: str) -> Course:
    """A course without a package."""
    whole, _packed = read(structure(*(parts or (au(),))))
    return Course.objects.create(
        iri=whole.iri,
        title="Cours",
        structure=whole.model_dump(mode="json"),
        units=len(whole.units()),
        made_at=NOW,
    )


def registered(course: Course, actor: dict[str, Any] = ACTOR) -> Registration:
    return register(course, actor, now=datetime.now(UTC))[0]


def launched(registration: Registration, at: int = 0, **asked: Any) -> "Au":
    """A unit of a course, launched."""
    unit = registration.course.read.units()[at]
    now = datetime.now(UTC)
    return Au(launch(registration, unit, Launch(**asked), unit.url, HOME, now=now)[1])


class Au:
    """A unit as its own program is, from the address that opened it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.given = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.actor = json.loads(self.given["actor"])
        self.token = ""
        self.data: dict[str, Any] = {}

    def fetch(self) -> dict[str, str]:
        return Client().post(urlsplit(self.given["fetch"]).path).json()

    def begun(self) -> "Au":
        """Token, launch data, preferences, initialized: as every unit begins."""
        self.prepared()
        assert self.say(words.INITIALIZED).status_code == 200
        return self

    def prepared(self) -> "Au":
        self.token = self.fetch()["auth-token"]
        answer = self.state("GET", words.LAUNCH_DATA)
        assert answer.status_code == 200, answer.content
        self.data = answer.json()
        self.preferences()
        return self

    @property
    def session(self) -> str:
        return self.data["contextTemplate"]["extensions"][words.SESSION]

    def call(
        self, method: str, resource: str, parameters: Any = (), body: Any = None, **headers: str
    ) -> HttpResponse:
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        query = f"?{urlencode(parameters)}" if parameters else ""
        return Client().generic(
            method,
            f"/xapi/{resource}{query}",
            content,
            content_type=headers.pop("content_type", "application/json"),
            headers={
                "authorization": f"Basic {self.token}",
                "X-Experience-API-Version": "1.0.3",
                **{name.replace("_", "-"): value for name, value in headers.items()},
            },
        )

    def state(self, method: str, name: str, body: Any = None, **changed: Any) -> HttpResponse:
        about = {
            "activityId": self.given["activityId"],
            "agent": self.given["actor"],
            "registration": self.given["registration"],
            "stateId": name,
            **changed,
        }
        return self.call(method, "activities/state", {k: v for k, v in about.items() if v is not None}, body)

    def preferences(self, method: str = "GET", body: Any = None, **headers: str) -> HttpResponse:
        about = {"agent": self.given["actor"], "profileId": words.PREFERENCES}
        return self.call(method, "agents/profile", about, body, **headers)

    def statement(
        self, verb: str, result: Any = None, *, defined: bool = True, **changed: Any
    ) -> dict[str, Any]:
        """A statement as cmi5 wants it."""
        template = json.loads(json.dumps(self.data["contextTemplate"]))
        categories = [words.activity(words.CATEGORY)] if defined else []
        if result is None:
            result = {
                words.COMPLETED: {"completion": True, "duration": "PT1S"},
                words.PASSED: {"success": True, "duration": "PT1S"},
                words.FAILED: {"success": False, "duration": "PT1S"},
                words.TERMINATED: {"duration": "PT1S"},
            }.get(verb, {})
        if defined and ("success" in result or "completion" in result):
            categories.append(words.activity(words.MOVE_ON_CATEGORY))
        template["contextActivities"]["category"] = categories
        if "score" in result and "masteryScore" in self.data:
            template["extensions"][words.MASTERY] = self.data["masteryScore"]
        whole = {
            "id": str(uuid4()),
            "timestamp": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
            "actor": dict(self.actor),
            "verb": {"id": verb},
            "object": {"id": self.given["activityId"]},
            "context": {**template, "registration": self.given["registration"]},
            **({"result": result} if result else {}),
            **changed,
        }
        return {key: value for key, value in whole.items() if value is not None}

    def say(self, verb: str, result: Any = None, **changed: Any) -> HttpResponse:
        return self.send(self.statement(verb, result, **changed))

    def send(self, *statements: dict[str, Any]) -> HttpResponse:
        return self.call("POST", "statements", (), list(statements))


def told(registration: Registration | str) -> list[dict[str, Any]]:
    """All statements of a registration in the order in which they were stored, as another program reads them."""
    from cordee.records.tests.conftest import an_lrs

    name = str(registration.id) if isinstance(registration, Registration) else registration
    answer = an_lrs().get("statements", registration=name, ascending="true")
    assert answer.status_code == 200, answer.content
    return answer.json()["statements"]


def verbs(registration: Registration | str) -> list[str]:
    """The last words of their verbs."""
    return [one["verb"]["id"].rpartition("/")[2] for one in told(registration)]


def basic(user: str, password: str) -> str:
    return base64.b64encode(f"{user}:{password}".encode()).decode()
