"""A real web process, handled roughly: bodies without end, senders that fall asleep, a kill in the middle of a batch."""

import base64
import json
import os
import signal
import socket
import threading
from collections.abc import Callable
from uuid import UUID, uuid4

import httpx
import psutil
import pytest
from django.db import connection, transaction
from django.db.models import Count

from cordee.records.models import Mention, Statement
from cordee.records.tests.conftest import Lrs, a_statement, an_lrs
from cordee.testing.serving import Web, serve

__all__ = ["serve"]

HUNDRED_MB = 100 * 2**20
MOST_GROWTH = 80 * 2**20  # of memory: what the store takes at once (32 MiB) twice, and some
SENDERS, BATCH, AFTER = 3, 40, 12  # the process is killed after so many batches were answered


def headers(lrs: Lrs) -> dict[str, str]:
    token = base64.b64encode(f"{lrs.user}:{lrs.password}".encode()).decode()
    return {
        "Authorization": f"Basic {token}",
        "X-Experience-API-Version": "1.0.3",
        "Content-Type": "application/json",
    }


def begin(web: Web, lrs: Lrs, *more: str) -> socket.socket:
    """A request of which only the headers are sent."""
    link = socket.create_connection(("127.0.0.1", web.port), timeout=30)
    lines = [
        "POST /xapi/statements HTTP/1.1",
        "Host: x",
        *(f"{a}: {b}" for a, b in headers(lrs).items()),
        *more,
    ]
    link.sendall("\r\n".join([*lines, "", ""]).encode())
    return link


@pytest.mark.slow
def test_a_web_process_that_is_handled_roughly(serve: Callable[..., Web]) -> None:
    lrs = an_lrs()
    web = serve()
    _in_chunks(web, lrs)
    _large(web, lrs)
    _slow(web, lrs)
    _killed(web, lrs)


def _in_chunks(web: Web, lrs: Lrs) -> None:
    """A body whose length nobody told is read whole; where it would not be, it is refused and not taken for empty."""
    sent = json.dumps(a_statement(id=str(uuid4()))).encode()
    pieces = (sent[:20], sent[20:])
    assert (
        httpx.post(f"{web.url}/xapi/statements", content=iter(pieces), headers=headers(lrs)).status_code
        == 200
    )
    document = f"{web.url}/xapi/activities/profile?activityId=http://example.org/a&profileId=p"
    told = {**headers(lrs), "Content-Type": "text/plain"}
    assert httpx.put(document, content=iter((b"long ", b"words")), headers=told).status_code == 204
    assert httpx.get(document, headers=told).text == "long words"
    assert httpx.post(f"{web.url}/api/v1/spaces", content=iter((b"{", b"}"))).status_code == 411


def _large(web: Web, lrs: Lrs) -> None:
    """XAPI-00328: refused before it came where its length is told, else as soon as it is too much, memory bounded."""
    process = psutil.Process(web.process.pid)
    before = process.memory_info().rss
    told = begin(web, lrs, f"Content-Length: {HUNDRED_MB}")
    assert told.recv(12) == b"HTTP/1.1 413"  # not a byte of the body was sent
    told.close()
    untold, sent = begin(web, lrs, "Transfer-Encoding: chunked"), 0
    chunk = b"100000\r\n" + b"x" * 2**20 + b"\r\n"
    while sent < HUNDRED_MB:
        untold.sendall(chunk)
        sent += 2**20
    untold.sendall(b"0\r\n\r\n")
    assert (
        untold.recv(12) == b"HTTP/1.1 413"
    )  # and not a broken line: what came too much was let go of unread
    untold.close()
    assert process.memory_info().rss - before < MOST_GROWTH


def _slow(web: Web, lrs: Lrs) -> None:
    """More sleeping senders than there are threads, and everybody else is answered all the same."""
    asleep = [begin(web, lrs, "Content-Length: 1000") for _number in range(12)]
    for link in asleep:
        link.sendall(b"[")
    answer = httpx.post(f"{web.url}/xapi/statements", json=a_statement(), headers=headers(lrs), timeout=20)
    assert answer.status_code == 200
    for link in asleep:
        link.close()


def _killed(web: Web, lrs: Lrs) -> None:
    """What was answered is there, all of it; what was not is there as a whole, or not at all."""
    answered: list[list[str]] = []
    sent: list[list[str]] = []
    enough = threading.Event()

    def send() -> None:
        with httpx.Client(headers=headers(lrs), timeout=20) as client:
            while True:
                ids = [str(uuid4()) for _number in range(BATCH)]
                sent.append(ids)
                body = json.dumps([a_statement(id=one) for one in ids])
                try:
                    answer = client.post(f"{web.url}/xapi/statements", content=body)
                except httpx.HTTPError:
                    return
                assert answer.status_code == 200
                answered.append(ids)
                if len(answered) >= AFTER:
                    enough.set()

    senders = [threading.Thread(target=send) for _number in range(SENDERS)]
    for one in senders:
        one.start()
    assert enough.wait(60)
    os.kill(web.process.pid, signal.SIGKILL)
    for one in senders:
        one.join(30)
    stored, named = _stored()
    assert len(answered) < len(sent)
    for ids in answered:
        assert stored.issuperset(map(UUID, ids))
    for ids in sent:
        assert len(stored.intersection(map(UUID, ids))) in (0, BATCH)
    assert len(named) == len(stored) and len(set(named)) == 1


@transaction.atomic
def _stored() -> tuple[set[UUID], list[int]]:
    """The statements, and how many keys each is found by, of one moment: what a killed process sent may yet commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    keys = Mention.objects.values("position").annotate(keys=Count("key")).values_list("keys", flat=True)
    return set(Statement.objects.values_list("id", flat=True)), list(keys)
