"""SCORM, cmi5, xAPI and H5P packages: a step for each unit, the package whole, what is missing said."""

import json
import zipfile
from pathlib import Path

import pytest

from cordee.media.archive import Broken, opened
from cordee.studio.importers import IMPORTERS
from cordee.studio.importers.played.cmi5 import Cmi5Importer
from cordee.studio.importers.played.h5p import H5PImporter
from cordee.studio.importers.played.scorm import ScormImporter
from cordee.studio.importers.played.xapi import XapiImporter
from cordee.studio.report import Fate, Report
from cordee.studio.tests.places import sample, taken

SCORM = """<?xml version="1.0"?>
<manifest xmlns="http://odd.invalid/" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xml:base="base">
 <metadata/>
 <organizations default="o2">
  <organization identifier="o1"><title>Autre</title><item identifier="x" identifierref="r1"/></organization>
  <organization identifier="o2"><title>Sécurité</title>
   <item identifier="i0" identifierref="r0" parameters="?a=1"><title>Accueil</title>
     <adlcp:masteryscore>80</adlcp:masteryscore><adlcp:datafromlms>x=1</adlcp:datafromlms></item>
   <item identifier="m"><title>Module 1</title>
    <item identifier="i1" identifierref="r1" isvisible="false"><title>Un</title></item>
    <item identifier="d"><title>Dossier</title><item identifier="i2" identifierref="r2"><title>Deux</title>
     <imsss:sequencing xmlns:imsss="s"><imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true">
      <imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives>
     </imsss:sequencing></item></item>
    <item identifier="i3" identifierref="gone"><title>Perdu</title></item>
    <item identifier="i4" identifierref="r4"><title>Dehors</title></item>
    <item identifier="i5" identifierref="r5"><title>Ailleurs</title></item>
   </item>
  </organization>
 </organizations>
 <resources xml:base="pages">
  <resource identifier="r0" adlcp:scormType="sco" href="a%20b.html?z=1"/>
  <resource identifier="r1" adlcp:scormType="asset" href="un.html"/>
  <resource identifier="r2" adlcp:scormtype="sco" href="Deux.HTML"/>
  <resource identifier="r4" adlcp:scormtype="sco" href="../../../etc/passwd"/>
  <resource identifier="r5" adlcp:scormtype="sco" href="https://x.invalid/u"/>
 </resources>
</manifest>"""
PAGES: dict[str, str | bytes] = {f"base/pages/{name}": "<p>" for name in ("a b.html", "un.html", "deux.html")}


def test_a_scorm_package_with_odd_names(tmp_path: Path) -> None:
    course, report = taken(ScormImporter(), tmp_path, {"imsmanifest.xml": SCORM, **PAGES})
    assert [module.title for module in course.modules] == ["Sécurité", "Module 1"]
    (first,), rest = course.modules[0].steps, course.modules[1].steps
    assert first.content.kept() == {
        "package": "package.zip",
        "entry": "base/pages/a b.html?z=1?a=1",
        "edition": "2004",
        "identifier": "i0",
        "launch_data": "x=1",
        "pass_at": 0.8,
    }
    assert [(step.kind, step.title) for step in rest] == [
        ("scorm", "Un"),
        ("scorm", "Dossier · Deux"),
        ("link", "Ailleurs"),
    ]
    assert (rest[0].required, rest[1].content.kept()["pass_at"]) == (False, 0.6)
    assert rest[1].content.kept()["entry"] == "base/pages/deux.html"
    assert {one.name for one in report.remarks if one.fate is Fate.REFUSED} == {"Perdu", "Dehors", "Autre"}
    with course.files["package.zip"].open() as stream:
        assert set(zipfile.ZipFile(stream).namelist()) == {"imsmanifest.xml", *PAGES}


def test_a_folder_is_packed(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "imsmanifest.xml").write_text(
        "<manifest><metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata><resources>"
        '<resource identifier="r" href="i.html"/></resources></manifest>'
    )
    (tmp_path / "inside" / "i.html").write_text("<p>")
    with opened(tmp_path) as archive:
        course = ScormImporter().course(archive, Report())
        asset = course.files["package.zip"]
        for _again in range(2):
            with asset.open() as stream:
                assert zipfile.ZipFile(stream).namelist() == archive.names
    assert course.modules[0].steps[0].content.kept()["entry"] == "inside/i.html"


def test_scorm_without_any_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Broken):
        taken(ScormImporter(), tmp_path, {"imsmanifest.xml": SCORM.replace('href="https', 'href="x')})


CMI5 = """<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
 <course id="urn:c"><title><langstring lang="en">Safety</langstring><langstring lang="fr">Sécurité</langstring></title>
 <description><langstring lang="fr">En bref</langstring></description></course>
 <objectives><objective id="o"><title><langstring lang="fr">Évacuer</langstring></title></objective></objectives>
 <au id="urn:1" moveOn="Passed" masteryScore="0.7" launchMethod="OwnWindow"><title><langstring>A</langstring></title>
  <description><langstring>2 * 3 * 4</langstring></description><objectives><objective idref="o"/></objectives>
  <url>a/i.html?x=1</url><launchParameters>p</launchParameters></au>
 <block id="urn:b"><title><langstring>B</langstring></title><description><langstring/></description>
  <block id="urn:bb"><title><langstring>C</langstring></title><au id="urn:2"><title><langstring>D</langstring></title>
  <url>https://x.invalid/au</url></au></block>
  <au id="urn:3"><title><langstring>E</langstring></title><url>../../etc/passwd</url></au></block>
</courseStructure>"""


