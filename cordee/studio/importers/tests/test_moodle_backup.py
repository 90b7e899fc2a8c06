# ruff: noqa: E501 (a backup is made of long rows of XML)
"""A backup of Moodle becomes sections, steps, banks and files; people and what they handed in are never read."""

import hashlib
import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest

from cordee.studio.course import Course, Step
from cordee.studio.fitting import fit
from cordee.studio.importers.moodle.backup import MoodleBackup
from cordee.studio.importers.moodle.old import OldMoodleBackup
from cordee.studio.report import Fate, Report
from cordee.studio.tests.made import picture
from cordee.studio.tests.places import sample, taken

Parts = dict[str, str | bytes]


class Made:
    """A backup under construction."""

    def __init__(self) -> None:
        self.parts: Parts = {"users.xml": "<users><user><firstname>Secret</firstname></user></users>"}
        self.activities: list[tuple[str, str, str]] = []
        self.files: list[str] = []
        self.questions = ""

    def add(self, kind: str, inside: str, *, section: int = 1, settings: str = "", grades: str = "") -> str:
        """An activity; its number."""
        number = str(len(self.activities) + 10)
        folder = f"activities/{kind}_{number}"
        self.parts[f"{folder}/{kind}.xml"] = (
            f'<activity id="1" moduleid="{number}" modulename="{kind}" contextid="c{number}"><{kind} id="1">'
            f"<name>{kind} {number}</name>{inside}</{kind}></activity>"
        )
        self.parts[f"{folder}/module.xml"] = f"<module id='{number}'>{settings}</module>"
        if grades:
            self.parts[f"{folder}/grades.xml"] = grades
        self.activities.append((kind, number, str(section)))
        return number

    def file(self, context: str, component: str, area: str, item: str, name: str, content: bytes) -> None:
        """A file where it is used."""
        digest = hashlib.sha1(content).hexdigest()
        self.parts[f"files/{digest[:2]}/{digest}"] = content
        folder, _, name = name.rpartition("/")
        self.files.append(
            f"<file id='1'><contenthash>{digest}</contenthash><contextid>{context}</contextid>"
            f"<component>{component}</component><filearea>{area}</filearea><itemid>{item}</itemid>"
            f"<filepath>/{folder + '/' if folder else ''}</filepath><filename>{name}</filename>"
            f"<filesize>{len(content)}</filesize><sortorder>0</sortorder></file>"
        )

    def whole(self) -> Parts:
        """All its parts."""
        listed = "".join(
            f"<activity><moduleid>{number}</moduleid><sectionid>{section}</sectionid><modulename>{kind}</modulename>"
            f"<title>{kind}</title><directory>activities/{kind}_{number}</directory></activity>"
            for kind, number, section in self.activities
        )
        about = (
            "<moodle_backup><information><original_site_identifier_hash>h</original_site_identifier_hash>"
            "<original_course_id>2</original_course_id><original_course_fullname>Accueillir</original_course_fullname>"
            f"<original_course_contextid>c1</original_course_contextid><contents><activities>{listed}</activities><sections>"
            "<section><sectionid>1</sectionid><title>1</title><directory>sections/section_1</directory></section>"
            "<section><sectionid>2</sectionid><title>2</title><directory>sections/section_2</directory></section>"
            "</sections></contents></information></moodle_backup>"
        )
        order = ",".join(number for _kind, number, section in self.activities if section == "1")
        return {
            "moodle_backup.xml": about,
            "files.xml": f"<files>{''.join(self.files)}</files>",
            "questions.xml": f"<question_categories>{self.questions}</question_categories>",
            "sections/section_1/section.xml": f"<section id='1'><number>1</number><name>Premiers pas</name>"
            f"<summary>{escape('<b>Lire</b>')}</summary><summaryformat>1</summaryformat><sequence>{order}</sequence></section>",
            "sections/section_2/section.xml": "<section id='2'><number>2</number><name>$@NULL@$</name><visible>0</visible></section>",
            **self.parts,
        }

    def read(self, tmp_path: Path) -> tuple[Course, Report]:
        return taken(MoodleBackup(), tmp_path, self.whole())


