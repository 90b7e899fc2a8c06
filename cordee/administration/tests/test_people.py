"""Accounts: found, looked at, given roles, kept out and let in; somebody always administers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cordee.administration.queries.people import FILTERS, accounts
from cordee.api.actions import create_token
from cordee.core.errors import Conflict, Forbidden
from cordee.journal.models import Event
from cordee.people.actions.administering import deactivate, reactivate, set_roles
from cordee.people.models import DataLook, Person
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
