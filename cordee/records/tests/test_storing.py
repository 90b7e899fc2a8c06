"""Storing statements, and giving one back."""

import json
from datetime import datetime

import pytest
from django.conf import settings

from cordee.records.models import Mention, Statement
from cordee.records.tests.conftest import ACTOR, FIRST, OBJECT, VERB, Lrs, a_statement, an_id


def test_xapi_00142_to_00145_put(either: Lrs) -> None:
    identifier = an_id()
    assert either.call("PUT", "statements", {"statementId": identifier}, a_statement()).status_code == 204
    kept = either.get("statements", statementId=identifier).json()
    assert kept["id"] == identifier
    assert either.call("PUT", "statements", {}, a_statement()).status_code == 400
    assert either.call("PUT", "statements", {"statementId": "x"}, a_statement()).status_code == 400
    assert either.call("PUT", "statements", {"statementId": an_id()}, [a_statement()]).status_code == 400
    assert (
        either.call("PUT", "statements", {"statementId": an_id()}, a_statement(id=an_id())).status_code == 400
    )
    other = a_statement(actor={"mbox": "mailto:other@example.org"})
    assert either.call("PUT", "statements", {"statementId": identifier}, other).status_code == 409
    assert either.get("statements", statementId=identifier).json() == kept


def test_xapi_00146_post_gives_identifiers_in_order(either: Lrs) -> None:
    first, third = an_id(), an_id()
    response = either.post([a_statement(id=first), a_statement(), a_statement(id=third)])
    assert response.status_code == 200
    assert response.json()[0] == first and response.json()[2] == third and len(response.json()) == 3
    assert either.found(ascending="true") == response.json()
    assert either.post([]).json() == []
    assert either.call("POST", "statements", {"statementId": an_id()}, a_statement()).status_code == 400


def test_the_store_sets_what_is_its_own(either: Lrs) -> None:
    """XAPI-00023, 00026, 00097, 00099, 00332."""
    old = "2013-05-18T05:32:34.804Z"
    kept = either.get("statements", statementId=either.kept(stored=old, authority=ACTOR)).json()
    assert kept["stored"] != old and kept["timestamp"] == kept["stored"]
    assert datetime.fromisoformat(kept["stored"]).utcoffset().total_seconds() == 0
    assert kept["authority"]["account"] == {"homePage": settings.SITE_ADDRESS, "name": either.user}
    assert kept["version"] == ("1.0.0" if either.version == "1.0.3" else "2.0.0")
    again = either.get("statements", statementId=either.kept(version="1.0.3", timestamp=old)).json()
    assert (again["version"], again["timestamp"]) == ("1.0.3", old)


def test_xapi_00002_numbers_are_kept(either: Lrs) -> None:
    numbers = {"scaled": 0.1234567890123456, "raw": 12345678901234567, "max": 1.5e300}
    kept = either.get("statements", statementId=either.kept(result={"score": numbers})).json()
    assert kept["result"]["score"] == numbers


def test_xapi_00096_activities_of_the_context_are_lists(either: Lrs) -> None:
    inner = {"objectType": "SubStatement", "actor": ACTOR, "verb": VERB, "object": OBJECT}
    context = {"contextActivities": {"parent": OBJECT}}
    kept = either.get(
        "statements", statementId=either.kept(context=context, object={**inner, "context": context})
    ).json()
    assert kept["context"]["contextActivities"]["parent"] == [OBJECT]
    assert kept["object"]["context"]["contextActivities"]["parent"] == [OBJECT]


def test_the_same_statement_again_changes_nothing(either: Lrs) -> None:
    """1.0.3 Data, 2.3.1: what the store sets, displays, definitions, zones, orders of members do not count."""
    other = {"mbox": "mailto:karim@example.org"}
    group = {"objectType": "Group", "member": [ACTOR, other]}
    sent = a_statement(
        id=an_id(),
        actor=group,
        timestamp="2026-11-27T10:00:00Z",
        context={"contextActivities": {"parent": OBJECT}},
    )
    assert either.post(sent).status_code == 200
    again = a_statement(
        id=sent["id"], actor={**group, "member": [other, ACTOR]}, timestamp="2026-11-27T11:00:00+01:00",
        verb={"id": VERB["id"]}, object={**OBJECT, "definition": {"name": {"en": "m"}}},
        context={"contextActivities": {"parent": [OBJECT]}},
    )  # fmt: skip
    assert either.post(again).status_code == 200
    assert either.call("PUT", "statements", {"statementId": sent["id"]}, again).status_code == 204
    assert either.post(a_statement(id=sent["id"])).status_code == 409
    later = either.post({**sent, "timestamp": "2026-11-27T10:00:01Z"}).status_code
    assert later == (409 if either.version == FIRST else 200)  # IEEE 9274.1.1, 4.2: no timestamp counts
    assert Statement.objects.count() == 1
    plain = a_statement(id=an_id())
    assert [either.post(plain).status_code for _time in range(2)] == [200, 200]


def test_what_says_the_same_in_other_words(either: Lrs) -> None:
    """1.0.3 Data, 2.3.1.b7 and 4.6.s1.b5; IEEE 9274.1.1, 4.2 and 4.2.7: case, and less than a hundredth of a second."""
    sent = a_statement(id=an_id(), result={"duration": "PT1M1.234S", "response": "Yes"})
    assert either.post(sent).status_code == 200
    for changes, first, second in (
        ({"actor": {"mbox": "mailto:lea@Example.ORG"}}, 200, 200),
        ({"actor": {"mbox": "mailto:Lea@example.org"}}, 409, 200),
        ({"result": {"duration": "PT1M1.239S", "response": "Yes"}}, 200, 200),
        ({"result": {"duration": "PT1M1.24S", "response": "Yes"}}, 409, 409),
        ({"result": {"duration": "PT1M1.23S", "response": "YES"}}, 409, 200),
    ):
        status = first if either.version == FIRST else second
        assert either.post({**sent, **changes}).status_code == status, changes


