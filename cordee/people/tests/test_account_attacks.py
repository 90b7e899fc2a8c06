"""Attacks on accounts: finding out who has one, planting a session, leading people elsewhere, trying without end.

That each of the eight ways in gives the session a new key stands in ``test_session_keys.py``.
"""

import inspect
import re
from collections.abc import Iterator
from datetime import timedelta
from types import CodeType

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from pytest_django import Settings

from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation
from cordee.people.actions.administering import deactivate
from cordee.people.actions.invitations import invite
from cordee.people.models import Person
from cordee.people.tests.test_second_factor import code, signing_in
from cordee.testing.cast import NOW, PASSWORD, Cast, Stage

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "lea@example.org", "personne@example.org"
NEW = {"name": "Paul Roux", "email": "paul@example.org", "password": PASSWORD}
PASSING = re.compile(r'(name="csrfmiddlewaretoken" value|content)="\w{20,}"')


def opened() -> None:
    Organisation.objects.update(sign_up="open")
    forget_organisation()


def asked(address: str, words: dict[str, str], email: str, hashed: list[str]) -> tuple[object, ...]:
    """What a stranger can see of an answer, and what it cost: status, place, words, hashes, mails, queries about."""
    client = Client()
    client.get(address)  # what comes once for every visitor
    before, hashed[:] = len(mail.outbox), []
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.post(address, {name: value.replace("?", email) for name, value in words.items()})
    page = client.get(answer["Location"]) if answer.status_code == 302 else answer
    told = PASSING.sub("", page.content.decode().replace(email, "…"))
    seen = (answer.status_code, answer.headers.get("Location"), page.status_code, told)
    return *seen, len(hashed), len(mail.outbox) - before, len(queries)


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were hashed, which is nearly all that a sign-in costs."""
    done: list[str] = []
    plain = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *given: done.append(given[0]) or plain(self, *given)
    )
    return done


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/sign-in/", {"login": "?", "password": "faux"}),
        ("/sign-in/code/", {"email": "?"}),
        ("/sign-up/", {"name": "X", "email": "?"}),
        ("/account/password/reset/", {"email": "?"}),
    ],
)
def test_no_door_tells_who_has_an_account(
    cast: Cast, hashed: list[str], address: str, words: dict[str, str]
) -> None:
    """The same status, the same words, as many hashes and mails; a few queries more, which the network hides."""
    opened()
    known, unknown = (asked(address, words, one, hashed) for one in (KNOWN, UNKNOWN))
    assert known[:-1] == unknown[:-1]
    assert abs(int(str(known[-1])) - int(str(unknown[-1]))) <= 12


def test_an_account_without_a_password_or_deactivated_looks_like_none(cast: Cast, hashed: list[str]) -> None:
    cast.ines.set_unusable_password()
    cast.ines.save()
    deactivate(cast.thomas, cast.marc, now=NOW)
    words = {"login": "?", "password": "faux"}
    emails = (UNKNOWN, "ines@example.org", "marc@example.org")
    answers = [asked("/sign-in/", words, one, hashed)[:4] for one in emails]
    assert answers[0] == answers[1] == answers[2]


def test_a_wrong_code_says_nothing_of_the_account(cast: Cast, hashed: list[str]) -> None:
    answers = []
    for email in (KNOWN, UNKNOWN):
        client = Client()
        client.post("/sign-in/code/", {"email": email})
        page = client.post("/sign-in/code/confirm/", {"code": "AAAAAA"})
        answers.append((page.status_code, PASSING.sub("", page.content.decode().replace(email, "…"))))
    assert answers[0] == answers[1]


def test_who_holds_an_invitation_tries_few_addresses(cast: Cast) -> None:
    """Whoever was invited sees the people here anyway; what they may try is counted by the invitation."""
    made, secret = invite(cast.thomas, now=NOW, most_uses=None)
    made.expires_at = timezone.now() + timedelta(days=1)
    made.save()
    answers = [Client().post(f"/join/{secret}/", NEW | {"email": KNOWN}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert Person.objects.filter(email=KNOWN).count() == 1


def test_a_key_is_good_for_one_standing_alone(cast: Cast) -> None:
    """Visitor, half signed in, signed in, out again: each has a key of its own, and the one before opens nothing."""
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(cast.lea, secret)
    client = Client()
    planted = client.session
    planted["planted"] = True
    planted.save()
    keys = [planted.session_key]
    client.post("/sign-in/", {"login": KNOWN, "password": PASSWORD})
    assert client.get("/").status_code == 302
    keys.append(client.session.session_key)
    client.post("/sign-in/second-step/", {"code": code(secret)})
    assert client.get("/").status_code == 200
    signed_in = client.session.session_key
    client.post("/sign-out/")
    keys += [signed_in, client.session.session_key]
    assert signed_in not in keys[:2]
    for key in keys:
        stranger = Client()
        stranger.cookies["cordee_session"] = key or "none"
        assert stranger.get("/").status_code == 302


# Every view that reads where to go on: a new one fails the test until it stands here, with how it is led there.
LED = {
    "account_login": lambda client, to: Client().post(
        f"/sign-in/?next={to}", {"login": KNOWN, "password": PASSWORD, "next": to}
    ),
    "account_logout": lambda client, to: client.post(f"/sign-out/?next={to}", {"next": to}),
    "account_confirm_login_code": lambda client, to: by_code(to),
    "account_reauthenticate": lambda client, to: client.post(
        f"/account/reauthenticate/?next={to}", {"password": PASSWORD, "next": to}
    ),
    "sign-in-with": lambda client, to: client.get(f"/sign-in/with/compte/?next={to}"),
    "mfa_login_webauthn": lambda client, to: Client().post(
        f"/sign-in/passkey/?next={to}", {"credential": "{}", "next": to}
    ),
    "mfa_reauthenticate": lambda client, to: client.post(
        f"/account/reauthenticate/code/?next={to}", {"code": "000000", "next": to}
    ),
    "mfa_reauthenticate_webauthn": lambda client, to: client.post(
        f"/account/reauthenticate/passkey/?next={to}", {"credential": "{}", "next": to}
    ),
    "suggestion": lambda client, to: client.post(
        f"/cockpit/suggestions/00000000-0000-7000-8000-000000000000/?next={to}", {"next": to}
    ),
    "language": lambda client, to: client.post("/language/", {"language": "en", "next": to}),
    "charter": lambda client, to: client.post(
        f"/spaces/entretiens/charter/?next={to}", {"next": to, "version": "1"}
    ),
    "account_change_password": lambda client, to: client.post(
        f"/account/password/change/?next={to}", CHANGED | {"next": to}
    ),
    "account_set_password": lambda client, to: client.post(f"/account/password/set/?next={to}", {"next": to}),
    "account_reset_password": lambda client, to: Client().post(
        f"/account/password/reset/?next={to}", {"email": KNOWN, "next": to}
    ),
    "account_reset_password_from_key": lambda client, to: Client().post(
        f"/account/password/reset/key/1-abc/?next={to}", {"next": to}
    ),
    "mfa_edit_webauthn": lambda client, to: client.post(
        f"/me/security/passkeys/1/?next={to}", {"name": "x", "next": to}
    ),
    "mfa_remove_webauthn": lambda client, to: client.post(
        f"/me/security/passkeys/1/removal/?next={to}", {"next": to}
    ),
}
CHANGED = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
SIGNS = {
    "next", "referer", "HTTP_REFERER", "get_next_redirect_url", "passthrough_next_redirect_url", "REDIRECT_FIELD_NAME",
    "NextRedirectMixin", "RedirectAuthenticatedUserMixin",
}  # fmt: skip


def by_code(to: str) -> HttpResponse:
    client = Client()
    client.post(f"/sign-in/code/?next={to}", {"email": KNOWN, "next": to})
    found = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return client.post(f"/sign-in/code/confirm/?next={to}", {"code": found[1], "next": to})


def views(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, set[str]]]:
    """The name of each view, and the words that its code uses: names, texts, the classes that it is made of."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns) if not str(pattern.pattern).startswith("api/") else ()
        elif pattern.name:
            view = inspect.unwrap(pattern.callback)
            made_of = getattr(view, "view_class", getattr(pattern.callback, "view_class", None))
            parts = made_of.__mro__ if made_of else ()
            methods = [one for part in parts for one in vars(part).values() if inspect.isfunction(one)]
            words = {part.__name__ for part in parts}.union(
                *(_words(one.__code__) for one in methods or [view])
            )
            yield pattern.name, words


