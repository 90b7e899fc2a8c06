"""Both verifiers, on files made by hand: what is right is right in both, each change is named by both in the same words.

The files are small ledgers without any database, on the functions of ``evidence.chain``; what is changed in them has a
manifest that fits again, as somebody with bad intentions would see to.
"""

import hashlib
import hmac
import io
import json
import os
import re
import struct
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from cordee.evidence.chain import START, canonical, checkpoint_of, leaf_of, link_of, moment, sealed
from cordee.evidence.exporting.package import VERIFIER
from cordee.evidence.tests.test_export import verifier
from cordee.launch.browser import find_browser

__all__ = ["verifier"]

FIRST = datetime(2026, 3, 2, 8, tzinfo=UTC)
WHOLE: dict[str, Any] = {
    "paths": [],
    "cohorts": [],
    "enrolment": None,
    "person": None,
    "since": None,
    "until": None,
}
PART = WHOLE | {"person": "2b1e"}
Entries = list[tuple[str, bytes]]
FILE = b"a file of a work"
OLD = b'{"half":"am","minutes":210}'
WORK = (
    f'{{"body":1.5,"files":[{{"name":"w.pdf","sha256":"{hashlib.sha256(FILE).hexdigest()}"}},{{"name":"g","sha256":""}}]}}'
).encode()
KEY = bytes(range(16))


def digest_of(content: bytes, key: bytes | None) -> str:
    taken = hashlib.sha256(content)
    return taken.hexdigest() if key is None else hmac.digest(key, taken.digest(), "sha256").hex()


CONTENTS = {3: (OLD, None), 6: (WORK, KEY)}  # by piece
OLD_NAME, WORK_NAME = (f"contents/{digest_of(*CONTENTS[one])}.json" for one in CONTENTS)
FILE_NAME = f"files/{hashlib.sha256(FILE).hexdigest()}"


@dataclass
class Ledger:
    """Pieces and checkpoints, as lines."""

    pieces: list[dict[str, Any]]
    checkpoints: list[dict[str, Any]]

    @property
    def digest(self) -> str:
        """The last checkpoint."""
        return str(self.checkpoints[-1]["digest"])


def ledger(ends: Iterable[int] = (4, 8, 12), facts: dict[str, Any] | None = None) -> Ledger:
    """Twelve pieces: the third refers to a content as before, the sixth by a key; the fifth is erased; what the ninth
    refers to does not go along.
    """
    pieces: list[dict[str, Any]] = []
    previous, before = START, START
    checkpoints: list[dict[str, Any]] = []
    for number in range(1, max(ends, default=0) + 1):
        kind = "work" if number == 6 else "attendance"
        digest = digest_of(*CONTENTS[number]) if number in CONTENTS else "ab" * 32 if number == 9 else None
        told = {"digest": digest, "facts": facts or {"minutes": 210}, "name": "Bob é \u2028\n", "person": "p"}
        at, matter = FIRST + timedelta(days=number), canonical({"path": "p", "space": None})
        author, subject = sealed({"name": "Ada"}, bytes([number % 256] * 16)), sealed(told, bytes([171] * 16))
        leaf = leaf_of(
            number=number,
            kind=kind,
            at=at,
            recorded=at,
            matter=matter,
            author=author.seal,
            subject=subject.seal,
        )
        previous = link_of(number=number, leaf=leaf, previous=previous)
        gone = number == 5
        pieces.append(
            {
                "number": number,
                "kind": kind,
                "at": moment(at),
                "recorded": moment(at),
                "matter": json.loads(matter),
                "author": {
                    "seal": author.seal.hex(),
                    "salt": author.salt.hex(),
                    "part": json.loads(author.part),
                },
                "subject": {
                    "seal": subject.seal.hex(),
                    "salt": None if gone else subject.salt.hex(),
                    "part": None if gone else json.loads(subject.part),
                    "key": KEY.hex() if number == 6 else None,
                },
                "leaf": leaf.hex(),
                "link": previous.hex(),
            }
        )
        if number in ends:
            place, seen = len(checkpoints) + 1, FIRST + timedelta(days=30 + number)
            before = checkpoint_of(number=place, at=seen, last=number, head=previous, previous=before)
            checkpoints.append(
                {
                    "number": place,
                    "at": moment(seen),
                    "last": number,
                    "head": previous.hex(),
                    "digest": before.hex(),
                }
            )
    return Ledger(pieces, checkpoints)


def lines(rows: Iterable[dict[str, Any]]) -> bytes:
    """As the writer writes them: parts are sorted already."""
    return "".join(json.dumps(row, separators=(",", ":"), ensure_ascii=False) + "\n" for row in rows).encode()


