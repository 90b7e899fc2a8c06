"""Writing the ZIP. Pieces are read and written one by one, however many there are; docs/evidence.md says what is in it.

Nothing in it is compressed: every byte of the ZIP is a byte of some file, so that a flipped one names its piece, and a
browser reads it without any library. Entries have fixed dates and rights: what stands around them can be expected too.
"""

import hashlib
import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation

from cordee.core.queries import organisation
from cordee.evidence.actions.checkpoints import make_checkpoint
from cordee.evidence.chain import content_digest, moment
from cordee.evidence.exporting.made import Made
from cordee.evidence.exporting.summary import summary
from cordee.evidence.models import Checkpoint, Piece
from cordee.evidence.referred import CHUNK, Referred, referred
from cordee.evidence.scope import Scope, covered

FORMAT = "cordee-evidence/2"
TEAM = "team"  # who looks after a cohort: named in a piece, and no learner
VERIFIER = Path(__file__).parent.parent / "verifier"
AT_ONCE = 2_000
CONTENTS_AT_ONCE = 500
LARGE = 1 << 31  # bytes from which an entry needs the larger headers of ZIP64
A_LINE = 2_000  # bytes that a piece takes at most, nearly always
COLUMNS = (
    "number", "kind", "at", "recorded_at", "matter", "author_part", "author_salt", "author_seal",
    "subject_part", "subject_salt", "subject_seal", "leaf", "link", "content_key",
)  # fmt: skip


class Package:
    """A ZIP that knows the size and the SHA-256 of each entry."""

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_STORED)
        self.files: dict[str, dict[str, Any]] = {}

    @contextmanager
    def entry(self, name: str, *, expected: int = 0) -> Iterator["Entry"]:
        """Write an entry bit by bit; ``expected`` bytes."""
        info = zipfile.ZipInfo(name)  # of the first of January 1980
        info.create_system, info.external_attr = 3, 0o644 << 16
        with self._zip.open(info, "w", force_zip64=expected >= LARGE) as out:
            entry = Entry(out)
            yield entry
        self.files[name] = {"bytes": entry.size, "sha256": entry.taken.hexdigest()}

    def add(self, name: str, content: str | bytes) -> None:
        """Write a short entry."""
        with self.entry(name) as out:
            out.write(content.encode() if isinstance(content, str) else content)

    def close(self, told: dict[str, Any]) -> None:
        """Write the manifest, and its own SHA-256 beside it."""
        manifest = json.dumps(told | {"files": self.files}, ensure_ascii=False, indent=1).encode()
        self.add("manifest.json", manifest)
        self.add("manifest.sha256", f"{hashlib.sha256(manifest).hexdigest()}  manifest.json\n")
        self._zip.close()


