"""The way in for mail: a small server to which the organisation's mail server relays what comes for our addresses.

It takes nothing else, sends nothing on, and says 250 only when the message stands in the database. It speaks SMTP, or
LMTP where the address begins with ``lmtp://``. It belongs in a private network: it knows neither passwords nor TLS.
"""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import urlsplit

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from cordee.mailbox.actions.taking import take
from cordee.mailbox.letters import LARGEST
from cordee.notifications.addresses import Expired, is_bounce, token_of, who_answers, whose_mail_came_back

PATIENCE = 120  # seconds of silence before a connection is closed
MOST_RECIPIENTS = 20
LONGEST_LINE = 1_000_000  # bytes; the standard has 1,000, but a mail that ran over is not lost for that
Given = TypeVar("Given")
log = logging.getLogger(__name__)


def place(address: str) -> tuple[str, int, bool]:
    """Host, port, and whether LMTP is spoken, of ``host:port`` or ``lmtp://host:port``. Raises ValueError."""
    parts = urlsplit(address if "//" in address else f"smtp://{address}")
    if parts.scheme not in ("smtp", "lmtp") or not parts.hostname or not parts.port:
        raise ValueError(f"not an address to listen on: {address}")
    return parts.hostname, parts.port, parts.scheme == "lmtp"


def is_known(address: str) -> bool:
    """Whether mail for this address can be of use: signed by us. One that is too old still gets its kind answer."""
    token = token_of(address)
    if token is None:
        return False
    now = timezone.now()
    try:
        found = whose_mail_came_back(token, now=now) if is_bounce(token) else who_answers(token, now=now)
    except Expired:
        return True
    return found is not None


class Door:
    """What the server asks at each step of a delivery; the database is asked in threads of its own."""

    def __init__(self, *, one_at_a_time: bool) -> None:
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="mail")
        self._most = (
            1 if one_at_a_time else MOST_RECIPIENTS
        )  # LMTP answers for each recipient, this server once

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Only for our own, signed addresses."""
        if len(envelope.rcpt_tos) >= self._most:
            return "452 4.5.3 Too many recipients"
        try:
            known = await self._in_thread(is_known, address)
        except DatabaseError:
            return _LATER
        if not known:
            return "550 5.1.1 There is no such address here"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The message is ours once it stands in the database, not before."""
        raw, sender = envelope.original_content or b"", envelope.mail_from or ""

        def keep() -> None:
            for address in envelope.rcpt_tos:
                take(raw, address, sender=sender, now=timezone.now())

        try:
            await self._in_thread(keep)
        except DatabaseError:
            log.warning("a message could not be kept: its server was told to try again", exc_info=True)
            return _LATER
        return "250 OK"

    async def handle_exception(self, error: Exception) -> str:
        """Nobody outside needs to know what went wrong here."""
        log.error("mail: %s", error, exc_info=error)
        return _LATER

    async def _in_thread(self, work: Callable[..., Given], *given: Any) -> Given:
        def with_connection() -> Given:
            close_old_connections()
            try:
                return work(*given)
            finally:
                close_old_connections()

        return await asyncio.get_running_loop().run_in_executor(self._threads, with_connection)

    def close(self) -> None:
        """Let go of the threads, and of what they hold."""
        self._threads.shutdown(wait=True)


class _Smtp(SMTP):
    line_length_limit = LONGEST_LINE


class _Lmtp(LMTP):
    line_length_limit = LONGEST_LINE


_LATER = "451 4.3.0 Not now: try again later"


async def listen(address: str, ready: Callable[[], None] | None = None) -> asyncio.Server:
    """A server on ``address``, that answers."""
    host, port, lmtp = place(address)
    loop, door = asyncio.get_running_loop(), Door(one_at_a_time=lmtp)
    kind = _Lmtp if lmtp else _Smtp
    server = await loop.create_server(
        lambda: kind(
            door,
            data_size_limit=LARGEST,
            enable_SMTPUTF8=True,
            hostname="cordee",
            ident="Cordee",
            timeout=PATIENCE,
            loop=loop,
        ),
        host,
        port,
    )
    if ready:
        ready()
    return server


async def receive(address: str, ready: Callable[[], None] | None = None) -> None:
    """Take mail until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with await listen(address, ready):
        await stop.wait()