def files(
    of: Ledger, *, numbers: Iterable[int] | None = None, stretches: Iterable[int] = (0, 1, 2)
) -> Entries:
    """The files of an export without its manifest, of all pieces or of some."""
    shown = [row for row in of.pieces if numbers is None or row["number"] in numbers]
    last = [0, *(row["last"] for row in of.checkpoints)]
    chain = [row for one in stretches if one + 1 < len(last) for row in of.pieces[last[one] : last[one + 1]]]
    there = {row["number"] for row in shown}
    contents = [
        (name, CONTENTS[number][0]) for number, name in ((3, OLD_NAME), (6, WORK_NAME)) if number in there
    ]
    return [
        ("verify.py", b"#"),
        ("verify.html", b"<p>"),
        ("checkpoints.jsonl", lines(of.checkpoints)),
        *contents,
        *([(FILE_NAME, FILE)] if 6 in there else []),
        ("pieces.jsonl", lines(shown)),
        ("chain.txt", "".join(f"{row['number']} {row['leaf']}\n" for row in chain).encode()),
        ("summary.html", b"<p>Printemps"),
    ]


def signed(entries: Entries, *, without: str = "", **told: Any) -> Entries:
    """With a manifest that fits, but for what is ``told``."""
    held = dict(entries)
    ends = held["checkpoints.jsonl"].splitlines()
    last = json.loads(ends[-1]) if ends else {"digest": None, "last": 0}
    manifest = {
        "format": "cordee-evidence/2",
        "organisation": "Cordée",
        "title": "Printemps",
        "language": "fr",
        "made_at": moment(FIRST),
        "scope": WHOLE,
        "pieces": held["pieces.jsonl"].count(b"\n"),
        "checkpoint": last["digest"],
        "ledger": last["last"],
        **told,
    }
    manifest.pop(without, None)
    listed = {name: {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()} for name, raw in entries}
    raw = json.dumps({"files": listed} | manifest, ensure_ascii=False, indent=1).encode()
    return [*entries, *manifest_of(raw)]


def manifest_of(raw: bytes) -> Entries:
    return [
        ("manifest.json", raw),
        ("manifest.sha256", f"{hashlib.sha256(raw).hexdigest()}  manifest.json\n".encode()),
    ]


