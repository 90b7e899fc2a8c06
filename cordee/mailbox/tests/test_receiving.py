"""The way in for mail, spoken to as mail servers speak."""

import asyncio
import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError

from cordee.mailbox import receiving
from cordee.mailbox.models import Received
from cordee.mailbox.receiving import listen, place
from cordee.mailbox.tests.conftest import message
from cordee.notifications.addresses import bounce_address, reply_address
from cordee.testing.cast import Stage

pytestmark = pytest.mark.django_db(transaction=True)


def spoken(work: Callable[[int], Any], *, lmtp: bool = False) -> Any:
    """What ``work`` gives, run in a thread while the server listens on a free port."""

    async def both() -> Any:
        server = await listen(f"{'lmtp://' if lmtp else ''}127.0.0.1:{free()}")
        async with server:
            port = server.sockets[0].getsockname()[1]
            return await asyncio.to_thread(work, port)

    return asyncio.run(both())


def sent(name: str, address: str) -> bytes:
    """A message with the ends of lines that it has on its way, and one line that is longer than it should be."""
    return message(name, address).replace(b"\n", b"\r\n") + b"x" * 5_000 + b"\r\n"


def free() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def test_a_message_stands_in_the_database_before_250(stage: Stage, to_lea: str) -> None:
    raw = sent("gmail-fr", to_lea)

    def deliver(port: int) -> None:
        with smtplib.SMTP("127.0.0.1", port) as server:
            server.sendmail("lea@example.org", [to_lea.upper()], raw)
            server.sendmail("lea@example.org", [to_lea], raw)  # told twice, as after a lost answer

    spoken(deliver)
    row = Received.objects.get()
    assert (row.sender, row.state) == ("lea@example.org", "waiting")
    assert bytes(row.raw) == raw


def test_only_addresses_that_we_signed(stage: Stage, to_lea: str, today: Any) -> None:
    forged = to_lea[:10] + ("a" if to_lea[10] != "a" else "b") + to_lea[11:]

    def answers(port: int) -> list[int]:
        with smtplib.SMTP("127.0.0.1", port) as server:
            server.ehlo()
            server.mail("")
            return [
                server.rcpt(one)[0] for one in ("lea@example.org", forged, to_lea, "reply@cordee.example")
            ]

    assert spoken(answers) == [550, 550, 250, 550]
    back = str(bounce_address(stage.cast.lea.id, "lea@example.org", now=today))
    assert receiving.is_known(back)


def test_a_message_that_cannot_be_kept_is_asked_for_again(
    stage: Stage, to_lea: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*given: Any, **named: Any) -> None:
        raise DatabaseError("no space left")

    monkeypatch.setattr(receiving, "take", down)

    def deliver(port: int) -> int:
        with smtplib.SMTP("127.0.0.1", port) as server, pytest.raises(smtplib.SMTPDataError) as error:
            server.sendmail("lea@example.org", [to_lea], sent("gmail-fr", to_lea))
        return error.value.smtp_code

    assert spoken(deliver) == 451


def test_a_message_that_is_too_large_is_refused(
    stage: Stage, to_lea: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "LARGEST", 1_000)

    def deliver(port: int) -> int:
        with smtplib.SMTP("127.0.0.1", port) as server, pytest.raises(smtplib.SMTPResponseException) as error:
            server.sendmail("lea@example.org", [to_lea], b"Subject: x\r\n\r\n" + b"a" * 5_000)
        return error.value.smtp_code

    assert spoken(deliver) == 552
    assert not Received.objects.exists()


def test_lmtp_takes_one_recipient_at_a_time(stage: Stage, to_lea: str, today: Any) -> None:
    other = str(reply_address(stage.cast.ines.id, stage.question.id, None, now=today))

    def deliver(port: int) -> list[int]:
        with smtplib.LMTP("127.0.0.1", port) as server:
            server.ehlo()
            server.mail("lea@example.org")
            codes = [server.rcpt(to_lea)[0], server.rcpt(other)[0]]
            return [*codes, server.data(sent("gmail-fr", to_lea))[0]]

    assert spoken(deliver, lmtp=True) == [250, 452, 250]
    assert Received.objects.count() == 1


def test_where_to_listen() -> None:
    assert place("127.0.0.1:2525") == ("127.0.0.1", 2525, False)
    assert place("lmtp://[::1]:24") == ("::1", 24, True)
    for wrong in ("", "2525", "mail.example.org", "http://x:25"):
        with pytest.raises(ValueError, match="not an address"):
            place(wrong)
