"""QTI 2 and 3: what answers are worth is found by answering, whatever way the rules are written."""

from pathlib import Path
from typing import Any

import pytest

from cordee.media.archive import Broken, opened
from cordee.studio.course import Course
from cordee.studio.importers import IMPORTERS
from cordee.studio.importers.qti.modern import ModernQtiImporter
from cordee.studio.report import Fate, Report
from cordee.studio.tests.places import sample, taken

# The beginning of an image of 100 by 50.
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00d\x00\x00\x002\x08\x00\x00\x00\x00\x8f^!b"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
MATCH = (
    '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
)
MAP = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'


def item(body: str, declared: str, rules: str = MATCH, more: str = "") -> str:
    return (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q" title="Titre" '
        f'{more}>{declared}<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        f"<itemBody>{body}</itemBody>{rules}</assessmentItem>"
    )


def response(base: str, cardinality: str, right: list[str], mapping: str = "", name: str = "RESPONSE") -> str:
    values = "".join(f"<value>{one}</value>" for one in right)
    correct = f"<correctResponse>{values}</correctResponse>" if right else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">{correct}{mapping}'
        "</responseDeclaration>"
    )


def choices(*names: str, limit: int = 1) -> str:
    inside = "".join(f'<simpleChoice identifier="{name}">{name.lower()}</simpleChoice>' for name in names)
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE" maxChoices="{limit}"><prompt>P ?</prompt>{inside}'
        "</choiceInteraction>"
    )


def read(tmp_path: Path, content: str, **parts: bytes) -> tuple[Course, Report]:
    files: dict[str, str | bytes] = {"q.xml": content}
    files |= {name.replace("_", "."): part for name, part in parts.items()}
    return taken(ModernQtiImporter(), tmp_path, files)


def only(course: Course) -> tuple[str, dict[str, Any]]:
    (bank,) = course.banks
    (asked,) = bank.questions
    return asked.question.name, asked.question.kept()


def test_a_choice_with_rules_written_by_hand_and_feedback(tmp_path: Path) -> None:
    rules = """<responseProcessing><responseCondition>
     <responseIf><match><variable identifier="RESPONSE"/><baseValue baseType="identifier">B</baseValue></match>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">4</baseValue></setOutcomeValue>
      <setOutcomeValue identifier="F"><baseValue baseType="identifier">good</baseValue></setOutcomeValue></responseIf>
     <responseElseIf><member><variable identifier="RESPONSE"/><multiple><baseValue baseType="identifier">C</baseValue>
      </multiple></member><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
     </responseElseIf>
     <responseElse><setOutcomeValue identifier="F"><baseValue baseType="identifier">bad</baseValue></setOutcomeValue>
     </responseElse></responseCondition></responseProcessing>
     <modalFeedback outcomeIdentifier="F" identifier="good" showHide="show">Oui</modalFeedback>
     <modalFeedback outcomeIdentifier="F" identifier="bad" showHide="show">Non</modalFeedback>"""
    course, report = read(
        tmp_path, item("<p>Avant</p>" + choices("A", "B", "C"), response("identifier", "single", []), rules)
    )
    name, kept = only(course)
    assert (name, kept["prompt"], kept["points"]) == ("choice", "Avant\n\nP ?", 4.0)
    assert kept["choices"] == [
        {"text": "a", "feedback": "Non"},
        {"text": "b", "credit": 1.0, "feedback": "Oui"},
        {"text": "c", "credit": 0.25},
    ]
    assert [step.kind for step in course.modules[0].steps] == ["quiz"]
    assert report.count(Fate.ADAPTED) == 0


