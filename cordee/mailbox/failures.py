"""What a message says that came back: for good, or for now."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from flufl.bounce import all_failures

from cordee.core.text import clean_line

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
# Answers that begin with 5 and pass: a full box, a message too large, a policy, a suspicion (RFC 3463).
_PASSING = {("2", "2"), ("2", "3"), ("3", "1"), ("3", "4"), ("4", "5"), ("4", "6")}
_MOST_PARTS = 50


@dataclass(frozen=True)
class Failure:
    """``for_good``: this address takes no mail. ``why`` is what the other server said, on one line."""

    for_good: bool
    why: str


def failure(raw: bytes) -> Failure | None:
    """What a message that came back says; None where it says that something was delivered, or nothing that one knows."""
    message = message_from_bytes(raw)
    fields = _fields(message)
    action = fields.get("action", "").lower()
    status = _STATUS.search(fields.get("status", "")) or _STATUS.search(fields.get("diagnostic-code", ""))
    why = (fields.get("diagnostic-code") or fields.get("status") or "")[:200]
    if action in ("delivered", "relayed", "expanded"):
        return None
    if action == "delayed" or (status and status[1] == "4"):
        return Failure(for_good=False, why=why)
    if status and status[1] == "5":
        passing = status[2] == "7" or (status[2], status[3]) in _PASSING
        return Failure(for_good=not passing, why=why)
    return _guessed(message)


def _fields(message: Message) -> dict[str, str]:
    """The fields of the report, of its first recipient that failed."""
    found: dict[str, str] = {}
    for count, part in enumerate(message.walk()):
        if count > _MOST_PARTS:
            break
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in _blocks(part):
            fields = {name.lower(): clean_line(str(value)) for name, value in block.items()}
            if "action" in fields or "status" in fields:
                return fields
            found |= fields
    return found


def _blocks(part: Message) -> list[Message]:
    held = part.get_payload()
    return [one for one in held if isinstance(one, Message)] if isinstance(held, list) else []


def _guessed(message: Message) -> Failure | None:
    """Reports without a form: what a library of such reports knows of them."""
    try:
        passing, for_good = all_failures(message)
    except Exception:  # it reads what strangers write, with patterns of many authors
        return None
    if for_good:
        return Failure(for_good=True, why=clean_line(str(message.get("Subject") or ""))[:200])
    return Failure(for_good=False, why="") if passing else None
