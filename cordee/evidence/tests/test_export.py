"""The file of evidence, and its verifier: run as an auditor runs it, on whole files and on damaged ones."""

import io
import json
import random
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

from cordee.evidence.actions.checkpoints import make_checkpoint
from cordee.evidence.actions.forgetting import forget_evidence
from cordee.evidence.chain import content_digest
from cordee.evidence.exporting import write_evidence
from cordee.evidence.exporting.package import VERIFIER
from cordee.evidence.models import Piece
from cordee.evidence.referred import referred
from cordee.evidence.scope import Scope
from cordee.evidence.tests.conftest import read_on
from cordee.journal.actions import Fact, record_all
from cordee.paths.actions import works
from cordee.people.models import Person
from cordee.testing.cast import NOW, Stage
from cordee.workshops.tests.conftest import Planned

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=6)


def made(scope: Scope, *, with_files: bool = True) -> bytes:
    out = io.BytesIO()
    write_evidence(scope, out, title="Printemps", with_files=with_files, now=LATER)
    return out.getvalue()


def pieces_in(content: bytes) -> list[dict[str, Any]]:
    """The lines of a file of evidence."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [json.loads(line) for line in archive.read("pieces.jsonl").splitlines()]


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    """The verifier as a module: a process a byte would be slow."""
    spec = spec_from_file_location("verify", VERIFIER / "verify.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(verifier: ModuleType, content: bytes, tmp_path: Path) -> list[str]:
    """What the verifier finds wrong."""
    place = tmp_path / "evidence.zip"
    place.write_bytes(content)
    one = None
    try:
        source = verifier.Zip(str(place))
        one = verifier.Verifier(source, "")
        one.run()
    except verifier.Fault as fault:
        return [*(one.faults if one else []), str(fault)]
    finally:
        if one is not None:
            one.source.file.close()
    return [*one.faults, *source.faults]


def repacked(content: bytes, name: str, changed: bytes, tmp_path: Path) -> Path:
    """The file unpacked, with other bytes in one of its files."""
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    (folder / name).write_bytes(changed)
    return folder


def test_it_verifies_by_itself_wherever_python_is(lived: Planned, tmp_path: Path) -> None:
    content = made(Scope())
    place = tmp_path / "evidence.zip"
    place.write_bytes(content)
    with zipfile.ZipFile(place) as archive:
        archive.extractall(tmp_path / "out")
        manifest = json.loads(archive.read("manifest.json"))
        page = archive.read("summary.html").decode()
    runs = [
        [sys.executable, "-I", "-S", str(tmp_path / "out" / "verify.py"), *arguments]
        for arguments in ([], [str(place), "--checkpoint", manifest["checkpoint"]])
    ]
    for run in runs:
        ran = subprocess.run(run, capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, "ALL IS RIGHT"), ran.stdout + ran.stderr
    assert manifest["pieces"] == Piece.objects.count()
    assert "Léa Martin" in page
    assert manifest["checkpoint"] in page
    unknown = subprocess.run(
        [*runs[0], "--checkpoint", "ab" * 32], capture_output=True, text=True, check=False
    )
    assert unknown.returncode == 1


def test_the_verifier_needs_no_newer_python_than_it_says() -> None:
    compile((VERIFIER / "verify.py").read_text(), "verify.py", "exec", flags=0, dont_inherit=True)
    import ast

    ast.parse((VERIFIER / "verify.py").read_text(), feature_version=(3, 8))


def test_a_part_verifies_and_leaks_nobody_else(
    lived: Planned, stage: Stage, verifier: ModuleType, tmp_path: Path
) -> None:
    make_checkpoint(NOW)
    facts = [(Fact("path.author-added", lived.taken.path.id, stage.cast.marc.id), NOW)] * 1
    record_all(facts)
    lived.enrol(stage.cast.marc)
    read_on()
    content = made(Scope(enrolment=lived.place.id))
    assert judged(verifier, content, tmp_path) == []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
        pieces = archive.read("pieces.jsonl").splitlines()
    assert 3 < len(pieces) < Piece.objects.count()
    assert "Marc" not in everything
    assert str(stage.cast.marc.id) not in everything


def test_a_day_of_the_ledger_that_holds_nothing_of_it_is_left_out(
    lived: Planned, stage: Stage, verifier: ModuleType, tmp_path: Path
) -> None:
    first = make_checkpoint(NOW)
    assert first is not None
    lived.enrol(stage.cast.marc)
    read_on()
    content = made(Scope(person=stage.cast.marc.id))
    assert judged(verifier, content, tmp_path) == []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        numbers = [int(line.split()[0]) for line in archive.read("chain.txt").splitlines()]
    assert min(numbers) == first.last + 1


def test_an_erased_person_is_not_in_it_and_it_verifies(
    lived: Planned, stage: Stage, verifier: ModuleType, tmp_path: Path
) -> None:
    forget_evidence(stage.cast.lea.id)
    content = made(Scope())
    assert judged(verifier, content, tmp_path) == []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "Léa" not in archive.read("pieces.jsonl").decode()


def test_what_it_refers_to_comes_along_while_it_is_as_it_was(
    lived: Planned, stage: Stage, verifier: ModuleType, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(made(Scope()))) as archive:
        names = archive.namelist()
        contents = [json.loads(archive.read(name)) for name in names if name.startswith("contents/")]
    assert {one.get("typed") for one in contents if "half" in one} == {"Léa Martin", ""}
    assert any(one.get("person") == str(stage.cast.lea.id) for one in contents)  # the certificate's record
    assert works.__name__  # works are tried with the attachments
    assert not [
        name
        for name in zipfile.ZipFile(io.BytesIO(made(Scope(), with_files=False))).namelist()
        if "/" in name
    ]


def test_without_its_content_a_piece_lets_nobody_try_what_it_was(lived: Planned) -> None:
    """The reason of an absence is one of ten phrases: who only reads the pieces must not find out which."""
    piece = Piece.objects.filter(kind="attendance").order_by("number")[0]
    signature = UUID(json.loads(piece.subject_part or "")["object"]["id"])
    plain = referred("signature", [signature])[signature].digest
    alone, along = (pieces_in(made(Scope(), with_files=one)) for one in (False, True))
    assert plain not in json.dumps(alone)
    assert all(one["subject"]["key"] is None for one in alone)
    (shown,) = [one["subject"] for one in along if one["number"] == piece.number]
    assert shown["part"]["digest"] == content_digest(plain, bytes.fromhex(shown["key"])) != plain


def test_the_last_day_of_all_is_a_day(lived: Planned) -> None:
    assert len(pieces_in(made(Scope(until=date.max)))) == Piece.objects.count()


def test_two_learners_of_one_name_are_two(lived: Planned, stage: Stage) -> None:
    Person.objects.filter(pk=stage.cast.marc.id).update(name=stage.cast.lea.name)
    lived.enrol(stage.cast.marc)
    read_on()
    with zipfile.ZipFile(io.BytesIO(made(Scope()))) as archive:
        page = archive.read("summary.html").decode()
    assert page.count(f'<th scope="row">{stage.cast.lea.name}</th>') == 2
    assert stage.cast.karim.name not in page.rpartition("<caption>")[2]  # who leads is no learner


def test_a_changed_piece_is_named(lived: Planned, verifier: ModuleType, tmp_path: Path) -> None:
    content = made(Scope())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pieces = archive.read("pieces.jsonl")
    folder = repacked(
        content, "pieces.jsonl", pieces.replace(b'"minutes":210', b'"minutes":420', 1), tmp_path
    )
    one = verifier.Verifier(verifier.Folder(str(folder)), "")
    one.run()
    (piece,) = [Piece.objects.filter(kind="attendance").order_by("number")[0]]
    assert any(
        fault.startswith(f"piece {piece.number} (attendance, 2026-03-05") and "subject" in fault
        for fault in one.faults
    )
    assert any(fault.startswith("pieces.jsonl, SHA-256: expected") for fault in one.faults)


def test_whoever_writes_the_manifest_anew_still_meets_the_chain(
    lived: Planned, verifier: ModuleType, tmp_path: Path
) -> None:
    """Only the manifest would not do: it can be made to fit."""
    content = made(Scope())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pieces = archive.read("pieces.jsonl")
    folder = repacked(
        content, "pieces.jsonl", pieces.replace(b'"kind":"enrolment"', b'"kind":"withdrawal"', 1), tmp_path
    )
    manifest = json.loads((folder / "manifest.json").read_bytes())
    changed = (folder / "pieces.jsonl").read_bytes()
    manifest["files"]["pieces.jsonl"] = {"bytes": len(changed), "sha256": verifier.sha256(changed)}
    raw = json.dumps(manifest).encode()
    (folder / "manifest.json").write_bytes(raw)
    (folder / "manifest.sha256").write_text(f"{verifier.sha256(raw)}  manifest.json\n")
    one = verifier.Verifier(verifier.Folder(str(folder)), "")
    one.run()
    assert one.faults
    assert all(fault.startswith("piece ") for fault in one.faults)


def test_any_flip_of_any_byte_is_found(lived: Planned, verifier: ModuleType, tmp_path: Path) -> None:
    """Each byte of the ZIP stands for something: some hundreds of them, a bit flipped in each."""
    content = made(Scope())
    chance = random.Random(20260302)
    edges = set(range(60)) | set(range(len(content) - 400, len(content)))
    for place in sorted(edges | {chance.randrange(len(content)) for _one in range(300)}):
        flipped = bytearray(content)
        flipped[place] ^= 1 << chance.randrange(8)
        assert judged(verifier, bytes(flipped), tmp_path), f"byte {place} of {len(content)}"


def test_any_flip_in_the_unpacked_files_is_named_with_its_file(
    lived: Planned, verifier: ModuleType, tmp_path: Path
) -> None:
    content, chance = made(Scope()), random.Random(7)
    folder = repacked(content, "extra.txt", b"", tmp_path)
    (folder / "extra.txt").unlink()
    for name in verifier.Folder(str(folder)).names():
        whole = (folder / name).read_bytes()
        for _again in range(4):
            flipped = bytearray(whole)
            flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
            (folder / name).write_bytes(flipped)
            one = verifier.Verifier(verifier.Folder(str(folder)), "")
            try:
                one.run()
            except verifier.Fault as fault:
                one.faults.append(str(fault))
            assert any(name.split(".")[0] in fault for fault in one.faults), (name, one.faults)
        (folder / name).write_bytes(whole)


def test_an_empty_ledger_gives_a_file_too(cast: object, verifier: ModuleType, tmp_path: Path) -> None:
    assert judged(verifier, made(Scope()), tmp_path) == []
