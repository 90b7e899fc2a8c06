"""eXeLearning, its old form and its new one: pages, questions, galleries, files, and what has no counterpart."""

import json
from html import escape
from pathlib import Path
from typing import Any

import pytest

from cordee.core.errors import Refusal
from cordee.media.archive import Broken
from cordee.studio.course import Course
from cordee.studio.importers.exe.importer import ElpImporter
from cordee.studio.report import Fate, Report
from cordee.studio.tests.places import sample, taken, zipped

Value = str | bool | int | list["Value"] | tuple[str, dict[str, "Value"]] | None


def xml(value: Any) -> str:
    """A value as eXeLearning 2 writes it; an object is its class and its fields."""
    match value:
        case bool():
            return f'<bool value="{int(value)}"/>'
        case int():
            return f'<int value="{value}"/>'
        case str():
            return f'<unicode value="{escape(value)}"/>'
        case list():
            return f"<list>{''.join(map(xml, value))}</list>"
        case (kind, fields):
            pairs = "".join(f'<string role="key" value="{name}"/>{xml(one)}' for name, one in fields.items())
            return f'<instance class="exe.engine.x.{kind}"><dictionary>{pairs}</dictionary></instance>'
    return "<none/>"


def area(html: str) -> tuple[str, dict[str, Any]]:
    return ("TextAreaField", {"content_w_resourcePaths": html})


def node(title: str, *devices: Any, children: Any = ()) -> Any:
    return ("Node", {"_title": title, "_id": title, "idevices": list(devices), "children": list(children)})


def old(tmp_path: Path, root: Any, **parts: str) -> tuple[Course, Report]:
    package = ("Package", {"_title": "Les lacs", "_lang": "fr", "_description": "En bref", "_root": root})
    files: dict[str, str | bytes] = {"contentv3.xml": xml(package), "base.css": "", "content.data": "x"}
    return taken(
        ElpImporter(), tmp_path, files | {name.replace("_", "."): part for name, part in parts.items()}
    )


TEXT = (
    "FreeTextIdevice",
    {"_title": "Free Text", "content": area('<p>Un <img src="resources/lac.png" alt="Lac"></p>')},
)


def test_pages_of_the_old_form_become_modules(tmp_path: Path) -> None:
    root = node(
        "Accueil",
        TEXT,
        ("ReadingActivityIdevice", {"_title": "Lecture", "whatToRead": area("<p>Lisez</p>")}),
        children=[
            node("Un", TEXT, children=[node("Un a", TEXT, children=[node("Profond", TEXT)])]),
            node("Vide"),
        ],
    )
    course, report = old(tmp_path, root, lac_png="png", perdu_pdf="pdf")
    assert (course.title, course.summary, course.language) == ("Les lacs", "En bref", "fr")
    assert [[step.title for step in module.steps] for module in course.modules[:2]] == [
        ["Accueil"],
        ["Un", "Un a", "Un a · Profond"],
    ]
    body = course.modules[0].steps[0].content.kept()["body"]
    assert body == "Un ![Lac](asset:lac.png)\n\n## Lecture\n\nLisez"
    assert course.modules[2].steps[0].content.kept()["files"] == ["perdu.pdf"]
    assert report.count(Fate.ADAPTED) == 1


