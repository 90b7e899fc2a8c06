"""What comes in becomes a path with all it holds, or nothing at all."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from uuid import UUID

import pytest
from django.core.files.storage import default_storage

from cordee.core.errors import Forbidden, Missing
from cordee.journal.models import Event
from cordee.media.models import File
from cordee.paths.kinds import content
from cordee.paths.models import Activity, BankQuestion, Path, PathFile, Version
from cordee.paths.questions import question
from cordee.studio.actions import taking
from cordee.studio.actions.taking import take_in
from cordee.studio.course import Asked, Asset, Bank, Course, Module, Objective, Step, asset_link, step_link
from cordee.studio.fitting import fit
from cordee.studio.report import Fate, Report
from cordee.studio.tests.made import picture
from cordee.testing.cast import NOW, Cast


def asset(name: str, data: bytes) -> Asset:
    @contextmanager
    def stream() -> Iterator[BinaryIO]:
        yield io.BytesIO(data)

    return Asset(name, len(data), stream)


BODY = (
    f"![Silence]({asset_link('img/silence.png')})\n\n**Dix secondes.** Puis [le point]({step_link('s2')}), "
    f"[rien]({step_link('nowhere')})."
)


def course() -> Course:
    right = {"prompt": "Qui parle ?", "choices": [{"text": "L'autre", "credit": 1}, {"text": "Moi"}]}
    return Course(
        "Mener un entretien",
        key="source 7",
        objectives=[Objective("Poser une question ouverte", ["Écoute active", "Questionner"], key="o1")],
        modules=[
            Module(
                "Écouter",
                about=f"Voir [le guide]({asset_link('guide du formateur.pdf')}).",
                key="m1",
                steps=[
                    Step(
                        "page",
                        "Se taire",
                        content("page", {"body": BODY}),
                        key="s1",
                        objectives=["o1"],
                    ),
                    Step(
                        "quiz",
                        "Le point",
                        content("quiz", {"questions": ["q1", "lost"], "draws": [{"bank": "b1", "count": 9}]}),
                        key="s2",
                        release={"after": ["s1", "nowhere"], "days_after_start": 2},
                        credits=["lea", "Inconnue"],
                    ),
                    Step(
                        "file",
                        "Le guide",
                        content("file", {"files": ["guide du formateur.pdf", "lost.pdf"]}),
                        key="s3",
                    ),
                ],
            )
        ],
        banks=[Bank("Écoute", "b1", [Asked(question("choice", right), "q1")])],
        files={
            "img/silence.png": asset("silence.png", picture()),
            "guide du formateur.pdf": asset("guide du formateur.pdf", b"%PDF-1.4 guide"),
            "unused.txt": asset("unused.txt", b"never shown"),
        },
        sheet={"prerequisites": "Aucun", "minutes": 90, "unknown": 1},
    )  # fmt: skip


def taken(cast: Cast, made: Course, into: Path | None = None, actor=None) -> tuple[Path, Report]:
    report = Report("made")
    fit(made, report)
    return take_in(actor or cast.thomas, made, report, now=NOW, into=into), report


def test_all_of_it_is_there(cast: Cast) -> None:
    path, report = taken(cast, course())
    version = path.versions.get()
    assert (path.slug, version.number, version.published_at) == ("mener-un-entretien", 1, None)
    assert [one.person for one in path.author_links.all()] == [cast.thomas]
    page, quiz, file = version.activities.all()
    silence, guide = File.objects.get(name="silence.png"), File.objects.get(name="guide du formateur.pdf")
    assert f'<img src="{silence.url}" alt="Silence"' in page.shown["body"]
    bare = page.shown["body"].replace(' rel="nofollow ugc noopener"', "")
    assert f'<a href="{path.url}steps/{quiz.key}/">le point</a>, [rien].' in bare
    assert silence.kind == File.Kind.IMAGE and guide.kind == File.Kind.ATTACHMENT
    assert default_storage.open(guide.stored_as).read() == b"%PDF-1.4 guide"
    assert f'href="{guide.url}"' in version.modules.get().about_html
    asked = BankQuestion.objects.get(bank__version=version)
    assert quiz.content["questions"] == [str(asked.key)]
    assert quiz.content["draws"] == [{"bank": str(asked.bank.key), "count": 1}]
    assert quiz.release == {"after": [str(page.key)], "days_after_start": 2}
    assert file.content["files"] == [str(guide.id)]
    assert [one.text for one in page.objectives.all()] == ["Poser une question ouverte"]
    assert {one.name for one in version.objectives.get().skills.all()} == {"Écoute active", "Questionner"}
    assert [one.person for one in path.credits.all()] == [cast.lea]
    assert (path.sheet.prerequisites, path.sheet.minutes) == ("Aucun", 90)
    assert PathFile.objects.filter(path=path).count() == 2
    told = {(one.fate, one.name) for one in report.remarks}
    assert {(Fate.REFUSED, "unused.txt"), (Fate.REFUSED, "lost.pdf"), (Fate.ADAPTED, "Le point")} <= told
    event = Event.objects.get(verb="path.imported")
    assert (event.object_id, event.actor_id, event.data["activities"]) == (path.id, cast.thomas.id, 3)


def test_brought_again_it_is_another_path_whose_steps_are_recognised(cast: Cast) -> None:
    first, _ = taken(cast, course())
    second, _ = taken(cast, course())
    assert first.slug != second.slug
    keys = [
        list(Activity.objects.filter(version__path=one).values_list("key", flat=True))
        for one in (first, second)
    ]
    assert keys[0] == keys[1]


def test_into_a_path_its_draft_is_replaced_and_its_files_go(
    cast: Cast, django_capture_on_commit_callbacks
) -> None:
    path, _ = taken(cast, course())
    before = list(path.versions.get().activities.values_list("key", flat=True))
    old = File.objects.get(name="silence.png")
    with django_capture_on_commit_callbacks(execute=True):
        taken(cast, course(), into=path)
    version = path.versions.get()
    assert list(version.activities.values_list("key", flat=True)) == before
    assert PathFile.objects.filter(path=path).count() == 2
    assert not File.objects.filter(pk=old.pk).exists() and not default_storage.exists(old.stored_as)
    with pytest.raises((Forbidden, Missing)):
        taken(cast, course(), into=path, actor=cast.marc)


def test_a_published_version_stays_as_it_is(cast: Cast) -> None:
    path, _ = taken(cast, course())
    Version.objects.filter(path=path).update(published_at=NOW)
    taken(cast, course(), into=path)
    assert list(path.versions.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert PathFile.objects.filter(path=path).count() == 4


def test_what_fails_in_the_middle_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("the disk")

    kept: list[str] = []
    save = default_storage.save
    monkeypatch.setattr(default_storage, "save", lambda *given: kept.append(save(*given)) or kept[-1])
    monkeypatch.setattr(taking, "_sheet", fails)
    with pytest.raises(RuntimeError):
        taken(cast, course())
    assert len(kept) == 2 and not any(default_storage.exists(name) for name in kept)
    assert not Path.objects.exists() and not File.objects.exists()
    assert not Event.objects.filter(verb="path.imported").exists()


def test_a_key_that_is_an_identifier_stays(cast: Cast) -> None:
    made, key = course(), "0198c2f4-7a10-7c3e-9d0a-5a2b7f1c8e43"
    made.modules[0].steps[0].key = key
    made.modules[0].steps[1].release = {"after": [key]}
    path, _ = taken(cast, made)
    page, quiz, _file = path.versions.get().activities.all()
    assert page.key == UUID(key) and quiz.release == {"after": [key]}


def test_what_is_shown_and_is_no_picture_becomes_a_link(cast: Cast) -> None:
    made = course()
    made.files["img/silence.png"] = asset("silence.png", b"<svg onload=alert(1)>")
    path, report = taken(cast, made)
    page = path.versions.get().activities.first()
    assert page and "<img" not in page.shown["body"] and ">Silence</a>" in page.shown["body"]
    assert (Fate.ADAPTED, "img/silence.png") in {(one.fate, one.name) for one in report.remarks}


def test_long_names_and_empty_parts_fit() -> None:
    made = Course(
        "", modules=[Module("m" * 500, steps=[Step("page", "", content("page", {}))] * 2), Module("leer")]
    )
    report = Report()
    fit(made, report)
    assert made.title and len(made.modules) == 1 and len(made.modules[0].title) == 200
    assert made.modules[0].steps[0].title
    assert report.count(Fate.ADAPTED) == 1
