"""Bodies that are large, slow, or broken off."""

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest

from cordee.records import bodies
from cordee.records.bodies import gathered


@pytest.fixture(autouse=True)
def _nobody_lingers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "LINGER", 0.01)


def gather(
    messages: Iterable[Any], *, length: int | None = None, patience: float = 5.0
) -> tuple[Any, list[Any]]:
    """What is gathered of these messages, and what is answered; after the last of them nothing comes any more."""
    sent: list[Any] = []
    waiting = iter(messages)

    async def receive() -> Any:
        for message in waiting:
            return message
        return await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    async def go() -> Any:
        headers = [] if length is None else [(b"content-length", str(length).encode())]
        scope = {"headers": [*headers, (b"x-experience-api-version", b"1.0.3")]}
        found = await gathered(scope, receive, send, largest=10, patience=patience)
        if found is None:
            return None
        measured, again = found
        body = (await again())["body"]
        assert measured["headers"] == [
            (b"x-experience-api-version", b"1.0.3"),
            (b"content-length", b"%d" % len(body)),
        ]
        return body

    return asyncio.run(go()), sent


def part(body: bytes, more: bool = True) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_in_parts_becomes_one() -> None:
    assert gather([part(b"one "), part(b"two", False)]) == (b"one two", [])


@pytest.mark.parametrize("length", [100 * 2**20, None])
def test_xapi_00328_too_large_is_refused_before_all_of_it_came(length: int | None) -> None:
    body, sent = gather([part(b"x" * 11)], length=length)
    assert body is None and sent[0]["status"] == 413
    assert (b"x-experience-api-version", b"1.0.3") in sent[0]["headers"]


def test_who_sends_too_slowly_is_not_waited_for() -> None:
    body, sent = gather([part(b"x")], patience=0.0)
    assert body is None and sent[0]["status"] == 408


def test_who_leaves_is_not_answered() -> None:
    assert gather([part(b"x"), {"type": "http.disconnect"}]) == (None, [])
