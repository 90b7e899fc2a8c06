"""Passkeys: made, used to come in and as the second step, refused, renamed, removed."""

import html
import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import Client
from fido2.utils import websafe_encode
from fido2.webauthn import AuthenticatorData
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.administration.words import WORDS
from cordee.journal.models import Event
from cordee.people.actions.administering import deactivate
from cordee.people.actions.second_factor import forget_factors
from cordee.people.passkeys import MOST, domain_of
from cordee.people.tests.device import Device
from cordee.people.tests.test_second_factor import signing_in
from cordee.testing.cast import NOW, PASSWORD, Cast

pytestmark = pytest.mark.django_db
NEW, INDEX, SIGN_IN = "/me/security/passkeys/new/", "/me/security/", "/sign-in/passkey/"
STEP, AGAIN = "/sign-in/second-step/", "/account/reauthenticate/passkey/"


def proven(email: str = "lea@example.org") -> Client:
    """Signed in, and asked again for the password a moment ago."""
    client = signing_in(email)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def asked_in(page: str) -> dict[str, Any]:
    """What a page asks the browser for."""
    found = re.search(r"data-options='(.*?)'", page)
    assert found, page[-3000:]
    told: dict[str, Any] = json.loads(html.unescape(found[1]))
    return told


def make(client: Client, device: Device, name: str = "Mon téléphone", **changed: Any) -> Any:
    options = asked_in(client.get(NEW).content.decode())
    sent = {"name": name, "credential": json.dumps(device.make(options, **changed))}
    return client.post(NEW, sent, follow=True)


def challenge(client: Client) -> dict[str, Any]:
    told: dict[str, Any] = client.get(SIGN_IN, headers={"Accept": "application/json"}).json()
    return told["request_options"]


def come_in(device: Device, client: Client | None = None, **changed: Any) -> tuple[Client, Any]:
    client = client or Client()
    sent = json.dumps(device.show(challenge(client), **changed))
    return client, client.post(SIGN_IN, {"credential": sent, "next": "/spaces/"})


@pytest.fixture
def device(cast: Cast) -> Device:
    """Léa's."""
    made = Device()
    assert "codes" in make(proven(), made).request["PATH_INFO"]
    return made


def test_a_passkey_is_made_and_lets_in_alone(cast: Cast, device: Device) -> None:
    kept = Authenticator.objects.get(type="webauthn")
    assert (kept.user, str(kept), kept.last_used_at) == (cast.lea, "Mon téléphone", None)
    client, answer = come_in(device)
    assert (answer.status_code, answer["Location"]) == (302, "/spaces/")
    assert client.get("/").wsgi_request.user == cast.lea
    kept.refresh_from_db()
    assert kept.last_used_at is not None
    assert Event.objects.filter(verb="person.passkey-added", actor_id=cast.lea.id).count() == 1
    assert {"person.passkey-added", "person.passkey-removed"} <= set(WORDS)


def test_it_asks_for_finger_face_or_code_and_says_for_whom(cast: Cast) -> None:
    told = asked_in(proven().get(NEW).content.decode())["publicKey"]
    assert told["rp"] == {"id": "testserver", "name": "Refuge"}
    assert told["user"]["displayName"] == "Léa Martin"
    chosen = told["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")
    page = make(proven("ines@example.org"), Device(), flags=AuthenticatorData.FLAG.UP)
    assert "alert" in page.content.decode()
    assert not Authenticator.objects.exists()


def test_the_password_then_asks_for_it_and_it_answers(cast: Cast, device: Device) -> None:
    client = signing_in()
    assert client.get("/").status_code == 302
    options = asked_in(client.get(STEP).content.decode())
    assert [one["id"] for one in options["publicKey"]["allowCredentials"]] == [websafe_encode(device.name)]
    wrong = client.post(STEP, {"credential": json.dumps(Device(owner=device.owner).show(options))})
    assert (wrong.status_code, "alert" in wrong.content.decode()) == (200, True)
    options = asked_in(wrong.content.decode())
    assert client.post(STEP, {"credential": json.dumps(device.show(options))}).status_code == 302
    assert client.get("/").status_code == 200


