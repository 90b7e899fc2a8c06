"""Giving a parcel to another store, and finding what it refuses."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field

from cordee.core.addresses import target_of
from cordee.core.errors import Invalid
from cordee.core.sealing import Unreadable, unseal
from cordee.core.sending import Outcome, send
from cordee.records.forwarding.parcels import body_of, speaks
from cordee.records.models import Forwarding
from cordee.records.queries.statements import Found
from cordee.records.versions import HEADER

SEALED = "records.forwarding"
PATIENCE = 30.0  # seconds for one request
REFUSED = (
    400,
    409,
    413,
    415,
    422,
)  # what is said of statements; everything else is said of the door, or of the moment
THERE_ALREADY = 409


@dataclass
class Delivered:
    """What became of a parcel: how many statements arrived, which it refuses, and what kept the rest from arriving."""

    arrived: int = 0
    refused: list[tuple[Found, Outcome]] = field(default_factory=list)
    trouble: Outcome | None = None


def deliver(forwarding: Forwarding, parcel: Sequence[Found]) -> Delivered:
    """Send a parcel; what is refused is halved until it is known which statement that is.

    A single statement that is there already has arrived: it may be sent again and again. Never raises for what
    the other store or the network does.
    """
    done = Delivered()
    able = [one for one in parcel if speaks(forwarding, one)]
    newer = Outcome(None, 0, "", "it is of xAPI 2.0, which the other store does not speak")
    done.refused += [(one, newer) for one in parcel if one not in able]
    if able:
        _deliver(forwarding, able, done)
    return done


def _deliver(forwarding: Forwarding, parcel: Sequence[Found], done: Delivered) -> None:
    outcome = _post(forwarding, parcel)
    if outcome.arrived:
        done.arrived += len(parcel)
    elif outcome.status not in REFUSED:
        done.trouble = outcome
    elif len(parcel) > 1:
        half = len(parcel) // 2
        for part in (parcel[:half], parcel[half:]):
            if done.trouble is None:
                _deliver(forwarding, part, done)
    elif outcome.status == THERE_ALREADY:
        done.arrived += 1
    else:
        done.refused.append((parcel[0], outcome))


def _post(forwarding: Forwarding, parcel: Sequence[Found]) -> Outcome:
    content_type, body = body_of(parcel)
    try:
        password = unseal(SEALED, forwarding.sealed)
        target = target_of(forwarding.address.rstrip("/") + "/statements")
    except Unreadable:
        return Outcome(None, 0, "", "the password was sealed with another key: give it again")
    except Invalid as refusal:  # what was allowed when it was made is not any more
        return Outcome(None, 0, "", refusal.message[:200])
    token = base64.b64encode(f"{forwarding.user}:{password}".encode()).decode()
    headers = {"Authorization": f"Basic {token}", HEADER: forwarding.version, "Content-Type": content_type}
    return send(target, body, headers, patience=PATIENCE)
