"""QTI 1.2 by itself: packages with a manifest, and single files."""

import posixpath
import re

from django.utils.translation import gettext as _

from cordee.core.errors import Refusal
from cordee.media.archive import Archive, Broken
from cordee.studio.course import Course, Module, Step
from cordee.studio.importers.manifest import name_in, read_manifest
from cordee.studio.importers.qti.classic.assessments import Place, read_assessment, read_bank
from cordee.studio.importers.qti.classic.words import Words
from cordee.studio.importers.qti.quizzes import quiz_of_all
from cordee.studio.making import name_of, title_of
from cordee.studio.markup import Element, beginning, read_xml
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf, of_cartridge

_ROOT = re.compile(r"<(?:\w+:)?questestinterop\b", re.IGNORECASE)
_LOOKED_AT = 400


class ClassicQtiImporter:
    """Files of QTI 1.2, wherever they stand."""

    name = "QTI 1.2"

    def recognises(self, archive: Archive) -> bool:
        """Some part of it is a file of QTI 1.2; cartridges and SCORM packages are read elsewhere."""
        return any(_is_classic(archive, name) for name in _candidates(archive)[:_LOOKED_AT])

    def course(self, archive: Archive, report: Report) -> Course:
        """Each assessment is a quiz; questions that stand in none are a quiz of their own."""
        course = Course("")
        shelf = Shelf(archive, course)
        title = ""
        if (name := name_in(archive)) is not None:
            shelf.seen(name)
            try:
                manifest = read_manifest(archive, report)
                title, course.language = manifest.title, manifest.language or course.language
            except Broken as refusal:
                report.adapted("manifest", name, refusal.message)
        keys: set[str] = set()
        modules: list[Module] = []
        for part in (one for one in _candidates(archive) if _is_classic(archive, one)):
            shelf.seen(part)
            try:
                root = read_xml(archive, part, report)
            except Refusal as refusal:
                report.refused("file", part, refusal.message)
                continue
            folder = posixpath.dirname(part)
            place = Place(course, report, shelf, Words(shelf, folder, of_cartridge), keys)
            modules += _modules(root, place, part)
        course.modules = [module for module in modules if module.steps]
        course.title = name_of(title, *(module.title for module in course.modules))
        if course.is_empty:
            raise Broken(_("No question of this QTI file can be read."))
        return course


def _modules(root: Element, place: Place, part: str) -> list[Module]:
    made = []
    for assessment in root.iter("assessment"):
        steps = read_assessment(assessment, place, assessment.get("ident") or part, {})
        made.append(Module(title_of(assessment.get("title"), assessment.get("ident")), steps=steps))
    banks = [one for one in (root, *root.iter("objectbank")) if one.find("item") is not None]
    banks += root.iterchildren("section")
    for bank in banks:
        gathered = read_bank(bank, place, bank.get("ident") or part)
        quizzes: list[Step] = []
        if gathered.bank.questions:
            quizzes = [quiz_of_all(gathered, gathered.bank.title, f"quiz-{gathered.bank.key}", {})]
        made.append(Module(gathered.bank.title, steps=[*quizzes, *gathered.steps]))
    return made


def _candidates(archive: Archive) -> list[str]:
    return [
        one
        for one in archive.names
        if one.lower().endswith((".xml", ".qti", ".dat")) and "imsmanifest" not in one.lower()
    ]


def _is_classic(archive: Archive, name: str) -> bool:
    return bool(_ROOT.search(beginning(archive, name, 3000)))
