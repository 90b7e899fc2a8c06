#!/usr/bin/env python3
"""Verify a file of evidence of Cordée, offline, with nothing but Python 3.8 or later.

    python3 verify.py evidence.zip              the ZIP as it was given to you (best: its own bytes are checked too)
    python3 verify.py                           the folder into which it was unpacked
    python3 verify.py evidence.zip --checkpoint 1f3a…    and does it hold the checkpoint that you were sent before?

Says what is wrong, piece by piece: what was expected, what was found. Ends with 0 when all is right, with 1 when not,
with 2 when it could not be verified (it cannot be read, or is no file of evidence).
What each step means is in docs/evidence.md of Cordée; this file is yours to read, it is meant to be read.
"""

import argparse
import errno
import hashlib
import hmac
import json
import os
import re
import struct
import sys
import zipfile
import zlib
from collections import Counter

FORMAT = "cordee-evidence/2"
START = "0" * 64
MOST = 50  # faults that are told; the others are counted
GIVEN_UP = 1000  # faults after which nobody reads on
DEEP = 64  # how deep lists and objects may lie in each other
LONGEST = 1 << 20  # bytes of a line
LARGEST = (1 << 53) - 1  # the largest whole number that every reader of JSON takes for itself
HIGH = (1 << 31) - 1  # from where Python's ZIP writes sizes and places in 64 bits
NEEDED = ("manifest.json", "manifest.sha256", "pieces.jsonl", "chain.txt", "checkpoints.jsonl")
KNOWN = re.compile(
    r"summary\.html|verify\.(?:py|html)|pieces\.jsonl|chain\.txt|checkpoints\.jsonl|manifest\.(?:json|sha256)"
    r"|contents/[0-9a-f]{64}\.json|files/[0-9a-f]{64}"
)
BESIDE = (
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
    "__pycache__",
)  # what computers put into folders by themselves
KEY = re.compile("[0-9a-f]{32}")
HASH = re.compile("[0-9a-f]{64}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
LEAF = re.compile(rb"([1-9][0-9]{0,15}) ([0-9a-f]{64})\n")
DAMAGED = "the ZIP itself is damaged, or is no file of evidence"


class Fault(Exception):
    """Something is so wrong that what follows cannot be read."""


class Unverifiable(Fault):
    """Nothing can be said of it: it cannot be read, or is no file of evidence."""


class Odd(ValueError):
    """A line that says something else than a piece or a checkpoint says."""


class Faults(list):
    """What is wrong: the first in words, the others as a number."""

    more = 0

    def note(self, words):
        """One more, unless it was told."""
        if words in self:
            return
        if len(self) < MOST:
            self.append(words)
        else:
            self.more += 1
        if len(self) + self.more >= GIVEN_UP:
            raise Fault("given up after %d faults" % GIVEN_UP)


def show(value, most=400):
    """A value as it may be printed: what comes from the file could otherwise steer a terminal."""
    text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    text = text if len(text) <= most else text[:most] + "…"
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else escaped(ord(one)) for one in text)


def escaped(code):
    """A character that cannot be seen, by its number."""
    return "\\x%02x" % code if code < 256 else "\\u%04x" % code if code < 65536 else "\\U%08x" % code


def sha256(text):
    """SHA-256 of a text or of bytes, in hexadecimal digits."""
    return hashlib.sha256(text if isinstance(text, bytes) else text.encode("utf-8")).hexdigest()


def keyed(key, content):
    """HMAC-SHA256 of bytes, by a key in hexadecimal digits."""
    return hmac.new(bytes.fromhex(key), content, hashlib.sha256).hexdigest()


WRITER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value):
    """JSON as RFC 8785 writes it, of the values that evidence holds (no fractions)."""
    return WRITER.encode(value)


def read(raw, plain=False):
    """JSON as browsers read it too. ``plain``: only what every writer writes alike, as in pieces. Raises ValueError."""
    try:
        text = raw.decode("utf-8")
        value = json.loads(text, parse_int=number, parse_float=number, parse_constant=refused)
    except RecursionError:
        raise ValueError("lists in lists in lists") from None
    examine(value, plain, DEEP)
    return value


def number(text):
    """A number as a browser takes it: whole where it is whole and not too large."""
    value = float(text)
    return int(value) if value.is_integer() and abs(value) <= LARGEST else value


