"""The yearly report as tables to take away."""

from django.utils.translation import gettext as _

from cordee.evidence.bpf import frames
from cordee.evidence.bpf.report import Report
from cordee.paths.queries.dossiers import ASKED
from cordee.sheets import Column, Sheet


def sheets_of(report: Report) -> list[Sheet]:
    """The frames in one table, what is missing in another."""
    columns = [
        Column("frame", _("Frame")),
        Column("line", _("Line")),
        Column("people", _("People"), "whole"),
        Column("hours", _("Hours"), "whole"),
    ]
    rows = [
        (frame.title, line.label, line.count, line.hours) for frame in report.frames for line in frame.lines
    ]
    lacking = [
        (
            one.held.enrolment.person.name,
            one.held.enrolment.cohort.title,
            _words(one.missing),
            one.minutes / 60,
        )
        for one in report.incomplete
    ]
    return [
        Sheet(
            "frames",
            f"{frames.FORM}, {report.first:%d/%m/%Y} – {report.last:%d/%m/%Y}",
            columns,
            rows,
            rules(),
        ),
        Sheet(
            "missing",
            _("What is missing"),
            [
                Column("name", _("Name")),
                Column("cohort", _("Cohort")),
                Column("missing", _("Missing")),
                Column("hours", _("Hours"), "hours"),
            ],
            lacking,
        ),
    ]


def rules() -> list[str]:
    """What is counted, in sentences."""
    return [
        _("A trainee is an enrolment with time of training in the year: who takes two paths counts twice."),
        _("Workshops count by their signed half-days."),
        _(
            "Steps at a distance count as their planned duration once they are done, up to the hours planned for the "
            "enrolment; what a positioning passed over does not count."
        ),
        _("Hours proven elsewhere count instead, in the year in which the cohort ends."),
        _("What another organisation entrusted to you stands in frame G alone."),
        _("Trainers: the half-days that they signed. Help given at a distance is not counted."),
    ]


def _words(missing: list[str]) -> str:
    return ", ".join(str(ASKED[name]) for name in missing)
