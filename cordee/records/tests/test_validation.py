"""What a statement must be, by the numbers of the requirements (ADL's list for 1.0.3; sections of IEEE 9274.1.1)."""

from copy import deepcopy
from typing import Any

import pytest

from cordee.records.refusals import Bad
from cordee.records.tests.conftest import ACTOR, OBJECT, VERB, a_statement
from cordee.records.validation.statements import statement
from cordee.records.validation.values import in_utc

GONE = object()
GROUP = {"objectType": "Group", "member": [ACTOR]}
TEAM = {"objectType": "Group", "mbox": "mailto:team@example.org"}
ACCOUNT = {"account": {"homePage": "http://example.org", "name": "123"}}
UUID = "39e24cc4-69af-4b01-a824-1fdc6ea8a3af"
REF = {"objectType": "StatementRef", "id": UUID}
SUB = {"objectType": "SubStatement", "actor": ACTOR, "verb": VERB, "object": OBJECT}
FILE = {
    "usageType": "http://example.org/use", "display": {"en": "a file"}, "contentType": "text/plain; charset=ascii",
    "length": 27, "sha2": "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a",
}  # fmt: skip
CHOICE = {
    "interactionType": "choice",
    "correctResponsesPattern": ["a[,]b"],
    "choices": [{"id": "a"}, {"id": "b"}],
}
WHOLE = a_statement(
    id=UUID,
    result={
        "score": {"scaled": 0.5, "raw": 5, "min": 0, "max": 10}, "success": True, "completion": True, "response": "yes",
        "duration": "PT1H0M0S", "extensions": {"http://example.org/x": None},
    },
    context={
        "registration": UUID, "instructor": GROUP, "team": TEAM, "revision": "1", "platform": "web", "language": "fr-FR",
        "statement": REF, "extensions": {"http://example.org/x": {}},
        "contextActivities": {"parent": OBJECT, "other": [OBJECT]},
    },
    timestamp="2026-11-27T10:00:00.123456Z", stored="2026-11-27T10:00:00Z", authority=ACTOR, version="1.0.3",
    attachments=[FILE],
)  # fmt: skip
WHOLE["object"] = {**OBJECT, "definition": {
    "name": {"en": "n"}, "description": {"fr": "d"}, "type": "http://example.org/t", "moreInfo": "http://example.org/m",
    "extensions": {}, **CHOICE,
}}  # fmt: skip


def changed(path: str, value: Any) -> dict[str, Any]:
    """The whole statement with a place of it changed, or gone."""
    whole = deepcopy(WHOLE)
    *way, last = path.split("/")
    place: Any = whole
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return whole


def refuses(sent: Any, second: bool = False) -> bool:
    try:
        statement(sent, "statement", second=second)
    except Bad:
        return True
    return False


