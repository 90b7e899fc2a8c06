# ruff: noqa: E501 (a case is a row: the source of a question beside what it becomes)
"""Moodle XML: each kind of question with a counterpart, categories, images, and a message for what has none."""

import base64
from pathlib import Path
from typing import Any

import pytest

from cordee.media.archive import Broken
from cordee.studio.course import Course
from cordee.studio.importers.moodle.question_file import MoodleXml
from cordee.studio.importing import brought
from cordee.studio.report import Fate, Report
from cordee.studio.tests.made import picture
from cordee.studio.tests.places import sample, taken

PLAN = f'<file name="mon plan.png" path="/" encoding="base64">{base64.b64encode(picture(size=(200, 100))).decode()}</file>'


def text(tag: str, said: str, more: str = "") -> str:
    return f'<{tag} format="html"><text><![CDATA[{said}]]></text>{more}</{tag}>'


def asked(kind: str, said: str, inside: str = "", name: str = "Q", more: str = "") -> str:
    return f'<question type="{kind}"><name><text>{name}</text></name>{text("questiontext", said, more)}{inside}</question>'


def answer(said: str, share: float, feedback: str = "", more: str = "") -> str:
    return f'<answer fraction="{share}" format="html"><text><![CDATA[{said}]]></text>{text("feedback", feedback)}{more}</answer>'


def category(path: str) -> str:
    return f'<question type="category"><category><text>{path}</text></category></question>'


def read(tmp_path: Path, *questions: str) -> tuple[Course, Report]:
    return taken(
        MoodleXml(), tmp_path, {"banque.xml": f"<?xml version='1.0'?><quiz>{''.join(questions)}</quiz>"}
    )


def values(name: str, *numbers: str) -> str:
    items = "".join(
        f"<dataset_item><number>{at}</number><value>{one}</value></dataset_item>"
        for at, one in enumerate(numbers)
    )
    return f"<dataset_definition><name><text>{name}</text></name><dataset_items>{items}</dataset_items></dataset_definition>"


