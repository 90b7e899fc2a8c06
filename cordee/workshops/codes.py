"""The code that a trainer shows and that changes every half-minute: who scans it is in the room, or was a moment ago."""

import io
from datetime import datetime
from uuid import UUID

import segno
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from markupsafe import Markup

WINDOW = 30  # seconds
LETTERS = 24  # of the hexadecimal digest
PATIENCE = 600  # seconds between the page of who scanned and their button
_SALT = "cordee.workshops.codes"


def code_at(workshop_id: UUID, half: str, now: datetime) -> str:
    """The code of this half-minute."""
    return _code(workshop_id, half, int(now.timestamp()) // WINDOW)


def seconds_left(now: datetime) -> int:
    """For how long it is shown."""
    return WINDOW - int(now.timestamp()) % WINDOW


def holds(code: str, workshop_id: UUID, half: str, now: datetime) -> bool:
    """Whether ``code`` is of this half-minute, or of the one before: scanning takes a moment."""
    window = int(now.timestamp()) // WINDOW
    return any(constant_time_compare(code, _code(workshop_id, half, one)) for one in (window, window - 1))


def grant(person_id: UUID, workshop_id: UUID, half: str) -> str:
    """What the page of somebody who scanned in time carries, so that reading it is not a race. Theirs alone."""
    return signing.TimestampSigner(salt=_SALT).sign(f"{person_id}:{workshop_id}:{half}")


def is_granted(granted: str, person_id: UUID, workshop_id: UUID, half: str) -> bool:
    """Whether this person scanned this half-day's code lately."""
    try:
        told = signing.TimestampSigner(salt=_SALT).unsign(granted, max_age=PATIENCE)
    except signing.BadSignature:
        return False
    return told == f"{person_id}:{workshop_id}:{half}"


def picture(address: str) -> Markup:
    """The QR code of an address as SVG: dark on white in both themes, or telephones do not read it."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=False, border=3, dark="#000", light="#fff", omitsize=True,
        svgclass="room-code__picture", lineclass=None,
    )  # fmt: skip
    return Markup(out.getvalue().decode())  # noqa: S704 (drawn by segno of our own address)


def _code(workshop_id: UUID, half: str, window: int) -> str:
    digest = salted_hmac(_SALT, f"{workshop_id}:{half}:{window}", algorithm="sha256")
    return digest.hexdigest()[:LETTERS]
