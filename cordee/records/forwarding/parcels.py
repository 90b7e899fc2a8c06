"""What is sent to another store at once: statements with the files that came with them, not too much of either."""

from collections.abc import Iterator, Sequence

import orjson

from cordee.records.models import Forwarding
from cordee.records.multipart import headers_of, written
from cordee.records.queries.statements import Found, contents, sizes

MOST_BYTES = 2 * 2**20  # a parcel ends where it would be heavier, unless a single statement is


def parcels(found: Sequence[Found]) -> Iterator[list[Found]]:
    """The same statements in the same order, in parcels that are not too heavy. One query, for the sizes of files."""
    heavy = sizes(sha2 for one in found for sha2 in one.attached)
    parcel: list[Found] = []
    weight = 0
    for one in found:
        own = len(one.raw) + sum(heavy.get(sha2, 0) for sha2 in one.attached)
        if parcel and weight + own > MOST_BYTES:
            yield parcel
            parcel, weight = [], 0
        parcel.append(one)
        weight += own
    if parcel:
        yield parcel


def body_of(parcel: Sequence[Found]) -> tuple[str, bytes]:
    """The Content-Type and the body of a parcel. One query where files belong to it.

    The files go along wherever they are kept here (1.0.3 Communication, 1.5.2.s3.b3).
    """
    statements = b"[" + ",".join(one.raw for one in parcel).encode() + b"]"
    attached = {sha2 for one in parcel for sha2 in one.attached}
    files = contents(attached) if attached else []
    if not files:
        return "application/json", statements
    return written(statements, files, headers_of(orjson.loads(statements)))


def speaks(forwarding: Forwarding, one: Found) -> bool:
    """Whether the other store can take a statement: a newer one is not made older (1.0.3 Communication, 3.3.s5)."""
    return forwarding.version == Forwarding.Version.SECOND or '"version":"2.' not in one.raw
