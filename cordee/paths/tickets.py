"""Tickets: who may fetch the files of one package, for a few hours, said in the address itself.

Where packages are played there is no session: neither cookie nor header says who asks. A ticket is signed, names the
folder, the play of one learner and the player, and ends by itself.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from cordee.core.errors import Missing

SHORTEST = timedelta(hours=6)
_STEP = (
    6 * 3600
)  # all tickets of six hours end together, so that what a browser kept of a package serves again
_signer = Signer(salt="cordee.paths.tickets")
_FORM = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{32})\.([a-z0-9]{1,12})\.(\d{1,12})")


@dataclass(frozen=True)
class Ticket:
    """What an address lets one fetch, for whom and with which player."""

    folder: str
    holder: UUID
    player: str
    ends_at: datetime


def write_ticket(folder: str, holder: UUID, player: str, *, now: datetime) -> str:
    """A ticket as it stands in an address."""
    end = -(-int((now + SHORTEST).timestamp()) // _STEP) * _STEP
    return _signer.sign(f"{folder}.{holder.hex}.{player}.{end}")


def read_ticket(text: str, *, now: datetime) -> Ticket:
    """The ticket in an address; raises Missing where it is forged or over: the two look the same."""
    try:
        found = _FORM.fullmatch(_signer.unsign(text))
    except BadSignature:
        found = None
    if found is None or int(found[4]) <= now.timestamp():
        raise Missing(
            _("This page of the package is not open any more: go back to the step and open it again.")
        )
    return Ticket(found[1], UUID(found[2]), found[3], datetime.fromtimestamp(int(found[4]), UTC))