def test_it_shows_that_it_is_still_me(cast: Cast, device: Device) -> None:
    client, _answer = come_in(device)
    sent_away = client.get(NEW)["Location"]
    assert sent_away.startswith("/account/reauthenticate/")
    assert AGAIN in client.get(sent_away).content.decode()
    page = client.get(f"{AGAIN}?next={NEW}").content.decode()
    wrong = client.post(f"{AGAIN}?next={NEW}", {"credential": json.dumps(Device().show(asked_in(page)))})
    assert (wrong.status_code, "alert" in wrong.content.decode()) == (200, True)
    shown = json.dumps(device.show(asked_in(wrong.content.decode())))
    assert client.post(f"{AGAIN}?next={NEW}", {"credential": shown})["Location"] == NEW
    assert client.get(NEW).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://testserver"},
        {"rp": "evil.example"},
        {"challenge": websafe_encode(b"an older one")},
        {"flags": AuthenticatorData.FLAG.UP},
        {"key": ec.generate_private_key(ec.SECP256R1())},
        {"owner": websafe_encode(b"0" * 32)},
        {"owner": websafe_encode(b"nobody")},
        {"owner": None},
    ],
)
def test_a_passkey_that_is_not_right_is_refused_kindly(
    cast: Cast, device: Device, changed: dict[str, Any]
) -> None:
    client, answer = come_in(device, **changed)
    assert answer["Location"] == "/sign-in/?next=%2Fspaces%2F"
    page = client.get(answer["Location"]).content.decode()
    assert "notice--harm" in page
    assert client.get("/").status_code == 302
    client, answer = come_in(device, client)  # and the right one still lets in
    assert answer["Location"] == "/spaces/"


def test_a_challenge_serves_once(cast: Cast, device: Device) -> None:
    client = Client()
    shown = json.dumps(device.show(challenge(client)))
    assert client.post(SIGN_IN, {"credential": shown})["Location"] == "/"
    client.logout()
    assert client.post(SIGN_IN, {"credential": shown})["Location"] == "/sign-in/"
    assert Client().post(SIGN_IN, {"credential": shown})["Location"] == "/sign-in/"


def test_a_deactivated_account_is_told_so(cast: Cast, device: Device) -> None:
    deactivate(cast.thomas, cast.lea, now=NOW)
    client, answer = come_in(device)
    assert answer["Location"] == "/account/inactive/"
    assert client.get(answer["Location"]).status_code == 200
    assert client.get("/").status_code == 302


def test_renamed_removed_and_nobody_elses(cast: Cast, device: Device) -> None:
    one = Authenticator.objects.get(type="webauthn")
    place = f"/me/security/passkeys/{one.pk}/"
    assert signing_in().get(place).status_code == 302  # the second step is still to do
    stranger = proven("ines@example.org")
    for address in (place, f"{place}removal/"):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, {"name": "à moi"}).status_code == 404
    client, _answer = come_in(device)
    assert client.post(f"{place}removal/")["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert client.post(place, {"name": " "}).status_code == 200
    assert client.post(place, {"name": "x" * 61}).status_code == 200
    client.post(place, {"name": "Clé  du\u200b bureau"})
    page = client.get(INDEX).content.decode()
    assert "Clé du bureau" in page
    assert one.data["credential"]["id"] in page
    assert "Votre mot de passe suffira" in client.get(f"{place}removal/").content.decode()
    client.post(f"{place}removal/")
    assert not Authenticator.objects.exists()  # the codes open nothing either
    assert Event.objects.filter(verb="person.passkey-removed", actor_id=cast.lea.id).count() == 1
    assert come_in(device)[1]["Location"].startswith("/sign-in/")
    assert signing_in().get("/").status_code == 200


def test_an_administrator_frees_who_lost_their_device(cast: Cast, device: Device) -> None:
    assert forget_factors(cast.thomas, cast.lea, now=NOW) == 2
    assert signing_in().get("/").status_code == 200
    assert Event.objects.filter(verb="person.passkey-removed", actor_id=cast.thomas.id).exists()


def test_names_are_made_mended_and_passkeys_counted(
    cast: Cast, device: Device, django_assert_max_num_queries: Any
) -> None:
    client, _answer = come_in(device)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 14) Chrome/140"
    for _number in range(2):
        make(client, Device(), name="\u200b ")
    make(client, Device(), name="x" * 500)
    names = [str(one) for one in Authenticator.objects.filter(type="webauthn").order_by("pk")]
    assert names == ["Mon téléphone", "Chrome · Android", "Chrome · Android 2", "x" * 60]
    with django_assert_max_num_queries(6):
        assert client.get(INDEX).content.decode().count("Chrome · Android") > 2
    for _number in range(MOST - 4):
        make(client, Device())
    assert "20" in make(client, Device()).content.decode()
    assert Authenticator.objects.filter(type="webauthn").count() == MOST


