"""The other way in for mail: reading a mailbox, for who has no server to relay from.

Only unread messages to one of our addresses are looked at; each is marked as read once it is kept here. None is deleted:
the mailbox is its owner's. What was broken off in the middle is looked at again, and taken once (``take``).
"""

import logging
import ssl
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import unquote, urlsplit

from django.conf import settings
from imap_tools import AND, OR, BaseMailBox, Header, MailBox, MailBoxStartTls, MailBoxUnencrypted, MailMessage

from cordee.mailbox.actions.taking import take
from cordee.mailbox.letters import LARGEST, Unreadable, addressed, header, parsed
from cordee.notifications.addresses import token_of

PATIENCE = 30  # seconds for each answer of the server
AT_ONCE = 200
log = logging.getLogger(__name__)


def collect(address: str, *, now: datetime) -> int:
    """Take the unread messages of a mailbox that are for us; returns how many. Raises OSError, IMAP4.error."""
    kept = 0
    with _entered(address) as mailbox:
        for uid, raw in _unread(mailbox):
            taken = [take(raw, one, sender=_sender(raw), now=now) for one in _ours(raw)]
            kept += any(taken)
            mailbox.flag(uid, "\\Seen", True)
    return kept


def _entered(address: str) -> BaseMailBox:
    """The mailbox of ``imaps://name:password@host[:port]/[folder]``; ``imap://`` begins TLS by STARTTLS.

    ``imap+plain://`` never encrypts, for a server on the same machine.
    """
    parts = urlsplit(address)
    host, folder = parts.hostname or "", unquote(parts.path.strip("/")) or "INBOX"
    context = ssl.create_default_context()
    mailbox: BaseMailBox
    if parts.scheme == "imaps":
        mailbox = MailBox(host, parts.port or 993, timeout=PATIENCE, ssl_context=context)
    elif parts.scheme == "imap":
        mailbox = MailBoxStartTls(host, parts.port or 143, timeout=PATIENCE, ssl_context=context)
    elif parts.scheme == "imap+plain":
        mailbox = MailBoxUnencrypted(host, parts.port or 143, timeout=PATIENCE)
    else:
        raise ValueError("the address of the mailbox begins with imaps://")
    return mailbox.login(unquote(parts.username or ""), unquote(parts.password or ""), initial_folder=folder)


def _unread(mailbox: BaseMailBox) -> Iterator[tuple[str, bytes]]:
    """Unread messages to our addresses that are not too large, with what names them there."""
    ours = settings.REPLY_ADDRESS.partition("@")[0] + "+"
    places = [Header(name, ours) for name in ("Delivered-To", "X-Original-To", "Envelope-To")]
    for uid in mailbox.uids(AND(OR(to=ours, cc=ours, header=places), seen=False))[:AT_ONCE]:
        for head in mailbox.fetch(uid_list=uid, mark_seen=False, headers_only=True):
            if head.size_rfc822 > LARGEST:
                log.warning("a message of %s bytes was left in the mailbox", head.size_rfc822)
                mailbox.flag(uid, "\\Seen", True)
            elif _ours(_whole(head)):
                for message in mailbox.fetch(uid_list=uid, mark_seen=False):
                    yield uid, _whole(message)


def _whole(message: MailMessage) -> bytes:
    """What came, again as bytes; empty where it cannot be written down: it is passed over."""
    try:
        return message.obj.as_bytes()
    except (ValueError, LookupError, TypeError, AttributeError, KeyError):
        return b""


def _ours(raw: bytes) -> list[str]:
    """Those of our addresses that a message names; each once."""
    try:
        found = addressed(parsed(raw))
    except Unreadable:
        return []
    return list(dict.fromkeys(one for one in found if token_of(one)))


def _sender(raw: bytes) -> str | None:
    """The envelope's sender where the server wrote it down."""
    said = header(parsed(raw), "Return-Path")
    return said.strip("<> ") if said else None
