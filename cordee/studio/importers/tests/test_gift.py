"""GIFT as teachers write it: what the format says, what they get wrong, and a message for what cannot be read."""

from pathlib import Path

import pytest

from cordee.paths.questions import Question
from cordee.studio.course import Course
from cordee.studio.importers.gift import Gift
from cordee.studio.importing import brought
from cordee.studio.report import Fate, Report
from cordee.studio.tests.places import sample, taken


def read(tmp_path: Path, text: str | bytes, **more: str | bytes) -> tuple[Course, Report]:
    return taken(Gift(), tmp_path, {"test.gift": text} | more)


def one(tmp_path: Path, text: str) -> Question:
    course, report = read(tmp_path, text)
    assert report.count(Fate.REFUSED) == 0, report.remarks
    return course.banks[0].questions[0].question


@pytest.mark.parametrize(
    ("text", "name", "some"),
    [
        ("2+2 ?{=4 ~5}", "choice", {"choices": [{"text": "4", "credit": 1.0}, {"text": "5"}]}),
        ("Qui ?{~%50%A ~%50%B ~%-100%C}", "choice", {"several": True}),
        ("Ciel bleu{T#non#oui}", "truth", {"right": True, "if_true": "oui", "if_false": "non"}),
        ("Ciel vert{ false #non#oui}", "truth", {"right": False, "if_true": "non", "if_false": "oui"}),
        (
            "Deux ?{=deux =%50%2#presque}",
            "text",
            {"accepted": [{"text": "deux"}, {"text": "2", "credit": 0.5, "feedback": "presque"}]},
        ),
        ("An ?{#1822:5}", "numeric", {"accepted": [{"value": 1822.0, "tolerance": 5.0}]}),
        ("Pi ?{#3,14..3,15}", "numeric", {"accepted": [{"value": 3.145, "tolerance": 0.005}]}),
        (
            "Un ?{#=1:0#oui =%50%2:0 ~#non}",
            "numeric",
            {"accepted": [{"value": 1.0, "feedback": "oui"}, {"value": 2.0, "credit": 0.5}]},
        ),
        (
            "Paires{=a -> 1 =b->2 = -> 3}",
            "matching",
            {"pairs": [{"left": "a", "right": "1"}, {"left": "b", "right": "2"}], "decoys": ["3"]},
        ),
        ("Expliquez.{}", "open", {"prompt": "Expliquez."}),
        ("Le {=Nil ~Rhin} coule.", "choice", {"prompt": r"Le \_\_\_\_\_ coule."}),
        ("Il vient de {=Lyon}.", "text", {"prompt": r"Il vient de \_\_\_\_\_."}),
        (
            "Quel est $$\\frac{1}{2}$$ ?{=0.5 ~$$\\frac{1}{3}$$}",
            "choice",
            {"prompt": r"Quel est $$\frac{1}{2}$$ ?"},
        ),
        ("Vu ?{\n=oui\n\n~non\n\n####Bravo}", "choice", {"feedback": "Bravo"}),
        (
            '[html]<p>Vu <b>ici</b></p>{=<img src="x.png" alt="rien"> ~<i>non</i>}',
            "choice",
            {"prompt": "Vu **ici**"},
        ),
        ("[markdown]Vu **ici**{=[plain]a*b ~c}", "choice", {"prompt": "Vu **ici**"}),
        (
            "Vingt-cinq {=25\\:30 =%0%\\#5}",
            "text",
            {"accepted": [{"text": "25:30"}, {"text": "#5", "credit": 0.0}]},
        ),
        ("Trois parts{~%33.333%a ~%33.333%b ~%33.333%c ~d}", "choice", {}),
    ],
)
def test_each_kind(tmp_path: Path, text: str, name: str, some: dict[str, object]) -> None:
    question = one(tmp_path, text)
    assert question.name == name
    kept = question.kept()
    assert {key: kept[key] for key in some} == some


def test_three_thirds_are_a_whole(tmp_path: Path) -> None:
    kept = one(tmp_path, "Trois{~%33.333%a ~%33.333%b ~%33.333%c ~d}").kept()
    assert round(sum(choice.get("credit", 0) for choice in kept["choices"]), 6) == 1


LONG = """// un commentaire
$CATEGORY: $course$/top/Écoute // active/Base

::Un::Première ?{=oui ~non}

Ceci est un **texte** pour la suite.

::Deux::Elle oublie sa fin ?{=oui
~non

::Trois::Sans bonne réponse ?{~a ~b}

$CATEGORY: Autre
Une ligne après l'autre ?{=oui ~non}
::Quatre::Nombre ?{#beaucoup}

::Un::Première, encore ?{=oui ~non}
"""


def test_what_cannot_be_read_is_said_with_its_line_and_shown(tmp_path: Path) -> None:
    course, report = read(tmp_path, LONG)
    assert [(bank.title, len(bank.questions)) for bank in course.banks] == [("Base", 1), ("Autre", 2)]
    refused = {one.name: one.why for one in report.remarks if one.fate is Fate.REFUSED}
    assert set(refused) == {"Deux (ligne 8)", "Trois (ligne 11)", "Quatre (ligne 15)"}
    assert "beaucoup" in refused["Quatre (ligne 15)"]
    first, second, aside = course.modules[0].steps
    assert first.content.kept()["about"] == r"Ceci est un \*\*texte\*\* pour la suite."
    assert len(set(second.content.kept()["questions"])) == 2
    assert all(text in aside.content.kept()["body"] for text in ("oublie sa fin", "Sans bonne", "#beaucoup"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_and_ends_of_lines(tmp_path: Path, encoding: str) -> None:
    course, _ = read(tmp_path, "::É::Où ça ?{\r\n=à côté\r\n~là}\r\n\r\nEt là ?{T}".encode(encoding))
    assert [one.question.kept()["prompt"] for one in course.banks[0].questions] == ["Où ça ?", "Et là ?"]


def test_images_beside_it_come_along(tmp_path: Path) -> None:
    text = '[html]<img src\\="@@PLUGINFILE@@/plan.png" alt\\="Plan">?{=oui ~non}'
    course, _ = read(tmp_path, text, **{"plan.png": b"\x89PNG"})
    assert course.banks[0].questions[0].question.kept()["prompt"] == "![Plan](asset:plan.png)?"
    assert course.files["plan.png"].size == 4


def test_hostile_texts_take_no_time(tmp_path: Path) -> None:
    for text in ("{" * 50_000, "::" * 50_000, "=~#" * 30_000, "\\" * 99_999, "{=" + "a#" * 40_000 + "}"):
        try:
            read(tmp_path, f"{text}\n\nLa suite ?{{=oui ~non}}")
        except Exception as refused:  # either is an answer
            assert type(refused).__name__ == "Broken"


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("gift_giftFormatPhpExamples.gift", 10),
        ("gift_multiLineFeedback1.gift", 2),
        ("gift_numerical1.gift", 10),
        ("gift_options1.gift", 14),
        ("gift_totara_moodle_match.gift", 1),
    ],
)
def test_real_files(name: str, count: int) -> None:
    course, report = sample(Gift(), name)
    assert sum(len(bank.questions) for bank in course.banks) == count
    assert report.count(Fate.REFUSED) == 0


def test_an_image_that_is_not_there_is_said(tmp_path: Path) -> None:
    path = tmp_path / "q.gift"
    path.write_text('::Q::[html]Quoi \\: <img src="@@PLUGINFILE@@/plan.png" alt="Plan"> ? {=a}')
    with brought(path) as (_course, report):
        assert [one.name for one in report.remarks if one.fate is Fate.REFUSED] == ["plan.png"]
