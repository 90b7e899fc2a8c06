"""Finding statements by what they mention, a page at a time, in each format."""

from typing import Any

import pytest

from cordee.records.positions import moment_of
from cordee.records.tests.conftest import ACTOR, OBJECT, VERB, Lrs, a_statement, an_id

LEA, KARIM = ACTOR, {"mbox": "mailto:karim@example.org"}
TEAM = {"objectType": "Group", "account": {"homePage": "http://example.org", "name": "team"}}
CREW = {"objectType": "Group", "name": "crew", "member": [KARIM]}
OTHER = {"id": "http://example.org/activities/other"}
SUB = {"objectType": "SubStatement", "actor": KARIM, "verb": VERB, "object": OTHER}
AROUND = {"context": {"contextActivities": {"other": OTHER}}}
REGISTRATION = "39e24cc4-69af-4b01-a824-1fdc6ea8a3af"


@pytest.mark.parametrize(
    ("changes", "asked", "found"),
    [
        ({}, {"agent": LEA}, True),
        ({}, {"agent": {"mbox": "mailto:lea@EXAMPLE.org", "name": "anything"}}, True),
        ({}, {"agent": KARIM}, False),
        ({"actor": TEAM}, {"agent": TEAM}, True),
        ({"actor": CREW}, {"agent": KARIM}, True),
        ({"object": {"objectType": "Agent", **KARIM}}, {"agent": KARIM}, True),
        ({"object": {"objectType": "Group", "member": [KARIM]}}, {"agent": KARIM}, True),
        ({"context": {"instructor": KARIM}}, {"agent": KARIM}, False),
        ({"context": {"instructor": KARIM}}, {"agent": KARIM, "related_agents": "true"}, True),
        ({"context": {"team": CREW}}, {"agent": KARIM, "related_agents": "true"}, True),
        ({"object": SUB}, {"agent": KARIM}, False),
        ({"object": SUB}, {"agent": KARIM, "related_agents": "true"}, True),
        ({}, {"agent": LEA, "related_agents": "true"}, True),
        ({}, {"verb": VERB["id"]}, True),
        ({}, {"verb": "http://example.org/did"}, False),
        ({}, {"activity": OBJECT["id"]}, True),
        ({}, {"activity": OTHER["id"]}, False),
        (AROUND, {"activity": OTHER["id"]}, False),
        (AROUND, {"activity": OTHER["id"], "related_activities": "true"}, True),
        ({"object": SUB}, {"activity": OTHER["id"]}, False),
        ({"object": SUB}, {"activity": OTHER["id"], "related_activities": "true"}, True),
        ({"context": {"registration": REGISTRATION}}, {"registration": REGISTRATION}, True),
        ({"context": {"registration": REGISTRATION}}, {"registration": REGISTRATION.upper()}, True),
        ({}, {"registration": REGISTRATION}, False),
        ({}, {"agent": LEA, "verb": VERB["id"], "activity": OBJECT["id"]}, True),
        ({}, {"agent": LEA, "verb": "http://example.org/did"}, False),
    ],
)  # fmt: skip
def test_xapi_00176_to_00181_filters(
    either: Lrs, changes: dict[str, Any], asked: dict[str, Any], found: bool
) -> None:
    identifier = either.kept(**changes)
    assert either.found(**asked) == ([identifier] if found else [])


def test_authorities_are_related_agents_and_so_are_agents_of_the_context_in_2_0(either: Lrs) -> None:
    identifier = either.kept()
    authority = either.get("statements", statementId=identifier).json()["authority"]
    assert either.found(agent=authority) == []
    assert either.found(agent=authority, related_agents="true") == [identifier]
    if either.version == "2.0.0":
        there = either.kept(context={"contextAgents": [{"objectType": "contextAgent", "agent": KARIM}]})
        assert either.found(agent=KARIM, related_agents="true") == [there]


