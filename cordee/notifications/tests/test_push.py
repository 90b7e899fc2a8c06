"""Pushes, sent to a push service of the test: sealed for one device, signed by us, forgotten where it is gone."""

import base64
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from cordee.core.errors import Conflict, Invalid
from cordee.core.ids import uuid7
from cordee.notifications.actions.devices import MOST, add_device, remove_device
from cordee.notifications.channels import channels
from cordee.notifications.channels.contract import Outcome, Parcel, Result
from cordee.notifications.devices import name_of
from cordee.notifications.models import Device, Message, PushKey
from cordee.notifications.pushing.keys import private_key, public_key
from cordee.notifications.pushing.sending import push
from cordee.notifications.tests.conftest import Talk, Told
from cordee.people.models import Person
from cordee.testing.cast import Stage


@dataclass
class Service:
    """A push service: what it got, and what it answers."""

    address: str = ""
    answer: int = 201
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def service(settings: object) -> Iterator[Service]:
    settings.PUSH_PRIVATE = True
    settings.SITE_ADDRESS = "https://cordee.example"
    kept = Service()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(kept.answer)
            self.end_headers()

        def log_message(self, *given: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        kept.address = f"http://127.0.0.1:{server.server_port}"
        yield kept
        server.shutdown()


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class Browser:
    """A device, with the keys that only it has."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"0123456789abcdef"
        point = self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.keys = {"p256dh": base64url(point), "auth": base64url(self.secret)}

    def asks(self, person: Person, now: datetime) -> Device:
        return add_device(person, endpoint=self.endpoint, name="Firefox · Android", now=now, **self.keys)

    def opened(self, body: bytes) -> dict[str, str]:
        words = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        return json.loads(words)


def told_of(person: Person, told: Told, now: datetime) -> Parcel:
    message = Message(id=uuid7(), channel="push", person_id=person.id, due=now, made_at=now)
    return Parcel(message, person, told(person))


def sent(parcel: Parcel, now: datetime) -> Result:
    (result,) = channels()["push"].send([parcel], now=now)
    return result


def test_only_the_device_reads_what_is_pushed(
    stage: Stage, talk: Talk, told: Told, service: Service, today: datetime
) -> None:
    lea = stage.cast.lea
    browser = Browser(f"{service.address}/send/1")
    device = browser.asks(lea, today)
    parcel = told_of(lea, told, today)
    assert sent(parcel, today).outcome is Outcome.SENT
    ((headers, body),) = service.got
    assert b"Par quoi" not in body
    said = browser.opened(body)
    assert said == {
        "title": "Inès Ferreira a répondu à votre question",
        "body": "Par quoi commencer ?",
        "url": parcel.lines[0].url,
        "tag": str(parcel.message.id),
        "lang": "fr",
    }
    assert "Par écouter" not in json.dumps(said)
    assert len(body) < 4096
    assert (headers["content-encoding"], headers["ttl"]) == ("aes128gcm", "86400")
    assert len(headers["topic"]) <= 32
    device.refresh_from_db()
    assert device.told_at == today


def test_it_is_signed_by_the_key_that_browsers_were_given(
    stage: Stage, service: Service, today: datetime
) -> None:
    device = Browser(f"{service.address}/send/1").asks(stage.cast.lea, today)
    assert push(device, {"title": "x"}, name=uuid7(), key=private_key()).arrived
    scheme, _space, parts = service.got[0][0]["authorization"].partition(" ")
    token, key = (part.partition("=")[2] for part in parts.split(","))
    assert (scheme, key) == ("vapid", public_key())
    point = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
    ours = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    claims = jwt.decode(token, ours, algorithms=["ES256"], audience=service.address)
    assert claims["sub"] == "https://cordee.example"


@pytest.mark.parametrize("answer", [404, 410])
def test_a_device_that_is_gone_is_forgotten(
    stage: Stage, talk: Talk, told: Told, service: Service, today: datetime, answer: int
) -> None:
    lea, service.answer = stage.cast.lea, answer
    Browser(f"{service.address}/send/1").asks(lea, today)
    assert lea.id in channels()["push"].reached([lea.id])
    assert sent(told_of(lea, told, today), today).outcome is Outcome.LATER
    assert lea.id not in channels()["push"].reached([lea.id])


def test_a_service_that_is_down_is_asked_again(
    stage: Stage, talk: Talk, told: Told, service: Service, today: datetime
) -> None:
    lea, service.answer = stage.cast.lea, 503
    Browser(f"{service.address}/send/1").asks(lea, today)
    result = sent(told_of(lea, told, today), today)
    assert (result.outcome, result.trouble[:12]) == (Outcome.LATER, "answered 503")
    assert Device.objects.count() == 1


def test_one_device_that_shows_it_is_enough(
    stage: Stage, talk: Talk, told: Told, service: Service, today: datetime
) -> None:
    lea = stage.cast.lea
    Browser("http://127.0.0.1:9/send/1").asks(lea, today)
    Browser(f"{service.address}/send/2").asks(lea, today)
    assert sent(told_of(lea, told, today), today).outcome is Outcome.SENT
    assert Device.objects.count() == 2


@pytest.mark.parametrize(
    "endpoint",
    ["https://127.0.0.1/x", "https://[::1]/x", "https://10.0.0.8/x", "https://[::ffff:192.168.0.1]/"],
)
def test_nothing_is_sent_into_our_own_network(stage: Stage, today: datetime, endpoint: str) -> None:
    device = Browser(endpoint).asks(stage.cast.lea, today)
    found = push(device, {"title": "x"}, name=uuid7(), key=private_key())
    assert (found.arrived, found.gone) == (False, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://push.example.org/1"},
        {"endpoint": "https://user:pass@push.example.org/1"},
        {"endpoint": "javascript:alert(1)"},
        {"endpoint": "https://push.example.org/" + "a" * 500},
        {"p256dh": "AAAA"},
        {"p256dh": base64url(b"\x04" + b"\x01" * 64)},
        {"auth": "é" * 20},
        {"auth": base64url(b"short")},
    ],
)
def test_what_is_no_device_is_refused(stage: Stage, today: datetime, wrong: dict[str, str]) -> None:
    good = Browser("https://push.example.org/1")
    fields = {"endpoint": good.endpoint, "name": "x", **good.keys, **wrong}
    with pytest.raises(Invalid):
        add_device(stage.cast.lea, **fields, now=today)
    assert not Device.objects.exists()


def test_a_browser_tells_one_person_at_a_time(stage: Stage, today: datetime) -> None:
    browser = Browser("https://push.example.org/1")
    browser.asks(stage.cast.lea, today)
    browser.asks(stage.cast.lea, today)
    device = browser.asks(stage.cast.ines, today)
    assert list(Device.objects.values_list("person__handle", flat=True)) == ["ines"]
    remove_device(stage.cast.lea, device.id)
    assert Device.objects.count() == 1
    remove_device(stage.cast.ines, device.id)
    assert not Device.objects.exists()


def test_devices_have_a_bound(stage: Stage, today: datetime) -> None:
    for count in range(MOST):
        Browser(f"https://push.example.org/{count}").asks(stage.cast.lea, today)
    with pytest.raises(Conflict):
        Browser("https://push.example.org/more").asks(stage.cast.lea, today)
    Browser("https://push.example.org/1").asks(stage.cast.lea, today)


def test_the_key_is_made_once_and_lies_sealed(db: None) -> None:
    assert public_key() == public_key()
    kept = PushKey.objects.get()
    assert private_key().startswith("-----BEGIN PRIVATE KEY-----")
    assert "PRIVATE" not in kept.sealed


def test_with_another_secret_another_key_is_made(
    stage: Stage, talk: Talk, told: Told, service: Service, today: datetime, settings: object
) -> None:
    from cordee.notifications.channels.contract import Down

    lea = stage.cast.lea
    Browser(f"{service.address}/send/1").asks(lea, today)
    parcel, before = told_of(lea, told, today), public_key()
    settings.SECRET_KEY = "another one"
    with pytest.raises(Down):
        sent(parcel, today)
    assert public_key() != before
    assert not Device.objects.exists()


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Safari/604", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140.0 Safari/537 Edg/140.0", "Edge · Windows"),
        ("curl/8", ""),
    ],
)  # fmt: skip
def test_a_device_in_words(agent: str, name: str) -> None:
    assert name_of(agent) == name