def test_several_choices_all_or_nothing_and_by_their_sum(tmp_path: Path) -> None:
    body = choices("A", "B", "C", limit=0)
    course, report = read(tmp_path, item(body, response("identifier", "multiple", ["A", "C"])))
    assert [one.get("credit", 0) for one in only(course)[1]["choices"]] == [0.5, -0.5, 0.5]
    assert report.count(Fate.ADAPTED) == 1
    mapping = (
        '<mapping defaultValue="-1" lowerBound="0"><mapEntry mapKey="A" mappedValue="2"/>'
        '<mapEntry mapKey="C" mappedValue="1"/></mapping>'
    )
    course, report = read(tmp_path, item(body, response("identifier", "multiple", ["A", "C"], mapping), MAP))
    assert [one.get("credit", 0) for one in only(course)[1]["choices"]] == [0.6667, 0, 0.3333]
    assert report.count(Fate.ADAPTED) == 0


def test_texts_with_their_variants_and_a_word_for_the_rest(tmp_path: Path) -> None:
    mapping = (
        '<mapping defaultValue="0"><mapEntry mapKey="York" mappedValue="1"/>'
        '<mapEntry mapKey="york" mappedValue="0.5"/><mapEntry mapKey="*" mappedValue="0.2"/></mapping>'
    )
    body = '<p>Duc de <textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    course, _report = read(tmp_path, item(body, response("string", "single", ["York"], mapping), MAP))
    name, kept = only(course)
    assert (name, kept["prompt"], kept["exact_case"]) == ("text", "Duc de", True)
    assert [(one["text"], one.get("credit", 1.0)) for one in kept["accepted"]] == [
        ("York", 1.0),
        ("york", 0.5),
        ("\\*", 0.2),
    ]


def test_gaps_of_several_kinds_in_a_text(tmp_path: Path) -> None:
    body = (
        '<p>Le <textEntryInteraction responseIdentifier="A"/> a <inlineChoiceInteraction responseIdentifier="B">'
        '<inlineChoice identifier="x">deux</inlineChoice><inlineChoice identifier="y"><b>trois</b></inlineChoice>'
        "</inlineChoiceInteraction> côtés.</p>"
    )
    declared = response("float", "single", ["3.14"], name="A") + response(
        "identifier", "single", ["y"], name="B"
    )
    rules = """<responseProcessing><responseCondition><responseIf><and>
      <equal toleranceMode="absolute" tolerance="0.1 0.1"><correct identifier="A"/><variable identifier="A"/></equal>
      <match><variable identifier="B"/><correct identifier="B"/></match></and>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">2</baseValue></setOutcomeValue>
     </responseIf></responseCondition></responseProcessing>"""
    course, _report = read(tmp_path, item(body, declared, rules))
    name, kept = only(course)
    assert (name, kept["prompt"]) == ("cloze", "Le [[1]] a [[2]] côtés.")
    assert kept["gaps"][0]["accepted"] == [{"value": 3.14, "tolerance": 0.1}]
    assert kept["gaps"][1]["options"] == [{"text": "deux"}, {"text": "trois", "credit": 1.0}]


def test_a_range_of_numbers(tmp_path: Path) -> None:
    rules = """<responseProcessing><responseCondition><responseIf><and>
      <gte><variable identifier="RESPONSE"/><baseValue baseType="float">2</baseValue></gte>
      <lte><variable identifier="RESPONSE"/><baseValue baseType="float">4</baseValue></lte></and>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
     </responseIf></responseCondition></responseProcessing>"""
    body = (
        '<sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="9"><prompt>P</prompt>'
        "</sliderInteraction>"
    )
    course, _report = read(tmp_path, item(body, response("float", "single", []), rules))
    accepted = only(course)[1]["accepted"]
    assert {"value": 3.0, "tolerance": 1.0} in accepted


