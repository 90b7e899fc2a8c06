"""Common Cartridges: the organisation becomes modules, each resource its step, and nothing is lost beside them."""

from pathlib import Path

import pytest
from django.utils import translation

from cordee.media.archive import Broken
from cordee.studio.course import Course
from cordee.studio.importers import IMPORTERS
from cordee.studio.importers.cartridge.importer import CartridgeImporter, ContentPackageImporter
from cordee.studio.report import Fate, Report
from cordee.studio.tests.places import sample, taken, zipped

RESOURCES = {
    "page": ("webcontent", "wiki_content/page.html"),
    "other": ("webcontent", "wiki_content/other.html"),
    "pdf": ("webcontent", "web_resources/doc été.pdf"),
    "film": ("webcontent", "web_resources/film.mp4"),
    "link": ("imswl_xmlv1p1", "link.xml"),
    "tube": ("imswl_xmlv1p1", "tube.xml"),
    "topic": ("imsdt_xmlv1p1", "topic.xml"),
    "work": ("assignment_xmlv1p0", "work.xml"),
    "tool": ("imsbasiclti_xmlv1p0", "tool.xml"),
    "quiz": ("imsqti_xmlv1p2/imscc_xmlv1p1/assessment", "quiz/quiz.xml"),
    "bank": ("imsqti_xmlv1p2/imscc_xmlv1p1/question-bank", "bank.xml"),
    "odd": ("imsiwb_iwbv1p0", "board.iwb"),
    "gone": ("webcontent", "gone.html"),
    "out": ("webcontent", "../../etc/passwd"),
    "hand": ("associatedcontent/imscc_xmlv1p1/learning-application-resource", "hand/hand.html"),
}
ITEM = """<item ident="i{at}" title="Q"><presentation><material><mattext texttype="text/html">
 &lt;img src="%24IMS-CC-FILEBASE%24/img/plan.png?x=1" alt="Plan"&gt;</mattext></material><response_lid ident="r">
 <render_choice><response_label ident="A"><material><mattext>a</mattext></material></response_label>
 <response_label ident="B"><material><mattext>b</mattext></material></response_label></render_choice></response_lid>
 </presentation><resprocessing><outcomes><decvar varname="SCORE" maxvalue="100"/></outcomes><respcondition>
 <conditionvar><varequal respident="r">A</varequal></conditionvar><setvar varname="SCORE">100</setvar></respcondition>
 </resprocessing></item>"""


def manifest() -> str:
    def places(*names: str) -> str:
        return "".join(
            f'<item identifier="i_{one}" identifierref="{one}"><title>{one}</title></item>' for one in names
        )

    resources = "".join(
        f'<resource identifier="{name}" type="{kind}" href="{href}"><file href="{href}"/>'
        + ('<file href="hand/assignment_settings.xml"/>' if name == "hand" else "")
        + ('<dependency identifierref="meta"/>' if name == "quiz" else "")
        + "</resource>"
        for name, (kind, href) in RESOURCES.items()
    )
    resources += '<resource identifier="meta" type="associatedcontent/x">'
    resources += '<file href="quiz/assessment_meta.xml"/></resource>'
    return (
        '<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"><metadata><schema>IMS Common Cartridge'
        "</schema><schemaversion>1.1.0</schemaversion><lom><general><title><string>Cours</string></title></general></lom>"
        '</metadata><organizations><organization identifier="o"><item identifier="root">'
        f'<item identifier="m1"><title>Un</title>{places("page", "pdf", "film")}<item identifier="h"><title>Suite</title>'
        f"</item>{places('link', 'tube', 'page')}</item>"
        f'<item identifier="m2"><title>Deux</title><item identifier="f"><title>Dossier</title>'
        f"{places('topic', 'work', 'tool', 'quiz')}</item>{places('odd', 'gone', 'out', 'hand', 'nothing')}</item>"
        f"</item></organization></organizations><resources>{resources}</resources></manifest>"
    )