def refused(text):
    """NaN and its like are no JSON."""
    raise ValueError(text)


def examine(value, plain, left):
    """Nothing lies too deep; where it is to be ``plain``: no fractions, no halves of characters, names in ASCII."""
    if isinstance(value, str):
        if plain:
            value.encode("utf-8")
    elif isinstance(value, (dict, list)):
        if not left:
            raise ValueError("lists in lists in lists")
        if plain and isinstance(value, dict) and not "".join(value).isascii():
            raise ValueError("a name that is not ASCII")
        for one in value.values() if isinstance(value, dict) else value:
            examine(one, plain, left - 1)
    elif plain and isinstance(value, float):
        raise ValueError("a number that is not whole, or too large")


def expect(name, value, pattern, words):
    """Go on only where a value is written as it must be."""
    if not (isinstance(value, str) and pattern.fullmatch(value)):
        raise Odd("%s: expected %s, found %s" % (name, words, show(value)))


def same(one, other):
    """Equal, and of one type: true is not 1."""
    return type(one) is type(other) and one == other


def whole(value):
    """Whether it is a whole number from 1."""
    return type(value) is int and value >= 1


class Folder:
    """The unpacked file."""

    def __init__(self, place):
        self.place = place
        self.faults = Faults()
        self.beside = []  # what lies there and was not looked at
        self.found = []
        for at, folders, files in os.walk(place):
            for name in sorted(folders + files):
                path = os.path.join(at, name)
                known_as = os.path.relpath(path, place).replace(os.sep, "/")
                if name in BESIDE or (at == place and name.lower().endswith(".zip")):
                    self.beside.append(known_as)
                elif os.path.isfile(path):
                    self.found.append(known_as)
            folders[:] = [name for name in folders if name not in BESIDE]
        if not set(NEEDED) & set(self.found):
            raise Unverifiable("this folder is no file of evidence")

    def names(self):
        """Every file in it, by its name in the manifest."""
        return sorted(self.found)

    def chunks(self, name):
        """Its bytes, bit by bit."""
        with open(os.path.join(self.place, *name.split("/")), "rb") as file:
            while True:
                chunk = file.read(1 << 20)
                if not chunk:
                    return
                yield chunk