RIGHT_WRONG = answer("<p>oui</p>", 100, "Bien") + answer("non", 0)
CASES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "one": (
        asked("multichoice", "<p>Vrai&nbsp;?</p>", f"<single>true</single><shuffleanswers>0</shuffleanswers>{RIGHT_WRONG}"),
        "choice",
        {"prompt": "Vrai\u00a0?", "choices": [{"text": "oui", "credit": 1.0, "feedback": "Bien"}, {"text": "non"}], "shuffle": False},
    ),
    "several": (
        asked("multichoice", "?", f"<single>false</single>{answer('a', 50)}{answer('b', 50)}{answer('c', -100)}"),
        "choice",
        {"several": True, "choices": [{"text": "a", "credit": 0.5}, {"text": "b", "credit": 0.5}, {"text": "c", "credit": -1.0}]},
    ),
    "truth": (asked("truefalse", "Bleu", answer("true", 0, "non") + answer("false", 100, "si")), "truth", {"right": False, "if_true": "non", "if_false": "si"}),
    "short": (
        asked("shortanswer", "?", f"<usecase>1</usecase>{answer('H2O*', 100)}{answer('eau', 50, 'presque')}"),
        "text",
        {"accepted": [{"text": "H2O*"}, {"text": "eau", "credit": 0.5, "feedback": "presque"}], "exact_case": True},
    ),
    "number": (
        asked("numerical", "?", f"{answer('3,14', 100, more='<tolerance>0.01</tolerance>')}{answer('*', 0, 'non')}<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>"),
        "numeric",
        {"accepted": [{"value": 3.14, "tolerance": 0.01}], "unit": "m"},
    ),
    "match": (
        asked("matching", "?", "".join(f'<subquestion format="html"><text>{left}</text><answer><text>{right}</text></answer></subquestion>' for left, right in (("a", "1"), ("b", "2 &amp; 3"), ("", "4")))),
        "matching",
        {"pairs": [{"left": "a", "right": "1"}, {"left": "b", "right": "2 & 3"}], "decoys": ["4"]},
    ),
    "cloze": (
        asked("cloze", "<p>{1:SHORTANSWER:=Lyon#oui~%50%Lion} a {2:NUMERICAL:=2:1} fleuves {:MULTICHOICE:~un~=deux} \\(x\\).</p>"),
        "cloze",
        {
            "prompt": "[[1]] a [[2]] fleuves [[3]] $x$.",
            "gaps": [
                {"accepted": [{"text": "Lyon", "feedback": "oui"}, {"text": "Lion", "credit": 0.5}]},
                {"type": "numeric", "accepted": [{"value": 2.0, "tolerance": 1.0}], "weight": 2.0},
                {"type": "choice", "options": [{"text": "un"}, {"text": "deux", "credit": 1.0}]},
            ],
        },
    ),
    "drag": (
        asked("ddwtos", "Le [[2]] dort [[3]][[1]].", "".join(f"<dragbox><text>{one}</text><group>{group}</group></dragbox>" for one, group in (("!", 2), ("chat", 1), ("bien", 1)))),
        "cloze",
        {
            "prompt": "Le [[1]] dort [[2]][[3]].",
            "gaps": [
                {"type": "choice", "options": [{"text": "chat", "credit": 1.0}, {"text": "bien"}]},
                {"type": "choice", "options": [{"text": "chat"}, {"text": "bien", "credit": 1.0}]},
                {"type": "choice", "options": [{"text": "!", "credit": 1.0}]},
            ],
        },
    ),
    "calculated": (
        asked("calculated", "{a} fois {b} ?", f"{answer('{a}*{b}+pow(2,1)', 100, more='<tolerance>0.01</tolerance><tolerancetype>1</tolerancetype>')}<dataset_definitions>{values('a', '7', '8')}{values('b', '3')}</dataset_definitions>"),
        "numeric",
        {"prompt": "7 fois 3 ?", "accepted": [{"value": 23.0, "tolerance": 0.23}]},
    ),
    "essay": (asked("essay", "Racontez.", text("graderinfo", "Des faits")), "open", {"guide": "Des faits"}),
    "order": (asked("ordering", "?", answer("deux", 2) + answer("un", 1)), "ordering", {"items": ["un", "deux"]}),
    "marker": (
        asked("ddmarker", "Où ?", f"{PLAN}<drag><text>Ici</text></drag><drag><text>Leurre</text></drag><drop><shape>circle</shape><coords>100,50;10</coords><choice>1</choice></drop><drop><shape>rectangle</shape><coords>0,0;20,10</coords><choice>9</choice></drop>"),
        "hotspot",
        {
            "prompt": "Où ?\n\n**Ici**",
            "ratio": 0.5,
            "areas": [
                {"shape": "circle", "points": [[0.5, 0.5], [0.05, 0.05]], "label": "Zone 1", "credit": 1.0},
                {"points": [[0.0, 0.0], [0.1, 0.1]], "label": "Zone 2"},
            ],
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_kind(tmp_path: Path, case: str) -> None:
    source, name, some = CASES[case]
    course, report = read(tmp_path, source)
    assert report.count(Fate.REFUSED) == 0, report.remarks
    (one,) = course.banks[0].questions
    assert one.question.name == name
    kept = one.question.kept()
    assert {key: kept.get(key) for key in some} == some


def test_categories_images_and_what_has_no_counterpart(tmp_path: Path) -> None:
    shown = '<p><img src="@@PLUGINFILE@@/mon%20plan.png" alt="Plan"> <script>alert(1)</script>{mlang en}x{mlang}{mlang fr}y{mlang}</p>'
    course, report = read(
        tmp_path,
        category("$course$/top/Écoute/Base"),
        asked("description", "<b>Lisez</b> ceci."),
        asked("multichoice", shown, RIGHT_WRONG + text("correctfeedback", "Bravo à vous"), "Images", PLAN),
        category("Suite"),
        asked("coderunner", "Écrivez.", name="Code"),
        asked("multichoice", "?", answer("a", 0), "Sans bonne"),
        asked("truefalse", "Oui", answer("true", 100) + answer("false", 0)),
    )  # fmt: skip
    assert [bank.title for bank in course.banks] == ["Base", "Suite"]
    assert course.banks[0].questions[0].question.kept()["prompt"] == "![Plan](asset:mon-plan.png) y"
    assert course.files["mon-plan.png"].name == "mon plan.png"
    told = {(one.fate, one.name) for one in report.remarks}
    assert {(Fate.REFUSED, "Code"), (Fate.REFUSED, "Sans bonne"), (Fate.ADAPTED, "Images")} <= told
    quiz, _suite, aside = course.modules[0].steps
    assert quiz.content.kept()["about"] == "**Lisez** ceci."
    assert "coderunner" in aside.content.kept()["body"] and "Écrivez." in aside.content.kept()["body"]


def test_the_same_question_has_the_same_key_wherever_it_stands(tmp_path: Path) -> None:
    first, second = asked("essay", "Un"), asked("essay", "Deux")
    one, _ = read(tmp_path, first, second, second)
    other, _ = read(tmp_path, second, first)
    keys = [[asked.key for asked in course.banks[0].questions] for course in (one, other)]
    assert keys[0][0] == keys[1][1] and keys[0][1] == keys[1][0] and keys[0][2] not in keys[0][:2]


@pytest.mark.parametrize(
    "formula",
    ["9**9**9**9", "__import__('os').system('id')", "().__class__", "[x for x in (1,)]", "1/0", "'a'*10**9"],
)
def test_formulas_only_calculate(tmp_path: Path, formula: str) -> None:
    course, report = read(tmp_path, asked("calculated", "?", answer(formula, 100)), asked("essay", "Un"))
    assert report.count(Fate.REFUSED) == 1 and len(course.banks[0].questions) == 1


def test_nothing_to_ask_is_said(tmp_path: Path) -> None:
    with pytest.raises(Broken):
        read(tmp_path, "<!-- rien -->")
    with pytest.raises(Broken):
        taken(MoodleXml(), tmp_path, {"b.xml": '<!DOCTYPE quiz [<!ENTITY a "b">]><quiz><question/></quiz>'})


@pytest.mark.parametrize(
    ("name", "count"),
    [("moodlexml_FR_TW3_examen_50q.xml", 50), ("moodlexml_FR_amc2moodle_moodle-bank-exemple.xml", 12)],
)
def test_real_files(name: str, count: int) -> None:
    course, report = sample(MoodleXml(), name)
    assert sum(len(bank.questions) for bank in course.banks) == count
    assert report.count(Fate.REFUSED) == 0


def test_two_texts_of_a_question_have_each_an_image_of_one_name(tmp_path: Path) -> None:
    def one(colour: str, share: int) -> str:
        held = base64.b64encode(picture(colour)).decode()
        shown = f'<![CDATA[<img src="@@PLUGINFILE@@/image.png">]]></text><file name="image.png" path="/" encoding="base64">{held}</file>'
        return f'<answer fraction="{share}" format="html"><text>{shown}</answer>'

    course, _ = read(tmp_path, asked("multichoice", "?", one("red", 100) + one("blue", 0)))
    choices = course.banks[0].questions[0].question.kept()["choices"]
    assert [choice["text"] for choice in choices] == ["![](asset:image.png)", "![](asset:image-2.png)"]
    held = []
    for asset in course.files.values():
        with asset.open() as stream:
            held.append(stream.read())
    assert held == [picture("red"), picture("blue")]


def test_a_file_that_was_cut_off_and_an_image_that_is_missing_are_said(tmp_path: Path) -> None:
    whole = (
        '<quiz><question type="truefalse"><name><text>A</text></name><questiontext format="html">'
        '<text>&lt;img src="@@PLUGINFILE@@/plan.png"&gt; Vrai ?</text></questiontext>'
        '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>'
    )
    path = tmp_path / "q.xml"
    path.write_text(f"{whole}<question")
    with brought(path) as (course, report):
        assert len(course.banks[0].questions) == 1
        assert {one.name for one in report.remarks if one.fate is not Fate.KEPT} == {"q.xml", "plan.png"}
    path.write_text("<quiz><question")
    with pytest.raises(Broken), brought(path):
        pass