def test_things_that_go_together_and_things_in_order(tmp_path: Path) -> None:
    sets = "<simpleMatchSet>{}</simpleMatchSet><simpleMatchSet>{}</simpleMatchSet>".format(
        *(
            "".join(
                f'<simpleAssociableChoice identifier="{one}">{one}</simpleAssociableChoice>' for one in names
            )
            for names in ("ABC", "XYZ")
        )
    )
    body = f'<matchInteraction responseIdentifier="RESPONSE"><prompt>P</prompt>{sets}</matchInteraction>'
    course, _report = read(tmp_path, item(body, response("directedPair", "multiple", ["A X", "B Y"])))
    kept = only(course)[1]
    assert kept["pairs"][:2] == [{"left": "A", "right": "X"}, {"left": "B", "right": "Y"}]
    assert (kept["pairs"][2]["left"], kept["decoys"]) == ("C", ["Z"])
    body = '<orderInteraction responseIdentifier="RESPONSE"><prompt>P</prompt>{}</orderInteraction>'.format(
        "".join(f'<simpleChoice identifier="{one}">{one}</simpleChoice>' for one in "ABC")
    )
    course, _report = read(tmp_path, item(body, response("identifier", "ordered", ["B", "C", "A"])))
    assert only(course) == ("ordering", {"prompt": "P", "source": "Titre", "items": ["B", "C", "A"]})


def test_gaps_with_texts_to_drag(tmp_path: Path) -> None:
    body = (
        '<gapMatchInteraction responseIdentifier="RESPONSE"><prompt>P</prompt><gapText identifier="W">hiver</gapText>'
        '<gapText identifier="S">été</gapText><p>Un <gap identifier="G1"/> doux.</p></gapMatchInteraction>'
    )
    course, _report = read(tmp_path, item(body, response("directedPair", "multiple", ["S G1"])))
    name, kept = only(course)
    assert (name, kept["prompt"]) == ("cloze", "P\n\nUn [[1]] doux.")
    assert kept["gaps"][0]["options"] == [{"text": "hiver"}, {"text": "été", "credit": 1.0}]


def test_places_on_an_image_in_shares_of_it(tmp_path: Path) -> None:
    spots = (
        '<hotspotChoice identifier="A" shape="circle" coords="50,25,10" hotspotLabel="Milieu"/>'
        '<hotspotChoice identifier="B" shape="rect" coords="0,0,50%,10"/>'
        '<hotspotChoice identifier="C" shape="poly" coords="0,0,100,0,100,50"/>'
    )
    body = (
        '<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Où ?</prompt>'
        f'<object data="plan.png" type="image/png">Plan</object>{spots}</hotspotInteraction>'
    )
    course, _report = read(tmp_path, item(body, response("identifier", "single", ["A"])), plan_png=PNG)
    name, kept = only(course)
    assert (name, kept["image"], kept["alternative"], kept["ratio"]) == ("hotspot", "plan.png", "Plan", 0.5)
    assert kept["areas"][0] == {
        "shape": "circle",
        "points": [[0.5, 0.5], [0.1, 0.1]],
        "label": "Milieu",
        "credit": 1.0,
    }
    assert kept["areas"][1]["points"] == [[0.0, 0.0], [0.5, 0.2]]
    areas = '<areaMapping defaultValue="0"><areaMapEntry shape="rect" coords="0,0,10,10" mappedValue="3"/></areaMapping>'
    body = (
        '<selectPointInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Où ?</prompt>'
        '<object data="plan.png" type="image/png" width="200" height="100"/></selectPointInteraction>'
    )
    rules = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response_point"/>'
    course, _report = read(
        tmp_path, item(body, response("point", "single", ["5 5"], areas), rules), plan_png=PNG
    )
    kept = only(course)[1]
    assert (kept["points"], kept["areas"][0]["points"]) == (3.0, [[0.0, 0.0], [0.05, 0.1]])


