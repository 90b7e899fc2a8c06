"""A path of the database goes out, comes in and goes out the same; by command, and by its authors' button."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from cordee.archives.management.commands import export
from cordee.demo.courses import course_of as demo_course
from cordee.demo.courses import learning
from cordee.media.actions import store_image
from cordee.media.models import File
from cordee.paths.actions import drafts
from cordee.paths.models import Activity, BankQuestion, Sheet
from cordee.paths.models import Path as LearningPath
from cordee.paths.queries.paths import path_seen
from cordee.people.models import Group, Person
from cordee.studio.actions.attaching import attach
from cordee.studio.actions.banking import add_bank, put_question
from cordee.studio.actions.taking import take_in
from cordee.studio.fitting import fit
from cordee.studio.importing import brought
from cordee.studio.report import Fate, Report
from cordee.studio.tests.made import folder, picture
from cordee.studio.tests.test_exporting import parts
from cordee.testing.cast import NOW, Cast, Stage


def run(*arguments: object, command: str = "export_path") -> str:
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


def again(where: Path, author: Person) -> tuple[LearningPath, Report]:
    with brought(where) as (course, report):
        return take_in(author, course, report, now=NOW), report


def contents(path: LearningPath) -> dict[str, object]:
    """What is typed in the newest version, with its files by what they hold."""
    version = path.versions.order_by("-number").first()
    assert version is not None
    files = {str(one.pk): one for one in File.objects.filter(path_link__path=path)}
    known = {key: default_storage.open(one.stored_as).read() for key, one in files.items()}

    def placed(value: object) -> object:
        text = str(value).replace(path.url, "/here/")
        for key, file in files.items():
            text = text.replace(file.url, file.name).replace(key, str(hash(known[key])))
        return text

    sheet = Sheet.objects.get(path=path)
    return {
        "path": [path.title, path.summary, path.language, path.audience, path.is_template],
        "authors": sorted(path.authors.values_list("handle", flat=True)),
        "sheet": [placed(value) for name, value in sorted(vars(sheet).items()) if name not in ("_state", "path_id")],
        "objectives": [
            (one.key, one.text, sorted(skill.slug for skill in one.skills.all())) for one in version.objectives.all()
        ],
        "modules": [(one.key, one.title, placed(one.about), placed(one.about_html)) for one in version.modules.all()],
        "steps": [
            (one.key, one.kind, one.title, one.mode, one.minutes, one.required, one.release, placed(one.content),
             placed(one.shown), sorted(str(aim.key) for aim in one.objectives.all()))
            for one in version.activities.all()
        ],
        "banks": sorted((str(one.key), one.title) for one in version.banks.all()),
        "questions": [
            (one.key, one.kind, placed(one.content))
            for one in BankQuestion.objects.filter(bank__version=version).order_by("key")
        ],
        "credits": sorted(path.credits.values_list("activity_key", "person__handle")),
    }  # fmt: skip


@pytest.fixture
def written(stage: Stage, cast: Cast) -> LearningPath:
    """A path with an image, a file, a hotspot, a link to a step, conditions, credits and two authors."""
    report = Report()
    course = demo_course("entretien", learning()["entretien"].path)
    fit(course, report)
    path = take_in(cast.karim, course, report, now=NOW)
    where = path_seen(cast.karim, path.slug)
    shown = attach(where, _upload("Vue d'été.png", picture()), now=NOW, shown=True, alternative="La vue")
    cover = attach(where, _upload("Vue d'été.png", picture("navy")), now=NOW, shown=True)
    guide = attach(where, _upload("Guide (v2).pdf", b"%PDF-1.4"), now=NOW)
    path.cover, path.audience = cover, LearningPath.Audience.ENROLLED
    path.save()
    Sheet.objects.filter(path=path).update(helper=cast.ines, price=f"[Voir]({guide.url})", minutes=95)
    draft = drafts.draft_of(where, now=NOW)
    bank = add_bank(where, title="Lieux", now=NOW)
    area = {"points": [[0.1, 0.2], [0.3, 0.4]], "label": "Là", "credit": 1.0}
    asked = {"prompt": "Où ?", "image": str(shown.pk), "alternative": "La vue", "areas": [area]}
    put_question(where, bank.key, kind="hotspot", values=asked, now=NOW)
    first = draft.activities.first()
    assert first is not None
    module = draft.modules.first()
    group = Group.objects.create(name="Ateliers")
    body = f"![vue]({shown.url})\n\n[le guide]({guide.url}), puis [là]({path.url}steps/{first.key}/).\n\n---\n\nFin"
    made = drafts.add_activity(
        where, module.key, kind="page", title="Une page", values={"body": body}, now=NOW
    )
    release = {"after": [str(first.key)], "days_after_start": 2, "group": str(group.pk)}
    Activity.objects.filter(pk=made.pk).update(release=release, required=False)
    drafts.add_activity(
        where, module.key, kind="file", title="Le guide", values={"files": [str(guide.pk)]}, now=NOW
    )
    path.credits.create(activity_key=made.key, person=cast.lea, at=NOW)
    return path


def _upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.mark.parametrize("name", ["dossier", "paquet.zip", "paquet.tar.gz"])
def test_a_path_goes_out_and_comes_in_the_same(
    written: LearningPath, cast: Cast, tmp_path: Path, name: str
) -> None:
    first, second = tmp_path / name, tmp_path / f"again-{name}"
    assert "Mener un entretien" in run(written.slug, first)
    made, report = again(first, cast.karim)
    assert not [one for one in report.remarks if one.fate is not Fate.KEPT]
    assert made.pk != written.pk and contents(made) == contents(written)
    run(made.slug, second)
    if first.is_dir():
        assert parts(first) == parts(second)
    else:
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("key", learning())
def test_each_path_of_the_demo_goes_out_and_comes_in_the_same(key: str, cast: Cast, tmp_path: Path) -> None:
    report = Report()
    course = demo_course(key, learning()[key].path)
    fit(course, report)
    path = take_in(cast.thomas, course, report, now=NOW)
    run(path.slug, tmp_path / "first")
    made, report = again(tmp_path / "first", cast.thomas)
    assert not [one for one in report.remarks if one.fate is not Fate.KEPT]
    run(made.slug, tmp_path / "second")
    assert parts(tmp_path / "first") == parts(tmp_path / "second")
    assert contents(made) == contents(path)


def test_elsewhere_who_is_not_known_is_named(written: LearningPath, cast: Cast, tmp_path: Path) -> None:
    run(written.slug, tmp_path / "out")
    Group.objects.all().delete()
    Person.objects.filter(pk=cast.karim.pk).update(name="Un autre Karim")
    Person.objects.filter(pk=cast.ines.pk).update(handle="ines-2")
    made, report = again(tmp_path / "out", cast.thomas)
    assert list(made.authors.all()) == [cast.thomas] and made.sheet.helper is None
    assert {one.name for one in report.remarks if one.fate is Fate.ADAPTED} == {
        "Karim Benali",
        "Inès Ferreira",
        "Une page",
    }


def test_the_words_of_one_command_hold_for_both(written: LearningPath, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    run(written.slug, command="export")
    assert (tmp_path / written.slug / "README.md").is_file()
    run(f"/paths/{written.slug}/", tmp_path / "autre.zip", command="export")
    assert zipfile.is_zipfile(tmp_path / "autre.zip")
    whole: list[Path] = []
    monkeypatch.setattr(export, "write_export", lambda path, **_: (whole.append(path), path.touch(), {})[2])
    run(tmp_path / "whole.zip", command="export")
    run("sauvegarde", command="export")
    assert whole == [tmp_path / "whole.zip", Path("sauvegarde")]
    with pytest.raises(CommandError, match="exist"):
        run(written.slug)
    with pytest.raises(CommandError):
        run("nulle-part", tmp_path / "x")
    with pytest.raises(CommandError):
        run(written.slug, "--published", tmp_path / "y")
    assert not (tmp_path / "y").exists()


def test_its_authors_take_it_along(written: LearningPath, cast: Cast, client: Client, stage: Stage) -> None:
    client.force_login(cast.karim)
    answer = client.get(f"/studio/{written.slug}/export/")
    whole = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    assert answer["Content-Disposition"] == f'attachment; filename="{written.slug}.zip"'
    assert {"README.md", "files/Vue-d-ete.webp", "files/Guide-v2.pdf"} <= set(whole.namelist())
    assert "/media/" not in "".join(
        whole.read(name).decode() for name in whole.namelist() if name.endswith(".md")
    )
    client.force_login(cast.lea)
    assert client.get(f"/studio/{written.slug}/export/").status_code in (403, 404)


def test_a_file_of_a_space_comes_along_for_who_may_read_it(
    written: LearningPath, cast: Cast, stage: Stage, client: Client
) -> None:
    where = path_seen(cast.karim, written.slug)
    shown = store_image(cast.lea, _upload("croquis.png", picture("olive")), space_id=stage.open.pk, now=NOW)
    module = drafts.draft_of(where, now=NOW).modules.first()
    values = {"body": f"![croquis]({shown.url})"}
    drafts.add_activity(where, module.key, kind="page", title="Croquis", values=values, now=NOW)
    client.force_login(cast.karim)
    address = f"/studio/{written.slug}/export/"
    assert b"files/croquis.webp" in b"".join(client.get(address))
    File.objects.filter(pk=shown.pk).update(withheld=True)
    assert b"files/croquis.webp" not in b"".join(client.get(address))


HAND: dict[str, str | bytes] = {
    "README.md": "---\ncordee: 1\ntitle: À la main\nobjectives:\n- Écouter\n---\n",
    "01-debut/README.md": "---\ntitle: Le début\n---\nDes mots.\n",
    "01-debut/01-lire.md": """---
