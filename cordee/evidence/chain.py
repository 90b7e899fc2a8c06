"""The chain, in pure functions: what is hashed, and how. docs/evidence.md says it for who writes another verifier.

A piece has two parts that say who: its author, and its subject with what happened to them. Each is *sealed*: HMAC-SHA256
of its canonical JSON, keyed by 16 random bytes of its own. The *leaf* is the SHA-256 of what stays for ever: number,
moments, kind, matter and both seals. The *link* is the SHA-256 of number, leaf and the link before. Whoever is erased
takes their parts and their keys along: the seals stay, so every link stays right, and nobody finds out what was sealed.
What a piece refers to (a row of a sheet, a work) is in its part by a digest under a key of its own, which goes along only
with the content itself: else whoever reads the part could try what somebody may have written until the digest fits.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

VERSION = 1
START = bytes(32)  # the link before the first
SALT = 16  # bytes
MOST = 2**53 - 1  # the largest whole number that every reader of JSON takes for itself


class NotPlainError(TypeError):
    """A value that does not look the same in every writer's JSON."""


@dataclass(frozen=True)
class Sealed:
    """A part of a piece as it is stored: its canonical JSON, the key of its seal, the seal."""

    part: str
    salt: bytes
    seal: bytes


def canonical(value: dict[str, Any]) -> str:
    """The value as RFC 8785 writes it. Texts, whole numbers, booleans, null, lists and objects alone, so that ordinary
    writers with sorted keys write the same. Raises NotPlainError.
    """
    _check(value)
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def sealed(value: dict[str, Any], salt: bytes | None = None) -> Sealed:
    """A part with its seal, under a new key unless one is given."""
    part, salt = canonical(value), salt or secrets.token_bytes(SALT)
    return Sealed(part, salt, seal_of(part, salt))


def seal_of(part: str, salt: bytes) -> bytes:
    """The seal of a part's canonical JSON."""
    return hmac.digest(salt, part.encode(), "sha256")


def content_digest(content: str, key: bytes | None) -> str:
    """What a part says of a content whose SHA-256 is ``content`` (64 digits): without a key, as before, that itself."""
    return content if key is None else hmac.digest(key, bytes.fromhex(content), "sha256").hex()


def leaf_of(
    *, number: int, kind: str, at: datetime, recorded: datetime, matter: str, author: bytes, subject: bytes
) -> bytes:
    """What stays of a piece for ever, hashed. ``matter`` is canonical JSON; the keys below stand in their order."""
    return hashlib.sha256(
        f'{{"at":"{moment(at)}","author":"{author.hex()}","kind":"{kind}","matter":{matter},"number":{number},'
        f'"recorded":"{moment(recorded)}","subject":"{subject.hex()}","version":{VERSION}}}'.encode()
    ).digest()


def link_of(*, number: int, leaf: bytes, previous: bytes) -> bytes:
    """A piece's place in the chain."""
    text = f'{{"leaf":"{leaf.hex()}","number":{number},"previous":"{previous.hex()}"}}'
    return hashlib.sha256(text.encode()).digest()


def checkpoint_of(*, number: int, at: datetime, last: int, head: bytes, previous: bytes) -> bytes:
    """The hash of a checkpoint: up to piece ``last``, whose link is ``head``; after the checkpoint ``previous``."""
    text = (
        f'{{"at":"{moment(at)}","head":"{head.hex()}","last":{last},"number":{number},'
        f'"previous":"{previous.hex()}"}}'
    )
    return hashlib.sha256(text.encode()).digest()


def moment(at: datetime) -> str:
    """A moment as it is hashed: UTC, microseconds, Z."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _check(value: Any) -> None:
    match value:
        case None | bool() | str():
            return
        case int() if abs(value) <= MOST:
            return
        case list():
            for one in value:
                _check(one)
        case dict() if all(isinstance(key, str) and key.isascii() for key in value):
            for one in value.values():
                _check(one)
        case _:
            raise NotPlainError(f"{value!r} has no place in a piece of evidence")