def test_what_is_no_question_becomes_a_step(tmp_path: Path) -> None:
    upload = '<uploadInteraction responseIdentifier="RESPONSE"><prompt>Rendez</prompt></uploadInteraction>'
    course, report = read(tmp_path, item(upload, response("file", "single", [])))
    (step,) = course.modules[0].steps
    assert (step.kind, step.content.kept()["task"]) == ("mission", "Rendez")
    course, report = read(tmp_path, item(choices("A", "B", "C"), response("identifier", "single", [])))
    assert course.modules[0].steps[0].kind == "poll"
    course, report = read(tmp_path, item("<p>À lire.</p>", ""))
    assert course.modules[0].steps[0].content.kept()["body"] == "À lire."
    custom = '<p>Jeu</p><customInteraction responseIdentifier="RESPONSE"/>'
    course, report = read(tmp_path, item(custom, response("string", "single", ["x"])))
    (step,) = course.modules[0].steps
    assert "Jeu" in step.content.kept()["body"]
    assert [name for name in course.files if name.endswith(".xml")]
    assert report.count(Fate.ADAPTED) == 1


def test_long_answers_rubrics_shared_texts_and_formulas(tmp_path: Path) -> None:
    body = (
        '<rubricBlock view="scorer"><p>Barème</p></rubricBlock><object data="texte.html" type="text/html"/>'
        '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mi>x</m:mi><m:mo>=</m:mo><m:mn>1</m:mn></m:math>'
        '<extendedTextInteraction responseIdentifier="RESPONSE"><prompt>Écrivez</prompt></extendedTextInteraction>'
    )
    course, _report = read(
        tmp_path,
        item(body, response("string", "single", [])),
        texte_html=b"<html><body><h1>Les lacs</h1></body>",
    )
    name, kept = only(course)
    assert (name, kept["guide"]) == ("open", "Barème")
    assert kept["prompt"] == "# Les lacs\n\n$x = 1$\n\nÉcrivez"


def test_numbers_that_change_are_drawn_once_the_same_way(tmp_path: Path) -> None:
    templates = """<templateDeclaration identifier="N" cardinality="single" baseType="integer"/><templateProcessing>
     <setTemplateValue identifier="N"><randomInteger min="3" max="9"/></setTemplateValue>
     <setCorrectResponse identifier="RESPONSE"><product><variable identifier="N"/>
      <baseValue baseType="integer">2</baseValue></product></setCorrectResponse></templateProcessing>"""
    body = '<p>Deux fois <printedVariable identifier="N"/> ? <textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    content = item(body, response("integer", "single", []) + templates)
    first, report = read(tmp_path, content)
    second, _report = read(tmp_path, content)
    kept = only(first)[1]
    assert kept == only(second)[1]
    drawn = int("".join(char for char in kept["prompt"] if char.isdigit()))
    assert kept["accepted"][0]["value"] == 2 * drawn
    assert report.count(Fate.ADAPTED) == 1


