"""A backup brings back everything, to the row and to the byte; a bad one changes nothing."""

import hashlib
import io
import json
import re
import tarfile
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from cordee.archives.backup.package import BackupError, check
from cordee.archives.backup.restoring import restore_backup
from cordee.archives.backup.tables import tables
from cordee.archives.backup.taking import take_backup
from cordee.evidence.actions.checkpoints import make_checkpoint
from cordee.evidence.checking import verify_ledger
from cordee.journal.models import Event
from cordee.journal.readers import catch_up, registered
from cordee.media.actions import store_attachment
from cordee.media.models import File
from cordee.paths.tests.conftest import take
from cordee.people.models import Person
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Comment
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """A data folder of this test alone."""
    settings.HOME, settings.MEDIA_ROOT = tmp_path / "home", tmp_path / "home" / "media"
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "secret-key").write_text("clé d'origine")
    return tmp_path


@pytest.fixture
def lived(stage: Stage, home: Path) -> Stage:
    """The stage with a file, and with what readers made of it."""
    upload = SimpleUploadedFile("grille.ods", b"\x00\x01\r\n" * 50_000)
    attachment = store_attachment(stage.cast.ines, upload, space_id=stage.open.id, now=NOW)
    publish(
        stage.cast.ines,
        stage.open,
        kind="resource",
        title="Grille \\ d'entretien\t« été »",
        body="Une\n\nligne\\n \\. et \\N",
        attachment=attachment,
        now=NOW,
    )
    catch_up()
    return stage