def test_what_is_said_in_extensions_is_said(either: Lrs) -> None:
    """1.0.3 Data, 2.3.1: no exception is made in them; and true is no 1."""
    name = "http://example.org/x"
    sent = a_statement(
        id=an_id(), result={"extensions": {name: [True, {"member": [1, 2], "verb": {"id": "a", "b": 1}}]}}
    )
    assert [either.post(sent).status_code for _time in range(2)] == [200, 200]
    for other in (
        [1, sent["result"]["extensions"][name][1]],
        [True, {"member": [2, 1], "verb": {"id": "a", "b": 1}}],
        [True, {"member": [1, 2], "verb": {"id": "a", "b": 2}}],
    ):
        assert either.post({**sent, "result": {"extensions": {name: other}}}).status_code == 409, other


def test_the_same_group_and_the_same_moment_written_otherwise(either: Lrs) -> None:
    """1.0.3 Data, 2.3.1: keys have no order, nor have members; a moment is a moment in a SubStatement too."""
    karim, lea = (
        {"mbox": "mailto:karim@example.org", "name": "K"},
        {"name": "L", "mbox": "mailto:lea@example.org"},
    )
    inner = {"objectType": "SubStatement", "actor": ACTOR, "verb": VERB, "object": OBJECT}
    reference, registration = {"objectType": "StatementRef", "id": an_id()}, an_id()
    sent = a_statement(
        id=an_id(), actor={"objectType": "Group", "member": [karim, lea]},
        object={**inner, "timestamp": "2026-11-27T10:00:00Z"},
        context={"statement": reference, "registration": registration},
    )  # fmt: skip
    assert either.post(sent).status_code == 200
    again = {
        **sent, "actor": {"member": [dict(reversed(lea.items())), dict(reversed(karim.items()))], "objectType": "Group"},
        "object": {**inner, "timestamp": "2026-11-27T11:00:00.000+01:00"},
        "context": {"statement": {**reference, "id": reference["id"].upper()}, "registration": registration.upper()},
    }  # fmt: skip
    assert either.post(again).status_code == 200
    later = {**sent, "object": {**inner, "timestamp": "2026-11-27T10:00:01Z"}}
    assert either.post(later).status_code == 409


def test_xapi_00326_one_bad_statement_and_none_is_kept(either: Lrs) -> None:
    known = either.kept()
    before = (Statement.objects.count(), Mention.objects.count())
    twice = an_id()
    for batch, status in (
        ([a_statement(), a_statement(verb={"id": "x"})], 400),
        ([a_statement(), None], 400),
        ([a_statement(id=twice), a_statement(id=twice.upper())], 400),
        ([a_statement(), a_statement(id=known, result={"response": "other"})], 409),
    ):
        assert either.post(batch).status_code == status
    assert (Statement.objects.count(), Mention.objects.count()) == before


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"nonsense", b"\xff\xfe", b'"text"', b"5", b"null", b"[[]]", b"[" * 100_000,
        json.dumps(a_statement()).encode()[:-1] + b', "verb": {"id": "http://example.org/other"}}',
        json.dumps(a_statement(result={"extensions": {"http://a.org": 1}})).encode()[:-3] + b', "http://a.org": 2}}}',
        b'{"actor":' + b'{"a":' * 500 + b"1" + b"}" * 500 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_statement(either: Lrs, body: bytes) -> None:
    """XAPI-00014, 00015, 00021: no JSON, no UTF-8, a key twice, nested without end."""
    assert either.call("POST", "statements", {}, body).status_code == 400


def test_xapi_00021_a_key_twice_is_seen_whatever_else_is_said(either: Lrs) -> None:
    twice = json.dumps(a_statement(verb={"id": "http://example.org/a"}, result={"response": "HIDDEN"}))
    twice = twice.replace(
        '"id": "http://example.org/a"', '"id": "http://example.org/b", "id": "http://example.org/a"'
    )
    for hidden in (r"\u0022:", r"\"\u003A", r"\"\u003a", r"\"\u0020:"):
        assert either.post(twice.replace("HIDDEN", hidden).encode()).status_code == 400, hidden
        once = json.dumps(a_statement(result={"response": "HIDDEN"})).replace("HIDDEN", hidden)
        assert either.post(once.encode()).status_code == 200, hidden


def test_a_text_that_looks_like_a_key_is_a_text(either: Lrs) -> None:
    either.kept(result={"response": 'He said "yes": twice, "yes": and {"a": "b"}'})


def test_xapi_00127_content_types(either: Lrs) -> None:
    for content_type in (
        "",
        "text/plain",
        "application/xml",
        "multipart/form-data; boundary=a",
        "application/jsonx",
    ):
        assert (
            either.call("POST", "statements", {}, a_statement(), Content_Type=content_type).status_code == 400
        )
    assert either.post(a_statement(), Content_Type="application/json; charset=utf-8").status_code == 200


def test_a_body_that_is_too_large_is_not_read(either: Lrs, settings) -> None:
    settings.XAPI_LARGEST = 1_000
    assert either.post(a_statement(result={"response": "x" * 2_000})).status_code == 413
    assert Statement.objects.count() == 0
