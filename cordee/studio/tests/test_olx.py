"""Open edX: chapters become modules, what stands in a unit pages, quizzes and other steps."""

import json
from html import escape
from pathlib import Path
from typing import Any

import pytest

from cordee.core.errors import Refusal
from cordee.media.archive import Broken, opened
from cordee.studio.course import Course
from cordee.studio.importers.olx.importer import OlxImporter
from cordee.studio.importers.olx.responses import value_of
from cordee.studio.importers.olx.videos import spoken, webvtt
from cordee.studio.report import Fate, Report
from cordee.studio.tests.places import sample, taken, zipped

SRT = "1\n00:00:01,500 --> 00:00:02,000\nBonjour\n\n2\n00:00:03,000 --> 00:00:04,000\n<i>à tous</i>\n"
POLL = escape(json.dumps([["A", {"label": "Oui"}], ["B", {"label": "Non"}]]))
DRAG = escape(
    json.dumps(
        {
            "zones": [{"uid": "z1", "title": "Haut"}, {"uid": "z2", "title": "Bas"}],
            "items": [{"displayName": "Ciel", "zones": ["z1"]}, {"displayName": "Leurre", "zones": []}],
            "targetImg": "/static/Plan du refuge.png",
        }
    )
)


def course_of(*units: str, **files: str | bytes) -> dict[str, str | bytes]:
    verticals = "".join(
        f'<vertical url_name="v{at}" display_name="Unité {at}">{one}</vertical>'
        for at, one in enumerate(units)
    )
    return {
        "course.xml": '<course url_name="run" org="O" course="C"/>',
        "course/run.xml": '<course display_name="Le cours" language="fr"><chapter url_name="c1"/>'
        '<chapter url_name="gone"/></course>',
        "chapter/c1.xml": '<chapter display_name="Chapitre"><sequential url_name="s1"/></chapter>',
        "sequential/s1.xml": f'<sequential display_name="Section">{verticals}</sequential>',
        "static/Plan_du_refuge.png": "png",
        **files,
    }


def read(tmp_path: Path, *units: str, **files: str | bytes) -> tuple[Course, Report]:
    return taken(OlxImporter(), tmp_path, course_of(*units, **files))


def problem(tmp_path: Path, inside: str, more: str = "") -> tuple[str, dict[str, Any]]:
    course, _report = read(tmp_path, f'<problem url_name="p" display_name="P" {more}>{inside}</problem>')
    (bank,) = course.banks
    (asked,) = bank.questions
    return asked.question.name, asked.question.kept()


def test_texts_in_a_row_are_a_page_and_problems_a_quiz(tmp_path: Path) -> None:
    one = '<problem url_name="{}"><p>Q ?</p><stringresponse answer="a"><textline/></stringresponse></problem>'
    unit = (
        '<html url_name="h1"/><html url_name="h2" filename="autre"/>'
        f"{one.format('p1')}{one.format('p2')}"
        '<html url_name="h3" display_name="Fin">&lt;p&gt;Texte&lt;/p&gt;</html><html url_name="perdu"/>'
    )
    course, report = read(
        tmp_path,
        unit,
        **{
            "html/h1.html": "<p>Un <img src='/static/Plan du refuge.png' alt='Plan'><a href='/jump_to_id/x'>là</a> "
            "<a href='/jump_to_id/p1'>ici</a></p>",
            "html/h1.xml": '<html filename="h1" display_name="H1"/>',
            "html/autre.html": "<p>Deux <a href='/asset-v1:O+C+R+type@asset+block@Plan_du_refuge.png'>plan</a></p>",
            "about/overview.html": "<h2>Programme</h2>",
            "about/short_description.html": "En bref",
            "tabs/aide.html": "<p>Aide</p>",
            "static/seul.pdf": "pdf",
            "drafts/vertical/d.xml": "<vertical/>",
        },
    )
    assert (course.title, course.summary) == ("Le cours", "En bref")
    assert [[step.kind for step in module.steps] for module in course.modules] == [
        ["page"],
        ["page", "quiz", "page"],
        ["page", "file"],
    ]
    page, quiz, last = course.modules[1].steps
    assert page.content.kept()["body"] == (
        f"Un ![Plan](asset:static/Plan-du-refuge.png)là [ici](step:{page.key})\n\n"
        "Deux [plan](asset:static/Plan-du-refuge.png)"
    ).replace("Plan-du-refuge", "Plan_du_refuge")
    assert quiz.content.kept() == {"questions": ["p1", "p2"]}
    assert last.content.kept()["body"] == "Texte"
    assert course.modules[2].steps[1].content.kept()["files"] == ["static/seul.pdf"]
    refused = {one.what for one in report.remarks if one.fate is Fate.REFUSED}
    assert refused == {"html", "chapter", "draft"}


