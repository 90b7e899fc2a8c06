"""Packages of systems that keep to no standard in them: Blackboard's own files, Brightspace's quizzes among contents."""

from pathlib import Path

from cordee.studio.importers.cartridge.importer import ContentPackageImporter
from cordee.studio.report import Fate
from cordee.studio.tests.places import taken
from cordee.studio.tests.test_cartridges import ITEM

BLACKBOARD = (
    '<manifest xmlns:bb="http://www.blackboard.com/content-packaging/"><organizations><organization>'
    '<item identifierref="res1"><title>Contenus</title><item identifierref="res2"><title>--TOP--</title>'
    '<item identifierref="res3"><title>Lire</title></item><item identifierref="res4"><title>Voir</title></item>'
    "</item></item></organization></organizations><resources>"
    + "".join(
        f'<resource bb:file="res{at}.dat" bb:title="T{at}" identifier="res{at}" type="{kind}" xml:base="res{at}"/>'
        for at, kind in enumerate(
            (
                "course/x-bb-coursetoc",
                "resource/x-bb-document",
                "resource/x-bb-document",
                "resource/x-bb-document",
                "assessment/x-bb-qti-test",
                "resource/x-bb-discussionboard",
                "course/x-bb-user",
            ),
            1,
        )
    )
    + "</resources></manifest>"
)


def document(title: str, text: str = "", handler: str = "document", more: str = "") -> str:
    return (
        f'<CONTENT><TITLE value="{title}"/><BODY><TEXT>{text}</TEXT><TYPE value="H"/></BODY>'
        f'<CONTENTHANDLER value="resource/x-bb-{handler}"/>{more}</CONTENT>'
    )


def test_a_package_of_blackboard(tmp_path: Path) -> None:
    image = (
        "&lt;img src=&quot;@X@EmbeddedFile.requestUrlStub@X@bbcswebdav/xid-7_1&quot; alt=&quot;Plan&quot;&gt;"
    )
    file = '<FILES><FILE><NAME>/xid-8_1</NAME><LINKNAME value="guide.pdf"/></FILE></FILES>'
    course, report = taken(
        ContentPackageImporter(),
        tmp_path,
        {
            "imsmanifest.xml": BLACKBOARD,
            ".bb-package-info": "x",
            "res1.dat": '<COURSETOC><LABEL value="Contenus"/></COURSETOC>',
            "res2.dat": document("--TOP--", handler="folder"),
            "res3.dat": document("Lire", f"&lt;p&gt;Bonjour&lt;/p&gt;{image}", more=file),
            "res4.dat": document("Voir", handler="externallink", more='<URL value="https://exemple.org/"/>'),
            "res5.dat": f'<questestinterop><assessment title="Test"><section>{ITEM.format(at=1)}</section></assessment>'
            "</questestinterop>",
            "res6.dat": '<FORUM><TITLE value="Parler"/><DESCRIPTION><TEXT>Dites</TEXT></DESCRIPTION></FORUM>',
            "res7.dat": "<USERS><USER><EMAIL value='secret@exemple.org'/></USER></USERS>",
            "csfiles/home_dir/plan__xid-7_1.png": "png",
            "csfiles/home_dir/plan__xid-7_1.png.xml": "<lom/>",
            "csfiles/home_dir/guide__xid-8_1.pdf": "pdf",
        },
    )
    assert [(module.title, [(one.kind, one.title) for one in module.steps]) for module in course.modules] == [
        ("Contenus", [("page", "Lire"), ("link", "Voir")]),
        (course.modules[1].title, [("quiz", "Test"), ("discussion", "Parler")]),
    ]
    assert course.modules[0].steps[0].content.kept()["body"] == (
        "Bonjour\n\n![Plan](asset:csfiles/home_dir/plan__xid-7_1.png)\n\n"
        "- [guide.pdf](asset:csfiles/home_dir/guide__xid-8_1.pdf)"
    )
    assert {one.name for one in report.remarks if one.fate is Fate.REFUSED} >= {"T7"}
    assert not any("res7" in name for name in course.files)


def test_a_quiz_that_a_manifest_calls_content(tmp_path: Path) -> None:
    manifest = (
        '<manifest><organizations><organization><item><title>Un</title><item identifierref="q"><title>Quiz</title>'
        '</item></item></organization></organizations><resources><resource identifier="q" type="webcontent" '
        'href="quiz_d2l_1.xml"/><resource identifier="b" type="webcontent" href="questiondb.xml"/></resources></manifest>'
    )
    course, _report = taken(
        ContentPackageImporter(),
        tmp_path,
        {
            "imsmanifest.xml": manifest,
            "quiz_d2l_1.xml": f'<questestinterop><assessment title="Quiz"><section>{ITEM.format(at=1)}</section>'
            "</assessment></questestinterop>",
            "questiondb.xml": f'<questestinterop><objectbank ident="b"><section>{ITEM.format(at=2)}</section>'
            "</objectbank></questestinterop>",
        },
    )
    assert course.modules[0].steps[0].kind == "quiz"
    assert sorted(asked.key for bank in course.banks for asked in bank.questions) == ["i1", "i2"]
