"""QTI 1.2: choices, texts, numbers, gaps and pairs as systems write them."""

from pathlib import Path
from typing import Any

from cordee.studio.course import Course
from cordee.studio.importers.qti.classic.importer import ClassicQtiImporter
from cordee.studio.report import Fate, Report
from cordee.studio.tests.places import sample, taken


def text(words: str) -> str:
    return f'<material><mattext texttype="text/html">{words}</mattext></material>'


def labels(*names: str) -> str:
    inside = "".join(f'<response_label ident="{one}">{text(one.lower())}</response_label>' for one in names)
    return f"<render_choice>{inside}</render_choice>"


def item(presentation: str, rules: str, kind: str = "", more: str = "") -> str:
    field = f"<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield>"
    return (
        f'<item ident="i" title="Titre"><itemmetadata><qtimetadata>{field}</qtimetadata></itemmetadata>'
        f"<presentation>{presentation}</presentation><resprocessing><outcomes>"
        '<decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'
        f"{rules}</resprocessing>{more}</item>"
    )


def when(condition: str, score: float = 100, action: str = "Set", more: str = "") -> str:
    return (
        f"<respcondition><conditionvar>{condition}</conditionvar>"
        f'<setvar action="{action}" varname="SCORE">{score}</setvar>{more}</respcondition>'
    )


def equal(name: str, value: str) -> str:
    return f'<varequal respident="{name}">{value}</varequal>'


def read(tmp_path: Path, *items: str) -> tuple[Course, Report]:
    inside = (
        f'<assessment ident="a" title="Examen"><section ident="s">{"".join(items)}</section></assessment>'
    )
    return taken(ClassicQtiImporter(), tmp_path, {"quiz.xml": f"<questestinterop>{inside}</questestinterop>"})


def only(course: Course) -> tuple[str, dict[str, Any]]:
    (bank,) = course.banks
    (asked,) = bank.questions
    return asked.question.name, asked.question.kept()


def test_a_choice_with_feedback(tmp_path: Path) -> None:
    feedback = '<displayfeedback feedbacktype="Response" linkrefid="{}"/>'
    rules = (
        f'<respcondition continue="Yes"><conditionvar><other/></conditionvar>{feedback.format("all")}</respcondition>'
        + when(equal("r", "B"), more=feedback.format("good"))
        + when(equal("r", "C"), 50)
        + when("<other/>", 0, more=feedback.format("bad"))
    )
    texts = "".join(
        f'<itemfeedback ident="{one}"><flow_mat>{text(one)}</flow_mat></itemfeedback>'
        for one in ("all", "good", "bad")
    )
    body = text("&lt;p&gt;Quel &lt;b&gt;choix&lt;/b&gt; ?&lt;/p&gt;") + (
        f'<response_lid ident="r" rcardinality="Single">{labels("A", "B", "C")}</response_lid>'
    )
    name, kept = only(read(tmp_path, item(body, rules, more=texts))[0])
    assert (name, kept["prompt"], kept["feedback"]) == ("choice", "Quel **choix** ?", "all")
    assert kept["choices"] == [
        {"text": "a", "feedback": "bad"},
        {"text": "b", "credit": 1.0, "feedback": "good"},
        {"text": "c", "credit": 0.5},
    ]


def test_several_choices_all_together_or_one_by_one(tmp_path: Path) -> None:
    body = (
        text("P") + f'<response_lid ident="r" rcardinality="Multiple">{labels("A", "B", "C")}</response_lid>'
    )
    together = when(f"<and>{equal('r', 'A')}<not>{equal('r', 'B')}</not>{equal('r', 'C')}</and>")
    course, report = read(tmp_path, item(body, together))
    assert [one.get("credit", 0) for one in only(course)[1]["choices"]] == [0.5, -0.5, 0.5]
    assert report.count(Fate.ADAPTED) == 1
    apart = "".join(when(equal("r", one), worth, "Add") for one, worth in (("A", 60), ("C", 40), ("B", -20)))
    apart = apart.replace("<respcondition>", '<respcondition continue="Yes">')
    course, report = read(tmp_path, item(body, apart))
    assert [one.get("credit", 0) for one in only(course)[1]["choices"]] == [0.6, -0.2, 0.4]


def test_true_and_false(tmp_path: Path) -> None:
    body = text("P") + f'<response_lid ident="r">{labels("True", "False")}</response_lid>'
    assert only(read(tmp_path, item(body, when(equal("r", "False"))))[0]) == (
        "truth",
        {"prompt": "P", "source": "Titre", "right": False},
    )


def test_what_is_written(tmp_path: Path) -> None:
    written = '<response_str ident="r"><render_fib><response_label ident="x"/></render_fib></response_str>'
    other = written.replace('ident="r"', 'ident="s"')
    rules = when(equal("r", "Chat")) + when('<varsubstring respident="r">félin</varsubstring>', 50)
    name, kept = only(read(tmp_path, item(text("Qui ?") + written, rules))[0])
    assert (name, kept["prompt"]) == ("text", "Qui ?")
    assert [(one["text"], one.get("credit", 1.0)) for one in kept["accepted"]] == [
        ("Chat", 1.0),
        ("*félin*", 0.5),
    ]
    name, kept = only(read(tmp_path, item(text("Racontez") + written, "", "essay_question"))[0])
    assert (name, kept["prompt"]) == ("open", "Racontez")
    body = f"<flow>{text('Le')}{written}{text('et le')}{other}{text('dorment.')}</flow>"
    rules = when(equal("r", "chat"), 50, "Add") + when(equal("s", "chien"), 50, "Add")
    name, kept = only(read(tmp_path, item(body, rules))[0])
    assert (name, kept["prompt"]) == ("cloze", "Le [[1]] et le [[2]] dorment.")
    assert [gap["accepted"][0]["text"] for gap in kept["gaps"]] == ["chat", "chien"]