def test_choices_lists_and_several_choices(tmp_path: Path) -> None:
    name, kept = problem(
        tmp_path,
        "<multiplechoiceresponse><label>Qui ?</label><choicegroup shuffle='true'>"
        "<choice correct='true'>A<choicehint>Oui</choicehint> bis</choice>"
        "<choice correct='partial' point_value='0.25'>B</choice>"
        "<choice correct='false'>C</choice></choicegroup><solution><p>Voilà</p></solution></multiplechoiceresponse>"
        "<demandhint><hint>Pensez</hint></demandhint>",
        'weight="3"',
    )
    assert (name, kept["prompt"], kept["points"], kept["hints"], kept["feedback"]) == (
        "choice",
        "Qui ?",
        3,
        ["Pensez"],
        "Voilà",
    )
    assert kept["choices"] == [
        {"text": "A bis", "credit": 1.0, "feedback": "Oui"},
        {"text": "B", "credit": 0.25},
        {"text": "C"},
    ]
    name, kept = problem(
        tmp_path,
        "<p>P</p><choiceresponse><checkboxgroup><choice correct='true'>A</choice><choice correct='false'>B</choice>"
        "<choice correct='true'>C<choicehint selected='false'>Aussi</choicehint></choice></checkboxgroup>"
        "</choiceresponse>",
    )
    assert [one["credit"] for one in kept["choices"]] == [0.5, -0.5, 0.5]
    name, kept = problem(
        tmp_path,
        "<p>P</p><optionresponse>"
        "<optioninput options=\"('l\\'un','deux')\" correct=\"deux\"/></optionresponse>",
    )
    assert (name, kept["choices"]) == ("choice", [{"text": "l'un"}, {"text": "deux", "credit": 1.0}])


def test_lists_in_a_table_are_gaps(tmp_path: Path) -> None:
    cell = "<td><optionresponse><optioninput options=\"('x','y')\" correct=\"{}\"/></optionresponse></td>"
    name, kept = problem(
        tmp_path,
        f"<table><tr><th>Un</th><th>Deux</th></tr><tr>{cell.format('x')}{cell.format('y')}</tr></table>",
    )
    assert (name, kept["prompt"]) == ("cloze", "| Un | Deux |\n| --- | --- |\n| [[1]] | [[2]] |")
    assert kept["gaps"][1]["options"] == [{"text": "x"}, {"text": "y", "credit": 1.0}]


def test_texts_and_numbers(tmp_path: Path) -> None:
    name, kept = problem(
        tmp_path,
        "<label>Nain ?</label><stringresponse answer='Prof' type='ci'><additional_answer answer='Joyeux'>"
        "<correcthint>Bien</correcthint></additional_answer><stringequalhint answer='Blanche'>Non</stringequalhint>"
        "<textline/></stringresponse>",
    )
    assert [(one["text"], one.get("credit", 1.0), one.get("feedback", "")) for one in kept["accepted"]] == [
        ("Prof", 1.0, ""),
        ("Joyeux", 1.0, "Bien"),
        ("Blanche", 0.0, "Non"),
    ]
    name, kept = problem(
        tmp_path, "<p>P</p><stringresponse answer='^chats?$' type='ci regexp'><textline/></stringresponse>"
    )
    assert [one["text"] for one in kept["accepted"]] == ["chat", "chats"]
    assert (
        problem(tmp_path, "<p>P</p><stringresponse answer='.*' type='regexp'><textline/></stringresponse>")[0]
        == "open"
    )
    name, kept = problem(
        tmp_path,
        "<p>P</p><numericalresponse answer='2*10^2'><responseparam type='tolerance' default='5%'/></numericalresponse>",
    )
    assert (name, kept["accepted"]) == ("numeric", [{"value": 200.0, "tolerance": 10.0}])
    name, kept = problem(
        tmp_path, "<p>P</p><numericalresponse answer='[5,8)'><formulaequationinput/></numericalresponse>"
    )
    assert kept["accepted"] == [{"value": 6.5, "tolerance": 1.5}]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1/4", 0.25), ("-2^3", -8.0), ("2*pi", 6.283185307179586), ("9^999", None), ("__import__('os')", None)],
)
def test_sums_that_come_to_a_number(text: str, value: float | None) -> None:
    assert value_of(text) == value


