"""What units may not state: each breach of a rule is refused (403), with nothing of its request stored."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from cordee.cmi5 import vocabulary as words
from cordee.cmi5.tests.courses import Au, a_course, au, launched, registered, verbs

pytestmark = pytest.mark.django_db
EXPERIENCED = "http://adlnet.gov/expapi/verbs/experienced"
Change = Callable[[dict[str, Any]], Any]


@pytest.fixture
def unit() -> Au:
    return launched(registered(a_course(au("1", more='moveOn="Passed" masteryScore="0.7"'), au("2")))).begun()


def _without(*place: str) -> Change:
    def change(statement: dict[str, Any]) -> None:
        held = statement
        for name in place[:-1]:
            held = held[name]
        del held[place[-1]]

    return change


def _with(value: Any, *place: str) -> Change:
    def change(statement: dict[str, Any]) -> None:
        held = statement
        for name in place[:-1]:
            held = held.setdefault(name, {})
        held[place[-1]] = value

    return change


OTHER = "11111111-1111-4111-8111-111111111111"
SOMEBODY = {"account": {"homePage": "https://other.example", "name": "1"}}
EVERYWHERE: dict[str, Change] = {
    "9.1 no id": _without("id"),
    "9.2 another actor": _with(SOMEBODY, "actor"),
    "9.2 no account": _with({"mbox": "mailto:a@example.org"}, "actor"),
    "9.2 a group": _with("Group", "actor", "objectType"),
    "9.6 no context": _without("context"),
    "9.6.1 no registration": _without("context", "registration"),
    "9.6.1 another registration": _with(OTHER, "context", "registration"),
    "9.6.3.1 no session": _without("context", "extensions"),
    "9.6.3.1 another session": _with(OTHER, "context", "extensions", words.SESSION),
    "9.6.2 no publisher": _without("context", "contextActivities", "grouping"),
    "9.6.2 another publisher": _with([{"id": "urn:x"}], "context", "contextActivities", "grouping"),
    "9.7 no timestamp": _without("timestamp"),
    "9.7 not in UTC": _with("2026-11-27T10:00:00+02:00", "timestamp"),
    "9.3 before initialized": _with("2026-01-01T10:00:00Z", "timestamp"),
    "9.5.5.1 progress": _with({words.PROGRESS: 101}, "result", "extensions"),
    "9.5.5.1 progress in words": _with({words.PROGRESS: "half"}, "result", "extensions"),
}


def test_of_all_statements(unit: Au) -> None:
    for why, change in EVERYWHERE.items():
        for defined in (True, False):
            statement = unit.statement(words.PASSED if defined else EXPERIENCED, defined=defined)
            good = unit.statement(EXPERIENCED, defined=False)
            change(statement)
            answer = unit.send(good, statement)
            assert (answer.status_code, answer.json()["code"]) == (403, "cmi5-rule"), (why, defined)
            assert answer.json()["title"].startswith(f"cmi5 {why.split()[0]}"), why
    assert verbs(unit.given["registration"]) == ["launched", "initialized"]
    assert unit.say(words.PASSED).status_code == 200


RESULT = {"success": True, "duration": "PT1S"}
DEFINED: dict[str, tuple[str, Any]] = {
    "9.4 another object": (words.PASSED, _with({"id": "urn:au:1"}, "object")),
    "9.4 no activity": (words.PASSED, _with({**SOMEBODY, "objectType": "Agent"}, "object")),
    "9.3 a verb of the LMS": (words.SATISFIED, None),
    "9.3 no verb of cmi5": (EXPERIENCED, None),
    "9.3 a second initialized": (words.INITIALIZED, None),
    "9.5.1 a score in completed": (words.COMPLETED, _with({"scaled": 1}, "result", "score")),
    "9.5.1 a score in terminated": (words.TERMINATED, _with({"scaled": 1}, "result", "score")),
    "9.5.1 raw without max": (words.PASSED, _with({"raw": 1, "min": 0, "scaled": 1}, "result", "score")),
    "9.5.1 raw without min": (words.PASSED, _with({"raw": 1, "max": 1, "scaled": 1}, "result", "score")),
    "9.5.1 below nought": (words.FAILED, _with({"scaled": -0.5}, "result", "score")),
    "9.5.2 passed without success": (words.PASSED, _without("result", "success")),
    "9.5.2 passed with no success": (words.PASSED, _with(False, "result", "success")),
    "9.5.2 failed with success": (words.FAILED, _with(True, "result", "success")),
    "9.5.2 success in completed": (words.COMPLETED, _with(True, "result", "success")),
    "9.5.2 success in terminated": (words.TERMINATED, _with(True, "result", "success")),
    "9.5.3 completed without it": (words.COMPLETED, _without("result", "completion")),
    "9.5.3 completed with no completion": (words.COMPLETED, _with(False, "result", "completion")),
    "9.5.3 completion in passed": (words.PASSED, _with(True, "result", "completion")),
    "9.5.3 completion in terminated": (words.TERMINATED, _with(True, "result", "completion")),
    "9.5.4 passed without a duration": (words.PASSED, _without("result", "duration")),
    "9.5.4 failed without a duration": (words.FAILED, _without("result", "duration")),
    "9.5.4 completed without a duration": (words.COMPLETED, _without("result", "duration")),
    "9.5.4 terminated without a duration": (words.TERMINATED, _without("result")),
    "9.6.2.2 passed without moveon": (
        words.PASSED,
        _with([{"id": words.CATEGORY}], "context", "contextActivities", "category"),
    ),
    "9.6.2.2 failed without moveon": (
        words.FAILED,
        _with([{"id": words.CATEGORY}], "context", "contextActivities", "category"),
    ),
    "9.6.2.2 completed without moveon": (
        words.COMPLETED,
        _with([{"id": words.CATEGORY}], "context", "contextActivities", "category"),
    ),
    "9.6.2.2 terminated with moveon": (
        words.TERMINATED,
        _with(
            [{"id": words.CATEGORY}, {"id": words.MOVE_ON_CATEGORY}],
            "context",
            "contextActivities",
            "category",
        ),
    ),
    "9.6.3.2 another mastery": (words.PASSED, _with(0.5, "context", "extensions", words.MASTERY)),
    "9.3.4 a score too low": (words.PASSED, {**RESULT, "score": {"scaled": 0.6}}),
    "9.3.5 a score too high": (
        words.FAILED,
        {"success": False, "duration": "PT1S", "score": {"scaled": 0.7}},
    ),
}


def test_of_statements_that_cmi5_defines(unit: Au) -> None:
    for why, (verb, change) in DEFINED.items():
        statement = unit.statement(verb, change if isinstance(change, dict) else None)
        if callable(change):
            change(statement)
        answer = unit.send(statement)
        assert (answer.status_code, answer.json()["code"]) == (403, "cmi5-rule"), why
        assert why.split()[0] in answer.json()["title"], (why, answer.json())
    assert verbs(unit.given["registration"]) == ["launched", "initialized"]


def test_9_3_terminated_is_the_last_by_its_timestamp(unit: Au) -> None:
    early, late = unit.statement(words.TERMINATED), unit.statement(EXPERIENCED, defined=False)
    late["timestamp"] = (datetime.fromisoformat(early["timestamp"]) + timedelta(seconds=2)).isoformat()
    assert unit.send(late).status_code == 200
    assert unit.send(early).status_code == 403
    assert unit.send({**early, "timestamp": late["timestamp"]}).status_code == 200  # at once is not before


def test_9_6_3_2_a_score_names_the_mastery(unit: Au) -> None:
    statement = unit.statement(words.PASSED, {**RESULT, "score": {"scaled": 0.8}})
    del statement["context"]["extensions"][words.MASTERY]
    assert unit.send(statement).status_code == 403


def test_7_1_3_what_is_allowed_has_no_moveon(unit: Au) -> None:
    statement = unit.statement(EXPERIENCED, defined=False)
    statement["context"]["contextActivities"]["category"] = [{"id": words.MOVE_ON_CATEGORY}]
    assert unit.send(statement).status_code == 403
    statement["context"]["contextActivities"]["category"] = [{"id": "urn:other"}]
    # Statements that are only allowed are held to no rule of verbs, objects or scores.
    statement["object"] = {"id": f"{unit.given['activityId']}/test/1/question/2"}
    statement["result"] = {"success": True, "completion": True, "score": {"raw": 3}}
    assert unit.send(statement).status_code == 200
    assert unit.say(words.PASSED, defined=False).status_code == 200
    assert unit.say(words.PASSED).status_code == 200


def test_6_3_units_void_nothing(unit: Au) -> None:
    thing = {"objectType": "StatementRef", "id": OTHER}
    void = unit.statement("http://adlnet.gov/expapi/verbs/voided", defined=False, object=thing)
    assert unit.send(void).status_code == 403


def test_9_3_the_order_of_a_session() -> None:
    unit = launched(registered(a_course())).prepared()
    for verb in (words.COMPLETED, words.TERMINATED):
        assert unit.say(verb).status_code == 403
    assert unit.say(EXPERIENCED, defined=False).status_code == 403
    assert unit.say(words.INITIALIZED, defined=False).status_code == 403
    assert unit.say(words.INITIALIZED).status_code == 200
    assert unit.say(words.TERMINATED).status_code == 200
    for verb in (words.COMPLETED, words.TERMINATED):
        assert unit.say(verb).status_code == 403
    assert unit.say(EXPERIENCED, defined=False).status_code == 403
    assert unit.state("PUT", "late", {}).status_code == 403
    both = launched(registered(a_course())).prepared()
    first = both.statement(words.INITIALIZED)
    assert (
        both.send(first, both.statement(words.COMPLETED), both.statement(words.COMPLETED)).status_code == 403
    )
    assert both.send(both.statement(words.COMPLETED), first).status_code == 403
    assert (
        both.send(first, both.statement(words.COMPLETED), both.statement(words.TERMINATED)).status_code == 200
    )


def test_9_3_verbs_once_in_a_session_and_in_a_registration() -> None:
    taken = registered(a_course())
    one = launched(taken).begun()
    assert one.say(words.FAILED).status_code == 200
    assert [one.say(verb).status_code for verb in (words.FAILED, words.PASSED)] == [403, 403]
    assert [one.say(words.COMPLETED).status_code for _twice in range(2)] == [200, 403]
    one.say(words.TERMINATED)
    two = launched(taken).begun()
    assert two.say(words.COMPLETED).status_code == 403
    assert two.say(words.PASSED).status_code == 200
    two.say(words.TERMINATED)
    three = launched(taken).begun()
    assert [three.say(verb).status_code for verb in (words.FAILED, words.PASSED)] == [403, 403]


def test_10_2_2_nothing_counts_in_other_modes() -> None:
    taken = registered(a_course(au("1", more='moveOn="Completed"')))
    for mode in ("Browse", "Review"):
        one = launched(taken, mode=mode).begun()
        for verb in (words.COMPLETED, words.PASSED, words.FAILED):
            assert one.say(verb).status_code == 403
        assert one.say(words.TERMINATED).status_code == 200
    assert verbs(taken) == ["launched", "initialized", "terminated"] * 2


def test_malformed_statements_are_bad_xapi(unit: Au) -> None:
    for wrong in ([], [{}], {"actor": 1}, "x"):
        answer = unit.call("POST", "statements", (), wrong)
        assert answer.status_code in (200, 400), answer.content
    assert unit.call("POST", "statements", (), b"{").status_code == 400
    assert (
        unit.call("PUT", "statements", {"statementId": "x"}, unit.statement(words.PASSED)).status_code == 400
    )
    late = unit.statement(words.PASSED, timestamp="2099-12-31T23:59:60Z")
    assert unit.send(late).status_code in (400, 403)