PARTS: dict[str, str | bytes] = {
    "imsmanifest.xml": manifest(),
    "wiki_content/page.html": "<html><head><title>Page</title></head><body><p><a href='other.html'>voir</a> "
    "<a href='%24WIKI_REFERENCE%24/pages/page'>là</a> <a href='$CANVAS_COURSE_REFERENCE$/grades'>perdu</a> "
    "<img src='$IMS-CC-FILEBASE$/img/plan.png' alt='Plan'></p></body></html>",
    "wiki_content/other.html": "<html><body><p>Autre</p></body></html>",
    "web_resources/doc été.pdf": "pdf",
    "web_resources/film.mp4": "film",
    "web_resources/img/plan.png": "png",
    "web_resources/seul.txt": "seul",
    "link.xml": '<webLink><title>L</title><url href="https://x.org/a"/></webLink>',
    "tube.xml": '<webLink><title>T</title><url href="youtube.com/watch?v=abcdef123"/></webLink>',
    "topic.xml": '<topic><title>T</title><text texttype="text/html">&lt;p&gt;Parlez&lt;/p&gt;</text></topic>',
    "work.xml": '<assignment><title>W</title><text texttype="text/html">&lt;p&gt;Faites&lt;/p&gt;</text>'
    '<submission_formats><format type="file"/></submission_formats></assignment>',
    "tool.xml": '<l xmlns:blti="b"><blti:title>Outil</blti:title><blti:launch_url>https://x.org/lti</blti:launch_url></l>',
    "quiz/quiz.xml": '<questestinterop><assessment ident="a" title="Q"><section>'
    f"{ITEM.format(at=1)}</section></assessment></questestinterop>",
    "quiz/assessment_meta.xml": "<quiz><title>Quiz</title><description>&lt;p&gt;Lisez&lt;/p&gt;</description>"
    "<time_limit>15</time_limit><allowed_attempts>2</allowed_attempts></quiz>",
    "bank.xml": f'<questestinterop><objectbank ident="b">{ITEM.format(at=2)}</objectbank></questestinterop>',
    "board.iwb": "tableau",
    "hand/hand.html": "<html><body><p>Rendez</p></body></html>",
    "hand/assignment_settings.xml": "<assignment><title>Devoir</title><submission_types>online_upload</submission_types>"
    "</assignment>",
    "course_settings/syllabus.html": "<html><body><p>Programme</p></body></html>",
    "course_settings/course_settings.xml": "<course><title>Le cours</title></course>",
    "course_settings/rubrics.xml": "<rubrics><rubric/></rubrics>",
    "course_settings/learning_outcomes.xml": '<x><learningOutcome identifier="lo"><title>Savoir</title>'
    "</learningOutcome></x>",
}


@pytest.fixture
def course(tmp_path: Path) -> tuple[Course, Report]:
    with translation.override("en"):
        return taken(CartridgeImporter(), tmp_path, PARTS)


def test_the_organisation_becomes_modules(course: tuple[Course, Report]) -> None:
    made, _report = course
    assert (made.title, [one.text for one in made.objectives]) == ("Le cours", ["Savoir"])
    assert {module.title: [(one.kind, one.title) for one in module.steps] for module in made.modules} == {
        "Le cours": [("page", "Syllabus")],
        "Un": [
            ("page", "page"),
            ("file", "pdf"),
            ("video", "film"),
            ("link", "Suite · link"),
            ("video", "Suite · tube"),
            ("page", "Suite · page"),
        ],
        "Deux": [
            ("discussion", "Dossier · topic"),
            ("mission", "Dossier · work"),
            ("page", "Dossier · tool"),
            ("quiz", "Dossier · quiz"),
            ("file", "odd"),
            ("mission", "hand"),
        ],
        "Other content": [("page", "other.html"), ("file", "Files")],
    }
    keys = [step.key for module in made.modules for step in module.steps]
    assert len(keys) == len(set(keys))


