"""What credentials open, for whom, and for how long."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cordee.core.errors import Invalid
from cordee.records import pace
from cordee.records.actions.credentials import create_credential, revoke_credential
from cordee.records.models import (
    ALL_READ,
    DEFINE,
    PROFILE,
    READ,
    READ_MINE,
    SCOPES,
    STATE,
    WRITE,
    Credential,
)
from cordee.records.tests.conftest import ACTOR, OBJECT, Lrs, a_statement, an_lrs

STATE_OF = {"activityId": "http://example.org/a", "agent": ACTOR, "stateId": "s"}
PROFILE_OF = {"activityId": "http://example.org/a", "profileId": "p"}


@pytest.mark.parametrize("scope", [one for one in SCOPES if one != "all"])
def test_each_scope_opens_its_own(db: None, scope: str) -> None:
    lrs = an_lrs(scope)
    can = {
        "write": lrs.post(a_statement()).status_code != 403,
        "read": lrs.get("statements").status_code != 403,
        "write state": lrs.call("PUT", "activities/state", STATE_OF, {}).status_code != 403,
        "read state": lrs.call("GET", "activities/state", STATE_OF).status_code != 403,
        "write profile": lrs.call("POST", "activities/profile", PROFILE_OF, {}).status_code != 403,
        "read profile": lrs.call("GET", "activities/profile", PROFILE_OF).status_code != 403,
        "look": lrs.get("agents", agent=ACTOR).status_code != 403,
    }
    assert {name for name, opens in can.items() if opens} == {
        WRITE: {"write"},
        READ_MINE: {"read", "look"},
        READ: {"read", "look"},
        STATE: {"write state", "read state", "look"},
        PROFILE: {"write profile", "read profile", "look"},
        DEFINE: set(),
        ALL_READ: {"read", "read state", "read profile", "look"},
    }[scope]


def test_mine_is_what_these_credentials_sent(db: None) -> None:
    other, mine = an_lrs(), an_lrs(WRITE, READ_MINE)
    theirs, own = other.kept(), mine.kept()
    assert mine.found() == [own] == mine.found(agent=ACTOR)
    assert mine.get("statements", statementId=theirs).status_code == 404
    assert mine.get("statements", statementId=own).status_code == 200


def test_who_does_not_define_leaves_definitions_alone(db: None) -> None:
    writer, definer = an_lrs(WRITE, READ), an_lrs(WRITE, READ, DEFINE)
    told = {**OBJECT, "definition": {"name": {"en": "m"}}}
    writer.kept(object=told)
    assert "definition" not in writer.get("activities", activityId=OBJECT["id"]).json()
    definer.kept(object=told)
    assert "definition" in writer.get("activities", activityId=OBJECT["id"]).json()


def test_a_family_bounds_what_is_written_and_read(db: None) -> None:
    whole, part = an_lrs(), an_lrs(family="http://example.org/courses/")
    course = {"id": "http://example.org/courses/1"}
    outside, inside = whole.kept(), part.kept(object=course)
    assert part.post(a_statement()).status_code == 403
    assert part.post([a_statement(object=course), a_statement()]).status_code == 403
    assert part.post(a_statement(object={"objectType": "Agent", **ACTOR})).status_code == 403
    assert part.found() == [inside] == part.found(agent=ACTOR)
    assert part.get("statements", statementId=outside).status_code == 404
    assert part.get("activities", activityId=OBJECT["id"]).status_code == 403
    assert part.call("PUT", "activities/state", STATE_OF, {}).status_code == 403
    assert (
        part.call("PUT", "activities/state", {**STATE_OF, "activityId": course["id"]}, {}).status_code == 204
    )


def test_taken_back_they_open_nothing(lrs: Lrs) -> None:
    revoke_credential(Credential.objects.get(user=lrs.user), now=timezone.now())
    assert lrs.get("statements").status_code == 401


def test_the_password_is_not_kept(db: None) -> None:
    credential, password = create_credential(name="a", scopes=["all"], now=timezone.now())
    assert password not in str(Credential.objects.values().get(pk=credential.pk))


@pytest.mark.parametrize(
    "wrong", [{"scopes": []}, {"scopes": ["everything"]}, {"scopes": ["all"], "family": "courses"}]
)
def test_credentials_that_make_no_sense(db: None, wrong: dict) -> None:
    with pytest.raises(Invalid):
        create_credential(name="a", now=timezone.now(), **wrong)


def test_the_command_prints_user_and_password_on_its_last_line(db: None) -> None:
    out = StringIO()
    call_command("xapi_credential", scope=["all"], stdout=out, stderr=StringIO())
    user, password = out.getvalue().splitlines()[-1].split(" ")
    assert Lrs(user, password).get("statements").status_code == 200
    call_command("xapi_credential", list=True, stdout=out)
    assert user in out.getvalue().splitlines()[-1]
    call_command("xapi_credential", revoke=user, stdout=out)
    assert Lrs(user, password).get("statements").status_code == 401
    with pytest.raises(CommandError):
        call_command("xapi_credential", revoke="nobody")


def test_a_loop_gone_wild_is_slowed_down(lrs: Lrs, settings, monkeypatch) -> None:
    now = [0.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    settings.XAPI_RATE = 1
    assert [lrs.get("statements").status_code for _time in range(21)][-2:] == [200, 429]
    now[0] += 1
    assert [lrs.get("statements").status_code for _time in range(2)] == [200, 429]
    settings.XAPI_RATE = 0
    assert lrs.get("statements").status_code == 200