class Zip:
    """The ZIP, whose own bytes are checked: every header must be what our writer writes."""

    beside = ()

    def __init__(self, place):
        self.file = open(place, "rb")
        self.faults = Faults()
        self.entries = {}  # by name: where the bytes begin, how many they are, their checksum
        head = self.file.read(30)
        name = self.file.read(int.from_bytes(head[26:28], "little")).decode("latin-1")
        if head[:4] != b"PK\3\4" or not KNOWN.fullmatch(name):
            raise Unverifiable("this is no file of evidence")
        try:
            self.check(zipfile.ZipFile(self.file).infolist())
        except (Fault, MemoryError):
            raise
        except OSError as error:
            if error.errno != errno.EINVAL:  # that is what a place before the first byte gives
                raise
            raise Fault(DAMAGED) from None
        except Exception:  # there are more ways to be damaged than Python has names for
            raise Fault(DAMAGED) from None

    def names(self):
        """Every entry."""
        return sorted(self.entries)

    def chunks(self, name):
        """The bytes of an entry: nothing is compressed, so each stands there as it is."""
        place, left, checksum = self.entries[name]
        taken = 0
        while left > 0:
            self.file.seek(place)
            content = self.file.read(min(left, 1 << 20))
            if not content:
                break
            place, left = place + len(content), left - len(content)
            taken = zlib.crc32(content, taken)
            yield content
        if taken != checksum:
            self.faults.note("%s: expected the checksum %08x, found %08x" % (show(name), checksum, taken))

    def check(self, infos):
        """What stands around the contents: the whole of it is written as our writer writes it, and compared."""
        ends, directory, folded = 0, bytearray(), set()
        infos = sorted(infos, key=lambda one: one.header_offset)
        for info in infos:
            # Not ``filename``: that one ends before a NUL.
            name, size, at = info.orig_filename.encode("utf-8"), info.file_size, info.header_offset
            if at != ends:
                raise Fault(
                    "%s (%s does not begin where the one before ends)" % (DAMAGED, show(info.orig_filename))
                )
            self.file.seek(at)
            large = self.file.read(6)[4:] == struct.pack("<H", 45)
            version, little = (45, 0xFFFFFFFF) if large else (20, size)
            extra = struct.pack("<2H2Q", 1, 16, size, size) if large else b""
            fixed = (0, 0, 0, 33, info.CRC)  # no flags, stored, midnight, the first of January 1980
            head = struct.pack("<4s5H3L2H", b"PK\3\4", version, *fixed, little, little, len(name), len(extra))
            self.file.seek(at)
            if self.file.read(len(head + name + extra)) != head + name + extra:
                self.faults.note(
                    "%s: its header in the ZIP is not as it was written" % show(info.orig_filename)
                )
            if info.orig_filename.lower() in folded:
                self.faults.note("%s: there are two files of this name" % show(info.orig_filename))
            folded.add(info.orig_filename.lower())
            self.entries[info.orig_filename] = (at + len(head + name + extra), size, info.CRC)
            ends = at + len(head + name + extra) + size
            far = [one for one, over in ((size, size > HIGH), (size, size > HIGH), (at, at > HIGH)) if over]
            extra = struct.pack("<2H%dQ" % len(far), 1, 8 * len(far), *far) if far else b""
            made = 45 if large or far else 20
            size, at = (0xFFFFFFFF if size > HIGH else size), (0xFFFFFFFF if at > HIGH else at)
            directory += struct.pack("<4s4B4H3L", b"PK\1\2", made, 3, made, 0, *fixed, size, size)
            directory += struct.pack("<5H2L", len(name), len(extra), 0, 0, 0, 0o644 << 16, at) + name + extra
        begins, count, size = ends, len(infos), len(directory)
        if count > 0xFFFF or size > HIGH or ends > HIGH:
            directory += struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, ends)
            directory += struct.pack("<4sLQL", b"PK\6\7", 0, ends + size, 1)
            count, size, ends = min(count, 0xFFFF), min(size, 0xFFFFFFFF), min(ends, 0xFFFFFFFF)
        directory += struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size, ends, 0)
        if begins + len(directory) != self.file.seek(0, 2):
            raise Fault("%s (its directory does not end where it should)" % DAMAGED)
        self.file.seek(begins)
        found = self.file.read()
        if found != directory:
            at = next(n for n, (one, other) in enumerate(zip(found, directory)) if one != other)
            self.faults.note("the ZIP: its directory is not as it was written, from byte %d" % (begins + at))