REFUSED: dict[str, list[tuple[str, Any]]] = {
    "XAPI-00001 null or empty": [
        *[(key, None) for key in WHOLE], ("actor/mbox", None), ("verb/display", None), ("object/definition", None),
        ("object/definition/name", None), ("object/definition/name/en", None), ("result/score", None),
        ("result/score/raw", None), ("context/registration", None), ("context/contextActivities/parent", None),
        ("attachments/0/display", None), ("actor", {}), ("verb", {}), ("object", {}), ("result", {}), ("context", {}),
        ("verb/display", {}), ("object/definition", {}),
    ],
    "XAPI-00003 to 00005 missing": [("actor", GONE), ("verb", GONE), ("object", GONE)],
    "XAPI-00006 wrong type": [
        ("actor", "lea"), ("actor", []), ("verb", "http://example.org"), ("object", 3), ("result", "done"),
        ("context", []),
        ("id", 12), ("timestamp", 12), ("version", 1), ("attachments", FILE), ("result/score/raw", "5"),
        ("result/score/scaled", True), ("result/success", "true"), ("result/completion", 1), ("result/response", 5),
        ("result/duration", 5), ("context/revision", 1), ("context/platform", True), ("context/language", 5),
        ("actor/name", 5), ("object/definition/correctResponsesPattern", "a"), ("attachments/0/length", "27"),
        ("attachments/0/length", 2.5), ("attachments/0/length", True), ("result/score", 5), ("verb/display", "attended"),
        ("verb/display/en", 5), ("context/extensions", []), ("result/extensions", "x"), ("object/definition/choices", {}),
    ],
    "XAPI-00007, 00011 form of a value": [
        ("verb/id", ""), ("verb/id", "attended"), ("verb/id", "//example.org/verbs"), ("verb/id", "http://exa mple.org"),
        ("verb/id", "ab=c://should.fail.com"), ("verb/id", "http://"), ("object/id", "meeting"), ("object/id", ""),
        ("object/definition/type", "type"), ("object/definition/moreInfo", "m"), ("actor/mbox", "lea@example.org"),
        ("actor/mbox", "mailto:lea"), ("actor/mbox", "mailto:"), ("attachments/0/usageType", "use"),
        ("attachments/0/fileUrl", "file"), ("attachments/0/sha2", "abc"), ("attachments/0/contentType", "text"),
        ("attachments/0/contentType", "té/x"),
        ("attachments/0/contentType", 'text/plain; a="\r\n\r\nmore"'), ("attachments/0/contentType", "text/plain\n"),
        ("result/extensions", {"x": 1}), ("context/extensions", {"": 1}),
        ("object/definition/extensions", {"no scheme": 1}),
    ],
    "XAPI-00008, 00010 keys": [
        ("Actor", ACTOR), ("iD", UUID), ("more", 1), ("actor/Mbox", "x"), ("actor/objecttype", "Agent"), ("verb/ID", "x"),
        ("object/ID", "x"), ("object/definition/Name", {"en": "n"}), ("result/Score", {}), ("result/score/mean", 5),
        ("context/Team", TEAM), ("context/contextActivities/Parent", OBJECT), ("attachments/0/fileURL", "http://a.org"),
        ("object/more", 1), ("verb/more", 1), ("context/more", 1), ("result/more", 1),
    ],
    "XAPI-00009 case of a value": [
        ("actor/objectType", "agent"), ("object/objectType", "activity"), ("context/team/objectType", "group"),
        ("object/definition/interactionType", "Choice"), ("context/statement/objectType", "statementRef"),
    ],
    "XAPI-00013, 00091 languages": [
        ("verb/display", {"a12345678": "x"}), ("verb/display", {"en_US": "x"}), ("verb/display", {"": "x"}),
        ("verb/display", {"e": "x"}), ("context/language", "en-"), ("context/language", "français!"),
        ("object/definition/description", {"fr-F": "d"}), ("context/language", "es-４19"), ("context/language", "ıd"),
        ("attachments/0/description", {"x": "d"}),
    ],
    "XAPI-00017 voiding": [
        ("verb/id", "http://adlnet.gov/expapi/verbs/voided"),
        ("object", {**SUB, "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"}, "object": OBJECT}),
    ],
    "XAPI-00022, 00123 timestamps": [
        ("timestamp", one) for one in (
            "", "now", "01/11/2026", "2026-11-27", "2026", "12:00:00", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z",
            "2026-11-27T25:00:00Z", "2026-11-27T10:00:00-00:00", "2026-11-27T10:00:00-0000", "2026-11-27T10:00:00-00",
            "2026-11-27T10:00:00Zz", "2026-11-27T10:00:00+25:00", "2026-11-27T10:00:00+05:60",
            "２０２６-11-27T10:00:00Z",
        )
    ] + [("stored", "yesterday")],
    "XAPI-00027 to 00030 UUIDs": [
        (place, one) for place in ("id", "context/registration", "context/statement/id") for one in (
            "", "39e24cc4", UUID + "0", UUID.replace("-", ""), "{" + UUID + "}", UUID.replace("3", "g", 1),
            "39e24cc4-69af-4b01-c824-1fdc6ea8a3af", "39e24cc4-69af-0b01-a824-1fdc6ea8a3af",
        )
    ],
    "XAPI-00031 to 00043 actors": [
        ("actor", {"name": "nobody"}), ("actor", {**ACTOR, **ACCOUNT}), ("actor", {**ACTOR, "openid": "http://a.org"}),
        ("actor", {**ACTOR, "mbox_sha1sum": "0" * 40}), ("actor", {"mbox_sha1sum": "0" * 39}),
        ("actor", {"openid": "me"}),
        ("actor", {"mbox_sha1sum": "z" * 40}), ("actor", {"account": {"name": "1"}}), ("actor", {"account": "1"}),
        ("actor", {"account": {"homePage": "http://a.org"}}), ("actor", {"account": {"homePage": "a", "name": "1"}}),
        ("actor", {"account": {"homePage": "http://a.org", "name": 1}}), ("actor", {**ACTOR, "member": [ACTOR]}),
        ("actor", {"objectType": "Group"}), ("actor", {"objectType": "Group", "member": []}),
        ("actor", {"objectType": "Group", "member": ACTOR}), ("actor", {"objectType": "Group", "member": [GROUP]}),
        ("actor", {"objectType": "Group", "member": [{"name": "x"}]}), ("actor", {**TEAM, **ACCOUNT}),
        ("actor", {**TEAM, "member": [TEAM]}), ("actor", {**ACTOR, "objectType": "Person"}),
        ("context/instructor", {"name": "x"}), ("context/team", ACTOR), ("context/team", {"objectType": "Group"}),
    ],
    "XAPI-00046 to 00065 activities": [
        ("object/objectType", "Thing"), ("object/id", GONE), ("object/id", 5), ("object", ACTOR),
        ("object/definition/interactionType", "quiz"), ("object/definition/interactionType", GONE),
        ("object/definition/correctResponsesPattern", [1]), ("object/definition/choices", [{"id": "a"}, {"id": "a"}]),
        ("object/definition/choices", [{"description": {"en": "x"}}]), ("object/definition/choices", [{"id": 1}]),
        ("object/definition/choices", ["a"]), ("object/definition/choices", [{"id": "a", "description": "x"}]),
        ("object/definition/scale", [{"id": "a"}]), ("object/definition/steps", [{"id": "a"}]),
    ],
    "XAPI-00066 to 00073 statements in statements": [
        ("object", {**SUB, "id": UUID}), ("object", {**SUB, "stored": "2026-11-27T10:00:00Z"}),
        ("object", {**SUB, "version": "1.0.0"}), ("object", {**SUB, "authority": ACTOR}),
        ("object", {**SUB, "object": SUB}),
        ("object", {**SUB, "actor": {}}), ("object", {**SUB, "verb": {"id": "x"}}),
        ("object", {"objectType": "SubStatement"}),
        ("object", {"objectType": "StatementRef"}), ("object", {**REF, "id": "x"}), ("object", {**REF, "more": 1}),
        ("object", {"id": UUID}),
    ],
    "XAPI-00077, 00124 durations": [
        ("result/duration", one) for one in (
            "", "P", "PT", "P1DT", "1H", "PT1", "P0003-06-04T12:30:05", "P1Y1W", "PT1M1H", "P1.5DT1H", "PT1H0M0", "p1d",
            "PT１S",
        )
    ],
    "XAPI-00079 to 00083 scores": [
        ("result/score/scaled", 1.1), ("result/score/scaled", -1.1), ("result/score/raw", 11), ("result/score/raw", -1),
        ("result/score/min", 10), ("result/score/max", -1),
    ],
    "XAPI-00084, 00085 revision and platform": [("object", TEAM), ("object", REF), ("object", SUB)],
    "XAPI-00092 to 00095 context": [
        ("context/statement", {"id": UUID}), ("context/statement", UUID), ("context/contextActivities", {}),
        ("context/contextActivities", [OBJECT]), ("context/contextActivities/parent", "x"),
        ("context/contextActivities/parent", [ACTOR]), ("context/contextActivities/parent", [{}]),
    ],
    "XAPI-00024, 00098 to 00100 authority": [
        ("authority", {"name": "x"}), ("authority", {"objectType": "Group", "member": [ACTOR]}),
        ("authority", {"objectType": "Group", "member": [ACTOR, ACTOR]}),
        ("authority", {"objectType": "Group", "member": [ACCOUNT, ACTOR, ACTOR]}),
    ],
    "XAPI-00101 version": [
        ("version", one) for one in ("", "0.9", "1.1.0", "1", "1.0", "2.1.0", "1.0.x", "10.0.0", "1.0.１")
    ],
    "XAPI-00102 to 00107 attachments": [
        *[(f"attachments/0/{key}", GONE) for key in FILE], ("attachments", ["x"]), ("attachments/0/display", "x"),
        ("attachments/0/length", -1),
    ],
}  # fmt: skip
ACCEPTED: dict[str, list[tuple[str, Any]]] = {
    "actors": [
        ("actor", ACCOUNT), ("actor", {"openid": "http://a.org/me"}), ("actor", {"mbox_sha1sum": "A" * 40}),
        ("actor", GROUP),
        ("actor", TEAM), ("actor", {**TEAM, "member": [ACTOR]}), ("actor/name", ""), ("actor/objectType", GONE),
    ],
    "values": [
        ("verb/display", {"zh-Hant-TW": "x", "x-ours": "y", "sl-rozaj-biske": "z", "de-CH-1996": "w"}),
        ("verb/display", GONE),
        ("verb/id", "tag:example.org,2026:did"), ("verb/id", "http://exämple.org/é"), ("result/extensions", {}),
        ("object/definition/correctResponsesPattern", []), ("context/contextActivities/parent", [OBJECT, OBJECT]),
        ("attachments/0/fileUrl", "http://example.org/file"), ("version", "1.0.0-rc1"), ("version", "1.0.32"),
        ("result/extensions", {"http://a.org/x": [None, {}]}), ("id", UUID.upper()),
    ],
    "durations": [
        ("result/duration", one)
        for one in ("PT0S", "P1Y2M3DT4H5M6S", "P4W", "PT0.5S", "PT16559.14S", "P1D", "P0.5Y", "PT1,5H")
    ],
    "scores": [
        ("result/score", {"scaled": -1}), ("result/score", {"scaled": 1.0}), ("result/score", {"raw": -5.5}),
        ("result/score", {"min": 1, "raw": 1}),
    ],
    "authority": [("authority", {"objectType": "Group", "member": [ACCOUNT, ACTOR]})],
}  # fmt: skip
TABLE = [(name, path, value) for name, rows in REFUSED.items() for path, value in rows]
GOOD = [(name, path, value) for name, rows in ACCEPTED.items() for path, value in rows]