def test_pages_find_their_files_and_each_other(course: tuple[Course, Report]) -> None:
    made, report = course
    steps = {step.title: step.content.kept() for module in made.modules for step in module.steps}
    assert steps["page"]["body"] == (
        "[voir](step:other) [là](step:i_page) perdu ![Plan](asset:web_resources/img/plan.png)"
    )
    assert steps["Suite · tube"] == {"address": "https://www.youtube.com/watch?v=abcdef123"}
    assert "<https://x.org/lti>" in steps["Dossier · tool"]["body"]
    assert steps["Dossier · quiz"] == {"about": "Lisez", "questions": ["i1"], "attempts": 2, "minutes": 15}
    assert made.banks[0].questions[0].question.prompt == "![Plan](asset:web_resources/img/plan.png)"
    assert [bank.key for bank in made.banks] == ["quiz", "b"]
    assert set(steps["Files"]["files"]) == {"web_resources/seul.txt", "course_settings/rubrics.xml"}
    assert {one.name for one in report.remarks if one.fate is Fate.REFUSED} == {"gone", "out", "nothing"}


def test_a_package_without_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Broken):
        taken(CartridgeImporter(), tmp_path, {"imsmanifest.xml": PARTS["imsmanifest.xml"]})


def test_a_plain_content_package(tmp_path: Path) -> None:
    plain = (
        '<manifest><organizations><organization><title>Livre</title><item identifierref="r"><title>Début</title></item>'
        '</organization></organizations><resources><resource identifier="r" type="webcontent" href="a.html"/></resources>'
        "</manifest>"
    )
    course, _report = taken(
        ContentPackageImporter(), tmp_path, {"imsmanifest.xml": plain, "a.html": "<p>Un</p>"}
    )
    assert (course.title, course.modules[0].steps[0].content.kept()) == ("Livre", {"body": "Un"})


def test_a_package_of_pages_and_questions_of_another_system(tmp_path: Path) -> None:
    plain = (
        '<manifest><organizations><organization><item identifierref="p"><title>Page</title></item>'
        '<item identifierref="q"><title>Quiz</title></item></organization></organizations><resources>'
        '<resource identifier="p" type="webcontent" href="a.html"/>'
        '<resource identifier="q" type="imsqti_xmlv1p1" href="q.xml"/></resources></manifest>'
    )
    questions = f"<questestinterop><section>{ITEM.format(at=1)}</section></questestinterop>"
    parts: dict[str, str | bytes] = {"imsmanifest.xml": plain, "a.html": "<p>Un</p>", "q.xml": questions}
    with zipped(tmp_path, parts) as archive:
        found = next(one for one in IMPORTERS if one.recognises(archive))
        course = found.course(archive, Report())
    assert [step.kind for step in course.modules[0].steps] == ["page", "quiz"]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("imscc_canvas_cc_gem_course.imscc", {"mission", "page", "file"}),
        (
            "imscc_cc2olx_fixture_main.imscc",
            {"page", "quiz", "discussion", "file", "link", "video", "mission"},
        ),
        ("imscc_cc_1.1.imscc", {"page"}),
        ("imscc_latex.imscc", {"page"}),
        ("imscc_single-page.imscc", {"page"}),
    ],
)
def test_real_cartridges(name: str, kinds: set[str]) -> None:
    course, report = sample(CartridgeImporter(), name)
    assert {step.kind for module in course.modules for step in module.steps} == kinds
    assert report.remarks


def test_a_thin_cartridge_holds_its_links_in_its_manifest(tmp_path: Path) -> None:
    thin = (
        "<manifest><metadata><schema>IMS Thin Common Cartridge</schema></metadata><organizations><organization>"
        '<item><item><title>Unité</title><item identifierref="l"><title>Lien</title></item></item></item></organization>'
        '</organizations><resources><resource identifier="l" type="imswl_xmlv1p3"><webLink><title>L</title>'
        '<url href="https://exemple.org/"/></webLink></resource></resources></manifest>'
    )
    course, _report = taken(CartridgeImporter(), tmp_path, {"imsmanifest.xml": thin})
    assert course.modules[0].steps[0].content.kept() == {"address": "https://exemple.org/"}