def test_only_what_is_needed_is_kept(cast: Cast) -> None:
    client = proven()
    options = asked_in(client.get(NEW).content.decode())
    sent = Device().make(options) | {"note": "\ud800\u0000", "clientExtensionResults": {"x": "\u0000"}}
    sent["response"]["transports"] = ["\u0000"]
    client.post(NEW, {"credential": json.dumps(sent)})
    for one in Authenticator.objects.filter(type="webauthn"):
        assert set(one.data["credential"]) == {"id", "rawId", "type", "response", "clientExtensionResults"}
        assert set(one.data["credential"]["response"]) == {"clientDataJSON", "attestationObject"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.binary(max_size=40).map(websafe_encode),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "rawId", "response", "type", "clientDataJSON", "attestationObject",
                             "authenticatorData", "signature", "userHandle", "clientExtensionResults"]),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)  # fmt: skip


@pytest.fixture
def waiting(cast: Cast, device: Device) -> tuple[Client, Client]:
    """A visitor and Inès, whom the server asked for a passkey: refused answers do not end that."""
    visitor, ines = Client(), proven("ines@example.org")
    challenge(visitor)
    ines.get(NEW)
    return visitor, ines


@given(
    sent=st.one_of(JSON.map(json.dumps), st.text(max_size=50), st.just("[" * 15_000), st.just("x" * 30_000))
)
@settings(max_examples=40)
def test_nothing_that_is_sent_breaks_it(waiting: tuple[Client, Client], sent: str) -> None:
    cache.clear()
    visitor, ines = waiting
    assert visitor.post(SIGN_IN, {"credential": sent})["Location"] == "/sign-in/"
    assert ines.post(NEW, {"credential": sent}).status_code == 200


PARTS = ["rawId", "id", "authenticatorData", "clientDataJSON", "signature", "userHandle"]


@pytest.mark.parametrize("part", PARTS)
def test_a_broken_part_is_refused(cast: Cast, device: Device, part: str) -> None:
    client = Client()
    for value in ("", "AA", "é", "\u0000", None, 3, [], {}, "A" * 2000):
        sent = device.show(challenge(client))
        (sent if part in sent else sent["response"])[part] = value
        assert client.post(SIGN_IN, {"credential": json.dumps(sent)})["Location"] == "/sign-in/", value
    assert client.get("/").status_code == 302


def test_where_one_wanted_to_go_is_kept(cast: Cast) -> None:
    assert Client().get("/sign-in/?next=/spaces/").content.decode().count('name="next" value="/spaces/"') == 2


def test_too_many_attempts_are_said_in_words(cast: Cast, settings: Any) -> None:
    settings.MFA_RATE_LIMITS = {"webauthn_login": "3/m/ip"}
    client = Client()
    answers = [client.post(SIGN_IN, {}, headers={"Accept-Language": "fr"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "Trop d’essais" in answers[-1].content.decode()


@pytest.mark.parametrize(
    ("host", "wider", "domain"),
    [
        ("cordee.example.org", "", "cordee.example.org"),
        ("cordee.example.org:8443", "", "cordee.example.org"),
        ("cordee.example.org", "example.org", "example.org"),
        ("example.org", "example.org", "example.org"),
        ("badexample.org", "example.org", "badexample.org"),
        ("[::1]:8000", "", "::1"),
    ],
)
def test_for_which_address_passkeys_are(settings: Any, host: str, wider: str, domain: str) -> None:
    settings.PASSKEY_DOMAIN = wider
    assert domain_of(host) == domain