objectives: Écouter
minutes: 1 h
---
Voir ![vue](../vue.png) et [le quiz](02-quiz.md).
""",
    "01-debut/02-quiz.md": """---
title: Le point
---
Deux questions.

```quiz
kind: truth
prompt: Vrai ?
right: true
```

```quiz
Which?
- [x] this
- [ ] that
```
""",
    "01-debut/03-faire.md": """---
kind: checklist
content:
  items: [Un, Deux]
release:
  after: 02-quiz.md
  opens_on: 2026-03-01
---
""",
    "01-debut/10-tirage.md": """---
kind: quiz
content:
  draws:
  - {bank: ../banks/banque.md, count: 1}
  questions: ../banks/banque.md
---
""",
    "02-odd.md": "---\nkind: hologram\n---\nUn mot, [nulle part](rien.md).\n",
    "banks/banque.md": "Une remarque.\n\n```quiz\nkind: open\nprompt: Pourquoi ?\n```\n",
    "vue.png": picture(),
}  # fmt: skip


def test_a_folder_written_by_hand_is_a_path(stage: Stage, cast: Cast, tmp_path: Path) -> None:
    with brought(folder(tmp_path / "hand", dict(HAND))) as (course, report):
        path = take_in(cast.karim, course, report, now=NOW)
    steps = list(path.versions.get().activities.all())
    assert [(one.kind, one.title) for one in steps] == [
        ("page", "Odd"), ("page", "Lire"), ("quiz", "Le point"), ("checklist", "Faire"), ("quiz", "Tirage"),
    ]  # fmt: skip
    _odd, page, quiz, todo, drawn = steps
    assert page.minutes == 60 and "<img" in page.shown["body"] and str(quiz.key) in page.shown["body"]
    assert [one.text for one in page.objectives.all()] == ["Écouter"]
    assert len(quiz.content["questions"]) == 2 and quiz.content["about"] == "Deux questions."
    assert todo.release == {"after": [str(quiz.key)], "opens_on": "2026-03-01"}
    assert len(drawn.content["questions"]) == 1 and drawn.content["draws"][0]["count"] == 1
    told = [(one.name, one.why) for one in report.remarks if one.fate is Fate.ADAPTED]
    assert [name for name, _why in told] == ["Banque", "Odd", "Odd"] and "hologram" in told[1][1]
