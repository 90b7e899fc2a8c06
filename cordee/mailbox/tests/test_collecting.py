"""Reading a mailbox: what is for us is taken once and marked as read, the rest is left as it was."""

import asyncio
import re
import threading
from collections.abc import Iterator
from datetime import datetime

import pytest
from imap_tools import MailboxLoginError

from cordee.mailbox.collecting import collect
from cordee.mailbox.models import Received
from cordee.mailbox.tasks import collect_mail
from cordee.mailbox.tests.conftest import message
from cordee.testing.cast import Stage


class Mailbox:
    """As much of an IMAP server (RFC 3501) as reading takes. ``seen``: the messages that are read."""

    def __init__(self, messages: list[bytes]) -> None:
        self.messages = dict(enumerate(messages, start=1))
        self.seen: set[int] = set()
        self.port = 0
        self.fetched: list[int] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* OK IMAP4rev1 ready\r\n")
        while line := (await reader.readline()).decode().strip():
            tag, _space, command = line.partition(" ")
            answer = self.answer(command)
            writer.write(answer[0] + f"{tag} {answer[1]} done\r\n".encode())
            if command.startswith("LOGOUT"):
                break
        writer.close()

    def answer(self, command: str) -> tuple[bytes, str]:
        name = command.upper()
        if name.startswith("CAPABILITY"):
            return b"* CAPABILITY IMAP4rev1\r\n", "OK"
        if name.startswith("LOGIN"):
            return b"", "OK" if '"secret word"' in command else "NO wrong password"
        if name.startswith("UID SEARCH"):
            assert 'TO "reply+"' in command
            assert "UNSEEN" in command
            found = [n for n, raw in self.messages.items() if n not in self.seen and b"reply+" in raw]
            return f"* SEARCH {' '.join(map(str, found))}\r\n".encode(), "OK"
        if found := re.match(r"UID FETCH (\d+) \(BODY\.PEEK\[(HEADER)?\]", name):
            return self.fetch(int(found[1]), header=bool(found[2])), "OK"
        if found := re.match(r"UID STORE (\d+) \+FLAGS", name):
            self.seen.add(int(found[1]))
            return b"", "OK"
        return (b"* BYE\r\n" if name == "LOGOUT" else b""), "OK"

    def fetch(self, number: int, *, header: bool) -> bytes:
        raw = self.messages[number]
        part = raw.partition(b"\n\n")[0] + b"\n\n" if header else raw
        if not header:
            self.fetched.append(number)
        said = f"* {number} FETCH (UID {number} FLAGS () RFC822.SIZE {len(raw)} BODY[] {{{len(part)}}}\r\n"
        return said.encode() + part + b")\r\n"


@pytest.fixture
def mailbox(to_lea: str) -> Iterator[Mailbox]:
    forged = to_lea[:10] + ("a" if to_lea[10] != "a" else "b") + to_lea[11:]
    kept = Mailbox(
        [
            message("gmail-fr", to_lea),
            b"To: lea@example.org\nSubject: not for Cordee\n\nx",
            b"To: reply+a-list@elsewhere.example\nSubject: nor this\n\nx",
            message("iphone-fr", forged),
            b"Delivered-To: " + to_lea.encode() + b"\nReturn-Path: <>\nMessage-ID: <b@x>\n\nx",
        ]
    )
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(kept.serve, "127.0.0.1", 0))
    kept.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield kept
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.run_until_complete(asyncio.sleep(0))
    server.close()
    loop.close()


def test_what_is_for_us_is_taken_once(stage: Stage, mailbox: Mailbox, to_lea: str, today: datetime) -> None:
    address = f"imap+plain://lea:secret%20word@127.0.0.1:{mailbox.port}/INBOX"
    assert collect(address, now=today) == 3
    assert mailbox.seen == {1, 4, 5}
    assert mailbox.fetched == [1, 4, 5]
    assert set(Received.objects.values_list("sender", "envelope")) == {
        ("lea@example.org", True),
        ("", False),
        ("", True),
    }
    mailbox.seen.clear()  # as after a crash between keeping and marking
    assert collect(address, now=today) == 0
    assert Received.objects.count() == 3


def test_a_message_that_is_too_large_is_not_fetched(
    mailbox: Mailbox, today: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cordee.mailbox import collecting

    monkeypatch.setattr(collecting, "LARGEST", 10)
    assert collect(f"imap+plain://lea:secret%20word@127.0.0.1:{mailbox.port}", now=today) == 0
    assert mailbox.fetched == []


def test_a_wrong_password_is_said(mailbox: Mailbox, today: datetime) -> None:
    with pytest.raises(MailboxLoginError):
        collect(f"imap+plain://lea:wrong@127.0.0.1:{mailbox.port}", now=today)


def test_only_addresses_of_mailboxes(today: datetime) -> None:
    with pytest.raises(ValueError, match="imaps://"):
        collect("https://example.org", now=today)


def test_nothing_is_read_where_none_is_named(db: None, settings: object) -> None:
    settings.IMAP_URL = ""
    collect_mail(timestamp=0)
    assert not Received.objects.exists()
