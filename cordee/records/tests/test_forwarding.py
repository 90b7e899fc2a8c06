"""Passing statements on to another store: in order, each once, whatever that store and the network do."""

import base64
import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cordee.core.errors import Forbidden, Invalid
from cordee.journal.models import Event
from cordee.records.actions import passing_on
from cordee.records.actions.forgetting import forget_recorded, forget_records
from cordee.records.actions.forwardings import edit_forwarding, make_forwarding, switch_forwarding
from cordee.records.actions.passing_on import due, pass_on, try_again
from cordee.records.actions.references import hold_off, settled
from cordee.records.models import Forwarding, SetAside
from cordee.records.tests.conftest import SECOND, VERB, Lrs, a_statement, an_lrs
from cordee.records.tests.sink import Sink
from cordee.testing.cast import Cast

DETAILS = {"name": "Entrepôt", "version": "1.0.3", "user": "cordee", "password": "s3cret"}
VOIDED = "http://adlnet.gov/expapi/verbs/voided"


@pytest.fixture
def sink(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """The other store. Clocks agree here, so that what was stored a moment ago is settled."""
    settings.WEBHOOK_PRIVATE = True
    monkeypatch.setattr("cordee.records.actions.references.SKEW", timedelta())
    other = Sink()
    yield other
    other.close()


def a_forwarding(cast: Cast, sink: Sink, **details: Any) -> Forwarding:
    whole = DETAILS | {"address": sink.address, "whole": True} | details
    return make_forwarding(cast.thomas, now=timezone.now(), **whole)


def run(forwarding: Forwarding, now: datetime | None = None) -> Forwarding:
    while pass_on(forwarding.id, now or timezone.now()):
        pass
    forwarding.refresh_from_db()
    return forwarding


def test_everything_goes_in_order_and_once(cast: Cast, lrs: Lrs, sink: Sink, monkeypatch: Any) -> None:
    monkeypatch.setattr(passing_on, "AT_ONCE", 3)
    sent = [lrs.kept() for _number in range(7)]
    forwarding = run(a_forwarding(cast, sink))
    assert list(sink.kept) == sent and [count for _headers, count in sink.asked] == [3, 3, 1]
    headers = sink.asked[0][0]
    assert headers["path"] == "/xapi/statements" and headers["X-Experience-API-Version"] == "1.0.3"
    assert headers["Authorization"] == "Basic " + base64.b64encode(b"cordee:s3cret").decode()
    assert (forwarding.passed_on, forwarding.failing_since) == (7, None)
    later = lrs.kept()
    run(forwarding)
    assert list(sink.kept) == [*sent, later] and sink.asked[-1][1] == 1
    # A process that died before it wrote down what arrived sends it again: nothing changes there.
    Forwarding.objects.update(position=0)
    assert run(forwarding).failing_since is None and len(sink.kept) == 8


def test_from_now_on_leaves_the_past_alone(cast: Cast, lrs: Lrs, sink: Sink) -> None:
    lrs.kept()
    forwarding = a_forwarding(cast, sink, whole=False)
    fresh = lrs.kept()
    run(forwarding)
    assert list(sink.kept) == [fresh]


def test_what_is_voided_goes_with_what_voids_it(cast: Cast, lrs: Lrs, sink: Sink) -> None:
    family = "http://example.org/ours/"
    ours = lrs.kept(object={"id": f"{family}a"})
    lrs.kept(object={"id": "http://example.org/theirs"})
    void = lrs.kept(verb={"id": VOIDED}, object={"objectType": "StatementRef", "id": ours})
    run(a_forwarding(cast, sink, verb=VERB["id"]))
    assert ours in sink.kept and void in sink.kept and len(sink.kept) == 3
    sink.kept.clear()
    run(a_forwarding(cast, sink, family=family))
    assert list(sink.kept)[:1] == [ours] and len(sink.kept) <= 2


def test_files_go_along(cast: Cast, lrs: Lrs, sink: Sink) -> None:
    """1.0.3 Communication, 1.5.2.s3.b3."""
    content = b"\x00\xff a file\r\n--x"
    digest = sha256(content).hexdigest()
    header = {
        "usageType": "http://example.org/use", "display": {"en": "f"}, "contentType": "image/png",
        "length": len(content), "sha2": digest,
    }  # fmt: skip
    body = b"\r\n".join(
        [
            b"--x1x", b"Content-Type: application/json", b"", json.dumps(a_statement(attachments=[header])).encode(),
            b"--x1x", b"Content-Type: image/png", b"Content-Transfer-Encoding: binary",
            b"X-Experience-API-Hash: " + digest.encode(), b"", content, b"--x1x--", b"",
        ]
    )  # fmt: skip
    kept = lrs.call("POST", "statements", (), body, Content_Type="multipart/mixed; boundary=x1x").json()
    run(a_forwarding(cast, sink))
    assert list(sink.kept) == kept and sink.files == {digest: content}


def test_one_that_is_refused_is_found_and_set_aside(cast: Cast, lrs: Lrs, sink: Sink) -> None:
    sink.hates = "poison"
    good = [lrs.kept() for _number in range(9)]
    bad = lrs.kept(object={"id": "http://example.org/poison"})
    there = lrs.kept()
    sink.kept[there] = {"id": there, "worded": "otherwise"}
    good += [lrs.kept()]
    forwarding = run(a_forwarding(cast, sink))
    assert set(sink.kept) == {*good, there}
    (aside,) = SetAside.objects.all()
    assert (str(aside.statement_id), aside.status, aside.answer) == (bad, 400, f"{bad} is hated")
    assert (forwarding.passed_on, forwarding.failing_since) == (11, None)
    assert try_again(forwarding.id) == 0 and SetAside.objects.count() == 1
    sink.hates = "\0"
    assert try_again(forwarding.id) == 1 and bad in sink.kept
    assert not SetAside.objects.exists()


def test_a_store_that_takes_nothing_is_at_fault_itself(cast: Cast, lrs: Lrs, sink: Sink) -> None:
    sink.hates = "mbox"
    for _number in range(5):
        lrs.kept()
    forwarding = run(a_forwarding(cast, sink))
    assert not SetAside.objects.exists() and forwarding.failures == 1 and forwarding.position == 0


def test_a_single_bad_one_is_not_waited_for_for_ever(cast: Cast, lrs: Lrs, sink: Sink) -> None:
    sink.hates = "mbox"
    lrs.kept()
    forwarding, now = a_forwarding(cast, sink), timezone.now()
    for _try in range(passing_on.PATIENCE_WITH_FEW):
        assert not SetAside.objects.exists()
        now += timedelta(hours=7)
        run(forwarding, now)
    assert SetAside.objects.count() == 1 and forwarding.failing_since is None


@pytest.mark.parametrize("status", [401, 404, 429, 500, 302])
def test_a_failure_waits_longer_each_time_and_stops_after_days(
    cast: Cast, lrs: Lrs, sink: Sink, status: int
) -> None:
    sink.status = status
    sent = lrs.kept()
    forwarding, begun = a_forwarding(cast, sink), timezone.now()
    now, pauses = begun, []
    while forwarding.disabled_at is None:
        run(forwarding, now)
        assert forwarding.due_at and forwarding.trouble.startswith(f"answered {status}")
        assert pass_on(forwarding.id, now) is False and forwarding.id not in due(now)
        pauses.append(forwarding.due_at - now)
        now = forwarding.due_at
    assert pauses == sorted(pauses) and len(sink.asked) == len(pauses) < 40
    assert now - begun >= passing_on.GIVE_UP and forwarding.disabled_by_failing
    assert Event.objects.filter(verb="record-forwarding.stopped").count() == 1
    assert due(now + timedelta(days=9)) == []
    sink.status = 0
    switch_forwarding(cast.thomas, forwarding, on=True, now=now)
    assert run(forwarding, now).failing_since is None and list(sink.kept) == [sent]


def test_a_newer_statement_is_not_made_older(cast: Cast, sink: Sink) -> None:
    """1.0.3 Communication, 3.3.s5.b1."""
    newer = an_lrs(version=SECOND).kept()
    run(a_forwarding(cast, sink))
    assert [str(one.statement_id) for one in SetAside.objects.all()] == [newer] and not sink.asked
    run(a_forwarding(cast, sink, version="2.0.0"))
    assert list(sink.kept) == [newer]


def test_who_is_at_it_is_left_at_it(cast: Cast, lrs: Lrs, sink: Sink) -> None:
    lrs.kept()
    forwarding, now = a_forwarding(cast, sink), timezone.now()
    Forwarding.objects.update(leased_until=now + timedelta(minutes=1))
    assert pass_on(forwarding.id, now) is False and not sink.asked
    assert pass_on(forwarding.id, now + timedelta(minutes=2)) is False and len(sink.asked) == 1


def test_an_inner_network_is_not_reached(cast: Cast, lrs: Lrs, sink: Sink, settings: Any) -> None:
    lrs.kept()
    forwarding = a_forwarding(cast, sink)
    settings.WEBHOOK_PRIVATE = False
    assert run(forwarding).failures == 1 and not sink.asked
    for address in ("http://example.org/xapi", "https://127.0.0.1/xapi", "https://10.0.0.1/xapi", "xapi", ""):
        with pytest.raises(Invalid):
            a_forwarding(cast, sink, address=address)


def test_the_password_is_sealed_and_goes_to_its_own_address_alone(cast: Cast, sink: Sink) -> None:
    forwarding = a_forwarding(cast, sink)
    assert DETAILS["password"] not in forwarding.sealed
    details = {name: getattr(forwarding, name) for name in ("name", "version", "user", "family", "verb")}
    now = timezone.now()
    with pytest.raises(Invalid):
        edit_forwarding(cast.thomas, forwarding, now=now, address="https://evil.example/xapi", **details)
    edit_forwarding(cast.thomas, forwarding, now=now, address=sink.address, **{**details, "name": "Autre"})
    with pytest.raises(Forbidden):
        switch_forwarding(cast.lea, forwarding, on=False, now=now)
    for wrong in (
        {"user": "a:b"},
        {"user": ""},
        {"version": "0.9"},
        {"family": "x"},
        {"password": ""},
        {"name": " "},
    ):
        with pytest.raises(Invalid):
            a_forwarding(cast, sink, **wrong)


def test_what_was_refused_of_somebody_is_forgotten_with_them(cast: Cast, lrs: Lrs, sink: Sink) -> None:
    sink.hates = "poison"
    mail = {"mbox": f"mailto:{cast.lea.email}"}
    kept = [lrs.kept(), lrs.kept(actor=mail, object={"id": "http://example.org/poison"})]
    run(a_forwarding(cast, sink))
    assert SetAside.objects.get().answer
    forget_recorded(cast.lea, remove=False)
    assert SetAside.objects.get().answer == ""
    forget_records(timezone.now() + timedelta(hours=1), timezone.now())
    assert not SetAside.objects.exists() and kept


def test_nothing_is_stored_before_what_is_settled(db: None, lrs: Lrs) -> None:
    edge = settled()
    found = lrs.get("statements", statementId=lrs.kept()).json()
    assert datetime.fromisoformat(found["stored"]) > edge


@pytest.mark.django_db(transaction=True)
def test_what_is_promised_to_be_there_is_there() -> None:
    """1.0.3 Communication, 2.1.3.s2.b5: no later than what is being stored, whose moment is taken."""
    lrs = an_lrs()
    taken, asked = threading.Event(), threading.Event()
    stored: list[datetime] = []

    def store_slowly() -> None:
        with transaction.atomic():
            hold_off(False)
            stored.append(timezone.now())
            taken.set()
            asked.wait(30)
        connection.close()

    storing = threading.Thread(target=store_slowly)
    storing.start()
    assert taken.wait(30)
    try:
        told = lrs.get("statements")["X-Experience-API-Consistent-Through"]
        assert datetime.fromisoformat(told) <= stored[0]
    finally:
        asked.set()
        storing.join(30)
    after = lrs.get("statements")["X-Experience-API-Consistent-Through"]
    assert datetime.fromisoformat(after) > stored[0]
