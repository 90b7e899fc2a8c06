"""A real mail server for the tests: it keeps what it is sent, or behaves badly."""

import email
import threading
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Post:
    """What came in, and how the server answers: ``refused`` addresses for good, ``busy`` ones for now."""

    def __init__(self) -> None:
        self.refused: set[str] = set()
        self.busy: set[str] = set()
        self.breaks = 0  # so many messages break the connection
        self.mails: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []
        self.came = threading.Condition()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        """Refuse some, take the others."""
        if address in self.refused:
            return "550 5.1.1 no such mailbox"
        if address in self.busy:
            return "450 4.2.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep it."""
        if self.breaks:
            self.breaks -= 1
            assert server.transport is not None
            server.transport.close()
            return "451 gone"
        with self.came:
            assert isinstance(envelope.content, bytes)
            self.envelopes.append(envelope)
            self.mails.append(email.message_from_bytes(envelope.content, policy=default))
            self.came.notify_all()
        return "250 OK"

    def wait_for(self, count: int, seconds: float = 20.0) -> bool:
        """Until so many came in."""
        with self.came:
            return self.came.wait_for(lambda: len(self.mails) >= count, seconds)


class MailServer(Controller):
    """It listens on a free port of this machine."""

    def __init__(self, post: Post) -> None:
        super().__init__(post, hostname="127.0.0.1", port=0)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