@pytest.mark.parametrize("second", [False, True], ids=["1.0.3", "2.0.0"])
def test_the_whole_statement_is_taken(second: bool) -> None:
    assert not refuses(WHOLE, second)
    assert not refuses(
        a_statement(object={**SUB, "context": {"platform": "web"}, "attachments": [FILE]}), second
    )


@pytest.mark.parametrize("second", [False, True], ids=["1.0.3", "2.0.0"])
@pytest.mark.parametrize(("name", "path", "value"), TABLE)
def test_refused(name: str, path: str, value: Any, second: bool) -> None:
    assert refuses(changed(path, value), second), f"{name}: {path} = {value!r}"


@pytest.mark.parametrize("second", [False, True], ids=["1.0.3", "2.0.0"])
@pytest.mark.parametrize(("name", "path", "value"), GOOD)
def test_accepted(name: str, path: str, value: Any, second: bool) -> None:
    assert not refuses(changed(path, value), second), f"{name}: {path} = {value!r}"


@pytest.mark.parametrize(
    ("stamp", "first", "second"),
    [
        ("2026-11-27T10:00:00Z", True, True),
        ("2026-11-27T10:00:00.123456789+05:30", True, True),
        ("2026-11-27T10:00:00", True, False),
        ("2026-11-27T10:00", True, False),
        ("20261127T100000Z", True, False),
        ("2026-11-27T10:00:00+0100", True, False),
        ("2026-11-27T10:00:00+01", True, False),
        ("2016-12-31T23:59:60Z", True, True),
        ("2026-W48-5T10:00:00Z", True, False),
        ("2026-W54-1T10:00:00Z", False, False),
        ("2026-331T10:00:00Z", True, False),
        ("2026366T10Z", False, False),
        ("2026-11-27T24:00:00Z", True, False),
        ("2026-11-27T24:00:01Z", False, False),
    ],
)
def test_timestamps_are_iso_8601_and_in_2_0_rfc_3339(stamp: str, first: bool, second: bool) -> None:
    assert refuses(changed("timestamp", stamp)) is not first
    assert refuses(changed("timestamp", stamp), second=True) is not second


