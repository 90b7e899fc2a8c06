"""Remarks speak the reader's language, and name what does not come along."""

import json
from pathlib import Path

from django.utils import translation

from cordee.studio import telling
from cordee.studio.course import Course
from cordee.studio.importing import brought
from cordee.studio.report import Fate, Report
from cordee.studio.tests.made import folder


def test_a_part_is_called_as_the_reader_calls_it() -> None:
    report = Report("Moodle")
    report.kept("lti", "Un outil")
    report.kept("block: odd", "Autre")
    with translation.override("fr"):
        told = "\n".join(telling.lines(Course("Un cours"), report))
    assert "outil externe" in told and "block: odd" in told and "lti" not in told
    assert telling.as_data(Course(""), report)["remarks"][0]["what"] == "lti"


def test_what_counted_in_an_open_edx_course_is_told(tmp_path: Path) -> None:
    policy = {
        "GRADER": [{"type": "Devoirs", "weight": 0.4}, {"type": "Examen", "weight": 0.6}],
        "GRADE_CUTOFFS": {},
    }
    parts: dict[str, str | bytes] = {
        "course.xml": '<course url_name="run" org="O" course="C"/>',
        "course/run.xml": '<course display_name="Un cours"><chapter display_name="Un"><sequential display_name="S">'
        '<vertical display_name="V">'
        '<html display_name="H">&lt;p&gt;Mots&lt;/p&gt;</html></vertical></sequential></chapter>'
        "</course>",
        "policies/run/grading_policy.json": json.dumps(policy),
    }
    with brought(folder(tmp_path / "course", parts)) as (_course, report):
        told = [one.why for one in report.remarks if one.fate is Fate.REFUSED and one.what == "policy"]
    assert len(told) == 1 and "Devoirs 40%, Examen 60%" in told[0]
