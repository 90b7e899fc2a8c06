"""Signed addresses of mail: where an answer goes, and where a message that cannot be delivered comes back to.

Both are the operator's one address (``reply@example.org``) with a token after a plus. A token is 48 characters of base32,
for some servers change the case of addresses and the part before the @ may have 64 characters (RFC 5321, 4.5.3.1.1). Two
whole identifiers and a signature do not fit in that: it holds the beginnings of both, which find candidates, and a
signature over them whole, which chooses. Whoever has such an address can answer as its person only where the mail comes
from that person's own address too (``mailbox.proving``); and a token lives for ``LIFE``.
"""

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Model, QuerySet

from cordee.people.models import Person
from cordee.spaces.models import Comment, Post

LIFE = timedelta(days=180)
LONGEST_LOCAL_PART = 64
TOKEN = 48

Kept = TypeVar("Kept", bound=Model)

_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_POST, _COMMENT, _BOUNCE = 1, 2, 3
_PREFIX = 10  # bytes of an identifier: the millisecond, the next 12 bits, and 14 bits of chance
_SIGNATURE = 8  # bytes: a guess is right once in 2^64, and each costs a mail
_BODY = struct.Struct(f">H{_PREFIX}s{_PREFIX}s")
_DAYS = 14  # bits of the first two bytes that say the last day; the two before them say the kind
_CANDIDATES = 64  # people brought in together share the beginning of their identifier


@dataclass(frozen=True)
class Target:
    """Who may answer what. ``comment`` is the reply that is answered; without, the contribution is."""

    person: Person
    post: Post
    comment: Comment | None = None


class Expired(Exception):  # noqa: N818 (an answer, not a fault)
    """The address was good once; ``target`` is what it was for."""

    def __init__(self, target: Target) -> None:
        super().__init__("expired")
        self.target = target


def works() -> bool:
    """Whether the operator gave an address that such addresses can be made of."""
    return _base() is not None


def reply_address(person_id: UUID, post_id: UUID, comment_id: UUID | None, *, now: datetime) -> str | None:
    """Where ``person_id`` answers a contribution, or a reply to it, by mail; None where nothing comes in by mail.

    No query: a post that is told to ten thousand people makes ten thousand addresses.
    """
    about = comment_id or post_id
    return _address(_COMMENT if comment_id else _POST, person_id, about, about.bytes, now)


def bounce_address(person_id: UUID, email: str, *, now: datetime) -> str | None:
    """The envelope's sender of a mail to somebody: what comes back there tells of this very address of theirs."""
    return _address(_BOUNCE, person_id, UUID(int=0), _folded(email), now)


def token_of(address: str) -> str | None:
    """The token of one of our addresses, in small letters; None for any other address. Checks no signature."""
    base = _base()
    local, _at, domain = parseaddr(address)[1].rpartition("@")
    if base is None or domain.lower() != base[1]:
        return None
    start, _plus, token = local.lower().rpartition("+")
    return token if start == base[0] and len(token) == TOKEN else None


def is_bounce(token: str) -> bool:
    """Whether a token says that it is of mail which came back. Checks no signature."""
    return _read(token)[0] == _BOUNCE


def who_answers(token: str, *, now: datetime) -> Target | None:
    """Whom a token of ``reply_address`` lets answer what; None for a forged one. Two queries. Raises Expired."""
    kind, until, person_start, about_start, signature = _read(token)
    if kind not in (_POST, _COMMENT):
        return None
    about: list[Post | Comment]
    if kind == _COMMENT:
        about = list(_beginning(Comment.objects.select_related("post__space"), about_start))
    else:
        about = list(_beginning(Post.objects.select_related("space"), about_start))
    for person in _beginning(Person.objects.all(), person_start):
        for one in about:
            if hmac.compare_digest(_sign(kind, until, person.id, one.pk.bytes), signature):
                answers = Target(person, one.post, one) if isinstance(one, Comment) else Target(person, one)
                if now >= _EPOCH + timedelta(days=until):
                    raise Expired(answers)
                return answers
    return None


def whose_mail_came_back(token: str, *, now: datetime) -> Person | None:
    """To whom the mail was sent that came back to a token of ``bounce_address``; one query.

    None for a forged token, one that is too old, and where the person has another address by now.
    """
    kind, until, person_start, _about, signature = _read(token)
    if kind != _BOUNCE or now >= _EPOCH + timedelta(days=until):
        return None
    for person in _beginning(Person.objects.all(), person_start):
        if hmac.compare_digest(_sign(kind, until, person.id, _folded(person.email or "")), signature):
            return person
    return None


def _address(kind: int, person_id: UUID, about: UUID, signed: bytes, now: datetime) -> str | None:
    base = _base()
    if base is None:
        return None
    until = (now + LIFE - _EPOCH).days
    body = _BODY.pack(kind << _DAYS | until, person_id.bytes[:_PREFIX], about.bytes[:_PREFIX])
    token = base64.b32encode(body + _sign(kind, until, person_id, signed)).decode().lower()
    return f"{base[0]}+{token}@{base[1]}"


def _read(token: str) -> tuple[int, int, bytes, bytes, bytes]:
    """The parts of a token; a kind that is none for what is no token at all."""
    try:
        whole = base64.b32decode(token, casefold=True)
    except (binascii.Error, ValueError):
        whole = b""
    if len(whole) != _BODY.size + _SIGNATURE:
        return 0, 0, b"", b"", b""
    first, person_start, about_start = _BODY.unpack(whole[: _BODY.size])
    return first >> _DAYS, first & (1 << _DAYS) - 1, person_start, about_start, whole[_BODY.size :]


def _sign(kind: int, until: int, person_id: UUID, about: bytes) -> bytes:
    said = struct.pack(">H", kind << _DAYS | until) + person_id.bytes + about
    return hmac.digest(_key(settings.SECRET_KEY), said, "sha256")[:_SIGNATURE]


@lru_cache(maxsize=2)
def _key(secret: str) -> bytes:
    return hashlib.sha256(f"addresses of mail:{secret}".encode()).digest()


def _beginning(rows: QuerySet[Kept], start: bytes) -> QuerySet[Kept]:
    """The rows whose identifier begins so."""
    missing = 16 - _PREFIX
    between = UUID(bytes=start + b"\x00" * missing), UUID(bytes=start + b"\xff" * missing)
    return rows.filter(id__range=between)[:_CANDIDATES]


def _folded(email: str) -> bytes:
    return hashlib.sha256(email.strip().lower().encode()).digest()


def _base() -> tuple[str, str] | None:
    """The operator's address in its two parts, where it is one that leaves room for a token."""
    local, _at, domain = settings.REPLY_ADDRESS.strip().lower().rpartition("@")
    if not local or not domain or len(local) + 1 + TOKEN > LONGEST_LOCAL_PART:
        return None
    return local, domain