def test_questions_of_the_old_form(tmp_path: Path) -> None:
    def option(text: str, right: bool) -> Any:
        return (
            "Option",
            {"answerTextArea": area(text), "isCorrect": right, "feedbackTextArea": area(f"({text})")},
        )

    asked = {"questionTextArea": area("<p>Q ?</p>"), "options": [option("a", False), option("b", True)]}
    root = node(
        "Page",
        ("MultichoiceIdevice", {"_title": "QCM", "questions": [("QuizQuestionField", asked)]}),
        ("MultiSelectIdevice", {"_title": "Plusieurs", "questions": [("SelectQuestionField", asked)]}),
        (
            "TrueFalseIdevice",
            {"questions": [("TrueFalseQuestion", {"questionTextArea": area("Vrai ?"), "isCorrect": True})]},
        ),
        (
            "ClozeIdevice",
            {"_content": ("ClozeField", {"_encodedContent": "<p>Le <u>lac</u> est <u>bleu|vert</u></p>"})},
        ),
        (
            "ListaIdevice",
            {"_content": ("ListaField", {"_encodedContent": "<p>Le <u>lac</u></p>", "otras": "mont|col"})},
        ),
        (
            "MultichoiceIdevice",
            {"_title": "Sans clé", "questions": [("Q", {"question": "Rien", "options": []})]},
        ),
    )
    course, report = old(tmp_path, root)
    questions = [one.question for one in course.banks[0].questions]
    assert [one.name for one in questions] == ["choice", "choice", "truth", "cloze", "cloze"]
    assert questions[0].kept()["choices"] == [
        {"text": "a", "feedback": "(a)"},
        {"text": "b", "credit": 1.0, "feedback": "(b)"},
    ]
    assert questions[3].prompt == "Le [[1]] est [[2]]"
    assert [one["text"] for one in questions[3].kept()["gaps"][1]["accepted"]] == ["bleu", "vert"]
    assert [one["text"] for one in questions[4].kept()["gaps"][0]["options"]] == ["col", "lac", "mont"]
    assert [step.kind for step in course.modules[0].steps] == ["quiz", "page"]
    assert report.count(Fate.ADAPTED) == 2


def test_other_parts_of_the_old_form(tmp_path: Path) -> None:
    image = ("Resource", {"_storageName": "lac.png"})
    root = node(
        "Page",
        (
            "GalleryIdevice",
            {"images": ("G", {".listitems": [("I", {"_caption": "Lac", "_imageResource": image})]})},
        ),
        (
            "CasestudyIdevice",
            {"storyTextArea": area("Récit"), "questions": [("Q", {"questionTextArea": area("Et ?")})]},
        ),
        ("ExternalUrlIdevice", {"_title": "Site", "url": "https://x.org/"}),
        ("FileAttachIdevice", {"_title": "Pièce", "fileAttachmentFields": [("F", {"fileResource": image})]}),
        ("AppletIdevice", {"_title": "Applet", "code": area("<p>Jeu</p>")}),
    )
    course, report = old(tmp_path, root, lac_png="png")
    steps = course.modules[0].steps
    assert [step.kind for step in steps] == ["page", "link", "file", "page"]
    assert steps[0].content.kept()["body"] == "![Lac](asset:lac.png)\\\nLac\n\nRécit\n\nEt ?"
    assert "Jeu" in steps[3].content.kept()["body"]
    assert "Applet.xml" in course.files
    assert report.count(Fate.ADAPTED) == 1


def ode(*parts: tuple[str, dict[str, Any], str]) -> dict[str, str | bytes]:
    components = "".join(
        f"<odeComponent><odeIdeviceId>d{at}</odeIdeviceId><odeIdeviceTypeName>{kind}</odeIdeviceTypeName>"
        f"<htmlView>{escape(view)}</htmlView><jsonProperties>{escape(json.dumps(data))}</jsonProperties>"
        f"<odeComponentsOrder>{at}</odeComponentsOrder></odeComponent>"
        for at, (kind, data, view) in enumerate(parts)
    )
    content = (
        "<ode><odeProperties><odeProperty><key>pp_title</key><value>Titre</value></odeProperty></odeProperties>"
        "<odeNavStructures><odeNavStructure><odePageId>b</odePageId><odeParentPageId>a</odeParentPageId>"
        "<pageName>Dessous</pageName></odeNavStructure><odeNavStructure><odePageId>a</odePageId><odeParentPageId/>"
        f"<pageName>Page</pageName><odePagStructures><odePagStructure><blockName>Text</blockName>{components}"
        "</odePagStructure></odePagStructures></odeNavStructure></odeNavStructures></ode>"
    )
    return {"content.xml": content, "content/resources/d0/lac.png": "png", "libs/x.js": ""}