@pytest.mark.parametrize(
    "asked",
    [
        {"agent": "lea"}, {"agent": {"name": "x"}}, {"agent": CREW}, {"verb": "did"}, {"activity": "x"},
        {"registration": "x"}, {"since": "yesterday"}, {"until": "2026"}, {"limit": "-1"}, {"limit": "x"},
        {"limit": "1.5"},
        {"format": "IDs"}, {"attachments": "yes"}, {"ascending": "True"}, {"related_agents": "1"},
        {"related_activities": ""}, {"from": "x"}, {"statementId": "x"}, {"voidedStatementId": "x"},
        {"statementId": REGISTRATION, "voidedStatementId": REGISTRATION},
        *[
            {one: REGISTRATION, **more}
            for one in ("statementId", "voidedStatementId")
            for more in ({"agent": LEA}, {"verb": VERB["id"]}, {"activity": OBJECT["id"]}, {"registration": REGISTRATION},
                         {"related_activities": "true"}, {"related_agents": "true"}, {"since": "2026-01-01T00:00:00Z"},
                         {"until": "2026-01-01T00:00:00Z"}, {"limit": "1"}, {"ascending": "true"})
        ],
    ],
)  # fmt: skip
def test_xapi_00012_00150_00151_parameters_are_as_strict_as_statements(
    either: Lrs, asked: dict[str, Any]
) -> None:
    assert either.get("statements", **asked).status_code == 400


def test_xapi_00149_nothing_found_is_an_answer(either: Lrs) -> None:
    response = either.get("statements", verb="http://example.org/never")
    assert (response.status_code, response.json()) == (200, {"statements": [], "more": ""})
    assert either.get("statements", statementId=an_id()).status_code == 404


def test_xapi_00166_00174_00175_times_and_order(either: Lrs) -> None:
    ids = [either.kept() for _time in range(3)]
    stored = [either.get("statements", statementId=one).json()["stored"] for one in ids]
    assert either.found() == ids[::-1]
    assert either.found(ascending="true") == ids
    assert either.found(since=stored[0]) == [ids[2], ids[1]]
    assert either.found(until=stored[1]) == [ids[1], ids[0]]
    assert either.found(since=stored[0], until=stored[1], agent=LEA) == [ids[1]]


@pytest.mark.parametrize("ascending", ["true", "false"])
@pytest.mark.parametrize("filters", [{}, {"agent": LEA, "related_agents": "true"}])
def test_xapi_00108_to_00114_pages(either: Lrs, ascending: str, filters: dict[str, Any]) -> None:
    ids = either.post([a_statement() for _time in range(5)]).json()
    page = either.get("statements", limit="2", ascending=ascending, **filters).json()
    seen = [one["id"] for one in page["statements"]]
    while page["more"]:
        assert page["more"].startswith("/xapi/statements?")
        page = either.call("GET", page["more"].removeprefix("/xapi/")).json()
        seen += [one["id"] for one in page["statements"]]
    assert seen == (ids if ascending == "true" else ids[::-1])


def test_xapi_00152_00153_00160_consistent_through(either: Lrs) -> None:
    either.kept()
    response = either.get("statements")
    assert response["X-Experience-API-Consistent-Through"] >= response.json()["statements"][0]["stored"]
    assert "X-Experience-API-Consistent-Through" in either.get("statements", nonsense="1")
    assert "X-Experience-API-Consistent-Through" in either.post(a_statement())


RICH = {"id": "http://example.org/rich", "objectType": "Activity", "definition": {
    "name": {"en-US": "Meeting", "fr": "Réunion"}, "description": {"en-US": "A meeting"}, "interactionType": "choice",
    "choices": [{"id": "a", "description": {"en-US": "A", "fr": "Un"}}],
}}  # fmt: skip


def test_xapi_00170_exact_is_what_was_sent(either: Lrs) -> None:
    either.kept(object=RICH, actor={**LEA, "name": "Léa"})
    (told,) = either.get("statements", format="exact").json()["statements"]
    assert (told["object"], told["actor"], told["verb"]) == (RICH, {**LEA, "name": "Léa"}, VERB)


