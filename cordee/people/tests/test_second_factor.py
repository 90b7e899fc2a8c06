"""Signing in in two steps: turned on, asked for, recovered from, turned off."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from cordee.core.errors import Forbidden
from cordee.journal.models import Event
from cordee.people.actions.second_factor import forget_factors
from cordee.testing.cast import NOW, PASSWORD, Cast

pytestmark = pytest.mark.django_db
NEXT = 30  # seconds that a code holds


def code(secret: str, later: int = 0) -> str:
    """What an application on a telephone shows, ``later`` codes after now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // NEXT + later))


def wrong_code(secret: str) -> str:
    """What it shows at no moment near now."""
    near = {code(secret, later) for later in range(-3, 4)}
    return next(one for one in (f"{digit}" * 6 for digit in range(10)) if one not in near)


def signing_in(email: str = "lea@example.org") -> Client:
    client = Client()
    client.post("/sign-in/", {"login": email, "password": PASSWORD})
    return client


def turned_on(client: Client) -> tuple[str, list[str]]:
    """Turn it on; the secret and the recovery codes that were shown."""
    asked = client.get("/me/security/application/", follow=True)
    assert asked.redirect_chain[-1][0].startswith("/account/reauthenticate/")
    address = asked.redirect_chain[-1][0]
    page = client.post(address, {"password": PASSWORD}, follow=True).content.decode()
    secret = re.search(r'class="secret">(\w+)<', page)
    assert secret
    wrong = client.post("/me/security/application/", {"code": wrong_code(secret[1])})
    assert wrong.status_code == 200
    assert not Authenticator.objects.exists()
    shown = client.post("/me/security/application/", {"code": code(secret[1])}, follow=True)
    assert Authenticator.objects.filter(type="totp").exists(), shown.content.decode()[-3000:]
    return secret[1], re.findall(r"<code>(\d{8})</code>", shown.content.decode())


def test_a_password_alone_no_longer_lets_in(cast: Cast) -> None:
    secret, codes = turned_on(signing_in())
    assert len(codes) == 10
    kept = Authenticator.objects.get(type="totp")
    assert secret not in str(kept.data)

    client = signing_in()
    assert client.get("/")["Location"].startswith("/sign-in/")
    page = client.get("/sign-in/second-step/")
    assert page.status_code == 200
    assert client.post("/sign-in/second-step/", {"code": wrong_code(secret)}).status_code == 200
    before = client.session.session_key
    assert client.post("/sign-in/second-step/", {"code": code(secret, 1)}).status_code == 302
    assert client.get("/").status_code == 200
    assert client.session.session_key != before


def test_a_recovery_code_lets_in_once_and_is_shown_once(cast: Cast) -> None:
    client = signing_in()
    _secret, codes = turned_on(client)
    assert codes[0] not in client.get("/me/security/codes/").content.decode()
    for given, inside in ((codes[0], 200), (codes[0], 302), (codes[1], 200)):
        another = signing_in()
        another.post("/sign-in/second-step/", {"code": given})
        assert another.get("/").status_code == inside
    assert "8 codes" in client.get("/me/security/").content.decode()


def test_guessing_comes_to_an_end(cast: Cast) -> None:
    secret, _codes = turned_on(signing_in())
    client = signing_in()
    for _attempt in range(12):
        client.post("/sign-in/second-step/", {"code": wrong_code(secret)})
    assert client.post("/sign-in/second-step/", {"code": code(secret, 1)}).status_code in (200, 429)
    assert client.get("/").status_code == 302


def test_it_is_turned_off_by_oneself_or_by_an_administrator(cast: Cast) -> None:
    client = signing_in()
    turned_on(client)
    assert client.post("/me/security/application/off/").status_code == 302
    assert not Authenticator.objects.exists()
    turned_on_again = signing_in()
    turned_on(turned_on_again)
    with pytest.raises(Forbidden):
        forget_factors(cast.karim, cast.lea, now=NOW)
    thomas = signing_in("thomas@example.org")
    assert "forget-factors" in thomas.get("/administration/people/@lea/").content.decode()
    thomas.post("/administration/people/@lea/act/", {"act": "forget-factors"})
    assert not Authenticator.objects.exists()
    assert signing_in().get("/").status_code == 200
    verbs = Event.objects.filter(object_id=cast.lea.id, verb__startswith="person.factor").values_list(
        "verb", "actor_id"
    )
    assert ("person.factor-removed", cast.thomas.id) in verbs
