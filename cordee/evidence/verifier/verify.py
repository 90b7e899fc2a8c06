#!/usr/bin/env python3
"""Verify a file of evidence of Cordée, offline, with nothing but Python 3.8 or later.

    python3 verify.py evidence.zip              the ZIP as it was given to you (best: its own bytes are checked too)
    python3 verify.py                           the folder into which it was unpacked
    python3 verify.py evidence.zip --checkpoint 1f3a…    and does it hold the checkpoint that you were sent before?

Says what is wrong, piece by piece: what was expected, what was found. Ends with 0 when all is right, with 1 when not.
What each step means is in docs/evidence.md of Cordée; this file is yours to read, it is meant to be read.
"""

import argparse
import hashlib
import hmac
import json
import os
import struct
import sys
import zipfile
import zlib

START = "0" * 64
MOST = 50  # faults that are told
HIGH = (1 << 31) - 1  # from where Python's ZIP writes sizes and places in 64 bits


class Fault(Exception):
    """Something is so wrong that what follows cannot be read."""


def sha256(text):
    """SHA-256 of a text or of bytes, in hexadecimal digits."""
    return hashlib.sha256(text if isinstance(text, bytes) else text.encode("utf-8")).hexdigest()


def canonical(value):
    """JSON as RFC 8785 writes it, of the values that evidence holds (no fractions)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Folder:
    """The unpacked file."""

    def __init__(self, place):
        self.place = place
        self.faults = []

    def names(self):
        """Every file in it, by its name in the manifest."""
        found = []
        for at, _folders, files in os.walk(self.place):
            for name in files:
                found.append(os.path.relpath(os.path.join(at, name), self.place).replace(os.sep, "/"))
        return sorted(found)

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

    def __init__(self, place):
        self.file = open(place, "rb")
        self.faults = []
        try:
            self.zip = zipfile.ZipFile(self.file)
            self.entries = {info.filename: info for info in self.zip.infolist()}
            self.check()
        except (
            zipfile.BadZipFile,
            struct.error,
            UnicodeDecodeError,
            NotImplementedError,
            ValueError,
            OSError,
        ) as error:
            raise Fault("the ZIP itself is damaged: %s" % error) from None

    def names(self):
        """Every entry."""
        return sorted(self.entries)

    def chunks(self, name):
        """The bytes of an entry: nothing is compressed, so each stands there as it is."""
        info = self.entries[name]
        self.file.seek(info.header_offset)
        raw = self.file.read(30)
        if len(raw) < 30:
            self.faults.append("%s: its bytes are not there" % name)
            return
        head = struct.unpack("<4s5H3L2H", raw)
        self.file.seek(head[9] + head[10], 1)
        left, taken = info.file_size, 0
        place = self.file.tell()
        while left > 0:
            self.file.seek(place)
            content = self.file.read(min(left, 1 << 20))
            if not content:
                break
            place, left = place + len(content), left - len(content)
            taken = zlib.crc32(content, taken)
            yield content
        if taken != info.CRC:
            self.faults.append("%s: expected the checksum %08x, found %08x" % (name, info.CRC, taken))

    def check(self):
        """What stands around the contents: the whole of it is written as our writer writes it, and compared."""
        ends, directory = 0, b""
        infos = sorted(self.zip.infolist(), key=lambda one: one.header_offset)
        for info in infos:
            name, size, at = info.orig_filename.encode("utf-8"), info.file_size, info.header_offset
            self.file.seek(at)
            large = self.file.read(6)[4:] == struct.pack("<H", 45)
            version, little = (45, 0xFFFFFFFF) if large else (20, size)
            extra = struct.pack("<2H2Q", 1, 16, size, size) if large else b""
            fixed = (0, 0, 0, 33, info.CRC)  # no flags, stored, midnight, the first of January 1980
            head = struct.pack("<4s5H3L2H", b"PK\3\4", version, *fixed, little, little, len(name), len(extra))
            self.file.seek(at)
            if at != ends or self.file.read(len(head + name + extra)) != head + name + extra:
                self.faults.append("%s: its header in the ZIP is not as it was written" % info.filename)
            ends = at + len(head + name + extra) + size
            far = [one for one, over in ((size, size > HIGH), (size, size > HIGH), (at, at > HIGH)) if over]
            extra = struct.pack("<2H%dQ" % len(far), 1, 8 * len(far), *far) if far else b""
            made = 45 if large or far else 20
            size, at = (0xFFFFFFFF if size > HIGH else size), (0xFFFFFFFF if at > HIGH else at)
            directory += (
                struct.pack(
                    "<4s4B4H3L5H2L",
                    b"PK\1\2",
                    made,
                    3,
                    made,
                    0,
                    *fixed,
                    size,
                    size,
                    len(name),
                    len(extra),
                    0,
                    0,
                    0,
                    0o644 << 16,
                    at,
                )
                + name
                + extra
            )
        count, size = len(infos), len(directory)
        if count > 0xFFFF or size > HIGH or ends > HIGH:
            directory += struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, ends)
            directory += struct.pack("<4sLQL", b"PK\6\7", 0, ends + size, 1)
            count, size, ends = min(count, 0xFFFF), min(size, 0xFFFFFFFF), min(ends, 0xFFFFFFFF)
        directory += struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size, ends, 0)
        self.file.seek(-len(directory), 2)
        place = self.file.tell()
        found = self.file.read()
        if found != directory or place != (ends if ends < 0xFFFFFFFF else place):
            at = next((n for n, (one, other) in enumerate(zip(found, directory)) if one != other), 0)
            self.faults.append("the ZIP: its directory is not as it was written, from byte %d" % (place + at))


class Verifier:
    """One verification, and what it found."""

    def __init__(self, source, known):
        self.source = source
        self.known = known  # a checkpoint that somebody holds
        self.faults = []
        self.pieces = self.erased = self.stretches = 0
        self.last = None

    def fault(self, where, expected, found):
        """Note that something is not as it should be."""
        self.faults.append("%s: expected %s, found %s" % (where, expected, found))

    def run(self):
        """All steps."""
        manifest = self.manifest()
        checkpoints = self.checkpoints()
        chain = self.chain(checkpoints)
        self.read_pieces(chain, manifest)
        self.contents()
        if manifest.get("checkpoint") != (self.last or {}).get("digest"):
            self.fault(
                "manifest.json, checkpoint", (self.last or {}).get("digest"), manifest.get("checkpoint")
            )
        digests = [one.get("digest") for one in checkpoints]
        if self.known and self.known.lower() not in digests:
            self.faults.append("The checkpoint that you hold (%s) is not in this ledger." % self.known)

    def text(self, name):
        """A short file as bytes."""
        return b"".join(self.source.chunks(name))

    def lines(self, name):
        """The lines of a file (a line ends with a line feed and nothing else)."""
        rest = b""
        for chunk in self.source.chunks(name):
            lines = (rest + chunk).split(b"\n")
            rest = lines.pop()
            for line in lines:
                yield line
        if rest:
            yield rest

    def manifest(self):
        """The list of what is here, and whether each file is what it says."""
        names = self.source.names()
        for name in ("manifest.json", "manifest.sha256", "pieces.jsonl", "chain.txt", "checkpoints.jsonl"):
            if name not in names:
                raise Fault("%s is missing" % name)
        raw, said = self.text("manifest.json"), self.text("manifest.sha256").decode("utf-8", "replace")
        if said != sha256(raw) + "  manifest.json\n":
            self.fault("manifest.json", said.split(" ")[0], sha256(raw))
        try:
            manifest = json.loads(raw.decode("utf-8"))
            listed = manifest["files"]
            for name in sorted(set(listed) - set(names)):
                self.fault(name, listed[name]["sha256"], "nothing: the file is missing")
            for name in names:
                if name in ("manifest.json", "manifest.sha256"):
                    continue
                if name not in listed:
                    self.fault(name, "no such file", "a file that the manifest does not list")
                    continue
                taken, size = hashlib.sha256(), 0
                for chunk in self.source.chunks(name):
                    taken.update(chunk)
                    size += len(chunk)
                if taken.hexdigest() != listed[name]["sha256"]:
                    self.fault(name + ", SHA-256", listed[name]["sha256"], taken.hexdigest())
                if size != listed[name]["bytes"]:
                    self.fault(name + ", bytes", listed[name]["bytes"], size)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            self.faults.append("manifest.json cannot be read: %s" % error)
            return {}
        return manifest

    def checkpoints(self):
        """The checkpoints: each one hashes the one before."""
        found, previous = [], START
        for place, line in enumerate(self.lines("checkpoints.jsonl"), 1):
            try:
                one = json.loads(line.decode("utf-8"))
                told = {name: one[name] for name in ("number", "at", "last", "head")}
                digest = sha256(canonical(dict(told, previous=previous)))
                if one["number"] != place:
                    self.fault("checkpoint %d, number" % place, place, one["number"])
                if one["digest"] != digest:
                    self.fault("checkpoint %d" % place, one["digest"], digest)
                if not isinstance(one["last"], int) or (found and one["last"] <= found[-1]["last"]):
                    raise ValueError("it goes back")
            except (ValueError, KeyError, TypeError) as error:
                self.faults.append("checkpoint %d cannot be read: %s" % (place, error))
                break
            previous = one["digest"]
            found.append(one)
        self.last = found[-1] if found else None
        return found

    def chain(self, checkpoints):
        """The stretches of the chain: from the link of one checkpoint, leaf by leaf, to the link of the next."""
        ends = {one["last"]: one for one in checkpoints}
        starts = {0: START}
        starts.update((one["last"], one["head"]) for one in checkpoints)
        links, before, link = {}, None, None
        for line in self.lines("chain.txt"):
            try:
                number, leaf = line.decode("ascii").split(" ")
                number = int(number)
            except ValueError:
                self.faults.append("chain.txt cannot be read after piece %s" % before)
                break
            if before is None or number != before + 1:
                if before is not None and before not in ends:
                    self.fault("chain.txt", "piece %d" % (before + 1), "piece %d" % number)
                if number - 1 not in starts:
                    self.fault("chain.txt", "a stretch that begins after a checkpoint", "piece %d" % number)
                link = starts.get(number - 1, START)
                self.stretches += 1
            elif before in ends:
                link = ends[before]["head"]  # told already where it differs
                self.stretches += 1
            link = sha256('{"leaf":"%s","number":%d,"previous":"%s"}' % (leaf, number, link))
            links[number] = (leaf, link)
            if number in ends and ends[number]["head"] != link:
                self.fault(
                    "checkpoint %d, link of piece %d" % (ends[number]["number"], number),
                    ends[number]["head"],
                    link,
                )
            before = number
        if before is not None and before not in ends:
            self.faults.append("chain.txt ends with piece %d, where no checkpoint is" % before)
        return links

    def read_pieces(self, chain, manifest):
        """The pieces: their seals, their leaves, their places in the chain."""
        before, self.digests = 0, {}
        for place, line in enumerate(self.lines("pieces.jsonl"), 1):
            try:
                piece = json.loads(line.decode("utf-8"))
                number = piece["number"]
                if number <= before:
                    self.fault("pieces.jsonl, line %d" % place, "a piece after %d" % before, number)
                before = number
                self.piece(piece, chain)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                after = "after piece %d" % before if before else "the first"
                self.faults.append("pieces.jsonl, line %d (%s): cannot be read: %r" % (place, after, error))
            self.pieces += 1
        if manifest and manifest.get("pieces") != self.pieces:
            self.fault("pieces.jsonl, number of pieces", manifest.get("pieces"), self.pieces)

    def piece(self, piece, chain):
        """One piece."""
        number, kind = piece["number"], piece["kind"]
        name = "piece %d (%s, %s)" % (number, kind, piece["at"])
        for part in ("author", "subject"):
            told = piece[part]
            if set(told) != {"part", "salt", "seal"} or (told["part"] is None) != (told["salt"] is None):
                self.fault("%s, %s" % (name, part), "a part, its key and its seal", sorted(told))
            elif told["part"] is None:
                self.erased += 1
            else:
                key = bytes.fromhex(told["salt"])
                seal = hmac.new(key, canonical(told["part"]).encode("utf-8"), hashlib.sha256).hexdigest()
                if seal != told["seal"]:
                    self.fault("%s, %s" % (name, part), "the seal " + told["seal"], seal)
        leaf = sha256(
            canonical(
                {
                    "at": piece["at"],
                    "author": piece["author"]["seal"],
                    "kind": kind,
                    "matter": piece["matter"],
                    "number": number,
                    "recorded": piece["recorded"],
                    "subject": piece["subject"]["seal"],
                    "version": 1,
                }
            )
        )
        if leaf != piece["leaf"]:
            self.fault(name + ", leaf", piece["leaf"], leaf)
        if number not in chain:
            self.fault(name, "a place in chain.txt", "none")
        else:
            if chain[number][0] != piece["leaf"]:
                self.fault(name + ", leaf in chain.txt", piece["leaf"], chain[number][0])
            if chain[number][1] != piece["link"]:
                self.fault(name + ", link", chain[number][1], piece["link"])
        if set(piece) != {"number", "kind", "at", "recorded", "matter", "author", "subject", "leaf", "link"}:
            self.fault(name, "nine fields", sorted(piece))
        digest = (piece["subject"]["part"] or {}).get("digest")
        if digest:
            self.digests.setdefault(digest, name)

    def contents(self):
        """What pieces refer to: each file is named by its SHA-256, and a piece or a content names it."""
        files = {}
        for name in self.source.names():
            if name.startswith("contents/"):
                raw = self.text(name)
                digest = name[len("contents/") : -len(".json")]
                of = self.digests.get(digest, name)
                if digest not in self.digests:
                    self.fault(name, "a piece that seals it", "none")
                if sha256(raw) != digest:
                    self.fault("%s, content (%s)" % (of, name), digest, sha256(raw))
                try:
                    for file in json.loads(raw.decode("utf-8")).get("files", []):
                        files["files/" + file["sha256"]] = of
                except (ValueError, KeyError, TypeError, AttributeError):
                    self.faults.append("%s cannot be read" % name)
        for name in self.source.names():
            if name.startswith("files/"):
                taken = hashlib.sha256()
                for chunk in self.source.chunks(name):
                    taken.update(chunk)
                if name not in files:
                    self.fault(name, "a content that names it", "none")
                if "files/" + taken.hexdigest() != name:
                    self.fault(
                        "%s, file (%s)" % (files.get(name, "?"), name),
                        name[len("files/") :],
                        taken.hexdigest(),
                    )


def main(arguments):
    """Verify, and say what was found."""
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("place", nargs="?", default=os.path.dirname(os.path.abspath(__file__)))
    options.add_argument(
        "--checkpoint", default="", help="the digest of a checkpoint that you were sent or printed"
    )
    given = options.parse_args(arguments)
    faults, verifier = [], None
    try:
        source = Folder(given.place) if os.path.isdir(given.place) else Zip(given.place)
        verifier = Verifier(source, given.checkpoint)
        verifier.run()
        faults = verifier.faults + sorted(set(source.faults))
    except Fault as fault:
        faults = (verifier.faults if verifier else []) + [str(fault)]
    except OSError as error:
        faults = [str(error)]
    for fault in faults[:MOST]:
        print("WRONG  " + fault)
    if len(faults) > MOST:
        print("       and %d more" % (len(faults) - MOST))
    if verifier is not None:
        print(
            "%d pieces, %d stretches of the chain, %d seals of erased parts"
            % (verifier.pieces, verifier.stretches, verifier.erased)
        )
        if verifier.last:
            print("Checkpoint %(number)s of %(at)s, up to piece %(last)s: %(digest)s" % verifier.last)
    print("NOT RIGHT" if faults else "ALL IS RIGHT")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