def test_a_cmi5_course(tmp_path: Path) -> None:
    course, report = taken(Cmi5Importer(), tmp_path, {"cmi5.xml": CMI5, "a/i.html": "<p>"})
    assert (course.title, course.summary, course.language) == ("Sécurité", "En bref", "fr")
    assert [(one.title, [step.title for step in one.steps]) for one in course.modules] == [
        ("Sécurité", ["A"]),
        ("B", ["C · D"]),
    ]
    step = course.modules[0].steps[0]
    assert step.objectives == ["o"]
    assert step.content.kept() == {
        "about": r"2 \* 3 \* 4",
        "package": "package.zip",
        "entry": "a/i.html?x=1",
        "identifier": "urn:1",
        "launch_parameters": "p",
        "launch_method": "OwnWindow",
        "move_on": "Passed",
        "mastery": 0.7,
    }
    assert course.modules[1].steps[0].content.kept() == {
        "package": "package.zip",
        "entry": "https://x.invalid/au",
        "identifier": "urn:2",
    }
    assert [one.name for one in report.remarks if one.fate is Fate.REFUSED] == ["E"]
    said = [one.why for one in report.remarks if one.fate is Fate.ADAPTED and one.what == "course"]
    assert len(said) == 1


def test_a_cmi5_structure_alone_or_without_units(tmp_path: Path) -> None:
    path = tmp_path / "structure.xml"
    path.write_text(CMI5)
    with opened(path) as archive:
        assert Cmi5Importer().recognises(archive)
        assert [one.title for one in Cmi5Importer().course(archive, Report()).modules] == ["B"]
    with pytest.raises(Broken):
        taken(Cmi5Importer(), tmp_path, {"cmi5.xml": "<courseStructure/>"})


def test_an_xapi_package(tmp_path: Path) -> None:
    tincan = """<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
     <activity id="urn:a" type="course"><name lang="en">Safety</name><description lang="en">D</description>
      <launch lang="en">story.html</launch></activity>
     <activity id="urn:a/q1" type="question"><name lang="en">Q1</name></activity></activities></tincan>"""
    course, report = taken(XapiImporter(), tmp_path, {"x/tincan.xml": tincan, "x/story.html": "<p>"})
    (step,) = course.modules[0].steps
    assert (course.title, step.kind, step.content.kept()["entry"]) == ("Safety", "cmi5", "x/story.html")
    assert step.content.kept()["standard"] == "xapi"
    assert report.count(Fate.ADAPTED) == 1


def h5p(libraries: bool) -> dict[str, str | bytes]:
    described = {
        "title": "Quiz [1]",
        "language": "und",
        "mainLibrary": "H5P.MultiChoice",
        "authors": [{"name": "Léa"}],
        "license": "CC BY",
        "preloadedDependencies": [
            {"machineName": "H5P.MultiChoice", "majorVersion": 1, "minorVersion": "16"}
        ],
    }
    held = {"H5P.MultiChoice-1.16.3/library.json": "{}"} if libraries else {}
    return {"h5p.json": json.dumps(described), "content/content.json": "{}", **held}


def test_an_h5p_package_with_and_without_its_libraries(tmp_path: Path) -> None:
    course, report = taken(H5PImporter(), tmp_path, h5p(libraries=True))
    assert course.modules[0].steps[0].content.kept() == {
        "about": "Léa · CC BY",
        "package": "package.h5p",
        "library": "H5P.MultiChoice",
    }
    course, report = taken(H5PImporter(), tmp_path, h5p(libraries=False))
    (step,) = course.modules[0].steps
    assert step.kind == "page"
    assert "asset:package.h5p" in step.content.kept()["body"]
    assert report.remarks[0].fate is Fate.ADAPTED
    for broken in ({"h5p.json": "["}, {"h5p.json": "[]"}, {"h5p.json": "{}"}, {"h5p.json": "[" * 100_000}):
        with pytest.raises(Broken):
            taken(H5PImporter(), tmp_path, dict(broken))


@pytest.mark.parametrize(
    ("importer", "name", "kinds"),
    [
        (ScormImporter(), "scorm_RuntimeBasicCalls_SCORM12.zip", ["scorm"]),
        (Cmi5Importer(), "cmi5_escola.zip", ["cmi5"]),
        (Cmi5Importer(), "cmi5_single_au_basic_responsive.zip", ["cmi5"]),
        (H5PImporter(), "h5p_true-false-question.h5p", ["h5p"]),
        (H5PImporter(), "h5p_course-presentation-with-links.h5p", ["page"]),
    ],
)
def test_real_packages(importer: object, name: str, kinds: list[str]) -> None:
    course, report = sample(importer, name)  # type: ignore[arg-type]
    assert [step.kind for module in course.modules for step in module.steps] == kinds
    assert len(report.remarks) >= len(kinds)
    assert len(course.files) == 1


def test_one_importer_for_each() -> None:
    names = [importer.name for importer in IMPORTERS]
    assert len(names) == len(set(names))