def test_places_on_an_image_and_things_to_drag(tmp_path: Path) -> None:
    name, kept = problem(
        tmp_path,
        "<imageresponse><p>Où ?</p><imageinput src='/static/Plan_du_refuge.png' width='200' height='100' "
        "rectangle='(20,10)-(40,30)' alt='Plan'/></imageresponse>",
    )
    assert (name, kept["ratio"], kept["areas"][0]["points"]) == ("hotspot", 0.5, [[0.1, 0.1], [0.2, 0.3]])
    course, _report = read(tmp_path, f'<drag-and-drop-v2 url_name="d" display_name="D" data="{DRAG}"/>')
    kept = course.banks[0].questions[0].question.kept()
    assert kept["prompt"] == "![](asset:static/Plan_du_refuge.png)"
    assert (kept["pairs"][0], kept["decoys"]) == ({"left": "Ciel", "right": "Haut"}, ["Bas"])


def test_the_simple_form_of_problems(tmp_path: Path) -> None:
    simple = (
        ">>Qui ?||Un seul<<\n(x) A {{Oui}}\n( ) B\n\nEt ?\n[x] C\n[ ] D\n\nCombien ?\n= 4 +- 1\n\n"
        "Nom ?\n= Prof\nor= Simplet\n\n"
        "[[X, (Y)]]\n\n||Pensez||\n[explanation]\nVoilà\n[explanation]"
    )
    lines = escape(simple).replace("\n", "&#10;")
    course, _report = read(tmp_path, f'<problem url_name="p" markdown="{lines}"/>')
    questions = [asked.question for asked in course.banks[0].questions]
    assert [one.name for one in questions] == ["choice", "choice", "numeric", "text", "choice"]
    assert questions[0].kept()["choices"][0] == {"text": "A", "credit": 1.0, "feedback": "Oui"}
    assert questions[2].kept()["accepted"] == [{"value": 4.0, "tolerance": 1.0}]
    assert [one["text"] for one in questions[3].kept()["accepted"]] == ["Prof", "Simplet"]
    assert (questions[0].hints, questions[0].feedback) == (["Pensez"], "Voilà")


@pytest.mark.parametrize(
    "inside",
    [
        "<p>P</p><customresponse cfn='f'><textline/></customresponse><script>def f(): pass</script>",
        "<script>x = 1</script><p>Combien font $x ?</p><numericalresponse answer='$x'><textline/></numericalresponse>",
        "<p>P</p><formularesponse answer='x'><textline/></formularesponse>",
        "<p>P</p><imageresponse><imageinput src='/static/gone.png'/></imageresponse>",
    ],
)
def test_what_a_program_grades_becomes_a_page_with_its_source(tmp_path: Path, inside: str) -> None:
    course, report = read(tmp_path, f'<problem url_name="p" display_name="P">{inside}</problem>')
    (step,) = course.modules[0].steps
    adapted = [one.what for one in report.remarks if one.fate is Fate.ADAPTED]
    assert (step.kind, adapted.count("problem")) == ("page", 1)
    assert not course.banks
    assert [name for name in course.files if name.endswith(".xml")]


def test_other_blocks(tmp_path: Path) -> None:
    unit = (
        f'<poll url_name="a" display_name="Avis" question="Alors ?" answers="{POLL}"/>'
        f'<survey url_name="b" questions="{POLL}" answers="{POLL}"/>'
        '<discussion url_name="c" discussion_target="Parlons-en"/><word_cloud url_name="d" display_name="Mots"/>'
        '<openassessment url_name="e"><title>Essai</title><assessments><assessment name="peer-assessment"/></assessments>'
        "<prompts><prompt><description>&lt;p&gt;Écrivez&lt;/p&gt;</description></prompt></prompts>"
        "<rubric><criterion><label>Clarté</label><prompt>Est-ce clair ?</prompt></criterion></rubric></openassessment>"
        '<edx_sga url_name="f"/><lti url_name="g" display_name="Outil" launch_url="https://x.org/lti"/>'
        '<done url_name="h"/>'
        '<annotatable url_name="i"><p>Un <annotation body="Sens">mot</annotation></p></annotatable>'
        '<inconnu url_name="j" display_name="Jeu"><p>Règles</p></inconnu>'
        '<library_content url_name="k" max_count="1"><problem><p>P</p><stringresponse answer="a"/></problem>'
        '<problem><p>P</p><stringresponse answer="b"/></problem></library_content>'
    )
    course, report = read(tmp_path, unit)
    steps = course.modules[0].steps
    assert [step.kind for step in steps] == [
        *("poll", "poll", "poll", "discussion", "discussion", "explanation", "mission", "page", "checklist"),
        *("page", "page", "quiz"),
    ]
    assert "**Clarté**" in steps[5].content.kept()["prompt"]
    assert steps[9].content.kept()["terms"] == [{"term": "mot", "meaning": "Sens"}]
    assert "Règles" in steps[10].content.kept()["body"]
    assert steps[11].content.kept()["draws"][0]["count"] == 1
    assert len({step.key for step in steps}) == len(steps)
    assert report.count(Fate.REFUSED) == 1  # the chapter that is not there