def zipped(entries: Entries, *, large: bool = False) -> bytes:
    """As ``exporting.package`` writes it; ``large``: with the headers of entries that are expected to be large."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        warnings.simplefilter("ignore")  # two of one name
        for name, raw in entries:
            info = zipfile.ZipInfo(name)
            info.filename = info.orig_filename = name  # also with a NUL
            info.create_system, info.external_attr = 3, 0o644 << 16
            with archive.open(info, "w", force_zip64=large) as entry:
                entry.write(raw)
    return out.getvalue()


BASE = ledger()
RIGHT = zipped(signed(files(BASE)))
PIECE_2 = rf"piece 2 \(attendance, {re.escape(BASE.pieces[1]['at'])}\)"


@dataclass
class Case:
    """A file, what both verifiers must find it to be, and a word of theirs on it."""

    name: str
    content: bytes
    verdict: str
    words: str = ""
    known: str | None = None


def right(name: str, content: bytes, words: str = "", known: str | None = None) -> Case:
    return Case(name, content, "ALL IS RIGHT", words, known)


def wrong(name: str, content: bytes | Entries, words: str, known: str | None = None) -> Case:
    return Case(name, content if isinstance(content, bytes) else zipped(content), "NOT RIGHT", words, known)


def unknown(name: str, content: bytes, words: str) -> Case:
    return Case(name, content, "COULD NOT BE VERIFIED", words)


def changed(name: str, change: Callable[[bytes], bytes], of: Ledger = BASE, **told: Any) -> Entries:
    """With other bytes in one of its files."""
    entries = files(of)
    after = [(one, change(raw) if one == name else raw) for one, raw in entries]
    assert after != entries
    return signed(after, **told)


def swapped(old: str | bytes, new: str | bytes, count: int = 1) -> Callable[[bytes], bytes]:
    one, other = (text.encode() if isinstance(text, str) else text for text in (old, new))
    return lambda raw: raw.replace(one, other, count)


def in_line(number: int, old: str | bytes, new: str | bytes) -> Entries:
    """With something else in the line of one piece."""

    def change(raw: bytes) -> bytes:
        rows = raw.splitlines(keepends=True)
        rows[number - 1] = swapped(old, new)(rows[number - 1])
        return b"".join(rows)

    return changed("pieces.jsonl", change)


def without(name: str) -> Entries:
    return signed([one for one in files(BASE) if one[0] != name])


def cases() -> list[Case]:
    """All of them."""
    return [
        *rights(),
        *names(),
        *completeness(),
        *bytes_of_lines(),
        *chains(),
        *contents(),
        *zips(),
        *hostile(),
    ]


def rights() -> list[Case]:
    empty = Ledger([], [])
    partial = zipped(signed(files(BASE, numbers={6, 7}, stretches=(1,)), scope=PART))
    return [
        right("whole", RIGHT, "11  attendance"),
        right("whole and held", RIGHT, "is number 2 of 2026-04-09", BASE.checkpoints[1]["digest"]),
        right("held, in blanks and capitals", RIGHT, "is number 3", f"  {BASE.digest.upper()} "),
        right("partial", partial, "2 of 4 pieces in these stretches"),
        right("empty ledger", zipped(signed(files(empty))), "0 pieces"),
        right("larger headers", zipped(signed(files(BASE)), large=True)),
        wrong("held by somebody, not in it", RIGHT, "is not in this ledger", "ab" * 32),
        wrong("mistyped", RIGHT, "is none", BASE.digest[:12]),
        wrong("older than what is held", signed(files(ledger((4, 8)))), "is not in this ledger", BASE.digest),
    ]


def names() -> list[Case]:
    good, extra = signed(files(BASE)), b"x"
    forged = swapped('"minutes":210', '"minutes":420')(dict(good)["pieces.jsonl"])
    return [
        wrong("two of one name", [("pieces.jsonl", forged), *good], r"pieces\.jsonl: there are two files"),
        wrong("two of one name, in capitals", [*good, ("PIECES.jsonl", forged)], "two files of this name"),
        wrong(
            "two with a NUL", [*good, ("pieces.jsonl\0", forged)], r"pieces\.jsonl\\x00: no file of evidence"
        ),
        wrong("two manifests", [("manifest.json", b"{}"), *good], "two files of this name"),
        wrong(
            "another file, listed", signed([*files(BASE), ("README.txt", extra)]), r"README\.txt: no file of"
        ),
        wrong("up and away", signed([*files(BASE), ("../../evil.sh", extra)]), "evil.sh: no file of"),
        wrong("constructor", [*good, ("constructor", extra)], "constructor: the manifest does not list it"),
        wrong("__proto__", [*good, ("__proto__", extra)], "__proto__: the manifest does not list it"),
        wrong("__proto__, listed", signed([*files(BASE), ("__proto__", extra)]), "__proto__: no file of"),
        wrong("an escape in a name", [*good, ("a\x1b[2J", extra)], r"a\\x1b\[2J: no file of"),
        wrong(
            "a file listed and gone",
            [one for one in good if one[0] != "summary.html"],
            "summary.html is missing",
        ),
        wrong("no pieces", [one for one in good if one[0] != "pieces.jsonl"], "pieces.jsonl is missing"),
    ]


def completeness() -> list[Case]:
    def with_out(*numbers: int) -> Entries:
        return files(BASE, numbers=set(range(1, 13)) - set(numbers))

    entries, older = files(BASE), files(BASE, numbers=range(1, 9), stretches=(0, 1))
    manifest = dict(signed(entries))["manifest.json"]

    def with_manifest(raw: bytes) -> Entries:
        return [*entries, *manifest_of(raw)]

    return [
        right("some of all, and it says so", zipped(signed(with_out(2), scope=PART)), "11 of 12 pieces in these"),
        wrong("one taken out of the whole", signed(with_out(2)), "piece 2 missing"),
        wrong("some taken out of the whole", signed(with_out(10, 11, 12)), "pieces 10 to 12 missing"),
        wrong("all taken out", signed(files(BASE, numbers=())), "pieces 1 to 12 missing"),
        wrong("pieces of before, checkpoints of now", signed(older), "pieces 9 to 12 missing"),
        wrong("another ledger's end", signed(entries, ledger=99), "ledger: expected 12, found 99"),
        wrong("no ledger's end", signed(entries, without="ledger"), "manifest.json, ledger: expected 12"),
        wrong("no number of pieces", signed(entries, without="pieces"), "manifest.json, pieces: expected 12"),
        wrong("true pieces", signed(files(BASE, numbers={1}), scope=PART, pieces=True), "expected 1, found true"),
        wrong("no scope", signed(entries, without="scope"), "manifest.json, scope: expected an object"),
        wrong("no format", signed(entries, without="format"), "format: expected cordee-evidence/2, found null"),
        wrong("another format", signed(entries, format="other/9"), "found other/9"),
        unknown("a format of before", zipped(signed(entries, format="cordee-evidence/1")), "cordee-evidence/1"),
        wrong("another checkpoint", signed(entries, checkpoint="ab" * 32), "manifest.json, checkpoint: expected"),
        wrong("another hash of the manifest", [*entries, ("manifest.json", manifest), ("manifest.sha256", b"")],
              "manifest.json, SHA-256"),
        *(
            wrong(f"manifest {at}", with_manifest(raw), words)
            for at, (raw, words) in enumerate((
                (b"{}", "format: expected"),
                (b"null", "manifest.json cannot be read"),
                (b"[]", "manifest.json cannot be read"),
                (b"[" * 9999 + b"]" * 9999, "manifest.json cannot be read"),
                (b'{"files":[]}', "manifest.json, files: expected an object"),
                (manifest.replace(b'"pieces.jsonl": {', b'"pieces.jsonl": null, "q": {'), "pieces.jsonl, SHA-256"),
                (manifest.replace(b'"sha256": "', b'"sha256": "0'), "verify.py, SHA-256: expected 0"),
            ))
        ),
    ]  # fmt: skip


def bytes_of_lines() -> list[Case]:
    subject = BASE.pieces[1]["subject"]
    salt, seal, minutes = subject["salt"], subject["seal"], '"minutes":210'
    odd = rf"{PIECE_2}: its line is not written"
    unread = r"pieces\.jsonl, line 2 cannot be read \(after piece 1\)"
    told = [
        ("a key twice", minutes, '"minutes":420,"minutes":210', odd),
        ("a kind twice", '"kind":"attendance"', '"kind":"work","kind":"attendance"', odd),
        ("210.0", minutes, '"minutes":210.0', odd),
        ("2.1e2", minutes, '"minutes":2.1e2', odd),
        ("number 2.0", '"number":2,', '"number":2.0,', odd),
        ("blanks", minutes, '"minutes": 210', odd),
        ("an escape", '"Bob', '"\\u0042ob', odd),
        ("CRLF", b"\n", b"\r\n", odd),
        ("another field", '"leaf"', '"note":"hi","leaf"', odd),
        ("__proto__ in a part", minutes, '"__proto__":{"minutes":1},"minutes":210', rf"{PIECE_2}, subject"),
        ("no key", ',"key":null', "", odd),
        ("a salt in capitals", salt, salt.upper(), rf"{PIECE_2}, subject, salt: expected 32 digits"),
        ("a longer salt", salt, salt + "00", "salt: expected 32 digits"),
        ("no salt", f'"{salt}"', "null", "salt: expected 32 digits, found null"),
        ("a seal in capitals", seal, seal.upper(), "seal: expected 64 digits"),
        ("half a character in a seal", seal, "\\ud800", unread),
        ("half a character", '"Bob', '"\\ud800Bob', unread),
        ("a half-day more", minutes, '"minutes":420', rf"{PIECE_2}, subject: expected the seal"),
        ("another kind", '"kind":"attendance"', '"kind":"work"', r"piece 2 \(work, .*\), leaf: expected"),
        ("no kind", '"kind":"attendance"', '"kind":7', r"piece 2 \(7, .*\), kind: expected a text, found 7"),
        ("a moment of its own", '"at":"2026', '"at":"+026', "at: expected a moment"),
        ("a part that is a text", '"part":{"name":"Ada"}', '"part":"x"', "author: expected a part, its key and its"),
        ("a fraction", minutes, '"minutes":0.5', unread),
        ("-0", minutes, '"minutes":-0', odd),
        ("NaN", minutes, '"minutes":NaN', unread),
        ("1e999", minutes, '"minutes":1e999', unread),
        ("5,000 digits", minutes, '"minutes":' + "9" * 5000, unread),
        ("2**53", minutes, '"minutes":9007199254740992', unread),
        ("a number that is a text", '"number":2,', '"number":"2",', unread),
        ("no number", '"number":2,', '"number":null,', unread),
        ("a key that is not ASCII", minutes, '"é":1,"minutes":210', unread),
        ("very deep", minutes, '"minutes":' + "[" * 20_000 + "]" * 20_000, unread),
        ("rather deep", minutes, '"minutes":' + "[" * 70 + "]" * 70, unread),
        ("a byte order mark", '{"number":2', b'\xef\xbb\xbf{"number":2', unread),
        ("not UTF-8", '"Bob', b'"\xff', unread),
        ("an escape for terminals", '"kind":"attendance"', '"kind":"\\u001b[2J"', r"piece 2 \(\\x1b\[2J, "),
    ]  # fmt: skip
    first = BASE.checkpoints[0]
    marks = [
        ("with another key", '"last":4', '"last":9,"last":4', "checkpoint 1: its line is not written"),
        ("last 4.0", '"last":4', '"last":4.0', "checkpoint 1: its line is not written"),
        ("last true", '"last":4', '"last":true', "checkpoint 1, last: expected a piece after 0, found true"),
        ("number as text", '"number":1', '"number":"1"', "checkpoint 1, number: expected 1"),
        ("no object", '{"number":1', '5\n{"number":1', "checkpoint 1 cannot be read"),
        ("digest in a list", f'"{first["digest"]}"', f'["{first["digest"]}"]', "checkpoint 1, digest: expected 64"),
        ("half a character", first["head"], "\\ud800", "checkpoint 1 cannot be read"),
        ("another moment", first["at"], first["at"].replace("6-04", "6-03"), f"checkpoint 1: expected {first['digest']}"),
        ("deep", '"last":4', '"last":' + "[" * 5000 + "]" * 5000, "checkpoint 1 cannot be read"),
        ("CRLF", "\n", "\r\n", "checkpoint 1: its line is not written"),
    ]  # fmt: skip
    return [
        *(wrong(f"piece: {name}", in_line(2, old, new), words) for name, old, new, words in told),
        *(
            wrong(f"checkpoint: {name}", changed("checkpoints.jsonl", swapped(old, new)), words)
            for name, old, new, words in marks
        ),
        wrong("checkpoint taken out", changed("checkpoints.jsonl", lambda raw: b"".join(raw.splitlines(True)[::2])),
              "checkpoint 2, number: expected 2, found 3"),
        wrong("no last line feed", changed("pieces.jsonl", lambda raw: raw[:-1], pieces=12), "piece 12 .*: its line"),
        wrong("a blank line", changed("pieces.jsonl", lambda raw: raw + b"\n"), "line 13 cannot be read"),
        wrong("swapped", changed("pieces.jsonl", lambda raw: b"".join((rows := raw.splitlines(True))[1::-1] + rows[2:])),
              r"line 2: expected a piece after 2, found piece 1"),
        wrong("erased in half", in_line(5, '"salt":null', f'"salt":"{salt}"'), r"piece 5 .*, subject: expected a part"),
        wrong("a link of its own", in_line(2, BASE.pieces[1]["link"], "ab" * 32), rf"{PIECE_2}, link: expected"),
    ]  # fmt: skip


def chains() -> list[Case]:
    leaf = BASE.pieces[1]["leaf"]

    def chain(change: Callable[[bytes], bytes], **told: Any) -> Entries:
        return changed("chain.txt", change, **told)

    def rows(change: Callable[[list[bytes]], list[bytes]]) -> Entries:
        return chain(lambda raw: b"".join(change(raw.splitlines(keepends=True))))

    unread = r"chain\.txt, line 2 cannot be read \(after piece 1\)"
    apart = signed(
        [
            (name, swapped(leaf, "ab" * 32)(raw) if name == "chain.txt" else raw)
            for name, raw in files(BASE, numbers={4, 7})
        ],
        scope=PART,
    )
    return [
        wrong("chain: a leaf", chain(swapped(leaf, "ab" * 32)), rf"{PIECE_2}, leaf in chain\.txt: expected {leaf}"),
        wrong("chain: a leaf of others", apart, r"piece 4 .*, link: expected"),
        wrong("chain: +2", chain(swapped("\n2 ", "\n+2 ")), unread),
        wrong("chain: 02", chain(swapped("\n2 ", "\n02 ")), unread),
        wrong("chain: a tab", chain(swapped("\n2 ", "\n\t2 ")), unread),
        wrong("chain: capitals", chain(swapped(leaf, leaf.upper())), unread),
        wrong("chain: CRLF", chain(swapped(f"2 {leaf}\n", f"2 {leaf}\r\n")), unread),
        wrong("chain: 2**53", chain(swapped("\n2 ", "\n9007199254740992 ")), unread),
        wrong("chain: no last line feed", chain(lambda raw: raw[:-1]), "line 12 cannot be read"),
        wrong("chain: twice", chain(lambda raw: raw + raw), "line 13: expected a piece after 12, found piece 1"),
        wrong("chain: empty", chain(lambda raw: b""), rf"{PIECE_2}: expected a place in chain\.txt, found none"),
        wrong("chain: no first stretch", rows(lambda some: some[4:]), rf"{PIECE_2}: expected a place"),
        wrong("chain: one taken out", rows(lambda some: some[:1] + some[2:]), "line 2: expected piece 2, found piece 3"),
        wrong("chain: other order", rows(lambda some: some[4:] + some[:4]), "expected a piece after 12, found piece 1"),
        wrong("chain: one more", chain(lambda raw: raw + f"13 {leaf}\n".encode()), "ends with piece 13"),
    ]  # fmt: skip


def contents() -> list[Case]:
    good = files(BASE)
    digest = WORK_NAME[9:-5]

    def renamed(old: str, new: str) -> Entries:
        return signed([(new if name == old else name, raw) for name, raw in good])

    other = "cd" * 32
    return [
        wrong("content changed", changed(WORK_NAME, lambda raw: raw + b" "), rf"piece 6 .*, content \({WORK_NAME}\)"),
        wrong("content of before changed", changed(OLD_NAME, lambda raw: raw + b" "), r"piece 3 .*, content"),
        wrong("content by another ending", renamed(OLD_NAME, OLD_NAME.replace(".json", ".html")), "no file of evidence"),
        wrong("content that nobody seals", signed([*good, (f"contents/{other}.json", b"{}")]), "a piece that seals it"),
        wrong("key without content", without(WORK_NAME), r"piece 6 .*: expected the content of which it shows the key"),
        wrong("content without key", in_line(6, f'"key":"{KEY.hex()}"', '"key":null'), rf"piece 6 .*: expected {digest}"),
        wrong("another key", in_line(6, KEY.hex(), "00" * 16), rf"piece 6 .*, content \(.*\): expected {digest}"),
        wrong("key in capitals", in_line(6, KEY.hex(), KEY.hex().upper()), r"piece 6 .*, key: expected 32 digits"),
        wrong("key of nothing", in_line(2, '"key":null', f'"key":"{KEY.hex()}"'), r"piece 2 .*, key: expected none"),
        wrong("key of what is erased", in_line(5, '"key":null', f'"key":"{KEY.hex()}"'), "piece 5 .*, key: expected"),
        wrong("file changed", changed(FILE_NAME, lambda raw: raw + b"!"), r"piece 6 .*, file \(files/"),
        wrong("file gone", without(FILE_NAME), r"piece 6 .*, file \(files/.*\): expected the file, found none"),
        wrong("file that nobody names", signed([*good, (f"files/{other}", b"q")]), "a content that names it"),
        *(
            wrong(f"content {raw[:20]!r}", changed(OLD_NAME, swapped(OLD, raw)), "json cannot be read")
            for raw in (b"[" * 70 + b"]" * 70, b"5", b'{"files":[{"sha256":["q"]}]}', b'{"files":null}', b'{"a":NaN}')
        ),
    ]  # fmt: skip


def zips() -> list[Case]:
    end = RIGHT.rindex(b"PK\5\6")
    start = int.from_bytes(RIGHT[end + 16 : end + 20], "little")
    other = zipped([("photo.jpg", b"x")])
    second = RIGHT.index(b"PK\1\2", start + 4)

    def put(at: int, raw: bytes) -> bytes:
        return RIGHT[:at] + raw + RIGHT[at + len(raw) :]

    damaged = "the ZIP itself is damaged"
    return [
        unknown("nothing", b"", "no file of evidence"),
        unknown("a text", b"hello\n" * 50, "no file of evidence"),
        unknown("another ZIP", other, "no file of evidence"),
        unknown("a byte before", b"\n" + RIGHT, "no file of evidence"),
        wrong("a byte after", RIGHT + b"\n", damaged),
        wrong("cut", RIGHT[: len(RIGHT) // 2], damaged),
        wrong("over each other", put(second + 42, bytes(4)), damaged),
        wrong("version 8.4", put(start + 6, struct.pack("<H", 84)), "damaged|directory"),
        wrong("compressed", put(start + 10, struct.pack("<H", 8)), "damaged|directory"),
        wrong("an extra field", put(start + 30, struct.pack("<H", 4)), damaged),
        wrong("far away", put(start + 42, b"\xff" * 4), damaged),
        wrong("a directory elsewhere", put(end + 16, struct.pack("<L", start + 1)), damaged),
        wrong("many entries", put(end + 8, b"\xff" * 4), "damaged|directory"),
        wrong("a checksum", put(start + 16, b"abcd"), r"verify\.py: (its header|expected the checksum)"),
        wrong("a byte of a content", put(RIGHT.index(b"Printemps"), b"H"), "summary.html, SHA-256"),
    ]  # fmt: skip


def hostile() -> list[Case]:
    numbers = "".join(f"{one * 3 + 20} {one:064}\n" for one in range(3000)).encode()
    esc = ledger(facts={"minutes": 210, "note": "\x1b[1A\u202e"})
    return [
        wrong("thousands of faults", changed("chain.txt", lambda raw: raw + numbers), "given up after 1000 faults"),
        wrong("blank lines", changed("pieces.jsonl", lambda raw: raw + b"\n" * 100_000), "given up after 1000"),
        wrong("some faults more than are told", changed("pieces.jsonl", lambda raw: raw + b"\n" * 70), "line 13 cannot"),
        wrong("a long line", changed("pieces.jsonl", lambda raw: raw + b"x" * 3_000_000), "longer than any line"),
        right("escapes in a part", zipped(signed(files(esc, numbers=range(1, 13))))),
    ]  # fmt: skip


CASES = cases()


@dataclass
class Answer:
    """What a verifier says: its verdict, what is wrong, how much more, and all of its words."""

    verdict: str
    faults: list[str]
    more: int
    said: str


def answer_of(verifier: Any, place: Path, known: str | None, capsys: pytest.CaptureFixture[str]) -> Answer:
    """What verify.py says."""
    code = verifier.main([str(place), *([] if known is None else ["--checkpoint", known])])
    told = capsys.readouterr()
    said = told.out.splitlines()
    assert told.err == ""
    assert code == ["ALL IS RIGHT", "NOT RIGHT", "COULD NOT BE VERIFIED"].index(said[-1])
    assert all(one.isprintable() for one in said)
    faults = [one[7:] for one in said if one.startswith(("WRONG  ", "WHY    "))]
    more = [int(one.split()[1]) for one in said if re.fullmatch(r"       and \d+ more", one)]
    assert len(faults) <= 52
    return Answer(said[-1], faults, sum(more), told.out)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_is_found_to_be_what_it_is(
    case: Case, verifier: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "evidence.zip"
    place.write_bytes(case.content)
    told = answer_of(verifier, place, case.known, capsys)
    assert told.verdict == case.verdict, told.said
    assert bool(told.faults) == (case.verdict != "ALL IS RIGHT")
    assert re.search(case.words, "\n".join(told.faults) or told.said), told.said


def test_each_case_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


def test_one_changed_digit_is_one_fault(
    verifier: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not one of each piece after it."""
    place = tmp_path / "evidence.zip"
    for name in ("chain: a leaf", "chain: a leaf of others", "a link of its own"):
        (case,) = [one for one in CASES if one.name == name]
        place.write_bytes(case.content)
        assert len(answer_of(verifier, place, None, capsys).faults) == 1, name


