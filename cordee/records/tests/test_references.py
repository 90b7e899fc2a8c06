"""Statements that point at statements: voiding, and being found by what the target has."""

from cordee.records.tests.conftest import ACTOR, Lrs, a_statement, an_id

VOID = {"id": "http://adlnet.gov/expapi/verbs/voided"}
SAYS = {"id": "http://example.org/verbs/confirmed"}
KARIM = {"mbox": "mailto:karim@example.org"}


def ref(identifier: str) -> dict[str, str]:
    return {"objectType": "StatementRef", "id": identifier}


def test_xapi_00018_00155_to_00163_voiding(either: Lrs) -> None:
    voided = either.kept()
    about = either.kept(actor=KARIM, verb=SAYS, object=ref(voided))
    voiding = either.kept(actor=KARIM, verb=VOID, object=ref(voided))
    assert either.get("statements", statementId=voided).status_code == 404
    assert either.get("statements", voidedStatementId=voided).json()["id"] == voided
    assert either.get("statements", voidedStatementId=voiding).status_code == 404
    assert either.found() == [voiding, about]
    assert either.found(agent=ACTOR) == [
        voiding,
        about,
    ]  # they point at what Léa did, which itself is not given


def test_xapi_00016_what_voids_is_not_voided(either: Lrs) -> None:
    voiding = either.kept(verb=VOID, object=ref(either.kept()))
    either.kept(verb=VOID, object=ref(voiding))
    assert either.get("statements", statementId=voiding).status_code == 200


def test_a_statement_may_come_after_what_voids_it(either: Lrs) -> None:
    identifier = an_id()
    voiding = either.kept(verb=VOID, object=ref(identifier))
    either.kept(id=identifier)
    assert either.found() == [voiding]
    assert either.get("statements", voidedStatementId=identifier).status_code == 200


def test_in_one_request_too(either: Lrs) -> None:
    identifier = an_id()
    either.post([a_statement(verb=VOID, object=ref(identifier)), a_statement(id=identifier)])
    assert either.get("statements", statementId=identifier).status_code == 404


def test_chains_are_followed_in_whatever_order_they_came(either: Lrs) -> None:
    """1.0.3 Communication, 2.1.3.s3: a targets b, which targets c; all of them meet a filter that c meets."""
    b, c = an_id(), an_id()
    a = either.kept(actor=KARIM, verb=SAYS, object=ref(b))
    either.kept(id=b, actor=KARIM, verb=SAYS, object=ref(c))
    assert either.found(agent=ACTOR) == []
    either.kept(id=c)
    assert set(either.found(agent=ACTOR)) == {a, b, c}
    assert either.found(verb=SAYS["id"], agent=KARIM) == [b, a]
    late = either.kept(actor=KARIM, verb=SAYS, object=ref(a))
    assert late in either.found(agent=ACTOR)


def test_filters_must_meet_in_one_statement(either: Lrs) -> None:
    either.kept(actor=KARIM, verb=SAYS, object=ref(either.kept()))
    assert either.found(agent=ACTOR, verb=SAYS["id"]) == []


def test_times_are_those_of_the_statement_itself(either: Lrs) -> None:
    old = either.kept()
    stored = either.get("statements", statementId=old).json()["stored"]
    pointing = either.kept(actor=KARIM, verb=SAYS, object=ref(old))
    assert either.found(agent=ACTOR, since=stored) == [pointing]


def test_statements_that_point_at_each_other_end_somewhere(either: Lrs) -> None:
    one, other = an_id(), an_id()
    either.kept(id=one, object=ref(other))
    either.kept(id=other, object=ref(one), actor=KARIM)
    assert set(either.found(agent=KARIM)) == {one, other}


def test_a_reference_in_the_context_is_no_target(either: Lrs) -> None:
    either.kept(actor=KARIM, context={"statement": ref(either.kept())})
    assert len(either.found(agent=ACTOR)) == 1
