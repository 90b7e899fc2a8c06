"""xAPI packages (tincan.xml): a step for each activity that can be launched."""

import posixpath
import re

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.media.archive import Archive, Broken
from cordee.studio.course import Course, Module
from cordee.studio.importers.manifest import at, is_address, name_in
from cordee.studio.importers.played import whole
from cordee.studio.making import name_of, step, title_of, words_of
from cordee.studio.markup import Element, beginning, read_xml, text_of
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf

NAME = "tincan.xml"


class XapiImporter:
    """Packages of authoring tools that speak xAPI."""

    name = "xAPI package"

    def recognises(self, archive: Archive) -> bool:
        """By tincan.xml."""
        name = name_in(archive, NAME)
        return bool(name and re.search(r"<(?:\w+:)?(?:tincan|activities)\b", beginning(archive, name)))

    def course(self, archive: Archive, report: Report) -> Course:
        """One module with the activities that have a page; the others describe parts of these."""
        name = name_in(archive, NAME) or ""
        activities = list(read_xml(archive, name, report).iter("activity"))
        launched = [one for one in activities if text_of(one, "launch")]
        main = launched[0] if launched else None
        course = Course(name_of(_said(main, "name")), summary=_said(main, "description")[:400])
        module = Module(course.title)
        for one in launched:
            _add(one, archive, posixpath.dirname(name), course, module, report)
        if parts := len(activities) - len(launched):
            report.adapted(
                "activity", course.title, _("%s activities describe parts of a page: they are in it.") % parts
            )
        if not module.steps:
            raise Broken(_("Nothing in this xAPI package can be launched."))
        course.modules.append(module)
        return course


def _add(one: Element, archive: Archive, folder: str, course: Course, module: Module, report: Report) -> None:
    title, address = title_of(_said(one, "name"), course.title), text_of(one, "launch")
    remote = is_address(address)
    inside = None if remote else Shelf(archive, course).part(at(folder, address))
    if not remote and inside is None:
        report.refused("activity", title, _("Its page “%s” is not in the package.") % address)
        return
    values = {
        "about": words_of(_said(one, "description")),
        "package": "" if remote else whole.keep(archive, course),
        "entry": address if remote else (inside or "") + re.sub(r"^[^?#]*", "", address),
        "standard": "xapi",
        "identifier": one.get("id") or "",
    }
    try:
        module.steps.append(step("cmi5", title, values, key=one.get("id") or ""))
    except Invalid as refusal:
        report.refused("activity", title, refusal.message)
    else:
        report.kept("activity", title)


def _said(element: Element | None, field: str) -> str:
    texts = (
        {}
        if element is None
        else {(one.get("lang") or "")[:2].lower(): text_of(one) for one in element.iterfind(field)}
    )
    return texts.get("fr") or texts.get("en") or next(iter(texts.values()), "")