def test_an_empty_checkpoint_is_none_to_hold(
    verifier: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever meant to give one would believe that it was looked for."""
    place = tmp_path / "evidence.zip"
    place.write_bytes(RIGHT)
    for known in ("", "  "):
        told = answer_of(verifier, place, known, capsys)
        assert (told.verdict, told.faults) == ("NOT RIGHT", ["The checkpoint that you gave is empty."])


def test_the_folder_is_verified_among_what_computers_put_there(
    verifier: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(io.BytesIO(RIGHT)) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "contents" / ".DS_Store").write_bytes(b"x")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "verify.pyc").write_bytes(b"x")
    (tmp_path / "evidence.ZIP").write_bytes(RIGHT)
    told = answer_of(verifier, tmp_path, BASE.digest, capsys)
    assert told.verdict == "ALL IS RIGHT", told.said
    assert "was not looked at: __pycache__, evidence.ZIP, contents/.DS_Store" in told.said
    (tmp_path / "contents" / "notes.txt").write_bytes(b"x")
    assert "contents/notes.txt: no file of evidence holds" in answer_of(verifier, tmp_path, None, capsys).said
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    assert answer_of(verifier, nothing, None, capsys).verdict == "COULD NOT BE VERIFIED"
    assert answer_of(verifier, tmp_path / "gone", None, capsys).verdict == "COULD NOT BE VERIFIED"


def test_no_traceback_wherever_it_prints(verifier: Any, tmp_path: Path) -> None:
    """A terminal that writes ASCII alone, and a name that is no text at all."""
    with zipfile.ZipFile(io.BytesIO(RIGHT)) as archive:
        archive.extractall(tmp_path / "out")
    Path(os.fsdecode(os.fsencode(tmp_path / "out") + b"/\xff\x1b\xc3\xa9")).write_bytes(b"x")
    ran = subprocess.run(
        [sys.executable, "-S", str(VERIFIER / "verify.py"), str(tmp_path / "out")],
        capture_output=True,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (1, b""), ran.stderr
    assert b"\\udcff\\x1b\\udcc3\\udca9: no file of evidence" in ran.stdout


def test_what_nobody_thought_of_is_not_right(
    verifier: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*_given: Any) -> None:
        raise LookupError("\x1b[2J")

    place = tmp_path / "evidence.zip"
    place.write_bytes(RIGHT)
    monkeypatch.setattr(verifier.Verifier, "run", fall)
    told = answer_of(verifier, place, None, capsys)
    assert told.verdict == "NOT RIGHT"
    assert "could not go on" in told.said


@pytest.mark.browser
def test_the_page_says_the_same(verifier: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each file in a real browser, which must say what verify.py says, word by word."""
    places = [tmp_path / f"{at}.zip" for at in range(len(CASES))]
    expected = []
    for place, case in zip(places, CASES, strict=True):
        place.write_bytes(case.content)
        expected.append(answer_of(verifier, place, case.known, capsys))
    chromium = find_browser()
    if chromium is None:
        pytest.skip("no Chromium: bin/test installs one")

    def drive() -> None:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu"])
            page, complaints = opened(browser, "en-GB")
            answers = read_all(page, places, [case.known or "" for case in CASES])
            for case, told, seen in zip(CASES, expected, answers, strict=True):
                assert seen.verdict == told.verdict, case.name
                if "the ZIP" not in told.said:  # there, each meets another damage first
                    assert (sorted(seen.faults), seen.more) == (sorted(told.faults), told.more), case.name
            assert complaints == []
            stays_with_what_is_chosen(page, places)
            speaks_french(browser, places[0], tmp_path)
            browser.close()

    with ThreadPoolExecutor(
        1
    ) as apart:  # Playwright keeps an event loop in its thread, where Django has no database
        apart.submit(drive).result()


def opened(browser: Browser, locale: str) -> tuple[Page, list[str]]:
    """The page, as somebody who speaks a language opens it, and what goes wrong in it."""
    page = browser.new_context(locale=locale).new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((VERIFIER / "verify.html").as_uri())
    return page, complaints


READ = """async knowns => {
  const answers = [], field = document.getElementById("known"), chooser = document.getElementById("file");
  for (const [at, file] of [...document.getElementById("all").files].entries()) {
    const chosen = new DataTransfer();
    chosen.items.add(file);
    field.value = knowns[at];
    chooser.files = chosen.files;
    chooser.dispatchEvent(new Event("change"));
    while (!document.getElementById("verdict")) await new Promise(done => setTimeout(done, 5));
    const faults = [...document.querySelectorAll("#answer li")].map(one => one.textContent);
    answers.push([document.getElementById("verdict").textContent, faults, document.getElementById("answer").innerText]);
  }
  return answers;
}"""
ALL = """() => document.body.append(
  Object.assign(document.createElement("input"), { type: "file", multiple: true, id: "all" })
)"""


def read_all(page: Page, places: list[Path], knowns: list[str]) -> list[Answer]:
    """What the page says of files, chosen one after the other: one call, because each takes longer than a file."""
    page.evaluate(ALL)
    page.set_input_files("#all", places)
    answers = []
    for verdict, faults, said in page.evaluate(READ, knowns):
        more = [int(one.split()[1]) for one in faults if re.fullmatch(r"and \d+ more", one)]
        answers.append(Answer(verdict, faults[: len(faults) - len(more)], sum(more), said))
    page.locator("#all").evaluate("one => one.remove()")
    return answers


def read_page(page: Page, place: Path, known: str = "") -> Answer:
    """What the page says of a file, as somebody gives it."""
    page.fill("#known", known)
    page.set_input_files("#file", place)
    page.wait_for_selector("#verdict")
    faults = page.locator("#answer li").all_text_contents()
    return Answer(page.inner_text("#verdict"), faults, 0, page.inner_text("#answer"))


def stays_with_what_is_chosen(page: Page, places: list[Path]) -> None:
    """A checkpoint typed later is looked for; a file chosen later is the one that is told of; none, and nothing."""
    assert read_page(page, places[0]).verdict == "ALL IS RIGHT"
    page.fill("#known", "ab" * 32)
    assert page.inner_text("#verdict") == "NOT RIGHT"
    page.fill("#known", f" {BASE.digest} ")
    assert page.inner_text("#verdict") == "ALL IS RIGHT"
    assert "is number 3 of" in page.inner_text("#answer")
    page.fill("#known", "")
    page.set_input_files("#file", places[[case.name for case in CASES].index("a text")])
    page.set_input_files("#file", places[0])
    page.wait_for_selector("#verdict")
    page.wait_for_timeout(100)
    assert page.inner_text("#verdict") == "ALL IS RIGHT"
    page.set_input_files("#file", [])
    assert page.inner_text("#answer") == ""


def speaks_french(browser: Browser, place: Path, tmp_path: Path) -> None:
    """To who speaks French, of what is wrong too; and says what is too large for it."""
    page, complaints = opened(browser, "fr-FR")
    assert read_page(page, place).verdict == "TOUT EST CONFORME"
    seen = read_page(page, place, "ab" * 32)
    assert seen.verdict == "NON CONFORME"
    assert "n’est pas dans ce registre" in seen.faults[0]
    large = tmp_path / "large.zip"
    with large.open("wb") as file:
        file.truncate((1 << 30) + 1)
    seen = read_page(page, large)
    assert (seen.verdict, seen.faults) == (
        "N’A PAS PU ÊTRE VÉRIFIÉ",
        ["ce fichier est trop gros pour un navigateur : utilisez verify.py"],
    )
    assert complaints == []
