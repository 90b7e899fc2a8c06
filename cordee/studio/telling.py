"""A report in words, for a terminal and for programs."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext

from cordee.paths.kinds import KINDS
from cordee.studio.course import Course
from cordee.studio.parts import in_words
from cordee.studio.report import Fate, Remark, Report

HEADINGS = {
    Fate.KEPT: gettext_lazy("Kept as it was"),
    Fate.ADAPTED: gettext_lazy("Kept in another form"),
    Fate.REFUSED: gettext_lazy("Not kept"),
}
MOST = 12  # of the parts that met the same fate for the same reason


def lines(course: Course, report: Report) -> Iterator[str]:
    """What is in the course, then what became of each part, those alike together."""
    made = counts(course)
    yield f"{course.title} ({report.format})"
    told = [
        (npgettext("count", "module", "modules", made["modules"]), made["modules"]),
        (npgettext("count", "activity", "activities", made["activities"]), made["activities"]),
        (npgettext("count", "question", "questions", made["questions"]), made["questions"]),
        (npgettext("count", "file", "files", made["files"]), made["files"]),
    ]
    yield "  " + " · ".join(f"{count} {what}" for what, count in told)
    if made["kinds"]:
        yield "  " + ", ".join(f"{KINDS[kind].label} {count}" for kind, count in made["kinds"].items())
    for fate, heading in HEADINGS.items():
        remarks = [one for one in report.remarks if one.fate is fate]
        if remarks:
            yield ""
            yield f"{heading} ({len(remarks)})"
            yield from _grouped(remarks)


def _grouped(remarks: list[Remark]) -> Iterator[str]:
    groups: dict[tuple[str, str], list[str]] = {}
    for one in remarks:
        groups.setdefault((in_words(one.what), one.why), []).append(one.name)
    for (what, why), names in groups.items():
        listed = ", ".join(names[:MOST])
        if len(names) > MOST:
            listed += " " + _("and %(count)s more") % {"count": len(names) - MOST}
        counted = f"{what} ({len(names)})" if len(names) > 1 else what
        yield "  " + _("%(what)s: %(names)s") % {"what": counted, "names": listed}
        if why:
            yield f"      {why}"


def as_data(course: Course, report: Report) -> dict[str, Any]:
    """The same for programs, with every remark."""
    return {
        "format": report.format,
        "title": course.title,
        "made": counts(course),
        "counts": {fate.value: report.count(fate) for fate in Fate},
        "remarks": [
            {"fate": one.fate.value, "what": one.what, "name": one.name, "why": one.why}
            for one in report.remarks
        ],
    }


def counts(course: Course) -> dict[str, Any]:
    """How much of what is in the course."""
    kinds: dict[str, int] = {}
    for module in course.modules:
        for step in module.steps:
            kinds[step.kind] = kinds.get(step.kind, 0) + 1
    return {
        "modules": len(course.modules),
        "activities": sum(kinds.values()),
        "kinds": dict(sorted(kinds.items(), key=lambda item: -item[1])),
        "banks": len(course.banks),
        "questions": sum(len(bank.questions) for bank in course.banks),
        "files": len(course.files),
    }
