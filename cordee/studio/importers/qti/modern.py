"""QTI 2.0 to 2.2 and 3: packages with a manifest, and items or tests alone."""

import re

from django.utils.translation import gettext as _

from cordee.core.errors import Refusal
from cordee.media.archive import Archive, Broken
from cordee.studio.course import Course
from cordee.studio.importers.manifest import NAME, name_in, read_manifest
from cordee.studio.importers.qti.assessments import Assessment, Items
from cordee.studio.importers.qti.quizzes import gathering, module_of, quiz_of_all
from cordee.studio.making import name_of
from cordee.studio.markup import beginning
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf

_ROOT = re.compile(r"<(?:\w+:)?(?P<tag>(?:qti-)?assessment-?(?:item|test|Item|Test))\b")
_VERSION = re.compile(r"imsqti(?:asi)?_v(\d)p(\d)")
_LOOKED_AT = 400  # parts, to recognise loose items


class ModernQtiImporter:
    """Items and tests, whatever holds them: they are found by what they begin with."""

    name = "QTI 2"

    def recognises(self, archive: Archive) -> bool:
        """An item or a test is in it, and its manifest (if any) is of no other kind of package."""
        manifest = beginning(archive, name_in(archive) or "", 4000) if name_in(archive) else ""
        if re.search(r"imsccv1p|adlcp|common cartridge", manifest, re.IGNORECASE):
            return False
        return any(_root(archive, name) for name in _candidates(archive)[:_LOOKED_AT])

    def course(self, archive: Archive, report: Report) -> Course:
        """Each test is a module with a quiz; items that no test names stand in a quiz of their own."""
        course = Course("")
        shelf = Shelf(archive, course)
        title, names = "", _candidates(archive)
        if (manifest_name := name_in(archive)) is not None:
            shelf.seen(manifest_name)
            try:
                manifest = read_manifest(archive, report)
            except Broken as refusal:
                report.adapted("manifest", manifest_name, refusal.message)
            else:
                title, course.language = manifest.title, manifest.language or course.language
                order = [one.href for one in manifest.resources.values()]
                names = [
                    *(name for name in order if name in set(names)),
                    *(name for name in names if name not in set(order)),
                ]
                _missing(
                    report,
                    archive,
                    [one.href for one in manifest.resources.values() if "qti" in one.type.lower()],
                )
        roots = {name: _root(archive, name) for name in names}
        report.format = _format(archive, next((name for name in names if roots[name]), ""))
        items = Items(archive, course, report, shelf)
        for name in (name for name in names if roots[name] == "test"):
            try:
                module = Assessment(items, name).read()
            except Refusal as refusal:
                report.refused("test", name, refusal.message)
                continue
            if module:
                course.modules.append(module)
        course.title = name_of(title, *(module.title for module in course.modules))
        loose = [name for name in names if roots[name] == "item" and name not in items.known]
        gathered = gathering(
            course,
            report,
            shelf,
            (course.title or _("Questions")) if not course.modules else _("Other questions"),
            "items",
        )
        for name in loose:
            items.add(name, gathered)
        gathered.close()
        quizzes = (
            [quiz_of_all(gathered, gathered.bank.title, "quiz-items", {})] if gathered.bank.questions else []
        )
        if (module := module_of(gathered, gathered.bank.title, quizzes)) is not None:
            course.modules.append(module)
        if course.is_empty:
            raise Broken(_("No question of this QTI package can be read."))
        return course


def _candidates(archive: Archive) -> list[str]:
    return [
        name
        for name in archive.names
        if name.lower().endswith((".xml", ".qti")) and not name.lower().endswith(NAME)
    ]


def _root(archive: Archive, name: str) -> str:
    """``item``, ``test`` or nothing: what a part begins with."""
    found = _ROOT.search(beginning(archive, name, 6000))
    return "" if found is None else "item" if found["tag"].lower().endswith("item") else "test"


def _format(archive: Archive, name: str) -> str:
    found = _VERSION.search(beginning(archive, name, 6000)) if name else None
    if found is None:
        return "QTI 2"
    return f"QTI {found[1]}" if found[1] == "3" else f"QTI {found[1]}.{found[2]}"


def _missing(report: Report, archive: Archive, names: list[str]) -> None:
    held = set(archive.names)
    for name in names:
        if name and name not in held:
            report.refused("resource", name, _("The manifest names it, and it is not in the package."))