def test_xapi_00171_ids(either: Lrs) -> None:
    either.kept(object=RICH, actor={**CREW, "member": [{**LEA, "name": "Léa"}]}, context={
        "instructor": {**TEAM, "name": "x", "member": [LEA]}, "contextActivities": {"parent": [RICH]},
    })  # fmt: skip
    (told,) = either.get("statements", format="ids").json()["statements"]
    bare = {"objectType": "Activity", "id": RICH["id"]}
    assert told["object"] == bare and told["context"]["contextActivities"]["parent"] == [bare]
    assert told["actor"] == {"objectType": "Group", "member": [LEA]}
    assert told["context"]["instructor"] == TEAM and told["verb"] == {"id": VERB["id"]}


def test_xapi_00169_00172_canonical_is_one_language(either: Lrs) -> None:
    either.kept(object=RICH)
    identifier = either.kept(
        object={"id": RICH["id"], "definition": {"name": {"de": "Sitzung"}}}, actor={**LEA, "name": "L"}
    )
    for header, name, choice, verb in (
        ("fr", {"fr": "Réunion"}, {"fr": "Un"}, {"fr": "a suivi"}),
        ("de-CH, en;q=0.5", {"de": "Sitzung"}, {"en-US": "A"}, {"en-US": "attended"}),
        ("en", {"en-US": "Meeting"}, {"en-US": "A"}, {"en-US": "attended"}),
        ("", {"en-US": "Meeting"}, {"en-US": "A"}, {"en-US": "attended"}),
        ("en-GB, fr;q=0.5", {"fr": "Réunion"}, {"fr": "Un"}, {"fr": "a suivi"}),  # RFC 2616, 14.4
        ("fr-CA, *;q=0.5", {"fr": "Réunion"}, {"fr": "Un"}, {"fr": "a suivi"}),
        ("en-US;q=0, *", {"fr": "Réunion"}, {"fr": "Un"}, {"fr": "a suivi"}),
        ("en-GB", {"en-US": "Meeting"}, {"en-US": "A"}, {"en-US": "attended"}),
    ):
        parameters = {"statementId": identifier, "format": "canonical"}
        told = either.call("GET", "statements", parameters, Accept_Language=header).json()
        assert told["object"]["definition"]["name"] == name
        assert told["object"]["definition"]["choices"][0]["description"] == choice
        assert told["verb"]["display"] == verb
        assert told["actor"] == {**LEA, "name": "L"}


def test_xapi_00250_to_00254_activities(either: Lrs) -> None:
    either.kept(object=RICH)
    either.kept(
        object={"id": RICH["id"], "definition": {"name": {"de": "Sitzung"}, "type": "http://example.org/t"}}
    )
    told = either.get("activities", activityId=RICH["id"]).json()
    assert told["definition"]["name"] == {"en-US": "Meeting", "fr": "Réunion", "de": "Sitzung"}
    assert told["definition"]["type"] == "http://example.org/t" and told["definition"]["choices"]
    unknown = either.get("activities", activityId="http://example.org/unknown")
    assert (
        unknown.json() == {"objectType": "Activity", "id": "http://example.org/unknown"} and unknown["ETag"]
    )
    either.kept(object={"id": RICH["id"], "definition": {"interactionType": "true-false"}})
    other = either.get("activities", activityId=RICH["id"]).json()["definition"]
    assert (
        other["interactionType"] == "true-false"
        and "choices" not in other
        and other["name"] == told["definition"]["name"]
    )
    assert either.get("activities").status_code == 400
    assert either.get("activities", activityId="x").status_code == 400


def test_xapi_00236_to_00249_agents(either: Lrs) -> None:
    either.kept(actor={**KARIM, "name": "Karim"})
    either.kept(actor={**KARIM, "name": "K."})
    told = either.get("agents", agent=KARIM).json()
    assert told == {"objectType": "Person", "name": ["K.", "Karim"], "mbox": [KARIM["mbox"]]}
    account = {"account": {"homePage": "http://example.org", "name": "1"}, "name": "New"}
    assert either.get("agents", agent=account).json() == {
        "objectType": "Person", "name": ["New"], "account": [account["account"]],
    }  # fmt: skip
    for agent in ("x", {}, {"name": "x"}, TEAM):
        assert either.get("agents", agent=agent).status_code == 400
    assert either.get("agents").status_code == 400


def test_a_place_says_when() -> None:
    assert moment_of(0).year == 2020