def test_qti_3_is_read_like_qti_2(tmp_path: Path) -> None:
    content = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="q" title="T">
     <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">
      <qti-correct-response><qti-value>B</qti-value></qti-correct-response></qti-response-declaration>
     <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
     <qti-item-body><qti-choice-interaction response-identifier="RESPONSE" max-choices="1" shuffle="true">
      <qti-prompt>P ?</qti-prompt><qti-simple-choice identifier="A">a</qti-simple-choice>
      <qti-simple-choice identifier="B">b</qti-simple-choice></qti-choice-interaction></qti-item-body>
     <qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct"/>
     </qti-assessment-item>"""
    course, report = read(tmp_path, content)
    assert report.format == "QTI 3"
    assert [one.get("credit", 0) for one in only(course)[1]["choices"]] == [0, 1.0]


TEST = """<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="Épreuve">
 <testPart identifier="p" navigationMode="linear" submissionMode="simultaneous"><timeLimits maxTime="600"/>
  <assessmentSection identifier="s1" title="Un"><rubricBlock view="candidate"><p>Lisez.</p></rubricBlock>
   <assessmentItemRef identifier="q1" href="items/a.xml"/><assessmentItemRef identifier="gone" href="gone.xml"/>
   <assessmentItemRef identifier="out" href="../../../etc/passwd"/></assessmentSection>
  <assessmentSection identifier="s2" title="Deux"><selection select="1"/>
   <assessmentItemRef identifier="q2" href="items/b.xml"/><assessmentItemRef identifier="q3" href="items/c.xml"/>
  </assessmentSection></testPart></assessmentTest>"""


def test_a_test_with_sections_that_select(tmp_path: Path) -> None:
    one = item(choices("A", "B"), response("identifier", "single", ["A"]))
    parts: dict[str, str | bytes] = {"test.xml": TEST, **{f"items/{name}.xml": one for name in "abcd"}}
    course, report = taken(ModernQtiImporter(), tmp_path, parts)
    quiz = course.modules[0].steps[0].content.kept()
    assert quiz["about"] == "Lisez."
    assert (quiz["questions"], quiz["minutes"]) == (["q1"], 10)
    assert quiz["draws"] == [{"bank": "t/s2", "count": 1}]
    assert {bank.key: [asked.key for asked in bank.questions] for bank in course.banks} == {
        "t": ["q1"],
        "t/s2": ["q2", "q3"],
        "items": ["q"],
    }
    assert report.count(Fate.REFUSED) == 2


def test_ten_thousand_items_and_a_file_that_ends_too_soon(tmp_path: Path) -> None:
    many = "".join(
        item(choices("A", "B"), response("identifier", "single", ["A"])).replace(
            'identifier="q"', f'identifier="q{at}"'
        )
        for at in range(10_000)
    )
    path = tmp_path / "many.xml"
    path.write_text(f"<items>{many}</items>")
    with opened(path) as archive:
        course = ModernQtiImporter().course(archive, Report())
        assert len(course.banks[0].questions) == 10_000
        assert course.modules[0].steps[0].content.kept()["draws"][0]["count"] == 20
    path.write_text(f"<items>{many}"[:200_000])
    report = Report()
    with opened(path) as archive:
        assert len(ModernQtiImporter().course(archive, report).banks[0].questions) > 100
    assert report.count(Fate.ADAPTED) >= 1
    path.write_text(item("<p>", "")[:80])
    with opened(path) as archive, pytest.raises(Broken):
        ModernQtiImporter().course(archive, Report())


def test_entities_and_endless_rules_do_no_harm(tmp_path: Path) -> None:
    hostile = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + item("<p>&x;</p>", "")
    with pytest.raises(Broken):
        read(tmp_path, hostile)
    deep = "<not>" * 300 + '<variable identifier="RESPONSE"/>' + "</not>" * 300
    rules = f"<responseCondition><responseIf>{deep}</responseIf></responseCondition>"
    rules = f"<responseProcessing>{rules}</responseProcessing>"
    pattern = '<patternMatch pattern="(a+)+$"><variable identifier="RESPONSE"/></patternMatch>'
    for each in (rules, rules.replace(deep, pattern)):
        body = '<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>'
        course, _report = read(tmp_path, item(body, response("string", "single", ["x"]), each))
        assert not course.is_empty


@pytest.mark.parametrize(
    ("name", "questions", "pages"),
    [
        ("qti_1edtech_qtiv2p2_items.zip", 45, 7),
        ("qti_1edtech_qti3_feedbackTest.zip", 3, 3),
        ("qti_canvas_test_qti_2.2.zip", 4, 1),
        ("qti_qtiworks_WebDeveloperTest1.zip", 9, 0),
    ],
)
def test_real_packages(name: str, questions: int, pages: int) -> None:
    course, report = sample(ModernQtiImporter(), name)
    assert sum(len(bank.questions) for bank in course.banks) >= questions
    asides = [step for module in course.modules for step in module.steps if step.kind == "page"]
    assert len(asides) <= pages
    assert len(report.remarks) >= questions


def test_the_first_that_recognises_is_the_right_one(tmp_path: Path) -> None:
    path = tmp_path / "q.xml"
    path.write_text(item("<p>a</p>", ""))
    with opened(path) as archive:
        found = next(one for one in IMPORTERS if one.recognises(archive))
    assert isinstance(found, ModernQtiImporter)
