"""What a provider may have us fetch, and what is said when it does not answer as it should."""

import asyncio
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from pytest_django import Settings

from cordee.core.outside import Refused, parts_of
from cordee.people.openid import reaching, tokens
from cordee.people.openid.claims import Claims
from cordee.people.openid.discovery import WELL_KNOWN, discover, discovered
from cordee.people.openid.reaching import resolve, towards
from cordee.people.openid.trouble import Trouble
from cordee.people.tests.elsewhere import Elsewhere


class Odd(ThreadingHTTPServer):
    """Answers as ``manner`` says; ``asked`` counts."""

    daemon_threads = True
    manner = "ok"
    asked = 0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.ended = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def document(self, **changed: Any) -> dict[str, Any]:
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        return {"issuer": self.issuer, **{name: f"{self.issuer}/{name}" for name in names}, **changed}

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who called hung up: that is the point."""


class _Handler(BaseHTTPRequestHandler):
    server: Odd

    def do_GET(self) -> None:
        server = self.server
        server.asked += 1
        status, body = 200, json.dumps(server.document()).encode()
        match server.manner:
            case "hangs":
                server.ended.wait(30)
            case "redirects":
                self.send_response(302)
                self.send_header("Location", f"{server.issuer}/elsewhere")
                self.end_headers()
                return
            case "nothing":
                status, body = 404, b"no"
            case "page":
                body = b"<html>"
            case "list":
                body = b"[]"
            case "other":
                body = json.dumps(server.document(issuer="https://other.example")).encode()
            case "script":
                body = json.dumps(server.document(authorization_endpoint="javascript:alert(1)")).encode()
            case "partial":
                body = json.dumps({"issuer": server.issuer}).encode()
            case "flood":
                body = b" " * (reaching.MOST_READ + 1)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def odd() -> Iterator[Odd]:
    server = Odd()
    yield server
    server.ended.set()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("manner", "words"),
    [
        ("hangs", "répondu à temps"), ("redirects", "renvoie vers une autre adresse"), ("nothing", "réponse 404"),
        ("page", "pas de document de découverte"), ("list", "pas de document de découverte"), ("other", "https://other.example"),
        ("script", "authorization_endpoint"), ("partial", "authorization_endpoint"),
        ("flood", "autre chose que prévu"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(odd: Odd, manner: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "PATIENCE", 0.3 if manner == "hangs" else 5.0)
    odd.manner = manner
    with pytest.raises(Trouble) as refused:
        discover(odd.issuer)
    assert words in refused.value.message


def test_who_is_not_there_is_said_so(odd: Odd) -> None:
    with pytest.raises(Trouble, match="certificat"):
        discover(odd.issuer.replace("http:", "https:"))
    with pytest.raises(Trouble, match="Rien ne répond"):
        discover("https://nowhere.invalid")
    odd.shutdown()
    odd.server_close()
    with pytest.raises(Trouble, match="Rien ne répond"):
        discover(odd.issuer)
    for address in ("ftp://example.org", "https://a:b@example.org", "nonsense", "https://exa mple.org"):
        with pytest.raises(Trouble):
            discover(address)


@pytest.mark.django_db
def test_visitors_do_not_each_wait_for_a_provider_that_is_down(odd: Odd) -> None:
    odd.manner = "nothing"
    for _visitor in range(3):
        with pytest.raises(Trouble):
            discovered(odd.issuer)
    assert odd.asked == 1
    odd.manner = "ok"
    assert discover(odd.issuer) == discovered(odd.issuer)  # an administrator asks anew, and all follow
    assert odd.asked == 2


@pytest.mark.parametrize(
    ("address", "issuer", "allowed"),
    [
        ("http://127.0.0.1/token", "http://127.0.0.1", True),
        ("https://10.1.2.3/token", "https://10.1.2.4", True),
        ("https://[fd12::1]/token", "https://[fd12::1]", True),
        ("https://[::ffff:10.0.0.1]/token", "https://10.0.0.1", True),
        ("https://9.9.9.9/token", "https://9.9.9.9", True),
        ("http://9.9.9.9/token", "http://9.9.9.9", False),
        ("https://10.1.2.3/token", "https://9.9.9.9", False),
        ("http://127.0.0.1/token", "https://9.9.9.9", False),
        ("http://169.254.169.254/latest", "http://169.254.169.254", False),
        ("http://100.100.100.200/latest", "http://10.0.0.1", False),
        ("http://[fd00:ec2::254]/latest", "http://10.0.0.1", False),
        ("http://[fe80::1]/x", "http://10.0.0.1", False),
        ("http://0.0.0.0/x", "http://10.0.0.1", False),
        ("http://224.0.0.1/x", "http://10.0.0.1", False),
        ("http://2130706433/x", "https://9.9.9.9", False),
    ],
)  # fmt: skip
def test_a_provider_cannot_send_us_where_it_has_no_business(address: str, issuer: str, allowed: bool) -> None:
    if allowed:
        assert asyncio.run(resolve(parts_of(address), issuer))
    else:
        with pytest.raises(Refused):
            asyncio.run(resolve(parts_of(address), issuer))


def test_the_operator_may_close_private_networks(settings: Settings) -> None:
    settings.OPENID_PRIVATE = False
    with pytest.raises(Refused, match="CORDEE_OPENID_PRIVATE"):
        asyncio.run(resolve(parts_of("http://127.0.0.1/x"), "http://127.0.0.1"))


FORGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.mark.django_db
def test_a_token_is_believed_only_when_the_provider_signed_it(elsewhere: Elsewhere) -> None:
    config = discover(elsewhere.issuer)
    published = httpx.get(config["jwks_uri"]).json()["keys"][0]
    now = datetime.now(UTC)
    good = {
        "iss": elsewhere.issuer, "aud": "cordee", "sub": "1", "iat": now, "exp": now + timedelta(minutes=5),
        "nonce": tokens.nonce_of("s"),
    }  # fmt: skip
    forged = [
        jwt.encode(good, FORGER, "RS256", headers={"kid": published["kid"]}),
        jwt.encode(good, FORGER, "RS256", headers={"kid": "another"}),
        jwt.encode(good, published["n"], "HS256", headers={"kid": published["kid"]}),
        jwt.encode(good, None, "none", headers={"kid": published["kid"]}),
        "", "a.b.c",
    ]  # fmt: skip
    with towards(elsewhere.issuer):
        for token in forged:
            with pytest.raises(Trouble):
                tokens.checked(token, config=config, client_id="cordee", state="s")


@pytest.mark.parametrize(
    "changed",
    [
        {"nonce": "x"},
        {"aud": "other"},
        {"iss": "https://other.example"},
        {"azp": "other"},
        {"exp": 1},
        {"sub": None},
    ],
)
def test_a_token_that_is_not_for_us_now_is_refused(
    changed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "_key", lambda token, address: FORGER.public_key())
    config = {"issuer": "https://idp.example.org", "jwks_uri": "https://idp.example.org/keys"}
    now = datetime.now(UTC)
    said = {
        "iss": config["issuer"], "aud": "cordee", "sub": "1", "nonce": tokens.nonce_of("s"),
        "iat": now + timedelta(seconds=30), "exp": now + timedelta(minutes=5),
    }  # fmt: skip
    told = tokens.checked(jwt.encode(said, FORGER, "RS256"), config=config, client_id="cordee", state="s")
    assert told["sub"] == "1"  # a clock that is half a minute ahead is forgiven
    wrong = {name: value for name, value in (said | changed).items() if value is not None}
    with pytest.raises(Trouble):
        tokens.checked(jwt.encode(wrong, FORGER, "RS256"), config=config, client_id="cordee", state="s")


def test_claims_are_found_by_their_name_or_inside() -> None:
    claims = Claims(
        {"sub": "1", "a.b": "x", "email": "t"}, {"a": {"b": "y", "c": {"d": ["z"]}}, "email": "u"}
    )
    assert claims.find("a.b") == "x"
    assert claims.find("a.c.d") == ["z"]
    assert claims.find("email") == "u"
    assert claims.find("a.x.y") is claims.find("") is claims.find("email.x") is None
    assert Claims({"sub": "s" * 300}, {}).uid.startswith("sha256:")
    assert WELL_KNOWN.startswith("/")
