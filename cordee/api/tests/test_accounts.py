"""Accounts, chart, groups, the table of people, invitations, sessions: by API as on the pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cordee.people.models import DataLook, GroupMember, Invitation, Person, Unit
from cordee.testing.cast import NOW, PASSWORD, Stage

pytestmark = pytest.mark.django_db
PEOPLE = "/administration/people"


def test_an_account_is_opened_put_right_and_kept_out(
    stage: Stage, calling: Callable, mailoutbox: Any
) -> None:
    thomas = calling(stage.cast.thomas)
    sent = {"name": "Ada Petit", "email": "ada@example.org", "manager": "@karim", "language": "en"}
    made = thomas("post", PEOPLE, sent)
    assert made.status_code == 201, made.content
    ada = made.json()
    assert (ada["manager"], ada["language"], ada["last_login"]) == ("karim", "en", None)
    one = f"{PEOPLE}/{ada['handle']}"
    assert thomas("post", PEOPLE, sent).status_code == 409
    assert thomas("post", PEOPLE, sent | {"email": "a2@example.org", "manager": "@nobody"}).json()["errors"]
    assert not Person.objects.filter(email="a2@example.org").exists()

    link = thomas("post", f"{one}/link", {})
    assert "no-store" in link["Cache-Control"]
    assert link.json()["link"].startswith("http://testserver/let-in/")
    Person.objects.filter(pk=ada["id"]).update(last_login=NOW)
    assert thomas("post", f"{one}/link", {}).json() == {"sent_to": "ada@example.org", "link": None}

    unit = thomas("post", "/administration/units", {"name": "Lyon"}).json()
    changed = thomas("patch", one, {"name": "Ada Grand", "unit": unit["id"]}).json()
    assert (changed["name"], changed["unit"]["name"], changed["manager"]) == ("Ada Grand", "Lyon", "karim")
    refused = thomas("patch", one, {"name": "Autre", "manager": f"@{ada['handle']}"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "manager")
    assert Person.objects.get(pk=ada["id"]).name == "Ada Grand"
    assert thomas("patch", one, {"unit": None, "manager": None}).json()["unit"] is None

    assert thomas("put", f"{one}/roles", {"administrator": False, "auditor": True}).json()["auditor"]
    own = thomas("put", f"{PEOPLE}/thomas/roles", {"administrator": False, "auditor": False})
    assert own.status_code == 409
    assert not thomas("put", f"{one}/deactivation", {}).json()["active"]
    assert [row["handle"] for row in thomas("get", f"{PEOPLE}?state=deactivated").json()["items"]] == [
        ada["handle"]
    ]
    assert thomas("delete", f"{one}/deactivation").json()["active"]
    assert thomas("delete", f"{one}/second-step").json() == {"count": 0}


def test_reading_an_account_is_seen(
    stage: Stage, calling: Callable, django_assert_max_num_queries: Callable
) -> None:
    thomas = calling(stage.cast.thomas)
    with django_assert_max_num_queries(8):
        told = thomas("get", f"{PEOPLE}/lea").json()
    assert {space["slug"] for space in told["spaces"]} == {"entretiens", "qualiopi", "cercle"}
    assert told["second_step"] is False
    assert DataLook.objects.get(subject=stage.cast.lea).viewer == stage.cast.thomas
    for n in range(20):
        Person.objects.create(name=f"P{n}", handle=f"p{n}", joined_at=NOW, manager=stage.cast.karim)
    with django_assert_max_num_queries(2):
        assert len(thomas("get", PEOPLE).json()["items"]) == 26


def test_only_administrators_with_the_scope_for_it(stage: Stage, calling: Callable) -> None:
    nadia, karim = calling(stage.cast.nadia), calling(stage.cast.karim)
    stage.cast.nadia.is_auditor = True
    stage.cast.nadia.save()
    reads = ["people", "people/lea", "units", "groups", "invitations"]
    assert {nadia("get", f"/administration/{what}").status_code for what in reads} == {200}
    assert {karim("get", f"/administration/{what}").status_code for what in reads} == {403}
    writes: list[tuple[str, str, Any]] = [
        ("post", "people", {"name": "A", "email": "a@example.org"}),
        ("patch", "people/lea", {"name": "A"}),
        ("put", "people/lea/roles", {"administrator": True, "auditor": True}),
        ("put", "people/lea/deactivation", {}),
        ("delete", "people/lea/second-step", None),
        ("post", "people/lea/link", {}),
        ("get", "people-table", None),
        ("post", "people-table/difference", {"text": "name"}),
        ("put", "people-table", {"text": "name", "agreed": "x"}),
        ("post", "units", {"name": "A"}),
        ("post", "groups", {"name": "A"}),
        ("post", "invitations", {}),
    ]
    for caller in (nadia, karim):
        for method, what, body in writes:
            assert caller(method, f"/administration/{what}", body).status_code == 403, what
    plain = calling(stage.cast.thomas, scopes=("read", "write"))
    refused = plain("get", PEOPLE)
    assert refused.status_code == 403
    assert "administer" in refused.json()["detail"]
    assert calling(stage.cast.thomas, scopes=("read", "administer"))("get", PEOPLE).status_code == 200
    assert calling(stage.cast.thomas, scopes=("read", "administer"))("post", PEOPLE, {}).status_code == 403


def test_the_chart_and_the_groups(
    stage: Stage, calling: Callable, django_assert_max_num_queries: Callable
) -> None:
    thomas = calling(stage.cast.thomas)
    top = thomas("post", "/administration/units", {"name": "Refuge"}).json()
    lyon = thomas("post", "/administration/units", {"name": "Lyon", "parent": top["id"]}).json()
    assert thomas("patch", f"/administration/units/{top['id']}", {"parent": lyon["id"]}).status_code == 422
    assert thomas("patch", f"{PEOPLE}/lea", {"unit": lyon["id"]}).status_code == 200
    with django_assert_max_num_queries(2):
        boxes = thomas("get", "/administration/units").json()["items"]
    assert [(box["path"], box["level"], box["people"]) for box in boxes] == [
        ("Refuge", 1, 0),
        ("Refuge / Lyon", 2, 1),
    ]
    assert [
        one["handle"] for one in thomas("get", f"/administration/units/{lyon['id']}/people").json()["items"]
    ] == ["lea"]
    assert thomas("delete", f"/administration/units/{lyon['id']}").status_code == 204
    assert Unit.objects.count() == 1

    group = thomas("post", "/administration/groups", {"name": "Tuteurs"}).json()
    one = f"/administration/groups/{group['id']}"
    for handle in ("lea", "marc", "lea"):
        assert thomas("put", f"{one}/people/{handle}").status_code == 204
    with django_assert_max_num_queries(3):
        assert len(thomas("get", f"{one}/people").json()["items"]) == 2
    assert thomas("get", "/administration/groups").json()["items"][0]["people"] == 2
    assert thomas("put", f"{one}/spaces/cercle").json() == {"new": 1}
    assert thomas("patch", one, {"about": "Qui accueille"}).json()["name"] == "Tuteurs"
    assert thomas("delete", f"{one}/people/marc").status_code == 204
    assert GroupMember.objects.count() == 1
    assert thomas("delete", one).status_code == 204
    assert thomas("get", one).status_code == 404


def test_a_table_is_compared_then_brought_then_taken(stage: Stage, calling: Callable) -> None:
    thomas, table = calling(stage.cast.thomas), "/administration/people-table"
    text = (
        "name,email,unit\nAda Petit,ada@example.org,Refuge / Lyon\nLéa Durand,lea@example.org,\nX,nowhere,\n"
    )
    told = thomas("post", f"{table}/difference", {"text": text}).json()
    assert {name: told[name] for name in ("new", "changed", "same", "refused")} == {
        "new": 1, "changed": 1, "same": 0, "refused": 1,
    }  # fmt: skip
    assert told["units"] == [["Refuge"], ["Refuge", "Lyon"]]
    assert told["steps"][1]["changes"] == [{"field": "name", "before": "Léa Martin", "after": "Léa Durand"}]
    assert not Person.objects.filter(email="ada@example.org").exists()
    assert thomas("put", table, {"text": text, "agreed": "another"}).status_code == 409
    done = thomas("put", table, {"text": text, "agreed": told["print"]}).json()
    assert ([one["name"] for one in done["new"]], done["changed"], done["refused"]) == (["Ada Petit"], 1, 1)
    assert thomas("post", f"{table}/difference", {"text": ""}).status_code == 422
    taken = thomas("get", table)
    assert taken["Content-Type"].startswith("text/csv")
    assert b"ada@example.org" in taken.getvalue()
    assert DataLook.objects.filter(subject=stage.cast.lea, what="list").exists()


def test_invitations(stage: Stage, calling: Callable, django_assert_max_num_queries: Callable) -> None:
    thomas, all_of_them = calling(stage.cast.thomas), "/administration/invitations"
    made = thomas("post", all_of_them, {"note": "Stage", "most_uses": 3})
    assert made.status_code == 201
    assert "no-store" in made["Cache-Control"]
    assert Client().get(made.json()["link"].removeprefix("http://testserver")).status_code == 200
    assert thomas("post", all_of_them, {"days": 0}).json()["errors"][0]["field"] == "days"
    for _n in range(32):
        thomas("post", all_of_them, {})
    with django_assert_max_num_queries(2):
        page = thomas("get", all_of_them).json()
    rest = thomas("get", f"{all_of_them}?after={page['next']}").json()
    assert (len(page["items"]), len(rest["items"]), rest["next"]) == (30, 3, None)
    assert "link" not in str(page)
    assert thomas("delete", f"{all_of_them}/{made.json()['invitation']['id']}").status_code == 204
    assert Invitation.objects.filter(revoked_at=None).count() == 32


def test_my_sessions_are_seen_and_ended(stage: Stage, calling: Callable) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.post("/sign-in/", {"login": "lea@example.org", "password": PASSWORD})
    told = here.get("/api/v1/me/sessions").json()["items"]
    assert [one["here"] for one in told] == [True, False]
    assert here.delete(f"/api/v1/me/sessions/{told[0]['id']}").status_code == 409
    assert calling(stage.cast.ines)("delete", f"/me/sessions/{told[1]['id']}").status_code == 404
    assert here.delete(f"/api/v1/me/sessions/{told[1]['id']}").status_code == 204
    assert elsewhere.get("/").status_code == 302
    assert calling(stage.cast.lea)("delete", "/me/sessions").json() == {"count": 1}
    assert here.get("/").status_code == 302


def test_the_page_of_tokens_offers_the_administration_to_who_administers(
    stage: Stage, sign_in: Callable
) -> None:
    thomas = sign_in(stage.cast.thomas)
    assert "administer" not in sign_in(stage.cast.lea).get("/me/tokens/").content.decode()
    given = {"name": "Paie", "scope": "read", "days": "30", "administer": "on"}
    assert "cordee_" in thomas.post("/me/tokens/", given).content.decode()
    assert stage.cast.thomas.tokens.get().scopes == ["administer", "read"]