def everything() -> dict[str, set[Any]]:
    """All rows of all tables, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            if table.name != "django_session":
                cursor.execute(f'SELECT "{table.name}"::text FROM "{table.name}"')
                found[table.name] = {row[0] for row in cursor.fetchall()}
    return found


def forget_everything() -> None:
    names = ", ".join(f'"{table.name}"' for table in tables())
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names}")


def test_what_was_kept_comes_back_to_the_row_and_to_the_byte(lived: Stage, home: Path) -> None:
    before, file = everything(), File.objects.get(name="grille.ods")
    content = default_storage.open(file.stored_as).read()
    contents = take_backup(home / "b.tar", now=NOW)
    forget_everything()
    default_storage.delete(file.stored_as)
    (home / "home" / "secret-key").unlink()

    restore_backup(home / "b.tar")

    assert everything() == before
    assert default_storage.open(file.stored_as).read() == content
    assert (home / "home" / "secret-key").read_text() == "clé d'origine"
    assert contents.rows["people_person"] == 6
    assert contents.missing == []


def test_life_goes_on_after_a_restore(lived: Stage, home: Path) -> None:
    take_backup(home / "b.tar", now=NOW)
    restore_backup(home / "b.tar", replace=True)
    taken = catch_up()
    comment = reply(lived.cast.lea, lived.question, body="Après", now=NOW)
    of_journal = [reader for reader in registered() if reader.follows_journal]
    assert (taken, catch_up()) == (0, len(of_journal))  # each of these readers took the one event
    assert Comment.objects.get(pk=comment.pk).body == "Après"
    with pytest.raises(Exception, match="append-only"):
        Event.objects.all().delete()


def test_the_chain_of_evidence_holds_after_a_restore(lived: Stage, home: Path) -> None:
    take(lived)
    catch_up()
    make_checkpoint(NOW)
    before = verify_ledger()
    take_backup(home / "b.tar", now=NOW)
    forget_everything()
    restore_backup(home / "b.tar")
    assert before.pieces > 0
    assert verify_ledger() == before
    take(lived)
    catch_up()
    after = verify_ledger()
    assert after.holds
    assert after.pieces > before.pieces


def test_people_write_while_it_is_taken(lived: Stage, home: Path) -> None:
    """One snapshot: what is written meanwhile is either wholly in it or not at all."""
    stop = threading.Event()
    failures: list[Exception] = []

    def write() -> None:
        try:
            while not stop.is_set():
                reply(lived.cast.lea, lived.question, body="Pendant", now=NOW)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    while Comment.objects.filter(body="Pendant").count() < 5:
        pass
    take_backup(home / "b.tar", now=NOW)
    stop.set()
    writer.join()
    assert not failures

    restore_backup(home / "b.tar", replace=True)
    lived.question.refresh_from_db()
    comments = Comment.objects.filter(post=lived.question).count()
    assert comments > 5
    assert lived.question.comment_count == comments
    assert Event.objects.filter(verb="comment.published").count() == comments


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.9, 0.999])
def test_a_truncated_backup_changes_nothing(lived: Stage, home: Path, kept: float) -> None:
    path = home / "b.tar"
    take_backup(path, now=NOW)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole.rstrip(b"\x00")) * kept)])
    before = everything()
    with pytest.raises(BackupError, match=r"cut short|damaged|not a backup"):
        restore_backup(path, replace=True)
    assert everything() == before


def test_a_changed_byte_is_noticed(lived: Stage, home: Path) -> None:
    path = home / "b.tar"
    take_backup(path, now=NOW)
    spoilt = bytearray(path.read_bytes())
    place = spoilt.index(b"\x00\x01\r\n" * 100)
    spoilt[place + 7] ^= 1
    path.write_bytes(spoilt)
    with pytest.raises(BackupError, match="is not what was written"):
        restore_backup(path, replace=True)


def test_a_failure_on_the_way_changes_nothing(
    lived: Stage, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_backup(home / "b.tar", now=NOW)
    reply(lived.cast.lea, lived.question, body="Plus récent", now=NOW)
    before = everything()
    monkeypatch.setattr("cordee.archives.backup.restoring.set_sequences", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        restore_backup(home / "b.tar", replace=True)
    assert everything() == before


def test_people_are_not_overwritten_without_a_word(lived: Stage, home: Path) -> None:
    take_backup(home / "b.tar", now=NOW)
    with pytest.raises(BackupError, match="6 people are in this Cordée"):
        restore_backup(home / "b.tar")


def test_two_restores_at_once_are_one(lived: Stage, home: Path) -> None:
    take_backup(home / "b.tar", now=NOW)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [0x43_0D_EF])
        with pytest.raises(BackupError, match="Another restore is under way"):
            restore_backup(home / "b.tar", replace=True)
    finally:
        other.close()
    restore_backup(home / "b.tar", replace=True)
    assert Person.objects.count() == 6


def rewritten(path: Path, change: Any) -> None:
    """The same backup with another manifest, whole in itself."""
    with tarfile.open(path) as old:
        held = {info.name: old.extractfile(info).read() for info in old}  # type: ignore[union-attr]
    manifest, told = json.loads(held["manifest.json"]), json.loads(held["contents.json"])
    change(manifest)
    held["manifest.json"] = json.dumps(manifest).encode()
    told["members"]["manifest.json"] = (
        len(held["manifest.json"]),
        hashlib.sha256(held["manifest.json"]).hexdigest(),
    )
    held["contents.json"] = json.dumps(told).encode()
    with tarfile.open(path, "w") as new:
        for name, data in held.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            new.addfile(info, io.BytesIO(data))


def test_a_backup_of_a_newer_version_waits_for_the_update(lived: Stage, home: Path) -> None:
    take_backup(home / "b.tar", now=NOW)
    rewritten(home / "b.tar", lambda told: told["migrations"]["spaces"].append("0999_future"))
    check(home / "b.tar")
    with pytest.raises(BackupError, match=re.escape("newer Cordée (it knows spaces 0999_future)")):
        restore_backup(home / "b.tar", replace=True)


def test_something_else_is_no_backup(home: Path) -> None:
    other = home / "photo.jpg"
    other.write_bytes(b"\xff\xd8\xff\xe0" * 1000)
    with pytest.raises(BackupError):
        check(other)
    with tarfile.open(home / "other.tar", "w") as tar:
        tar.add(other, "../../etc/passwd")
    with pytest.raises(BackupError, match="not a backup of Cordée"):
        check(home / "other.tar")


def test_a_missing_file_is_said_and_does_not_stop_it(lived: Stage, home: Path) -> None:
    File.objects.create(kind="attachment", name="perdu", stored_as="perdu-1", media_type="x", size=1, at=NOW)
    assert take_backup(home / "b.tar", now=NOW).missing == ["perdu-1"]


def test_the_commands(lived: Stage, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = home / "b.tar"
    default_storage.save("seul", ContentFile(b"sans ligne"))
    call_command("backup", path)
    assert path.stat().st_mode & 0o077 == 0
    assert "verified" in capsys.readouterr().out
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", path)
    call_command("backup", path, check=True)
    assert "is whole: Refuge" in capsys.readouterr().out
    call_command("restore", path, replace=True)
    assert "Restored" in capsys.readouterr().out
    assert not list(home.glob(".*part"))
