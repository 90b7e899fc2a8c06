"""Who may come in, by which door, and what the doors do not tell."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from cordee.core.errors import Forbidden
from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation
from cordee.journal.models import Event
from cordee.people.actions.invitations import invite, revoke
from cordee.people.actions.letting_in import mail_link
from cordee.people.models import Person
from cordee.testing.cast import NOW, PASSWORD, Cast

pytestmark = pytest.mark.django_db
NEW = {"name": "Paul Roux", "email": "paul@example.org"}


def chosen(mode: str, domains: list[str] | None = None) -> None:
    Organisation.objects.update(sign_up=mode, sign_up_domains=domains or [])
    forget_organisation()


def link() -> str:
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_whoever_proves_an_address_comes_in(cast: Cast) -> None:
    chosen("open")
    client = Client()
    answer = client.post("/sign-up/", NEW | {"is_administrator": "1", "is_active": "1"})
    assert "paul@example.org" in answer.content.decode()
    assert not Person.objects.filter(email=NEW["email"]).exists()
    before = client.session.session_key
    assert client.post(link(), {"password": "court"}).status_code == 422
    assert client.post(link(), {"password": PASSWORD}).status_code == 302
    paul = Person.objects.get(email=NEW["email"])
    assert (paul.name, paul.is_administrator, paul.is_auditor) == ("Paul Roux", False, False)
    assert client.session.session_key != before
    assert client.get("/").status_code == 200
    assert Event.objects.filter(verb="person.joined", object_id=paul.id).exists()
    assert Client().post(link(), {"password": PASSWORD})["Location"] == "/sign-in/"


def test_a_known_address_gets_the_same_answer(cast: Cast) -> None:
    chosen("open")
    answers = [
        Client().post("/sign-up/", {"name": "X", "email": email}).content.decode().replace(email, "")
        for email in ("lea@example.org", "personne@example.org")
    ]
    strip = re.compile(r'value="\w{64}"')
    assert strip.sub("", answers[0]) == strip.sub("", answers[1])
    assert [message.to for message in mail.outbox] == [["lea@example.org"], ["personne@example.org"]]
    assert "/sign-in/" in str(mail.outbox[0].body)


def test_mails_speak_the_language_of_the_reader_and_are_plain_text(cast: Cast) -> None:
    chosen("open")
    Client().post("/sign-up/", NEW | {"name": "Paul O'Roux"}, headers={"Accept-Language": "fr"})
    assert "Bonjour Paul O'Roux, ce lien vous fait entrer." in str(mail.outbox[-1].body)
    cast.lea.name = "Léa D'Arc"
    mail_link(cast.lea, "https://example.org/")
    assert "Bonjour Léa D'Arc, un compte" in str(mail.outbox[-1].body)


@pytest.mark.parametrize("mode", ["closed", "invitation"])
def test_a_closed_door_stays_closed(cast: Cast, mode: str) -> None:
    chosen("open")
    Client().post("/sign-up/", NEW)
    chosen(mode)
    assert "invitation" in Client().post("/sign-up/", NEW).content.decode()
    assert Client().post(link(), {"password": PASSWORD}).status_code == 403
    assert len(mail.outbox) == 1


def test_only_the_chosen_domains(cast: Cast) -> None:
    chosen("domain", ["example.org"])
    for email in ("paul@evil.org", "paul@example.org.evil.org", "paul@xexample.org", "paul"):
        assert Client().post("/sign-up/", NEW | {"email": email}).status_code == 422, email
    assert Client().post("/sign-up/", NEW | {"email": "PAUL@Example.ORG"}).status_code == 200
    chosen("domain", ["autre.org"])
    assert Client().post(link(), {"password": PASSWORD}).status_code == 422


def test_a_proof_is_not_made_by_hand(cast: Cast) -> None:
    chosen("open")
    assert Client().get("/sign-up/eyJuYW1lIjoiWCJ9:1abc:zzz/").status_code == 422


def test_an_invitation_opens_the_door(cast: Cast) -> None:
    made, secret = invite(cast.thomas, now=NOW, most_uses=1, days=365 * 1)
    made.expires_at = made.made_at + timedelta(days=36500)
    made.save()
    assert secret not in str(list(type(made).objects.values()))
    client = Client()
    assert "Thomas Nguyen" in client.get(f"/join/{secret}/").content.decode()
    phone = {"User-Agent": "Mozilla/5.0 (iPhone) Safari"}
    assert client.post(f"/join/{secret}/", NEW | {"password": PASSWORD}, headers=phone).status_code == 302
    assert Person.objects.get(email=NEW["email"]).name == "Paul Roux"
    assert "Safari · iPhone" in client.get("/me/sessions/").content.decode()
    again = Client().post(f"/join/{secret}/", {"name": "B", "email": "b@example.org", "password": PASSWORD})
    assert again.status_code == 404
    assert "a servi" in again.content.decode()


def test_an_invitation_for_one_address_is_for_that_one(cast: Cast) -> None:
    made, secret = invite(cast.thomas, now=NOW, email="paul@example.org")
    made.expires_at = made.made_at + timedelta(days=36500)
    made.save()
    Client().post(f"/join/{secret}/", {"name": "Paul", "email": "autre@evil.org", "password": PASSWORD})
    assert Person.objects.filter(email="paul@example.org").exists()
    assert not Person.objects.filter(email="autre@evil.org").exists()


def test_an_ended_invitation_says_so(cast: Cast) -> None:
    made, secret = invite(cast.thomas, now=NOW, days=1)
    assert "expiré" in Client().get(f"/join/{secret}/").content.decode()
    revoke(cast.thomas, made, now=NOW)
    assert "retirée" in Client().get(f"/join/{secret}/").content.decode()
    assert Client().get("/join/nothing/").status_code == 404
    with pytest.raises(Forbidden):
        invite(cast.karim, now=NOW)


def test_sessions_are_seen_and_ended(cast: Cast) -> None:
    phone, desk = Client(), Client()
    for client, agent in (
        (phone, "Mozilla/5.0 (iPhone) Safari"),
        (desk, "Mozilla/5.0 (Windows NT) Firefox/150"),
    ):
        client.post(
            "/sign-in/", {"login": "lea@example.org", "password": PASSWORD}, headers={"User-Agent": agent}
        )
    page = desk.get("/me/sessions/").content.decode()
    assert "Safari · iPhone" in page
    assert "Firefox · Windows" in page
    other = re.findall(r'name="session" value="(\d+)"', page)
    assert len(other) == 1
    stranger = Client()
    stranger.post("/sign-in/", {"login": "ines@example.org", "password": PASSWORD})
    assert stranger.post("/me/sessions/", {"session": other[0]}).status_code == 404
    assert phone.get("/").status_code == 200
    desk.post("/me/sessions/", {"session": other[0]})
    assert phone.get("/").status_code == 302
    assert desk.get("/").status_code == 200


@pytest.mark.parametrize(
    "place", ["//evil.org", "https://evil.org", "/\\evil.org", "javascript:alert(1)", "http:evil.org"]
)
def test_signing_in_leads_nowhere_else(cast: Cast, place: str) -> None:
    answer = Client().post(
        "/sign-in/?next=" + place, {"login": "lea@example.org", "password": PASSWORD, "next": place}
    )
    assert answer["Location"] == "/"


def test_the_administrator_chooses_and_invites(cast: Cast, sign_in: Callable[..., Client]) -> None:
    thomas = sign_in(cast.thomas)
    assert (
        thomas.post("/administration/coming-in/", {"sign_up": "domain", "sign_up_domains": ""}).status_code
        == 422
    )
    thomas.post("/administration/coming-in/", {"sign_up": "domain", "sign_up_domains": "example.org"})
    assert Organisation.objects.get().sign_up == "domain"
    made = thomas.post(
        "/administration/invitations/", {"email": "", "days": "7", "most_uses": "3"}
    ).content.decode()
    link = re.search(r"/join/[\w-]+/", made)
    assert link
    assert Client().get(link[0]).status_code == 200
    assert thomas.post("/administration/invitations/", {"days": "0"}).status_code == 422
    assert sign_in(cast.karim).post("/administration/invitations/", {"days": "7"}).status_code == 403