def test_numbers_with_their_ranges_and_formulas(tmp_path: Path) -> None:
    written = '<response_str ident="r"><render_fib fibtype="Decimal"/></response_str>'
    inside = '<vargte respident="r">3.9</vargte><varlte respident="r">4.1</varlte>'
    rules = when(f"<or>{equal('r', '4')}<and>{inside}</and></or>")
    name, kept = only(read(tmp_path, item(text("P") + written, rules, "numerical_question"))[0])
    assert (name, len(kept["accepted"])) == ("numeric", 1)
    assert abs(kept["accepted"][0]["tolerance"] - 0.1) < 1e-9
    formula = (
        "<itemproc_extension><calculated><answer_tolerance>10%</answer_tolerance><var_sets><var_set ident='1'>"
        "<var name='x'>4</var><answer>8</answer></var_set></var_sets></calculated></itemproc_extension>"
    )
    course, report = read(
        tmp_path, item(text("Deux fois [x] ?") + written, "", "calculated_question", formula)
    )
    assert only(course)[1] == {
        "prompt": "Deux fois 4 ?",
        "source": "Titre",
        "accepted": [{"value": 8.0, "tolerance": 0.8}],
    }
    assert report.count(Fate.ADAPTED) == 1


def test_pairs_lists_in_a_text_and_blanks(tmp_path: Path) -> None:
    def one(name: str, words: str) -> str:
        return f'<response_lid ident="{name}">{text(words)}{labels("X", "Y", "Z")}</response_lid>'

    rules = when(equal("r1", "X"), 50, "Add") + when(equal("r2", "Y"), 50, "Add")
    name, kept = only(
        read(tmp_path, item(text("P") + one("r1", "un") + one("r2", "deux"), rules, "matching_question"))[0]
    )
    assert (name, kept["decoys"]) == ("matching", ["z"])
    assert kept["pairs"] == [{"left": "un", "right": "x"}, {"left": "deux", "right": "y"}]
    body = text("Le [un] et [deux].") + one("r1", "un") + one("r2", "deux")
    name, kept = only(read(tmp_path, item(body, rules, "multiple_dropdowns_question"))[0])
    assert (name, kept["prompt"]) == ("cloze", "Le [[1]] et [[2]].")
    assert [each.get("credit", 0) for each in kept["gaps"][1]["options"]] == [0, 1.0, 0]
    name, kept = only(read(tmp_path, item(body, rules, "fill_in_multiple_blanks_question"))[0])
    assert kept["gaps"][0]["accepted"] == [{"text": "x"}]


def test_what_is_no_question(tmp_path: Path) -> None:
    course, report = read(tmp_path, item(text("À lire"), "", "text_only_question"))
    assert [(step.kind, step.content.kept()) for step in course.modules[0].steps] == [
        ("page", {"body": "À lire"})
    ]
    course, report = read(tmp_path, item(text("Rendez"), "", "file_upload_question"))
    assert course.modules[0].steps[0].kind == "mission"
    drawn = text("Où ?") + '<response_xy ident="r"><render_hotspot/></response_xy>'
    course, report = read(tmp_path, item(drawn, when(equal("r", "1"))))
    (step,) = course.modules[0].steps
    assert "Où ?" in step.content.kept()["body"]
    assert [name for name in course.files if name.endswith(".xml")]
    assert report.count(Fate.ADAPTED) == 1


def test_what_blackboard_writes(tmp_path: Path) -> None:
    said = '<material><mat_extension><mat_formattedtext type="HTML">{}</mat_formattedtext></mat_extension></material>'
    options = "".join(
        f'<response_label ident="{one}"><flow_mat>{said.format(one.lower())}</flow_mat></response_label>'
        for one in "AB"
    )
    body = (
        f'<flow class="Block"><flow class="QUESTION_BLOCK">{said.format("&lt;p&gt;Qui ?&lt;/p&gt;")}</flow>'
        f'<flow class="RESPONSE_BLOCK"><response_lid ident="r"><render_choice>{options}</render_choice>'
        "</response_lid></flow></flow>"
    )
    right = when(equal("r", "B")).replace("100<", "SCORE.max<")
    name, kept = only(read(tmp_path, item(body, right))[0])
    assert (name, kept["prompt"]) == ("choice", "Qui ?")
    assert kept["choices"] == [{"text": "a"}, {"text": "b", "credit": 1.0}]


def test_sections_that_draw_and_banks(tmp_path: Path) -> None:
    body = text("P") + f'<response_lid ident="r">{labels("A", "B")}</response_lid>'
    one = item(body, when(equal("r", "A")))
    section = (
        '<section ident="s2" title="Tirage"><selection_ordering><selection><selection_number>1</selection_number>'
        f"</selection></selection_ordering>{one}{one}</section>"
    )
    course, _report = read(tmp_path, one, section)
    quiz = course.modules[0].steps[0].content.kept()
    assert (quiz["questions"], quiz["draws"]) == (["i"], [{"bank": "a/s2", "count": 1}])
    bank = f'<questestinterop><objectbank ident="b">{one * 120}</objectbank></questestinterop>'
    course, _report = taken(ClassicQtiImporter(), tmp_path, {"bank.xml": bank})
    assert len({asked.key for asked in course.banks[0].questions}) == 120
    assert course.modules[0].steps[0].content.kept()["draws"] == [{"bank": "b", "count": 20}]


def test_a_real_package() -> None:
    course, report = sample(ClassicQtiImporter(), "qti_canvas_test_qti_1.2.zip")
    assert len(course.banks[0].questions) == 3
    assert len(course.files) == 2
    assert report.count(Fate.REFUSED) == 0
