"""``bin/cordee import``: a report, an exit code, and nothing half-imported."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from cordee.media.archive import Archive, read
from cordee.paths.kinds import content
from cordee.paths.models import Path as LearningPath
from cordee.studio import importing
from cordee.studio.course import Course, Module, Step, asset_link
from cordee.studio.report import Report
from cordee.studio.shelf import asset
from cordee.studio.tests.made import folder, picture, tarred, zipped
from cordee.testing.cast import Cast, Stage


class Notes:
    """A format for these tests: texts in ``notes/``, a page each."""

    name = "Notes"

    def recognises(self, archive: Archive) -> bool:
        return any(name.startswith("notes/") for name in archive.names)

    def course(self, archive: Archive, report: Report) -> Course:
        module = Module("Notes")
        for name in archive.names:
            if name.endswith(".txt"):
                with report.trying("note", name):
                    body = read(archive, name).decode() + f"\n\n![vue]({asset_link('vue.png')})"
                    module.steps.append(Step("page", name, content("page", {"body": body})))
                    report.kept("note", name)
        files = {name[6:]: asset(archive, name) for name in archive.names if name == "notes/vue.png"}
        return Course("Mes notes", modules=[module], files=files)


PARTS: dict[str, str | bytes] = {
    "notes/1.txt": "# Un",
    "notes/2.txt": "Deux",
    "notes/3.txt": b"\xff\xfe",
    "notes/vue.png": picture(),
}


@pytest.fixture(autouse=True)
def _one_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "IMPORTERS", [Notes()])


def run(*arguments: object) -> str:
    out = io.StringIO()
    call_command("import_path", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("pack", [folder, zipped, tarred])
@pytest.mark.parametrize("top", ["", "paquet/"])
def test_a_folder_or_an_archive_wrapped_or_not(pack, top: str, tmp_path: Path, cast: Cast) -> None:
    file = pack(tmp_path / "notes-paquet", {top + name: data for name, data in PARTS.items()})
    told = run(file)
    path = LearningPath.objects.get()
    assert path.versions.get().activities.count() == 2
    assert path.url in told and "Gardé tel quel (2)" in told and "notes/3.txt" in told
    assert [one.person for one in path.author_links.all()] == [cast.thomas]


def test_a_trial_changes_nothing_and_says_the_same(tmp_path: Path, cast: Cast) -> None:
    file = zipped(tmp_path / "notes.zip", PARTS)
    trial = run(file, "--dry-run")
    assert not LearningPath.objects.exists()
    assert trial.splitlines()[:-1] == run(file).splitlines()[:-1]


def test_an_author_a_path_and_json(tmp_path: Path, stage: Stage) -> None:
    file = zipped(tmp_path / "notes.zip", PARTS)
    data = json.loads(run(file, "--author", "@karim", "--json"))
    assert data["path"]["slug"] == "mes-notes" and data["made"]["activities"] == 2
    assert data["counts"] == {"kept": 2, "adapted": 0, "refused": 1}
    assert {"fate", "what", "name", "why"} == set(data["remarks"][0])
    again = json.loads(run(file, "--path", "mes-notes", "--author", "karim", "--json"))
    assert again["path"] == data["path"] and LearningPath.objects.count() == 1
    for other in ("lea", "marc"):
        with pytest.raises(CommandError, match="parcours"):
            run(file, "--path", "mes-notes", "--author", other)


def test_nobody_or_nowhere(tmp_path: Path, cast: Cast) -> None:
    file = zipped(tmp_path / "notes.zip", PARTS)
    with pytest.raises(CommandError, match="--author"):
        run(file, "--author", "personne")
    with pytest.raises(CommandError, match="nulle-part"):
        run(file, "--path", "nulle-part")
    assert not LearningPath.objects.exists()


def broken(path: Path, kind: str) -> Path:
    whole = path / f"notes.{kind}"
    if kind == "absent":
        return whole
    noise = bytes(range(256)) * 400
    match kind:
        case "zip":
            data = zipped(whole, PARTS | {"notes/noise": noise}).read_bytes()
            whole.write_bytes(data[: len(data) // 2])
        case "zip-middle":
            data = bytearray(zipped(whole, {"notes/1.txt": "mot " * 20_000}).read_bytes())
            data[60:90] = b"\0" * 30
            whole.write_bytes(data)
        case "tar.gz":
            data = tarred(whole, PARTS | {"notes/noise": noise}).read_bytes()
            whole.write_bytes(data[: len(data) - 40])
        case "other":
            whole.write_bytes(b"\x7fELF" + noise)
        case "empty":
            whole.write_bytes(b"")
        case "bomb":
            zipped(whole, {"notes/zeros": b"\0" * 60 * 1024**2})
        case "gz-bomb":
            tarred(whole, {"notes/zeros": b"\0" * 60 * 1024**2})
    return whole


@pytest.mark.parametrize(
    "kind", ["zip", "zip-middle", "tar.gz", "other", "empty", "absent", "bomb", "gz-bomb"]
)
def test_what_cannot_be_read_is_said_and_leaves_nothing(kind: str, tmp_path: Path, cast: Cast) -> None:
    with pytest.raises(CommandError):
        run(broken(tmp_path, kind))
    assert not LearningPath.objects.exists()


def test_names_that_climb_out_are_left_out(tmp_path: Path, cast: Cast) -> None:
    file = zipped(
        tmp_path / "notes.zip", PARTS | {"../../notes/out.txt": "dehors", "/notes/root.txt": "racine"}
    )
    told = run(file)
    assert "../../notes/out.txt" in told and "/notes/root.txt" in told
    assert LearningPath.objects.get().versions.get().activities.count() == 2