class Verifier:
    """One verification, and what it found."""

    def __init__(self, source, known):
        self.source = source
        self.known = (known or "").strip().lower()  # a checkpoint that somebody holds
        self.faults = source.faults
        self.pieces = self.erased = self.stretches = self.leaves = 0
        self.kinds = Counter()  # of the pieces in which nothing is wrong
        self.checkpoints, self.last, self.held = [], None, None
        self.hashes = {}  # by name of a file
        self.sealed = {}  # by digest of a content: the key of the digest, the name of the piece
        self.whole = False  # whether every piece of the ledger must be here

    def fault(self, where, expected, found):
        """Note that something is not as it should be."""
        self.faults.note("%s: expected %s, found %s" % (show(where), show(expected), show(found)))

    def run(self):
        """All steps."""
        manifest = self.read_manifest()
        self.read_checkpoints()
        self.hold()
        self.chain()
        self.contents()
        self.say_of(manifest)

    def text(self, name):
        """A short file as bytes."""
        return b"".join(self.source.chunks(name))

    def lines(self, name):
        """The lines of a file, with the line feeds that end them."""
        rest = b""
        for chunk in self.source.chunks(name):
            lines = (rest + chunk).split(b"\n")
            rest = lines.pop()
            if max(map(len, [rest, *lines])) > LONGEST:
                raise Fault("%s: a line is longer than any line of evidence" % name)
            for line in lines:
                yield line + b"\n"
        if rest:
            yield rest

    def read_manifest(self):
        """The list of what is here, and whether each file is what it says."""
        names = self.source.names()
        for name in NEEDED:
            if name not in names:
                raise Fault("%s is missing" % name)
        raw = self.text("manifest.json")
        try:
            manifest = read(raw)
            if not isinstance(manifest, dict):
                raise ValueError("no object")
        except ValueError:
            manifest = None
            self.faults.note("manifest.json cannot be read")
        format_ = manifest and manifest.get("format")
        if (
            isinstance(format_, str)
            and format_ != FORMAT
            and re.fullmatch("cordee-evidence/[0-9]{1,9}", format_)
        ):
            raise Unverifiable("this is a file of the format %s: the verifier in it knows that one" % format_)
        said, is_ = self.text("manifest.sha256"), sha256(raw)
        if said != (is_ + "  manifest.json\n").encode():
            self.fault("manifest.json, SHA-256", said.decode("latin-1"), is_)
        for name in names:
            if not KNOWN.fullmatch(name):
                self.faults.note("%s: no file of evidence holds a file of this name" % show(name))
            taken, size = hashlib.sha256(), 0
            for chunk in self.source.chunks(name):
                taken.update(chunk)
                size += len(chunk)
            self.hashes[name] = (taken.hexdigest(), size)
        if manifest is not None:
            self.compare(manifest)
        return manifest

    def compare(self, manifest):
        """What the manifest says of itself and of each file."""
        if manifest.get("format") != FORMAT:
            self.fault("manifest.json, format", FORMAT, manifest.get("format"))
        scope = manifest.get("scope")
        if isinstance(scope, dict):
            self.whole = all(one is None or one == [] for one in scope.values())
        else:
            self.fault("manifest.json, scope", "an object", scope)
        listed = manifest.get("files")
        if not isinstance(listed, dict):
            self.fault("manifest.json, files", "an object", listed)
            return
        for name in sorted(set(listed) - set(self.hashes)):
            self.faults.note("%s is missing" % show(name))
        for name in sorted(set(self.hashes) - {"manifest.json", "manifest.sha256"}):
            if name not in listed:
                self.faults.note("%s: the manifest does not list it" % show(name))
                continue
            said = listed[name] if isinstance(listed[name], dict) else {}
            is_, size = self.hashes[name]
            if not same(said.get("sha256"), is_):
                self.fault(name + ", SHA-256", said.get("sha256"), is_)
            if not same(said.get("bytes"), size):
                self.fault(name + ", bytes", said.get("bytes"), size)

    def read_checkpoints(self):
        """The checkpoints: each one hashes the one before."""
        previous, up = START, 0
        for place, line in enumerate(self.lines("checkpoints.jsonl"), 1):
            name = "checkpoint %d" % place
            try:
                one = read(line, plain=True)
                if not isinstance(one, dict):
                    raise ValueError("no object")
                expect(name + ", at", one.get("at"), MOMENT, "a moment")
                expect(name + ", head", one.get("head"), HASH, "64 digits")
                expect(name + ", digest", one.get("digest"), HASH, "64 digits")
                if not whole(one.get("last")) or one["last"] <= up:
                    raise Odd(
                        "%s, last: expected a piece after %d, found %s" % (name, up, show(one.get("last")))
                    )
                if not same(one.get("number"), place):
                    raise Odd("%s, number: expected %d, found %s" % (name, place, show(one.get("number"))))
            except Odd as error:
                self.faults.note(str(error))
                break
            except ValueError:
                self.faults.note("%s cannot be read" % name)
                break
            told = (place, one["at"], one["last"], one["head"], one["digest"])
            if line != b'{"number":%d,"at":"%b","last":%d,"head":"%b","digest":"%b"}\n' % tuple(
                part if isinstance(part, int) else part.encode() for part in told
            ):
                self.faults.note("%s: its line is not written as Cordée writes it" % name)
            hashed = {name: one[name] for name in ("number", "at", "last", "head")}
            digest = sha256(canonical(dict(hashed, previous=previous)))
            if one["digest"] != digest:
                self.fault(name, one["digest"], digest)
            previous, up, self.last = one["digest"], one["last"], one
            self.checkpoints.append(one)

    def hold(self):
        """Whether the checkpoint that somebody holds is one of these. Told first, however much is wrong besides."""
        if not self.known:
            return
        self.held = next((one for one in self.checkpoints if one["digest"] == self.known), None)
        if not HASH.fullmatch(self.known):
            words = "The checkpoint that you gave (%s) is none: a checkpoint has 64 digits, from 0 to f."
            self.faults.insert(0, words % show(self.known))
        elif self.held is None:
            self.faults.insert(0, "The checkpoint that you hold (%s) is not in this ledger." % self.known)

    def chain(self):
        """The stretches of the chain: from the link of one checkpoint, leaf by leaf, to the link of the next.

        Where it breaks, it goes on from the link that the piece itself states: a changed digit is one fault.
        """
        ends = {one["last"]: one for one in self.checkpoints}
        starts = {0: START}
        starts.update((one["last"], one["head"]) for one in self.checkpoints)
        pieces = self.read_pieces()
        piece = next(pieces, None)
        before, link, broken = None, None, False
        for place, line in enumerate(self.lines("chain.txt"), 1):
            where, read_as = "chain.txt, line %d" % place, LEAF.fullmatch(line)
            number = int(read_as.group(1)) if read_as else (before or 0) + 1
            leaf = read_as.group(2).decode() if read_as and number <= LARGEST else None
            if leaf is None:
                self.faults.note("%s cannot be read (after piece %d)" % (where, before or 0))
                number, broken = (before or 0) + 1, True
            if before is not None and number <= before:
                self.fault(where, "a piece after %d" % before, "piece %d" % number)
                continue
            if before is None or before in ends or number != before + 1:
                if before is not None and before not in ends:
                    self.fault(where, "piece %d" % (before + 1), "piece %d" % number)
                if number - 1 not in starts:
                    self.fault(where, "a stretch that begins after a checkpoint", "piece %d" % number)
                link = starts.get(number - 1)
                broken = leaf is None or link is None
                self.stretches += 1
            if leaf is not None and link is not None:
                link = sha256('{"leaf":"%s","number":%d,"previous":"%s"}' % (leaf, number, link))
            while piece is not None and piece["number"] < number:
                self.fault(piece["name"], "a place in chain.txt", "none")
                piece = next(pieces, None)
            if piece is not None and piece["number"] == number:
                if leaf is not None and piece["leaf"] not in (None, leaf):
                    self.fault(piece["name"] + ", leaf in chain.txt", piece["leaf"], leaf)
                    broken = True
                elif not broken and piece["link"] not in (None, link):
                    self.fault(piece["name"] + ", link", link, piece["link"])
                    broken = True
                link = piece["link"] or link
                piece = next(pieces, None)
            end = ends.get(number)
            if end and end["head"] != link and not broken:
                self.fault("checkpoint %d, link of piece %d" % (end["number"], number), end["head"], link)
            before = number
            self.leaves += 1
        if before is not None and before not in ends:
            self.faults.note("chain.txt ends with piece %d, where no checkpoint is" % before)
        while piece is not None:
            self.fault(piece["name"], "a place in chain.txt", "none")
            piece = next(pieces, None)

    def read_pieces(self):
        """The pieces, in their order, each with its number, its name for people, its leaf and its link."""
        before = 0
        for place, line in enumerate(self.lines("pieces.jsonl"), 1):
            self.pieces += 1
            where = "pieces.jsonl, line %d" % place
            try:
                told = read(line, plain=True)
                if not isinstance(told, dict) or not whole(told.get("number")):
                    raise ValueError("no piece")
            except ValueError:
                self.faults.note("%s cannot be read (after piece %d)" % (where, before))
                continue
            number, kind = told["number"], told.get("kind")
            if number <= before:
                self.fault(where, "a piece after %d" % before, "piece %d" % number)
                continue
            self.gap(before + 1, number - 1)
            before = number
            name = "piece %d (%s, %s)" % (number, show(kind, 60), show(told.get("at"), 40))
            piece = {"number": number, "name": name, "leaf": None, "link": None}
            wrong = len(self.faults) + self.faults.more
            try:
                self.piece(told, line, name)
                piece.update(leaf=told["leaf"], link=told["link"])
            except Odd as error:
                self.faults.note(str(error))
            if len(self.faults) + self.faults.more == wrong:
                self.kinds[kind] += 1
            yield piece
        self.gap(before + 1, self.last["last"] if self.last else 0)

    def gap(self, first, last):
        """Pieces that are not here, where the file says that it holds the whole ledger."""
        if self.whole and first <= last:
            pieces = "piece %d" % first if first == last else "pieces %d to %d" % (first, last)
            self.faults.note(
                "pieces.jsonl: %s missing, and the file says that it holds the whole ledger" % pieces
            )

    def piece(self, told, line, name):
        """One piece: its seals, its leaf, and whether its line is written as it must be, byte by byte."""
        expect(name + ", kind", told.get("kind"), re.compile("(?s).*"), "a text")
        for field, pattern, words in (
            ("at", MOMENT, "a moment"),
            ("recorded", MOMENT, "a moment"),
            ("leaf", HASH, "64 digits"),
            ("link", HASH, "64 digits"),
        ):
            expect("%s, %s" % (name, field), told.get(field), pattern, words)
        author, subject = self.part(told, "author", name), self.part(told, "subject", name)
        self.referred(told["subject"], name)
        kind, matter, number = canonical(told["kind"]), canonical(told.get("matter")), told["number"]
        leaf = sha256(
            '{"at":"%s","author":"%s","kind":%s,"matter":%s,"number":%d,"recorded":"%s","subject":"%s","version":1}'
            % (
                told["at"],
                told["author"]["seal"],
                kind,
                matter,
                number,
                told["recorded"],
                told["subject"]["seal"],
            )
        )
        if leaf != told["leaf"]:
            self.fault(name + ", leaf", told["leaf"], leaf)
        written = (
            '{"number":%d,"kind":%s,"at":"%s","recorded":"%s","matter":%s,"author":{%s},"subject":{%s,"key":%s},'
            '"leaf":"%s","link":"%s"}\n'
            % (
                number,
                kind,
                told["at"],
                told["recorded"],
                matter,
                author,
                subject,
                canonical(told["subject"].get("key")),
                told["leaf"],
                told["link"],
            )
        )
        if line != written.encode("utf-8"):
            self.faults.note("%s: its line is not written as Cordée writes it" % name)

    def part(self, told, field, name):
        """Who it was, or what happened to whom, under its seal; how it is written."""
        name = "%s, %s" % (name, field)
        sealed = told.get(field)
        if not isinstance(sealed, dict):
            raise Odd("%s: expected a part, its key and its seal, found %s" % (name, show(sealed)))
        seal, salt, part = sealed.get("seal"), sealed.get("salt"), sealed.get("part")
        written = canonical(part)
        expect(name + ", seal", seal, HASH, "64 digits")
        if part is None and salt is None:
            self.erased += 1
        elif not isinstance(part, dict):
            raise Odd("%s: expected a part, its key and its seal, found %s" % (name, show(part)))
        else:
            expect(name + ", salt", salt, KEY, "32 digits")
            found = keyed(salt, written.encode("utf-8"))
            if found != seal:
                self.fault(name, "the seal " + seal, found)
        return '"seal":"%s","salt":%s,"part":%s' % (seal, canonical(salt), written)

    def referred(self, subject, name):
        """Remember by which digest, under which key, a piece refers to a content."""
        key, digest = subject.get("key"), (subject.get("part") or {}).get("digest")
        if key is not None:
            expect(name + ", subject, key", key, KEY, "32 digits")
        if digest is not None:
            expect(name + ", subject, digest", digest, HASH, "64 digits")
            first = self.sealed.setdefault(digest, (key, name))
            if first[0] != key:
                self.fault(name + ", subject, key", first[0], key)
        elif key is not None:
            self.fault(name + ", subject, key", "none, where no content is", key)

    def contents(self):
        """What pieces refer to: a piece seals each content, a content names each file, and both are as they were."""
        files = {}
        for name in sorted(self.hashes):
            if not (name.startswith("contents/") and KNOWN.fullmatch(name)):
                continue
            digest = name[len("contents/") : -len(".json")]
            if digest not in self.sealed:
                self.fault(name, "a piece that seals it", "none")
            key, of = self.sealed.get(digest, (None, name))
            found = self.hashes[name][0]
            found = found if key is None else keyed(key, bytes.fromhex(found))
            if digest in self.sealed and found != digest:
                self.fault("%s, content (%s)" % (of, name), digest, found)
            try:
                named = list(self.named(read(self.text(name))))
            except ValueError:
                self.faults.note("%s cannot be read" % name)
                continue
            files.update((one, of) for one in named)
        for digest, (key, of) in self.sealed.items():
            if key is not None and "contents/%s.json" % digest not in self.hashes:
                self.fault(of, "the content of which it shows the key", "none")
        for name in sorted(set(files) - set(self.hashes)):
            self.fault("%s, file (%s)" % (files[name], name), "the file", "none")
        for name in sorted(self.hashes):
            if name.startswith("files/") and KNOWN.fullmatch(name):
                if name not in files:
                    self.fault(name, "a content that names it", "none")
                if "files/" + self.hashes[name][0] != name:
                    of = files.get(name, "?")
                    self.fault("%s, file (%s)" % (of, name), name[len("files/") :], self.hashes[name][0])

    @staticmethod
    def named(content):
        """The files that a content names; one that was gone when it was sealed has no SHA-256."""
        if not isinstance(content, dict) or not isinstance(content.get("files", []), list):
            raise ValueError("no content")
        for file in content.get("files", []):
            if not isinstance(file, dict) or not isinstance(file.get("sha256"), str):
                raise ValueError("no file")
            if file["sha256"]:
                expect("files", file["sha256"], HASH, "64 digits")
                yield "files/" + file["sha256"]

    def say_of(self, manifest):
        """What the manifest says of the pieces."""
        if manifest is None:
            return
        last = self.last or {"digest": None, "last": 0}
        for field, found in (
            ("pieces", self.pieces),
            ("checkpoint", last["digest"]),
            ("ledger", last["last"]),
        ):
            if not same(manifest.get(field, "nothing"), found):
                self.fault("manifest.json, " + field, found, manifest.get(field, "nothing"))

    def summary(self):
        """What there is, in lines."""
        yield (
            "%d pieces, %d stretches of the chain, %d seals of erased parts"
            % (self.pieces, self.stretches, self.erased)
        )
        for kind, count in sorted(self.kinds.items())[:MOST]:
            yield "%8d  %s" % (count, show(kind, 60))
        if len(self.kinds) > MOST:
            yield "          and %d kinds more" % (len(self.kinds) - MOST)
        if self.whole:
            yield (
                "It holds the whole ledger." if not self.faults else "It says that it holds the whole ledger."
            )
        else:
            yield (
                "%d of %d pieces in these stretches are in this file; of the others there are leaves alone."
                % (self.pieces, self.leaves)
            )
        yield "Title, scope and summary are the words of who made the file."
        if self.last:
            yield "Checkpoint %(number)s of %(at)s, up to piece %(last)s: %(digest)s" % self.last
        if self.held:
            yield "The checkpoint that you hold is number %(number)s of %(at)s." % self.held
        if self.source.beside:
            beside = ", ".join(show(name, 60) for name in self.source.beside[:MOST])
            yield "Lies beside, and was not looked at: %s" % beside