def test_the_new_form(tmp_path: Path) -> None:
    form = {
        "questionsData": [
            {
                "activityType": "selection",
                "selectionType": "single",
                "baseText": "Q ?",
                "answers": [[False, "a"], [True, "b"]],
            },
            {"activityType": "true-false", "baseText": "Vrai ?", "answer": "1"},
            {"activityType": "dropdown", "baseText": "Le <u>lac</u>", "wrongAnswersValue": "mont"},
            {"activityType": "fill", "baseText": "Le <u>col</u>"},
        ]
    }
    game = {"questionsGame": [{"question": "Sûr ?", "solution": 0, "feedback": "Non"}]}
    parts = ode(
        ("text", {"textTextarea": '<p><img src="{{context_path}}/lac.png" alt="Lac"></p>'}, ""),
        ("form", form, ""),
        ("trueorfalse", game, ""),
        ("quick-questions", {}, "<p>Devinez</p>"),
    )
    course, report = taken(ElpImporter(), tmp_path, parts)
    assert (course.title, report.format) == ("Titre", "eXeLearning 3")
    assert [one.question.name for one in course.banks[0].questions] == [
        "choice",
        "truth",
        "cloze",
        "cloze",
        "truth",
    ]
    steps = course.modules[0].steps
    assert [step.kind for step in steps] == ["page", "quiz", "page"]
    assert steps[0].content.kept()["body"] == "![Lac](asset:content/resources/d0/lac.png)"
    assert "Devinez" in steps[2].content.kept()["body"]
    assert report.count(Fate.ADAPTED) == 1


@pytest.mark.parametrize(
    "parts",
    [
        {"contentv3.xml": "<instance class='exe.engine.package.Package'/>"},
        {
            "contentv3.xml": '<!DOCTYPE a [<!ENTITY x "y">]><instance class="exe.engine.x.Package">&x;</instance>'
        },
        {"content.xml": "<ode/>"},
        {"contentv3.xml": "<instance class='exe.engine.x.P'><dictionary>" + "<list>" * 5000},
    ],
)
def test_packages_without_anything_are_refused(tmp_path: Path, parts: dict[str, str | bytes]) -> None:
    with pytest.raises(Refusal):
        taken(ElpImporter(), tmp_path, parts)


def test_a_page_below_itself_ends(tmp_path: Path) -> None:
    round_ = (
        "<ode><odeNavStructure><odePageId>a</odePageId><odeParentPageId>b</odeParentPageId></odeNavStructure>"
        "<odeNavStructure><odePageId>b</odePageId><odeParentPageId>a</odeParentPageId></odeNavStructure></ode>"
    )
    with pytest.raises(Broken):
        taken(ElpImporter(), tmp_path, {"content.xml": round_})
    with zipped(tmp_path, {"content.xml": "<html/>"}) as archive:
        assert not ElpImporter().recognises(archive)


def test_a_real_package() -> None:
    course, report = sample(ElpImporter(), "elp_basic-example.elp")
    assert [[step.content.kept()["body"] for step in module.steps] for module in course.modules] == [
        ["Description 1\n\nDescription 2"],
        ["Description 3"],
    ]
    assert report.count(Fate.KEPT) == 3


def test_a_text_that_stands_only_as_it_is_shown_and_links_between_pages(tmp_path: Path) -> None:
    parts = ode(("text", {}, '<p>Lire <a href="exe-node:a">ici</a> <a href="exe-node:perdu">là</a></p>'))
    course, report = taken(ElpImporter(), tmp_path, parts)
    (page,) = course.modules[0].steps
    assert page.content.kept()["body"] == f"Lire [ici](step:{page.key}) là"
    assert "link" in [one.what for one in report.remarks if one.fate is Fate.ADAPTED]