def test_videos_with_their_captions(tmp_path: Path) -> None:
    unit = (
        '<video url_name="a" display_name="Film" youtube="0.75:xxxxxxxx,1.00:abcdef123" start_time="00:01:05">'
        '<transcript language="fr" src="fr.srt"/><transcript language="en" src="gone.srt"/></video>'
        '<video url_name="b" display_name="Fichier" html5_sources="[&quot;/static/film.mp4&quot;]" sub="s"/>'
        '<video url_name="c" display_name="Rien" edx_video_id="x"/>'
    )
    files: dict[str, Any] = {
        "static/fr.srt": SRT,
        "static/film.mp4": "film",
        "static/subs_s.srt.sjson": json.dumps({"start": [1500], "end": [2000], "text": ["Salut"]}),
    }
    course, _report = read(tmp_path, unit, **files)
    first, second, third = course.modules[0].steps
    kept = first.content.kept()
    assert (kept["address"], kept["transcript"]) == (
        "https://www.youtube.com/watch?v=abcdef123",
        "Bonjour à tous",
    )
    with course.files[kept["captions"]].open() as stream:
        assert stream.read().decode().startswith("WEBVTT\n\n1\n00:00:01.500 --> 00:00:02.000\nBonjour")
    assert (second.content.kept()["file"], second.content.kept()["transcript"]) == (
        "static/film.mp4",
        "Salut",
    )
    assert third.kind == "page"
    assert webvtt(webvtt(SRT)) == webvtt(SRT)
    assert spoken("WEBVTT\n\n00:01.000 --> 00:02.000\nOui") == "Oui"


def test_courses_in_one_file_libraries_and_what_is_none(tmp_path: Path) -> None:
    whole = (
        '<course org="O" course="C" url_name="r" display_name="Ancien"><chapter display_name="Un"><vertical>'
        "<html>Texte</html></vertical></chapter></course>"
    )
    course, _report = taken(OlxImporter(), tmp_path, {"course.xml": whole})
    assert (course.title, course.modules[0].title) == ("Ancien", "Un")
    library = (
        '<library xblock-family="xblock.v1" display_name="Réserve" library="L"><problem url_name="p"/>'
        '<html url_name="h"/></library>'
    )
    course, _report = taken(
        OlxImporter(),
        tmp_path,
        {"library.xml": library, "problem/p.xml": "<problem><p>P</p><stringresponse answer='a'/></problem>"},
    )
    assert (course.banks[0].title, course.modules[0].steps[0].content.kept()) == (
        "Réserve",
        {"questions": ["p"]},
    )
    with zipped(
        tmp_path, {"course/course.xml": '<course id="2" contextid="4"/>', "moodle_backup.xml": ""}
    ) as archive:
        assert not OlxImporter().recognises(archive)
    for parts in (
        {"course.xml": '<course url_name="r" org="O"/>'},
        {"course.xml": '<course url_name="../../x" org="O"/>'},
    ):
        with pytest.raises(Broken):
            taken(OlxImporter(), tmp_path, dict(parts))
    entity = '<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]><course url_name="r" org="O">&x;</course>'
    with pytest.raises(Refusal):
        taken(OlxImporter(), tmp_path, {"course.xml": entity})


def test_a_unit_in_itself_ends(tmp_path: Path) -> None:
    parts = course_of('<vertical url_name="v"/>') | {
        "vertical/v.xml": '<vertical><vertical url_name="v"/><html>x</html></vertical>'
    }
    course, _report = taken(OlxImporter(), tmp_path, parts)
    assert not course.is_empty


@pytest.mark.parametrize(
    ("name", "questions", "refused"),
    [("olx_openedx-demo-course.tar.gz", 20, 1), ("olx_openedx-demo-content-library.tar.gz", 6, 0)],
)
def test_real_courses(name: str, questions: int, refused: int) -> None:
    course, report = sample(OlxImporter(), name)
    assert sum(len(bank.questions) for bank in course.banks) >= questions
    assert report.count(Fate.REFUSED) == refused
    keys = [step.key for module in course.modules for step in module.steps]
    assert len(keys) == len(set(keys))


def test_a_folder_that_was_packed_is_the_same(tmp_path: Path) -> None:
    for name, content in course_of("<html>Texte</html>").items():
        path = tmp_path / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(content))
    with opened(tmp_path / "pack") as archive:
        assert OlxImporter().course(archive, Report()).title == "Le cours"