class Entry:
    """Where the bytes of one entry go."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self.size, self.taken = out, 0, hashlib.sha256()

    def write(self, content: bytes) -> None:
        """Some bytes more."""
        self._out.write(content)
        self.taken.update(content)
        self.size += len(content)


@transaction.atomic
def write_evidence(scope: Scope, out: IO[bytes], *, title: str, with_files: bool, now: datetime) -> Made:
    """Write the file of a scope, after a checkpoint of the ledger as it is now.

    Everybody else's pieces are in it as hashes alone, in the stretches between two checkpoints in which the scope's lie.
    """
    made = Made(checkpoint=make_checkpoint(now))
    last = made.checkpoint.last if made.checkpoint else 0
    package = Package(out)
    for name in ("verify.py", "verify.html"):
        package.add(name, (VERIFIER / name).read_bytes())
    rows = Piece.objects.filter(covered(scope), number__lte=last).order_by("number")
    checkpoints = list(Checkpoint.objects.filter(last__lte=last).order_by("number"))
    package.add("checkpoints.jsonl", "".join(_checkpoint(row) for row in checkpoints))
    # Contents first: a piece shows the key of its digest only where its content goes along.
    shown = _contents(package, rows, made) if with_files else set()
    touched = _pieces(package, rows.values_list(*COLUMNS), rows.count(), checkpoints, made, shown)
    _chain(package, checkpoints, touched)
    language = translation.get_language() or "fr"
    package.add("summary.html", summary(scope, made, title=title, now=now))
    package.close(
        {
            "format": FORMAT,
            "organisation": organisation().name,
            "title": title,
            "language": language,
            "made_at": moment(now),
            "scope": scope.told(),
            "pieces": made.pieces,
            "checkpoint": bytes(made.checkpoint.digest).hex() if made.checkpoint else None,
            "ledger": last,
        }
    )
    return made


def _pieces(
    package: Package, rows: Any, count: int, checkpoints: list[Checkpoint], made: Made, shown: set[int]
) -> set[int]:
    """Write the pieces, those ``shown`` with the key of their content; in which stretches (places in the list of
    checkpoints) they lie.
    """
    touched: set[int] = set()
    at = 0
    with package.entry("pieces.jsonl", expected=count * A_LINE) as out:
        for row in rows.iterator(AT_ONCE):
            told: tuple[Any, ...] = (*row[:-1], row[-1] if row[0] in shown else None)
            out.write(_line(*told))
            while checkpoints[at].last < row[0]:
                at += 1
            touched.add(at)
            _tell(made, kind=row[1], part=row[8], author=row[5])
    return touched


def _tell(made: Made, *, kind: str, part: str | None, author: str | None) -> None:
    made.pieces += 1
    made.kinds[kind] += 1
    made.erased += part is None or author is None
    if part and kind != TEAM and (name := (told := json.loads(part)).get("name")):
        made.learners.setdefault((name, told["person"]), Counter())[kind] += 1


def _line(
    number: int,
    kind: str,
    at: datetime,
    recorded: datetime,
    matter: str,
    author: str | None,
    author_salt: bytes | None,
    author_seal: bytes,
    subject: str | None,
    subject_salt: bytes | None,
    subject_seal: bytes,
    leaf: bytes,
    link: bytes,
    content_key: bytes | None,
) -> bytes:
    """A piece as a line of JSON. What is stored as JSON goes in as it is: its bytes are what was sealed."""
    return (
        f'{{"number":{number},"kind":"{kind}","at":"{moment(at)}","recorded":"{moment(recorded)}","matter":{matter},'
        f'"author":{{{_part(author, author_salt, author_seal)}}},'
        f'"subject":{{{_part(subject, subject_salt, subject_seal)},"key":{_hex(content_key)}}},'
        f'"leaf":"{leaf.hex()}","link":"{link.hex()}"}}\n'
    ).encode()


def _part(part: str | None, salt: bytes | None, seal: bytes) -> str:
    return f'"seal":"{seal.hex()}","salt":{_hex(salt)},"part":{part or "null"}'


def _hex(key: bytes | None) -> str:
    return f'"{key.hex()}"' if key is not None else "null"


def _checkpoint(row: Checkpoint) -> str:
    told = {
        "number": row.number,
        "at": moment(row.at),
        "last": row.last,
        "head": bytes(row.head).hex(),
        "digest": bytes(row.digest).hex(),
    }
    return json.dumps(told, separators=(",", ":")) + "\n"


def _chain(package: Package, checkpoints: list[Checkpoint], touched: set[int]) -> None:
    """Every leaf of the stretches that hold a piece of the scope: its number and 64 digits, which say nothing else."""
    with package.entry("chain.txt", expected=75 * checkpoints[-1].last if checkpoints else 0) as out:
        for place in sorted(touched):
            first = checkpoints[place - 1].last if place else 0
            rows = Piece.objects.filter(number__gt=first, number__lte=checkpoints[place].last)
            for number, leaf in rows.order_by("number").values_list("number", "leaf").iterator(AT_ONCE):
                out.write(f"{number} {leaf.hex()}\n".encode())


def _contents(package: Package, rows: Any, made: Made) -> set[int]:
    """What pieces refer to, where it is as it was sealed: its canonical JSON by its digest in the piece, its files by
    their SHA-256. The numbers of those pieces.
    """
    shown: set[int] = set()
    written: set[str] = set()
    referring = rows.filter(subject_part__contains='"digest":"').values_list(
        "number", "subject_part", "content_key"
    )
    pieces = referring.iterator(AT_ONCE)
    while some := list(islice(pieces, CONTENTS_AT_ONCE)):
        by_kind: dict[str, list[tuple[int, UUID, str, bytes | None]]] = defaultdict(list)
        for number, part, key in some:
            told = json.loads(part)
            by_kind[told["object"]["kind"]].append((number, UUID(told["object"]["id"]), told["digest"], key))
        for kind, sealed in by_kind.items():
            found = referred(kind, {identifier for _number, identifier, _digest, _key in sealed})
            for number, identifier, digest, key in sealed:
                one = found.get(identifier)
                if one is None or content_digest(one.digest, key) != digest:
                    made.without_content += 1
                    continue
                _content(package, digest, one, written)
                shown.add(number)
    return shown


def _content(package: Package, digest: str, one: Referred, written: set[str]) -> None:
    if digest in written:
        return
    written.add(digest)
    package.add(f"contents/{digest}.json", one.text)
    for sha256, stored_as in one.files.items():
        if sha256 in written:
            continue
        written.add(sha256)
        with (
            default_storage.open(stored_as) as source,
            package.entry(f"files/{sha256}", expected=source.size) as out,
        ):
            for chunk in source.chunks(CHUNK):
                out.write(chunk)
