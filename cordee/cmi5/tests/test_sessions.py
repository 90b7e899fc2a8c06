"""A session from its launch to its end, by the numbers of cmi5's sections."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.test import Client

from cordee.cmi5 import vocabulary as words
from cordee.cmi5.actions.forgetting import forget_outside
from cordee.cmi5.actions.registering import waive
from cordee.cmi5.actions.sessions import LONGEST, abandon, abandon_old
from cordee.cmi5.models import Registration, Session, Standing
from cordee.cmi5.tests.courses import Au, a_course, au, block, launched, registered, told, verbs
from cordee.core.errors import Conflict, Invalid

pytestmark = pytest.mark.django_db
NEEDS = 'moveOn="CompletedAndPassed" masteryScore="0.7" launchMethod="OwnWindow"'


def test_8_1_the_address_says_what_a_unit_needs() -> None:
    taken = registered(a_course(au("1", "https://x.example/a.html?paramA=1#top", NEEDS)))
    one = launched(taken)
    parts = urlsplit(one.address)
    assert (parts.fragment, parse_qs(parts.query)["paramA"]) == ("top", ["1"])
    assert {"endpoint", "fetch", "actor", "registration", "activityId"} <= one.given.keys()
    assert one.given["endpoint"] == "http://testserver/xapi/"
    assert one.given["registration"] == str(taken.id)
    assert one.given["activityId"] not in ("urn:au:1", launched(registered(a_course())).given["activityId"])
    assert launched(taken).given["activityId"] == one.given["activityId"]


def test_8_2_the_token_is_given_once() -> None:
    one = launched(registered(a_course()))
    place = urlsplit(one.given["fetch"]).path
    assert Client().get(place).status_code == 405
    first, again = Client().post(place), Client().post(place)
    assert (first.status_code, first["Content-Type"]) == (200, "application/json")
    assert first.json().keys() == {"auth-token"}
    assert (again.status_code, again.json()["error-code"]) == (200, "1")
    assert Client().post(f"{place}x").json()["error-code"] == "2"
    assert first["Access-Control-Allow-Origin"] == "*"
    assert one.state("GET", words.LAUNCH_DATA).status_code == 401
    one.token = first.json()["auth-token"]
    assert one.state("GET", words.LAUNCH_DATA).status_code == 200


def test_10_launch_data_says_what_the_course_says() -> None:
    inside = "<launchParameters>p=1</launchParameters><entitlementKey>k</entitlementKey>"
    one = launched(
        registered(a_course(au("1", more=NEEDS, inside=inside))), mode="Browse", back="https://b.example/"
    ).prepared()
    told_ = dict(one.data)
    template = told_.pop("contextTemplate")
    assert template["contextActivities"]["grouping"] == [{"objectType": "Activity", "id": "urn:au:1"}]
    assert told_ == {
        "launchMode": "Browse",
        "launchMethod": "OwnWindow",
        "moveOn": "CompletedAndPassed",
        "masteryScore": 0.7,
        "launchParameters": "p=1",
        "returnURL": "https://b.example/",
        "entitlementKey": {"courseStructure": "k"},
    }
    bare = launched(registered(a_course())).prepared().data
    assert bare.keys() == {"contextTemplate", "launchMode", "launchMethod", "moveOn"}
    for method in ("PUT", "POST", "DELETE"):
        assert one.state(method, words.LAUNCH_DATA, {"a": 1}).status_code == 403
    assert one.state("DELETE", words.LAUNCH_DATA, stateId=None).status_code == 403
    assert one.state("PUT", "bookmark", {"page": 3}).status_code == 204
    assert one.state("GET", "bookmark").json() == {"page": 3}


def test_9_a_session_from_launched_to_satisfied() -> None:
    course = a_course(block("b", au("1", f"{'https://x.example/a.html'}?paramA=1", NEEDS)))
    taken = registered(course)
    one = launched(taken).begun()
    assert (
        one.send(one.statement("http://adlnet.gov/expapi/verbs/experienced", defined=False)).status_code
        == 200
    )
    assert one.say(words.COMPLETED).status_code == 200
    passed = {"success": True, "duration": "PT1S", "score": {"scaled": 0.9}}
    assert one.say(words.PASSED, passed).status_code == 200
    assert one.say(words.TERMINATED).status_code == 200
    assert verbs(taken) == [
        "launched", "initialized", "experienced", "completed", "passed", "satisfied", "satisfied", "terminated",
    ]  # fmt: skip
    first, *_others, of_block, of_course, _end = told(taken)
    assert first["context"]["extensions"] == {
        words.SESSION: one.session,
        words.MODE: "Normal",
        words.ADDRESS: "https://x.example/a.html?paramA=1",
        words.MOVE_ON: "CompletedAndPassed",
        words.MASTERY: 0.7,
    }
    assert first["object"]["id"] == one.given["activityId"]
    for statement, kind, publisher in (
        (of_block, words.BLOCK, "urn:block:b"),
        (of_course, words.COURSE, "urn:course"),
    ):
        assert statement["object"]["definition"]["type"] == kind
        assert statement["object"]["id"] != publisher
        assert statement["context"]["extensions"][words.SESSION] == one.session
        grouping = [group["id"] for group in statement["context"]["contextActivities"]["grouping"]]
        assert {publisher, "urn:au:1"} <= set(grouping)
        assert statement["context"]["contextActivities"]["category"] == [words.activity(words.CATEGORY)]
        assert statement["actor"] == one.actor
    standing = Standing.objects.get()
    assert (standing.score, standing.progress) == (0.9, 100)
    taken.refresh_from_db()
    assert taken.satisfied_at is not None


MOVES = [
    ("Completed", [words.COMPLETED], True),
    ("Completed", [words.PASSED], False),
    ("Passed", [words.PASSED], True),
    ("Passed", [words.FAILED, words.COMPLETED], False),
    ("CompletedOrPassed", [words.PASSED], True),
    ("CompletedOrPassed", [words.COMPLETED], True),
    ("CompletedAndPassed", [words.COMPLETED], False),
]


def test_13_1_4_what_moves_on() -> None:
    for move_on, said, satisfied in MOVES:
        taken = registered(a_course(au("1", more=f'moveOn="{move_on}"'), au("2")))
        one = launched(taken).begun()
        for verb in said:
            assert one.say(verb).status_code == 200
        assert ("satisfied" in verbs(taken)) is satisfied, (move_on, said)


def test_9_6_1_what_asks_for_nothing_is_satisfied_at_registration() -> None:
    taken = registered(a_course(block("a", au("1"), block("b", au("2"))), au("3", more='moveOn="Passed"')))
    assert verbs(taken) == ["satisfied", "satisfied"]
    inner, outer = told(taken)
    assert inner["context"]["contextActivities"]["grouping"][0]["id"] == "urn:block:b"
    assert outer["context"]["contextActivities"]["grouping"][0]["id"] == "urn:block:a"
    session = inner["context"]["extensions"][words.SESSION]
    assert session == outer["context"]["extensions"][words.SESSION]
    assert verbs(registered(a_course(block("a", au("1"))))) == ["satisfied", "satisfied"]


def test_9_3_6_a_session_that_is_left_is_abandoned_when_the_next_begins() -> None:
    taken = registered(a_course(au("1", more='moveOn="Completed"'), au("2", more='moveOn="Completed"')))
    one, two = launched(taken).begun(), launched(taken, 1)
    assert one.say("http://adlnet.gov/expapi/verbs/experienced", defined=False).status_code == 200
    two.begun()
    assert verbs(taken) == ["launched", "initialized", "launched", "experienced", "abandoned", "initialized"]
    left = told(taken)[4]
    assert left["result"]["duration"].startswith("PT")
    assert left["context"]["extensions"][words.SESSION] == one.session
    assert left["context"]["contextActivities"]["category"] == [words.activity(words.CATEGORY)]
    assert left["object"]["id"] == one.given["activityId"]
    assert one.say(words.COMPLETED).status_code == 403
    assert one.state("GET", words.LAUNCH_DATA).status_code == 403
    assert two.say(words.COMPLETED).status_code == 200
    session = Session.objects.get(pk=two.session)
    abandon(session, now=datetime.now(UTC))
    abandon(session, now=datetime.now(UTC))
    assert verbs(taken).count("abandoned") == 2
    three = launched(taken).begun()
    three.say(words.TERMINATED)
    with pytest.raises(Conflict):
        abandon(Session.objects.get(pk=three.session), now=datetime.now(UTC))


def test_9_3_6_so_is_one_whose_unit_never_came_for_its_token() -> None:
    taken = registered(a_course(au("1"), au("2")))
    never, two = launched(taken), launched(taken, 1)
    two.begun()
    assert verbs(taken)[-4:] == ["launched", "launched", "abandoned", "initialized"]
    assert "error-code" in never.fetch()
    assert two.say(words.TERMINATED).status_code == 200


def test_sessions_of_which_nothing_is_heard_are_over() -> None:
    taken = registered(a_course())
    one = launched(taken).begun()
    assert abandon_old(now=datetime.now(UTC) + LONGEST - timedelta(minutes=1)) == 0
    assert abandon_old(now=datetime.now(UTC) + LONGEST + timedelta(minutes=1)) == 1
    assert one.say(words.TERMINATED).status_code == 403


def test_learners_of_other_software_go_once_nothing_was_heard_of_them_for_long() -> None:
    silent, heard = registered(a_course()), registered(a_course())
    launched(silent)
    launched(heard)
    now = datetime.now(UTC)
    Registration.objects.update(at=now - timedelta(days=400))
    Session.objects.filter(registration=silent).update(last_at=now - timedelta(days=300))
    assert forget_outside(now - timedelta(days=365), now) == 0
    assert forget_outside(now - timedelta(days=200), now) == 1
    assert list(Registration.objects.all()) == [heard]


def test_9_3_7_a_unit_is_waived_once() -> None:
    course = a_course(block("b", au("1", more='moveOn="Completed"')))
    taken = registered(course)
    unit = course.read.units()[0]
    with pytest.raises(Invalid):
        waive(taken, unit, "Because", now=datetime.now(UTC))
    assert waive(taken, unit, "Administrative", now=datetime.now(UTC))
    assert not waive(taken, unit, "Tested Out", now=datetime.now(UTC))
    assert verbs(taken) == ["waived", "satisfied", "satisfied"]
    waived, satisfied, _course = told(taken)
    assert waived["result"] == {
        "success": True,
        "completion": True,
        "extensions": {words.REASON: "Administrative"},
    }
    categories = [one["id"] for one in waived["context"]["contextActivities"]["category"]]
    assert categories == [words.CATEGORY, words.MOVE_ON_CATEGORY]
    assert waived["context"]["extensions"] == satisfied["context"]["extensions"]


def test_what_comes_again_after_a_lost_answer_changes_nothing() -> None:
    taken = registered(a_course(au("1", more='moveOn="Completed"')))
    one = launched(taken).begun()
    said = one.statement(words.COMPLETED)
    assert [one.send(said).status_code for _twice in range(2)] == [200, 200]
    assert one.send({**said, "timestamp": "2026-01-01T00:00:00Z"}).status_code == 409
    end = one.statement(words.TERMINATED)
    put = {"statementId": end.pop("id")}
    assert [one.call("PUT", "statements", put, end).status_code for _twice in range(2)] == [204, 204]
    assert verbs(taken).count("completed") == verbs(taken).count("terminated") == 1


def test_a_unit_reads_what_is_of_its_own_registration_alone() -> None:
    course = a_course()
    other, taken = registered(course), registered(course)
    one = launched(taken).begun()
    hidden = told(other)[0]["id"]
    own = one.call("GET", "statements").json()["statements"]
    assert {each["context"]["registration"] for each in own} == {str(taken.id)}
    assert one.call("GET", "statements", {"registration": str(other.id)}).status_code == 403
    assert one.call("GET", "statements", {"statementId": hidden}).status_code == 403
    assert one.call("GET", "statements", {"statementId": own[0]["id"]}).status_code == 200
    somebody = '{"account": {"homePage": "https://other.example", "name": "1"}}'
    assert one.state("GET", "x", agent=somebody).status_code == 403
    assert one.state("GET", "x", registration=str(other.id)).status_code == 403
    assert one.state("GET", "x", registration=None).status_code == 403
    elsewhere = launched(registered(a_course())).given["activityId"]
    assert one.state("GET", "x", activityId=elsewhere).status_code == 403
    about = {"activityId": elsewhere, "profileId": "x"}
    assert one.call("PUT", "activities/profile", about, {"a": 1}).status_code == 403
    about["activityId"] = "urn:au:1"
    assert one.call("PUT", "activities/profile", about, {"a": 1}).status_code == 204
    assert one.call("GET", "agents", {"agent": somebody}).status_code == 403


def test_11_preferences_are_read_first_and_have_their_form() -> None:
    one = launched(registered(a_course()), languages="fr-FR,en-US")
    one.token = one.fetch()["auth-token"]
    one.data = one.state("GET", words.LAUNCH_DATA).json()
    assert one.say(words.INITIALIZED).status_code == 403
    held = one.preferences()
    assert held.json() == {"languagePreference": "fr-FR,en-US", "audioPreference": "on"}
    assert one.say(words.INITIALIZED).status_code == 200
    tag = {"if_match": held["ETag"]}
    good = {"languagePreference": "en-US", "audioPreference": "off"}
    for wrong in (b"x", [], {}, {**good, "audioPreference": "loud"}, {**good, "languagePreference": "en;fr"}):
        assert one.preferences("PUT", wrong, **tag).status_code == 403
    assert one.preferences("PUT", good, content_type="text/plain", **tag).status_code == 403
    assert one.preferences("PUT", good, **tag).status_code == 204
    later = launched(registered(a_course()), languages="fr-FR").prepared()
    assert later.preferences().json() == good
    other = {"agent": '{"account": {"homePage": "https://other.example", "name": "1"}}'}
    assert later.call("GET", "agents/profile", {**other, "profileId": words.PREFERENCES}).status_code == 403


def test_a_token_of_another_session_or_none_opens_nothing() -> None:
    from cordee.cmi5.tests.courses import basic

    one = launched(registered(a_course())).begun()
    for token in (basic(uuid4().hex, "x"), basic(one.session.replace("-", ""), "x"), basic("x", "y"), "x"):
        one.token = token
        assert one.state("GET", words.LAUNCH_DATA).status_code == 401
    assert isinstance(one, Au)
