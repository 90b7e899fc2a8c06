"""Mail that no person wrote: never posted, never answered, so that two programs do not write to each other for ever."""

import re
from email.message import Message
from email.utils import parseaddr

from django.conf import settings

from cordee.mailbox.letters import addresses, header
from cordee.notifications.addresses import token_of

# Vacation messages of servers that say it nowhere else.
_SUBJECT = re.compile(
    r"\s*(?:automatic reply|auto(?:matic)?[- ]?reply|auto[- ]?response|out of (?:the )?office|réponse automatique|"
    r"message d.absence|absence du bureau|absent du bureau|automatische antwort|abwesenheit)\b",
    re.I,
)
_NAMES = re.compile(r"(?:mailer-daemon|postmaster|no-?reply|ne-?pas-?repondre|bounces?)(?:[+-].*)?@", re.I)
_LISTS = ("List-Id", "List-Post", "List-Unsubscribe", "List-Help")


def is_report(message: Message) -> bool:
    """Whether a message says of itself that another could not be delivered, or was late (RFC 3464)."""
    return message.get_content_type() == "multipart/report" and "delivery-status" in header(
        message, "Content-Type"
    )


def why_automatic(message: Message, sender: str | None) -> str:
    """Why a message is taken for that of a program, in English, for the log; empty for that of a person.

    ``sender`` is the envelope's, empty where the message came with none (RFC 5321, 4.5.5), None where it is not known.
    """
    if sender == "" or header(message, "Return-Path") == "<>":
        return "the envelope has no sender"
    said = header(message, "Auto-Submitted").lower()
    if said and not said.startswith("no"):
        return "Auto-Submitted"
    if header(message, "Precedence").lower() in ("bulk", "junk", "list", "auto_reply"):
        return "Precedence"
    for name in ("X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond", "X-Loop", *_LISTS):
        if message.get(name) is not None:
            return name
    if is_report(message):
        return "a report of delivery"
    return _of_ours(message)


def _of_ours(message: Message) -> str:
    froms = addresses(message, "From", "Sender")
    own = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()
    if any(one == own or token_of(one) for one in froms):
        return "our own mail"
    if any(_NAMES.match(one) for one in froms):
        return "the name of its sender"
    return "its subject" if _SUBJECT.match(header(message, "Subject")) else ""