def judge(place, checkpoint):
    """Verify, and say what was found; the exit code."""
    faults, verifier = Faults(), None
    try:
        if checkpoint is not None and not checkpoint.strip():
            faults.note("The checkpoint that you gave is empty.")
        source = Folder(place) if os.path.isdir(place) else Zip(place)
        verifier = Verifier(source, checkpoint)
        verifier.run()
    except (Unverifiable, OSError, MemoryError) as error:
        print("WHY    " + show(str(error) or "no memory left"))
        print("COULD NOT BE VERIFIED")
        return 2
    except Fault as fault:
        faults.append(str(fault))
    if verifier is not None:
        faults.extend(verifier.faults)
        faults.more = verifier.faults.more
    for fault in faults:
        print("WRONG  " + fault)
    if faults.more:
        print("       and %d more" % faults.more)
    if verifier is not None:
        for line in verifier.summary():
            print(line)
    print("NOT RIGHT" if faults else "ALL IS RIGHT")
    return 1 if faults else 0


def main(arguments):
    """What the command line asks for. Whatever a file holds, the answer is a verdict."""
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("place", nargs="?", default=os.path.dirname(os.path.abspath(__file__)))
    options.add_argument("--checkpoint", help="the digest of a checkpoint that you were sent or printed")
    given = options.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a terminal that cannot write a character shows its number
    try:
        return judge(given.place, given.checkpoint)
    except KeyboardInterrupt:
        print("COULD NOT BE VERIFIED")
        return 2
    except BrokenPipeError:  # nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        print("WRONG  the verifier could not go on: " + show(repr(error)))
        print("NOT RIGHT")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
