"""Accounts: found, looked at, given roles, kept out and let in; somebody always administers."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cordee.administration.queries.people import FILTERS, accounts
from cordee.api.actions import create_token
from cordee.core.errors import Conflict, Forbidden
from cordee.journal.models import Event
from cordee.people.actions.administering import deactivate, reactivate, set_roles
from cordee.people.models import DataLook, Group, Person, Unit
from cordee.testing.cast import NOW, Cast, Stage

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


def test_people_are_found_page_after_page(cast: Cast, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(1):
        first = accounts(now=NOW, size=2)
    rest = accounts(now=NOW, cursor=first.next)
    names = [one.name for one in first.rows + rest.rows]
    assert len(first.rows) == 2
    assert len(set(names)) == Person.objects.count()
    assert [one.handle for one in accounts(words="@LEA", now=NOW).rows] == ["lea"]
    assert [one.handle for one in accounts(state="administrators", now=NOW).rows] == ["thomas"]
    assert not accounts(state="deactivated", now=NOW).rows
    for state in FILTERS:
        accounts(state=state, now=NOW)


def test_opening_an_account_is_seen_by_whose_it_is(
    stage: Stage, sign_in: Enter, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(stage.cast.thomas)
    client.get("/administration/people/")
    with django_assert_max_num_queries(8):
        assert "Léa" in client.get("/administration/people/").content.decode()
    with django_assert_max_num_queries(9):
        page = client.get("/administration/people/@lea/").content.decode()
    assert "lea@example.org" in page
    assert "thomas@example.org" not in page
    assert [look.what for look in DataLook.objects.filter(subject=stage.cast.lea)] == ["account"]
    assert client.get("/administration/people/@nobody/").status_code == 404
    assert client.get("/administration/people/?q=%00").status_code in (200, 404, 422)
    assert client.get("/administration/people/?after=x").status_code in (404, 422)


def test_somebody_kept_out_is_out_everywhere_and_comes_back(stage: Stage, sign_in: Enter) -> None:
    lea, thomas = stage.cast.lea, sign_in(stage.cast.thomas)
    hers = sign_in(lea)
    _token, secret = create_token(lea, name="Intranet", scopes=["read"], now=NOW)
    key = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/me", headers=key).status_code == 200
    address = "/administration/people/@lea/act/"
    assert thomas.post(address, {"act": "deactivate"}).status_code == 302
    assert hers.get("/").status_code == 302
    assert Client().get("/api/v1/me", headers=key).status_code == 401
    assert thomas.post(address, {"act": "reactivate"}).status_code == 302
    assert Person.objects.get(pk=lea.pk).is_active
    assert sign_in(stage.cast.karim).post(address, {"act": "deactivate"}).status_code == 403
    assert thomas.post(address, {"act": "fly"}).status_code == 422
    verbs = Event.objects.filter(object_id=lea.pk, verb__startswith="person.").order_by("id")
    assert [event.verb for event in verbs][-2:] == ["person.deactivated", "person.reactivated"]


def test_somebody_always_administers(cast: Cast) -> None:
    thomas, lea = cast.thomas, cast.lea
    for refused in (
        lambda: set_roles(thomas, thomas, administrator=False, auditor=False, now=NOW),
        lambda: deactivate(thomas, thomas, now=NOW),
    ):
        with pytest.raises(Conflict):
            refused()
    set_roles(thomas, lea, administrator=True, auditor=False, now=NOW)
    with pytest.raises(Conflict):
        deactivate(thomas, thomas, now=NOW)
    set_roles(lea, thomas, administrator=False, auditor=True, now=NOW)
    with pytest.raises(Forbidden):
        reactivate(thomas, lea, now=NOW)


def test_a_role_that_is_not_named_stays_and_an_auditor_changes_nothing(cast: Cast) -> None:
    thomas, lea = cast.thomas, cast.lea
    set_roles(thomas, lea, administrator=False, auditor=False, training_manager=True, now=NOW)
    lea = Person.objects.get(pk=lea.pk)
    assert lea.manages_training
    set_roles(thomas, lea, administrator=False, auditor=True, now=NOW)
    lea.refresh_from_db()
    assert (lea.answers_for_training, lea.manages_training) == (True, False)


def test_somebody_is_added_placed_put_right_and_written_to(
    stage: Stage, sign_in: Enter, mailoutbox: Any
) -> None:
    thomas = sign_in(stage.cast.thomas)
    asked = {"name": "Ada Petit", "email": "Ada@example.org", "manager": "@karim", "language": "en"}
    shown = thomas.post("/administration/people/new/", asked)
    assert "/let-in/" in shown.content.decode()
    ada = Person.objects.get(email="ada@example.org")
    assert (ada.manager, ada.language) == (stage.cast.karim, "en")
    again = thomas.post("/administration/people/new/", asked)
    assert again.status_code == 422
    assert "Ada Petit" in again.content.decode()
    act = f"/administration/people/@{ada.handle}/act/"
    wrong = thomas.post(act, {"act": "place", "unit": "", "manager": f"@{ada.handle}"})
    assert wrong.status_code == 422
    for email, status in (("lea@example.org", 422), ("", 422), ("ada.petit@example.org", 302)):
        assert thomas.post(act, {"act": "correct", "name": "Ada Petit", "email": email}).status_code == status
    ada.refresh_from_db()
    assert ada.email == "ada.petit@example.org"
    assert (
        sign_in(stage.cast.nadia)
        .post(act, {"act": "correct", "name": "X", "email": "x@example.org"})
        .status_code
        == 403
    )
    verbs = set(Event.objects.filter(object_id=ada.pk).values_list("verb", flat=True))
    assert {"person.joined", "person.added", "person.link-sent", "person.corrected"} <= verbs


def test_the_chart_and_groups_are_arranged_by_page(
    stage: Stage, sign_in: Enter, django_assert_max_num_queries: Any
) -> None:
    thomas, lea = sign_in(stage.cast.thomas), stage.cast.lea
    assert thomas.post("/administration/units/", {"name": "Transval", "parent": ""}).status_code == 302
    top = Unit.objects.get()
    assert thomas.post("/administration/units/", {"name": "Lyon", "parent": str(top.pk)}).status_code == 302
    assert thomas.post("/administration/units/", {"name": "lyon", "parent": str(top.pk)}).status_code == 422
    lyon = Unit.objects.get(name="Lyon")
    for address in ("/administration/units/", f"/administration/units/{lyon.pk}/", "/administration/groups/"):
        with django_assert_max_num_queries(9):
            assert thomas.get(address).status_code == 200
    assert (
        thomas.post(f"/administration/units/{lyon.pk}/", {"act": "put-in", "who": "Léa Martin"}).status_code
        == 302
    )
    circle = {"act": "edit", "name": "Transval", "parent": str(lyon.pk)}
    assert thomas.post(f"/administration/units/{top.pk}/", circle).status_code == 422
    assert thomas.post(f"/administration/units/{lyon.pk}/", {"act": "remove"}).status_code == 302
    assert Person.objects.get(pk=lea.pk).unit == top

    assert thomas.post("/administration/groups/", {"name": "Tuteurs", "about": ""}).status_code == 302
    group = Group.objects.get()
    address = f"/administration/groups/{group.pk}/"
    for who, status in (("@lea", 302), ("nadia@example.org", 302), ("@nobody", 422)):
        assert thomas.post(address, {"act": "put-in", "who": who}).status_code == status
    with django_assert_max_num_queries(9):
        assert "Nadia" in thomas.get(address).content.decode()
    before = stage.hidden.memberships.count()
    assert thomas.post(address, {"act": "into-space", "space": stage.hidden.slug}).status_code == 302
    assert stage.hidden.memberships.count() > before
    assert thomas.post(address, {"act": "take-out", "who": "@lea"}).status_code == 302
    assert [one.handle for one in group.people.all()] == ["nadia"]
    assert thomas.post(address, {"act": "remove"}).status_code == 302
    assert not Group.objects.exists()


def test_a_file_of_people_by_page(stage: Stage, sign_in: Enter) -> None:
    thomas = sign_in(stage.cast.thomas)
    file = SimpleUploadedFile("people.csv", "nom;courriel\nAda <b>;ada@example.org\n".encode("cp1252"))
    shown = thomas.post("/administration/people/file/", {"file": file}).content.decode()
    assert "Ada &lt;b&gt;" in shown
    assert not Person.objects.filter(email="ada@example.org").exists()
    agreed = re.search('name="agreed" value="([0-9a-f]+)"', shown)
    assert agreed
    sent = {"text": "nom;courriel\nAda <b>;ada@example.org\n", "agreed": agreed[1], "write": "on"}
    assert thomas.post("/administration/people/file/", sent | {"agreed": "0"}).status_code == 422
    assert thomas.post("/administration/people/file/", sent).status_code == 302
    assert Person.objects.filter(email="ada@example.org").exists()
    assert thomas.post("/administration/people/file/", {}).status_code == 422
    listed = thomas.get("/administration/people.csv")
    assert b"ada@example.org" in listed.getvalue()
    for refused in (
        "/administration/people.csv",
        "/administration/people/file/",
        "/administration/people/new/",
    ):
        assert sign_in(stage.cast.nadia).get(refused).status_code == 403