def _words(code: CodeType) -> set[str]:
    names = set(code.co_names) - {"next"}  # the function of Python
    return names | {one for one in code.co_consts if isinstance(one, str)}


def test_every_view_that_leads_on_is_known() -> None:
    assert {name for name, words in views(get_resolver().url_patterns) if words & SIGNS} == set(LED)


@pytest.mark.parametrize(
    "to", ["//evil.org/", "https://evil.org", "/\\evil.org", "javascript:alert(1)", "http:evil.org"]
)
def test_nobody_is_led_elsewhere(stage: Stage, to: str, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    for name, lead in LED.items():
        answer = lead(signing_in(), to)
        assert answer.status_code < 500, name
        for header in ("Location", "Refresh", "HX-Redirect", "HX-Location"):
            place = answer.headers.get(header, "/")
            assert re.match(r"/(?![/\\])", place), (name, place)
            assert not place.startswith(to), name


@pytest.mark.parametrize(
    ("action", "address", "words"),
    [
        ("login", "/sign-in/", {"login": UNKNOWN, "password": "faux"}),
        ("request_login_code", "/sign-in/code/", {"email": UNKNOWN}),
        ("reset_password", "/account/password/reset/", {"email": UNKNOWN}),
        ("signup", "/sign-up/", {"name": "X", "email": UNKNOWN}),
    ],
)
def test_who_tries_too_often_is_told_kindly(
    cast: Cast, settings: Settings, action: str, address: str, words: dict[str, str]
) -> None:
    opened()
    settings.ACCOUNT_RATE_LIMITS = {action: "1/m/ip"}
    Client().post(address, words)
    refused = Client().post(address, words, headers={"Accept-Language": "fr"})
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) >= 60
    page = refused.content.decode()
    assert "<h1" in page
    assert re.search("Attendez quelques minutes|Trop de tentatives", page)
    elsewhere = Client().post(address, words, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code != 429


def test_wrong_passwords_stop_the_right_one_for_a_while(cast: Cast) -> None:
    """From any address of the network: the account itself is counted."""
    for at in range(5):
        Client().post("/sign-in/", {"login": KNOWN, "password": "faux"}, REMOTE_ADDR=f"192.0.2.{at}")
    right = Client().post("/sign-in/", {"login": KNOWN, "password": PASSWORD}, REMOTE_ADDR="192.0.2.9")
    assert right.status_code == 429
    assert "Trop de tentatives" in right.content.decode()
    assert Client().post("/sign-in/", {"login": "ines@example.org", "password": PASSWORD}).status_code == 302