def test_timestamps_are_given_in_utc_with_all_their_digits() -> None:
    """XAPI-00122."""
    assert in_utc("2026-11-27T01:00:00.1234567+02:00", "timestamp", True) == "2026-11-26T23:00:00.1234567Z"
    assert in_utc("2026-11-27T01:00:00.123Z", "timestamp", False) == "2026-11-27T01:00:00.123Z"
    assert in_utc("2026-11-27T01:00", "timestamp", False) == "2026-11-27T01:00:00Z"
    assert in_utc("0999-01-01T00:00:00+00:00", "timestamp", True) == "0999-01-01T00:00:00Z"
    assert in_utc("2026W485T24-0100", "timestamp", False) == "2026-11-28T01:00:00Z"


ONE = {"objectType": "contextAgent", "agent": ACTOR, "relevantTypes": ["http://example.org/coach"]}
MANY = {"objectType": "contextGroup", "group": TEAM, "relevantTypes": ["http://example.org/team"]}


@pytest.mark.parametrize(
    ("context", "fits"),
    [
        ({"contextAgents": [ONE]}, True),
        ({"contextGroups": [MANY]}, True),
        ({"contextAgents": [ONE, ONE], "contextGroups": [MANY]}, True),
        ({"contextAgents": ONE}, False),
        ({"contextAgents": [{**ONE, "relevantTypes": []}]}, False),
        ({"contextAgents": [{**ONE, "relevantTypes": ["coach"]}]}, False),
        ({"contextAgents": [{**ONE, "relevantTypes": "http://example.org/coach"}]}, False),
        ({"contextAgents": [{**ONE, "objectType": "Agent"}]}, False),
        ({"contextAgents": [{"agent": ACTOR}]}, False),
        ({"contextGroups": [{"group": TEAM, "relevantTypes": ["http://example.org/team"]}]}, False),
        ({"contextAgents": [{"objectType": "contextAgent", "agent": ACTOR}]}, True),
        ({"contextAgents": [{**ONE, "agent": TEAM}]}, False),
        ({"contextAgents": [{**ONE, "more": 1}]}, False),
        ({"contextAgents": [{"objectType": "contextAgent", "relevantTypes": ["http://a.org"]}]}, False),
        ({"contextGroups": [{**MANY, "group": ACTOR}]}, False),
        ({"contextGroups": [{**MANY, "relevantTypes": []}]}, False),
        ({"contextGroups": [{**MANY, "objectType": "contextAgent"}]}, False),
    ],
)
def test_agents_and_groups_in_the_context_are_of_2_0(context: dict[str, Any], fits: bool) -> None:
    """IEEE 9274.1.1, 4.2.2.5."""
    assert refuses(a_statement(context=context), second=True) is not fits
    assert refuses(a_statement(context=context), second=False)
