"""An export brought into an empty instance gives the same organisation; a bad one gives nothing."""

import json
import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from cordee.activity.models import Line, PersonFigures
from cordee.archives.backup.tables import tables
from cordee.archives.exchange.kinds import LEFT_OUT, LEFT_OUT_ROOMS, kinds
from cordee.archives.exchange.reading import ExportError, read_export
from cordee.archives.exchange.writing import write_export
from cordee.journal.readers import catch_up, registered
from cordee.media.actions import store_attachment
from cordee.people.models import Person
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.reactions import react
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def exported(stage: Stage, tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    upload = SimpleUploadedFile("grille.ods", b"grille" * 100_000)
    attachment = store_attachment(stage.cast.ines, upload, space_id=stage.open.id, now=NOW)
    details = {"title": "L'été : « œuvre »\u2028", "body": "Une\n\nligne", "attachment": attachment}
    publish(stage.cast.ines, stage.open, kind="resource", now=NOW, **details)
    react(stage.cast.lea, stage.experience, meaning="tried", note="Il a parlé", now=NOW)
    catch_up()
    path = tmp_path / "first.zip"
    write_export(path, now=NOW)
    return path


def forget_everything() -> None:
    names = ", ".join(f'"{table.name}"' for table in tables())
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names}")


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_empty_instance_becomes_the_same_organisation(exported: Path, tmp_path: Path) -> None:
    lines, figures = set(Line.objects.values_list("id", "verb")), set(PersonFigures.objects.values_list())
    stored = [name for name in contents(exported) if name.startswith("files/")]
    forget_everything()
    for name in stored:
        default_storage.delete(name.removeprefix("files/"))

    read_export(exported)
    write_export(tmp_path / "second.zip", now=NOW)

    assert contents(tmp_path / "second.zip") == contents(exported)
    assert len(stored) == 1
    assert set(Line.objects.values_list("id", "verb")) == lines
    assert set(PersonFigures.objects.values_list()) == figures
    assert not any(person.has_usable_password() for person in Person.objects.all())


def test_no_secret_is_in_it(exported: Path) -> None:
    told = b"".join(contents(exported).values())
    assert b"argon2" not in told
    assert b"password" not in told.replace(b"Passwords, tokens", b"").replace(b'"passwords"', b"")


def test_every_kind_is_told_or_left_out_for_a_reason() -> None:
    readers = {table._meta.label_lower for reader in registered() for table in reader.tables}
    all_of_ours = {
        model._meta.label_lower for model in apps.get_models() if model.__module__.startswith("cordee.")
    }
    left = all_of_ours - set(kinds()) - readers - set(LEFT_OUT)
    assert not {name for name in left if name.split(".")[0] not in LEFT_OUT_ROOMS}


def test_people_are_not_mixed(exported: Path) -> None:
    with pytest.raises(ExportError, match="People are here already"):
        read_export(exported)


@pytest.mark.parametrize("kept", [0.2, 0.7, 0.99])
def test_a_truncated_export_changes_nothing(exported: Path, kept: float) -> None:
    whole = exported.read_bytes()
    exported.write_bytes(whole[: int(len(whole) * kept)])
    forget_everything()
    with pytest.raises(ExportError, match="cut short"):
        read_export(exported)
    assert not Person.objects.exists()


def changed(path: Path, name: str, data: bytes) -> None:
    held = contents(path) | {name: data}
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in held.items():
            archive.writestr(member, content)


def test_a_link_to_nobody_changes_nothing(exported: Path) -> None:
    forget_everything()
    told = json.loads(contents(exported)["cordee.json"])
    told["rows"]["people.person"] = 0
    changed(exported, "cordee.json", json.dumps(told).encode())
    changed(exported, "data/people.person.jsonl", b"")
    with pytest.raises(ExportError, match="cannot be"):
        read_export(exported)
    assert not Person.objects.exists()


def test_a_newer_export_waits_for_the_update(exported: Path) -> None:
    told = json.loads(contents(exported)["cordee.json"])
    told["fields"]["spaces.hologram"] = ["id"]
    changed(exported, "cordee.json", json.dumps(told).encode())
    with pytest.raises(ExportError, match=r"newer Cordée \(it tells of spaces.hologram\)"):
        read_export(exported)


def test_the_commands(exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("export", tmp_path / "again.zip")
    forget_everything()
    call_command("import_organisation", tmp_path / "again.zip")
    assert "6 people, 3 contributions" in capsys.readouterr().out
    with pytest.raises(CommandError, match="People are here already"):
        call_command("import_organisation", tmp_path / "again.zip")
