"""Keeping a message that came in, once, before anybody is told that we have it."""

import hashlib
from datetime import datetime

from django.db import transaction

from cordee.mailbox.letters import Unreadable, header, parsed
from cordee.mailbox.models import Received
from cordee.mailbox.tasks import handle
from cordee.notifications.addresses import token_of


@transaction.atomic
def take(raw: bytes, address: str, *, sender: str | None, now: datetime) -> Received | None:
    """Keep a message that came for one of our addresses; None where it is none, or where we have it already.

    ``sender`` is that of the envelope (empty for reports), None where the way in does not tell it.
    """
    token = token_of(address)
    if token is None:
        return None
    row, made = Received.objects.get_or_create(
        key=_key(token, raw),
        defaults={
            "address": address[:320],
            "sender": (sender or "")[:320],
            "envelope": sender is not None,
            "raw": raw,
            "received_at": now,
        },
    )
    if not made:
        return None
    handle.defer(received=str(row.id))
    return row


def _key(token: str, raw: bytes) -> str:
    """The same message to the same address, whatever servers wrote above it: by its Message-ID where it has one."""
    try:
        name = header(parsed(raw), "Message-ID").encode()
    except Unreadable:
        name = b""
    return hashlib.sha256(token.encode() + b"\0" + (name or raw)).hexdigest()