def html(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}><{name}format>1</{name}format>"


def steps(course: Course) -> list[Step]:
    return [step for module in course.modules for step in module.steps]


ONE: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "page": ("page", html("content", "<h2>A</h2><p>b</p>"), "page", {"body": "## A\n\nb"}),
    "url": ("url", "<externalurl>https://exemple.org/a b</externalurl>", "link", {"address": "https://exemple.org/a%20b"}),
    "film": ("url", "<externalurl>https://youtu.be/abcdefghi</externalurl>", "video", {"address": "https://youtu.be/abcdefghi"}),
    "choice": (
        "choice",
        html("intro", "<p>Quand ?</p>") + "<allowmultiple>1</allowmultiple><options><option><text>Matin</text></option><option><text>Soir</text></option></options><answers><answer><userid>4</userid></answer></answers>",
        "poll",
        {"question": "Quand ?", "options": ["Matin", "Soir"], "several": True},
    ),
    "assign": (
        "assign",
        html("intro", "Faites") + "<plugin_configs><plugin_config><plugin>file</plugin><subtype>assignsubmission</subtype><name>enabled</name><value>1</value></plugin_config></plugin_configs>",
        "mission",
        {"task": "Faites", "evidence": ["note", "photo"], "validated_by": "facilitator"},
    ),
    "glossary": (
        "glossary",
        "<entries><entry id='1'><approved>1</approved><concept>Écoute</concept>" + html("definition", "<i>Se taire</i>") + "</entry><entry id='2'><approved>0</approved><concept>Non</concept></entry></entries>",
        "page",
        {"terms": [{"term": "Écoute", "meaning": "*Se taire*"}]},
    ),
    "checklist": ("checklist", "<items><item><displaytext>Un</displaytext></item></items>", "checklist", {"items": ["Un"]}),
    "tool": ("lti", "<toolurl>https://outil.example/</toolurl>", "link", {"address": "https://outil.example/"}),
    "meeting": ("bigbluebuttonbn", html("intro", "Venez"), "workshop", {"about": "Venez", "place": "remote"}),
    "workshop": (
        "workshop",
        html("intro", "I") + "<workshopform_rubric_dimension>" + html("description", "Clair") + "</workshopform_rubric_dimension>",
        "mission",
        {"task": "I\n\n- Clair", "validated_by": "facilitator"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ONE)
def test_each_activity(tmp_path: Path, case: str) -> None:
    kind, inside, becomes, content = ONE[case]
    made = Made()
    made.add(kind, inside)
    course, report = made.read(tmp_path)
    (step,) = steps(course)
    assert (step.kind, step.content.kept()) == (becomes, content)
    assert {one.name for one in report.remarks if one.what == kind} == {step.title}


def test_sections_and_labels(tmp_path: Path) -> None:
    made = Made()
    made.add("label", html("intro", "<p>Bonjour</p>"))
    first = made.add("page", html("content", "a"))
    made.add("label", html("intro", "<h3>Ensuite</h3>"))
    condition = json.dumps(
        {
            "op": "&",
            "c": [
                {"type": "completion", "cm": int(first), "e": 1},
                {"type": "date", "d": ">=", "t": 1_767_225_600},
                {"type": "profile"},
            ],
        }
    )
    made.add(
        "page",
        html("content", "b"),
        settings=f"<visible>0</visible><availability>{escape(condition)}</availability>",
    )
    made.add("page", html("content", "c"), section=2)
    course, report = made.read(tmp_path)
    assert [(module.title, module.about) for module in course.modules] == [
        ("Premiers pas", "**Lire**\n\nBonjour"),
        ("Section 2", ""),
    ]
    page, label, closed = course.modules[0].steps
    assert (label.kind, label.title, label.required) == ("page", "Ensuite", False)
    assert closed.release == {"after": [page.key], "opens_on": "2026-01-01"} and not closed.required
    assert {"section", "opening"} & {one.what for one in report.remarks} or report.count(Fate.ADAPTED) >= 3
    assert "Secret" not in str(report) + str(course)


def test_files_of_each_text_are_its_own(tmp_path: Path) -> None:
    made = Made()
    one = made.add("page", html("content", '<img src="@@PLUGINFILE@@/sous%20dossier/image.png" alt="x">'))
    other = made.add(
        "page", html("content", '<img src="@@PLUGINFILE@@/image.png"><a href="$@PAGEVIEWBYID*10@$">là</a>')
    )
    made.file(f"c{one}", "mod_page", "content", "0", "sous dossier/image.png", picture("red"))
    made.file(f"c{other}", "mod_page", "content", "0", "image.png", picture("blue"))
    folder = made.add("folder", html("intro", "Prenez"))
    made.file(f"c{folder}", "mod_folder", "content", "0", "a.pdf", b"a")
    made.file(f"c{folder}", "mod_folder", "content", "0", "sous/b.pdf", b"b")
    made.file("c9", "assignsubmission_file", "submission_files", "3", "secret.pdf", b"secret")
    made.file("c1", "course", "legacy", "0", "oubli.txt", b"oubli")
    course, report = made.read(tmp_path)
    first, second, files = steps(course)
    assert first.content.kept()["body"] == "![x](asset:sous-dossier/image.png)"
    assert second.content.kept()["body"] == "![](asset:image.png)[là](step:page%2010)"
    assert [course.files[name].name for name in files.content.kept()["files"]] == ["a.pdf", "b.pdf"]
    told = {one.name for one in report.remarks if one.fate is Fate.REFUSED}
    assert "oubli.txt" in told and "secret.pdf" not in told | {one.name for one in course.files.values()}


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("film.mp4", b"film", "video"),
        ("plan.png", picture(), "page"),
        ("notes.pdf", b"%PDF", "file"),
        ("seul.html", b"<p>Web</p>", "page"),
    ],
)
def test_a_resource_is_shown_where_it_can_be(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    made = Made()
    number = made.add("resource", "")
    made.file(f"c{number}", "mod_resource", "content", "0", name, content)
    course, _ = made.read(tmp_path)
    (step,) = steps(course)
    assert step.kind == kind
    assert step.content.kept().get("body", "") == {
        "plan.png": f"![resource {number}](asset:plan.png)",
        "seul.html": "Web",
    }.get(name, "")


def test_what_was_said_in_a_forum_has_no_names(tmp_path: Path) -> None:
    made = Made()
    posts = "".join(
        f"<post id='{number}'><parent>{parent}</parent><userid>{user}</userid><subject>s</subject>{html('message', said)}<messageformat>1</messageformat></post>"
        for number, parent, user, said in ((1, 0, 77, "Question"), (3, 1, 77, "Merci"), (2, 1, 88, "Réponse"))
    )
    number = made.add(
        "forum",
        f"<type>general</type>{html('intro', 'Parlez')}<discussions><discussion id='1'><name>Sujet</name><posts>{posts}</posts></discussion></discussions>",
    )
    made.file(f"c{number}", "mod_forum", "attachment", "2", "joint.pdf", b"joint")
    made.add("forum", "<type>news</type><discussions></discussions>")
    course, report = made.read(tmp_path)
    talk, said = steps(course)
    assert (talk.kind, talk.content.kept()) == ("discussion", {"prompt": "Parlez"})
    body = said.content.kept()["body"]
    assert body.startswith("## Sujet\n\n**") and not said.required
    assert [line for line in body.splitlines() if line and not line.startswith(("#", "**"))] == [
        "Question",
        "Merci",
        "Réponse",
        "- [joint.pdf](asset:joint.pdf)",
    ]
    assert "77" not in body and "88" not in body
    assert report.count(Fate.REFUSED) == 1  # the accounts


def test_a_book_is_a_page_a_chapter(tmp_path: Path) -> None:
    made = Made()
    chapters = "".join(
        f"<chapter id='{page}'><pagenum>{page}</pagenum><subchapter>{below}</subchapter><title>{title}</title>{html('content', text)}<hidden>{hidden}</hidden></chapter>"
        for page, below, title, text, hidden in (
            (2, 1, "Un bis", "b", 0),
            (1, 0, "Un", "a", 0),
            (3, 0, "Deux", "c", 0),
            (4, 0, "Caché", "d", 1),
        )
    )
    made.add("book", f"{html('intro', 'Avant')}<chapters>{chapters}</chapters>")
    course, _ = made.read(tmp_path)
    assert [(step.title, step.content.kept()["body"]) for step in steps(course)] == [
        ("book 10 · Un", "Avant\n\na\n\n## Un bis\n\nb"),
        ("book 10 · Deux", "c"),
    ]


def test_a_lesson_is_pages_and_a_quiz(tmp_path: Path) -> None:
    def page(number: int, before: int, kind: int, title: str, answers: str = "") -> str:
        return f"<page id='{number}'><prevpageid>{before}</prevpageid><qtype>{kind}</qtype><qoption>0</qoption><title>{title}</title>{html('contents', title)}<answers>{answers}</answers></page>"

    answers = "<answer id='1'><jumpto>-1</jumpto><score>1</score><answer_text>oui</answer_text><response>Bien</response></answer><answer id='2'><jumpto>3</jumpto><score>0</score><answer_text>non</answer_text></answer>"
    made = Made()
    made.add(
        "lesson",
        f"<pages>{page(3, 2, 20, 'Fin')}{page(2, 1, 3, 'Alors ?', answers)}{page(1, 0, 20, 'Début')}</pages>",
    )
    course, _ = made.read(tmp_path)
    assert [(step.kind, step.title) for step in steps(course)] == [
        ("page", "lesson 10 · Début"),
        ("quiz", "lesson 10 · Questions"),
        ("page", "lesson 10 · Fin"),
    ]
    (asked,) = course.banks[0].questions
    assert asked.question.kept()["choices"] == [
        {"text": "oui", "credit": 1.0, "feedback": "Bien"},
        {"text": "non"},
    ]
    assert steps(course)[1].content.kept()["questions"] == [asked.key]


def question(number: int, kind: str, inside: str = "", more: str = "") -> str:
    return f"<question id='{number}'><name>Q{number}</name>{html('questiontext', f'Texte {number}' + more)}<defaultmark>1</defaultmark><qtype>{kind}</qtype>{inside}</question>"


CHOICES = "<plugin><answers><answer id='1'><answertext>oui</answertext><fraction>1.0</fraction></answer><answer id='2'><answertext>non</answertext><fraction>0</fraction></answer></answers><multichoice><single>1</single></multichoice></plugin>"


def in_entry(entry: int, version: int, asked: str, status: str = "ready") -> str:
    return f"<question_version><question_versions><version>{version}</version><status>{status}</status><questions>{asked}</questions></question_versions></question_version>"


def bank_of_4() -> str:
    first = "".join(
        in_entry(1, version, question(version, "multichoice", CHOICES), status)
        for version, status in ((1, "ready"), (2, "ready"), (3, "draft"))
    )
    multi = question(
        30, "multianswer", "<plugin><multianswer><sequence>31</sequence></multianswer></plugin>", " {#1}"
    )
    part = f"<question id='31'><parent>30</parent><name>x</name>{html('questiontext', '')}<qtype>shortanswer</qtype><plugin><answers><answer id='5'><answertext>mot</answertext><fraction>1</fraction></answer></answers></plugin></question>"
    return (
        "<question_category id='7'><name>top</name><contextid>c1</contextid><parent>0</parent></question_category>"
        "<question_category id='8'><name>Accueil</name><contextid>c1</contextid><parent>7</parent><question_bank_entries>"
        f"<question_bank_entry id='1'>{first}</question_bank_entry>"
        f"<question_bank_entry id='2'>{in_entry(2, 1, question(20, 'description'))}</question_bank_entry>"
        f"<question_bank_entry id='3'>{in_entry(3, 1, multi)}{in_entry(3, 1, part)}</question_bank_entry>"
        f"<question_bank_entry id='4'>{in_entry(4, 1, question(40, 'coderunner'))}</question_bank_entry>"
        "</question_bank_entries></question_category>"
    )


def test_a_quiz_of_moodle_4_asks_the_newest_versions_and_draws(tmp_path: Path) -> None:
    made = Made()
    made.questions = bank_of_4()
    slots = "".join(
        f"<question_instance><maxmark>{mark}</maxmark><question_reference><questionbankentryid>{entry}</questionbankentryid></question_reference></question_instance>"
        for entry, mark in ((2, 0), (1, 3), (3, 1), (4, 1))
    )
    condition = escape(json.dumps({"filter": {"category": {"values": [8]}}}))
    slots += (
        f"<question_instance><question_set_reference><filtercondition>{condition}</filtercondition></question_set_reference></question_instance>"
        * 2
    )
    made.add(
        "quiz",
        f"{html('intro', 'Allez')}<timelimit>90</timelimit><attempts_number>2</attempts_number><reviewrightanswer>16</reviewrightanswer><question_instances>{slots}</question_instances>",
        grades="<activity_gradebook><grade_items><grade_item><grademax>20</grademax><gradepass>10</gradepass></grade_item></grade_items></activity_gradebook>",
    )
    course, _ = made.read(tmp_path)
    quiz, aside = steps(course)
    assert [(bank.title, [one.key for one in bank.questions]) for bank in course.banks] == [
        ("Accueil", ["2", "30"])
    ]
    assert course.banks[0].questions[0].question.points == 3
    assert course.banks[0].questions[1].question.kept()["gaps"] == [{"accepted": [{"text": "mot"}]}]
    assert quiz.content.kept() == {
        "about": "Allez\n\nTexte 20",
        "questions": ["2", "30"],
        "draws": [{"bank": course.banks[0].key, "count": 2}],
        "attempts": 2,
        "minutes": 2,
        "pass_at": 0.5,
        "answers": "last",
    }
    assert "coderunner" in aside.content.kept()["body"]


def test_a_quiz_of_moodle_2(tmp_path: Path) -> None:
    made = Made()
    asked = question(1, "multichoice", CHOICES) + question(2, "random") + question(3, "essay")
    made.questions = f"<question_category id='8'><name>Accueil</name><contextid>c1</contextid><questions>{asked}</questions></question_category>"
    made.add("quiz", "<questions>1,0,3,2,0</questions><question_instances></question_instances>")
    course, _ = made.read(tmp_path)
    kept = steps(course)[0].content.kept()
    assert (kept["questions"], kept["draws"]) == (["1", "3"], [{"bank": course.banks[0].key, "count": 1}])


def test_packages_and_what_has_no_counterpart(tmp_path: Path) -> None:
    made = Made()
    scorm = made.add(
        "scorm",
        "<version>SCORM_1.3</version><scoes><sco><launch></launch></sco><sco><identifier>i1</identifier><launch>index.html</launch><title>Un</title></sco></scoes>",
    )
    made.file(f"c{scorm}", "mod_scorm", "package", "0", "paquet.zip", b"PK")
    h5p = made.add("h5pactivity", "")
    made.file(f"c{h5p}", "mod_h5pactivity", "package", "0", "jeu.h5p", b"PK")
    made.add(
        "attendance",
        f"{html('intro', 'Présents')}<sessions><session><userid>7</userid><mark>absent</mark></session></sessions>",
    )
    made.add(
        "feedback",
        "<items><item><typ>multichoice</typ><name>Utile ?</name><presentation>r&gt;&gt;&gt;&gt;&gt;Oui|Non</presentation></item></items><completeds><completed><userid>9</userid></completed></completeds>",
    )
    course, _ = made.read(tmp_path)
    played, game, unknown, survey = steps(course)
    assert played.content.kept() == {
        "package": "paquet.zip",
        "entry": "index.html",
        "edition": "2004",
        "identifier": "i1",
    }
    assert game.content.kept() == {"package": "jeu.h5p"}
    assert (
        unknown.content.kept()["body"].endswith("[attendance.xml](asset:attendance.xml)")
        and "Présents" in unknown.content.kept()["body"]
    )
    with course.files["attendance.xml"].open() as stream:
        source = stream.read()
    assert b"intro" in source and b"absent" not in source
    assert "**Utile ?**\n\n- Oui\n- Non" in survey.content.kept()["body"]


def test_one_odd_activity_costs_itself_alone(tmp_path: Path) -> None:
    made = Made()
    made.add("page", html("content", "a"))
    made.add("url", "<externalurl>javascript:alert(1)</externalurl>")
    made.activities.append(("page", "99", "1"))
    made.parts["activities/choice_50/choice.xml"] = b"\x00\x01"
    made.activities.append(("choice", "50", "1"))
    course, report = made.read(tmp_path)
    assert [step.kind for step in steps(course)] == ["page", "page"]
    assert sum(one.fate is Fate.REFUSED and one.what in ("page", "choice") for one in report.remarks) == 2


OLD = """<MOODLE_BACKUP><INFO/><COURSE><HEADER><ID>5</ID><FULLNAME>Ancien</FULLNAME><SHORTNAME>A</SHORTNAME></HEADER>
<SECTIONS><SECTION><ID>1</ID><NUMBER>1</NUMBER><SUMMARY>Début</SUMMARY><VISIBLE>1</VISIBLE><MODS>
<MOD><ID>1</ID><TYPE>resource</TYPE><INSTANCE>2</INSTANCE></MOD><MOD><ID>2</ID><TYPE>quiz</TYPE><INSTANCE>3</INSTANCE></MOD>
</MODS></SECTION></SECTIONS>
<QUESTION_CATEGORIES><QUESTION_CATEGORY><ID>8</ID><NAME>Banque</NAME><QUESTIONS><QUESTION><ID>4</ID><NAME>Q</NAME>
<QUESTIONTEXT>&lt;img src="$@FILEPHP@$$@SLASH@$img$@SLASH@$plan.png"&gt; ?</QUESTIONTEXT><QUESTIONTEXTFORMAT>1</QUESTIONTEXTFORMAT>
<QTYPE>shortanswer</QTYPE><SHORTANSWER><ANSWERS>9</ANSWERS><USECASE>1</USECASE></SHORTANSWER>
<ANSWERS><ANSWER><ID>9</ID><ANSWER_TEXT>oui</ANSWER_TEXT><FRACTION>1</FRACTION></ANSWER></ANSWERS></QUESTION></QUESTIONS>
</QUESTION_CATEGORY></QUESTION_CATEGORIES><MODULES>
<MOD><ID>2</ID><MODTYPE>resource</MODTYPE><NAME>Guide</NAME><TYPE>file</TYPE><REFERENCE>doc/guide.pdf</REFERENCE></MOD>
<MOD><ID>3</ID><MODTYPE>quiz</MODTYPE><NAME>Quiz</NAME><TIMELIMIT>30</TIMELIMIT><QUESTIONS>4,0</QUESTIONS></MOD>
<MOD><ID>7</ID><MODTYPE>label</MODTYPE><NAME>L</NAME><CONTENT>Seul</CONTENT></MOD>
</MODULES></COURSE></MOODLE_BACKUP>"""


def test_a_backup_of_1_9(tmp_path: Path) -> None:
    parts: Parts = {
        "moodle.xml": OLD,
        "course_files/doc/guide.pdf": b"pdf",
        "course_files/img/plan.png": picture(),
        "course_files/rien.txt": "x",
    }
    course, report = taken(OldMoodleBackup(), tmp_path, parts)
    file, quiz, label = steps(course)
    assert file.content.kept() == {"files": ["doc/guide.pdf"]}
    assert (quiz.content.kept()["questions"], quiz.content.kept()["minutes"]) == (["4"], 30)
    assert course.banks[0].questions[0].question.kept()["prompt"] == "![](asset:img/plan.png) ?"
    assert (label.content.kept(), course.modules[0].about) == ({"body": "Seul"}, "Début")
    assert "course_files/rien.txt" in {one.name for one in report.remarks}


@pytest.mark.parametrize(
    ("importer", "name", "count"),
    [
        (MoodleBackup, "mbz_moodle2cc_moodle2_fixture.mbz", 24),
        (MoodleBackup, "mbz_referencequiz.mbz", 2),
        (OldMoodleBackup, "mbz_moodle2cc_moodle19_fixture.zip", 11),
    ],
)
def test_real_backups(importer: Callable[[], Any], name: str, count: int) -> None:
    course, _ = sample(importer(), name)
    assert len(steps(course)) == count


def test_what_is_played_in_a_text_has_its_step_and_what_is_missing_is_said(tmp_path: Path) -> None:
    played = '<div class="h5p-placeholder" contenteditable="false">@@PLUGINFILE@@/un%20jeu.h5p</div>'
    made = Made()
    page = made.add(
        "page", html("content", f'<p>Jouez</p>{played}<img src="@@PLUGINFILE@@/absent.png" alt="carte">')
    )
    made.file(f"c{page}", "mod_page", "content", "0", "un jeu.h5p", b"PK")
    course, report = made.read(tmp_path)
    text, game = steps(course)
    assert text.content.kept()["body"] == "Jouez\n\n[un jeu.h5p](asset:un-jeu.h5p)\n\ncarte"
    assert (game.kind, game.content.kept()) == ("h5p", {"package": "un-jeu.h5p"})
    assert "absent.png" in {one.name for one in report.remarks if one.fate is Fate.REFUSED}


def test_links_lead_to_the_first_page_of_a_book_and_those_to_nowhere_are_counted(tmp_path: Path) -> None:
    title = escape('<span lang="en" class="multilang">One</span><span lang="fr" class="multilang">Un</span>')
    chapter = f"<chapter id='7'><title>{title}</title>{html('content', 'x')}</chapter>"
    made = Made()
    made.add("book", f"<chapters>{chapter}</chapters>")
    links = [
        f'<a href="$@{code}@$">{code[:4]}</a>'
        for code in ("BOOKVIEWBYID*10", "BOOKVIEWBYIDCH*10*7", "GRADEINDEXBYID*2")
    ]
    made.add("page", html("content", " ".join(links)))
    course, report = made.read(tmp_path)
    book, page = steps(course)
    assert book.title == "book 10 · Un"
    assert page.content.kept()["body"].startswith(
        "[BOOK](step:book%2010) [BOOK](step:book%2010) [GRAD](step:"
    )
    fit(course, report)
    assert [one.fate for one in report.remarks if one.what == "link"] == [Fate.ADAPTED]


def test_a_subsection_stands_where_it_was(tmp_path: Path) -> None:
    made = Made()
    made.add("page", html("content", "avant"))
    made.add("subsection", "")
    made.add("page", html("content", "dedans"), section=3)
    made.add("page", html("content", "après"))
    made.add("qbank", "")
    parts = made.whole()
    listed = "<section><sectionid>3</sectionid><title>Sous</title><directory>sections/section_3</directory></section></sections>"
    parts["moodle_backup.xml"] = str(parts["moodle_backup.xml"]).replace("</sections>", listed)
    parts["sections/section_3/section.xml"] = (
        "<section id='3'><number>3</number><name>Détail</name><summary>Lire</summary><summaryformat>1</summaryformat>"
        "<sequence>12</sequence><component>mod_subsection</component><itemid>1</itemid></section>"
    )
    course, report = taken(MoodleBackup(), tmp_path, parts)
    assert [step.title for step in course.modules[0].steps] == [
        "page 10",
        "Détail",
        "Détail · page 12",
        "page 13",
    ]
    assert [module.title for module in course.modules if module.steps] == ["Premiers pas"]
    assert {one.what for one in report.remarks if one.fate is Fate.ADAPTED} == {"subsection", "qbank"}


def test_h5p_of_the_older_plugin_keeps_its_pictures_and_says_how_to_play_it(tmp_path: Path) -> None:
    made = Made()
    number = made.add("hvp", "<json_content>{}</json_content>")
    made.file(f"c{number}", "mod_hvp", "content", "1", "images/plan.png", picture())
    made.file("c1", "mod_hvp", "libraries", "0", "H5P.Text-1.1/text.js", b"js")
    course, report = made.read(tmp_path)
    (page,) = steps(course)
    assert (
        "(asset:images/plan.png)" in page.content.kept()["body"] and "hvp.xml" in page.content.kept()["body"]
    )
    assert ".h5p" in next(one.why for one in report.remarks if one.what == "hvp")
    assert not any("text.js" in one.name for one in report.remarks)
