"""An empty instance becomes somebody's: with the key, once."""

import threading
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from cordee.administration.actions import setting_up
from cordee.administration.actions.setting_up import is_key, look_again, set_up, set_up_key, set_up_path
from cordee.core.errors import Conflict, Forbidden, Invalid, Refusal
from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation
from cordee.journal.models import Event
from cordee.people.models import Person
from cordee.spaces.models import Charter, Objective, Space
from cordee.testing.cast import NOW, PASSWORD, Cast

GIVEN = {
    "organisation": "Refuge des Alpes",
    "language": "fr",
    "name": "Anne Martin",
    "email": "anne@example.org",
    "password": PASSWORD,
}


@pytest.fixture(autouse=True)
def _seen_anew() -> Iterator[None]:
    look_again()
    forget_organisation()
    yield
    look_again()
    forget_organisation()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/spaces/", "/sign-in/", "/sign-up/", "/people/@x/", "/nowhere/"])
def test_every_page_of_an_empty_instance_leads_to_its_set_up(address: str) -> None:
    answer = Client().get(address)
    assert (answer.status_code, answer["Location"]) == (302, "/set-up/")


@pytest.mark.django_db
def test_what_is_not_a_page_is_left_alone() -> None:
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/api/v1/me").status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "wrong", "é" * 40, "\x00"])
def test_without_the_key_one_reads_where_it_is(key: str) -> None:
    answer = (
        Client().get("/set-up/", {"key": key})
        if "\x00" not in key
        else Client().post("/set-up/", {"key": key})
    )
    assert answer.status_code == (403 if key else 200)
    text = answer.content.decode()
    assert "set-up-address" in text
    assert set_up_key() not in text
    assert Client().post("/set-up/", {"key": key, **GIVEN}).status_code == (403 if key else 200)
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_the_whole_journey_by_forms() -> None:
    client = Client()
    assert client.get(set_up_path()).status_code == 200
    answer = client.post("/set-up/", {"key": set_up_key(), **GIVEN})
    assert (answer.status_code, answer["Location"]) == (302, "/set-up/people/")
    anne = Person.objects.get()
    assert (anne.is_administrator, anne.language, anne.check_password(PASSWORD)) == (True, "fr", True)
    organisation = Organisation.objects.get()
    assert organisation.set_up_at is not None
    assert Event.objects.get(verb="organisation.set-up").actor_id == anne.id

    wrong = client.post("/set-up/people/", {"sign_up": "domain", "sign_up_domains": ""})
    assert wrong.status_code == 422
    client.post("/set-up/people/", {"sign_up": "domain", "sign_up_domains": "@Example.org, autre.fr"})
    organisation.refresh_from_db()
    assert (organisation.sign_up, organisation.sign_up_domains) == ("domain", ["autre.fr", "example.org"])

    values = {"title": "Entraide", "theme": "T", "aim": "Trouver une réponse", "charter": "- Respect"}
    assert client.post("/set-up/space/", values)["Location"] == "/set-up/done/"
    assert (Space.objects.get().slug, Charter.objects.get().version) == ("entraide", 1)
    assert Objective.objects.get().text == "Trouver une réponse"
    assert "Entraide" in client.get("/set-up/done/").content.decode()
    assert client.get("/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [("organisation", " "), ("organisation", "x" * 121), ("name", ""), ("email", "no"), ("email", ""),
     ("password", "short"), ("language", "xx")],
)  # fmt: skip
def test_what_is_wrong_is_said_in_its_place_and_nothing_is_made(field: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_up(key=set_up_key(), now=NOW, **{**GIVEN, field: value})
    assert field in refused.value.fields
    answer = Client().post("/set-up/", {"key": set_up_key(), **GIVEN, field: value})
    assert answer.status_code == 422
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_it_is_closed_for_ever_once_somebody_administers(cast: Cast) -> None:
    assert Client().get(set_up_path()).status_code == 404
    with pytest.raises(Conflict):
        set_up(key=set_up_key(), now=NOW, **GIVEN)
    Organisation.objects.update(set_up_at=NOW)
    Person.objects.filter(is_administrator=True).update(is_administrator=False)
    look_again()
    assert not setting_up.is_open()
    with pytest.raises(CommandError, match="set up already"):
        call_command("set_up_address")


@pytest.mark.django_db
def test_no_query_is_spent_once_it_is_closed(cast: Cast, django_assert_num_queries: object) -> None:
    setting_up.is_open()
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert not setting_up.is_open()


@pytest.mark.django_db
def test_the_key_is_of_this_instance(settings: object) -> None:
    key = set_up_key()
    out = StringIO()
    call_command("set_up_address", stdout=out)
    assert key in out.getvalue()
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert not is_key(key)
    with pytest.raises(Forbidden):
        set_up(key=key, now=NOW, **GIVEN)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_wins() -> None:
    gate = threading.Barrier(2)
    ends: list[str] = []

    def come(name: str) -> None:
        try:
            gate.wait(60)
            set_up(key=set_up_key(), now=NOW, **{**GIVEN, "email": f"{name}@example.org"})
            ends.append("in")
        except Refusal as refusal:
            ends.append(refusal.code)
        finally:
            connection.close()

    both = [threading.Thread(target=come, args=(name,)) for name in ("anne", "paul")]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert sorted(ends) == ["conflict", "in"]
    assert Person.objects.count() == Organisation.objects.count() == 1
