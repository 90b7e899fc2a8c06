"""Backups of Moodle 1.9: a zip with one XML in capitals, and the files of the course in folders."""

import re
from urllib.parse import unquote

from django.utils.translation import gettext as _

from cordee.media.archive import Archive, Broken
from cordee.studio.course import Course, Module, Step, asset_link
from cordee.studio.importers.banking import Banks, Unread
from cordee.studio.importers.moodle.backup import reading
from cordee.studio.importers.moodle.backup.bank import questions
from cordee.studio.importers.moodle.backup.files import Files, Held
from cordee.studio.importers.moodle.backup.handlers import HANDLERS
from cordee.studio.importers.moodle.backup.lesson import lesson
from cordee.studio.importers.moodle.backup.place import Place
from cordee.studio.importers.moodle.backup.quiz import Bank, fill_banks, quiz
from cordee.studio.importers.moodle.ending import finish
from cordee.studio.importers.moodle.texts import Texts, one_language
from cordee.studio.making import pages, title_of
from cordee.studio.markup import Element
from cordee.studio.records import records
from cordee.studio.report import Report
from cordee.studio.shelf import Meaning, Shelf

ABOUT, COURSE_FILES, MODULE_FILES = "moodle.xml", "course_files/", "moddata/"
_FILE = re.compile(r"\$@FILEPHP@\$(?:\$@SLASH@\$|/)?")


class OldMoodleBackup:
    """A backup of a course."""

    name = "Moodle 1.9"

    def recognises(self, archive: Archive) -> bool:
        """By the one XML that holds it all."""
        return ABOUT in archive.names

    def course(self, archive: Archive, report: Report) -> Course:
        """Sections become modules, activities steps, categories of questions banks."""
        return _Walk(archive, report).course_of()


class _OldFiles(Files):
    """Files by their names: those of the course, and those that belong to an activity."""

    def __init__(self, archive: Archive, shelf: Shelf) -> None:
        super().__init__(archive, shelf)
        self._names = [name for name in archive.names if name.startswith((COURSE_FILES, MODULE_FILES))]

    def of(self, context: str, component: str, area: str = "", item: str = "") -> list[Held]:
        """What stands in the folder of an activity, or of a thing in it."""
        folder = f"{MODULE_FILES}{context}/{item}/" if item else f"{MODULE_FILES}{context}/"
        found = [_held(name, folder) for name in self._names if name.startswith(folder)]
        return sorted([*found, *super().of(context, component, area, item)], key=lambda one: one.name)

    def meaning(self, *places: tuple[str, str]) -> Meaning:
        """Addresses of course files have a mark of their own."""
        known = set(self._names)

        def meant(url: str) -> str:
            if not _FILE.match(url):
                return url
            path = unquote(_FILE.sub("", url).replace("$@SLASH@$", "/").partition("?")[0])
            name = COURSE_FILES + path.lstrip("/")
            return asset_link(self.take(_held(name, COURSE_FILES))) if name in known else ""

        return meant

    def course_files(self, reference: str) -> list[Held]:
        """The file that a resource shows, or all of a folder."""
        wanted = COURSE_FILES + reference.strip("/")
        return [
            _held(name, COURSE_FILES)
            for name in self._names
            if name == wanted or name.startswith(wanted.rstrip("/") + "/")
        ]

    def unused(self) -> list[str]:
        """The names of those that nothing took."""
        taken = {one.part for one in self._taken}
        return [name for name in self._names if name not in taken and name.startswith(COURSE_FILES)]


def _held(name: str, folder: str) -> Held:
    return Held("content", "0", name.removeprefix(folder), name, False)


class _Walk:
    """One backup under way."""

    def __init__(self, archive: Archive, report: Report) -> None:
        self.archive, self.report = archive, report
        self.course = Course("")
        self.shelf = Shelf(archive, self.course)
        self.shelf.seen(ABOUT)
        self.files = _OldFiles(archive, self.shelf)
        self.banks, self.unread, self.bank = Banks(), Unread(), Bank()
        self.texts = Texts(self.shelf, meaning=self.files.meaning())

    def course_of(self) -> Course:
        """The whole course: its plan first, then what stands in it."""
        places = self._plan()
        if not places and not self.course.title:
            raise Broken(_("No course can be read in this backup."))
        self.course.title = title_of(one_language(self.course.title))
        found = questions(self.archive, self.shelf, self.files, ABOUT)
        self.bank = fill_banks(found, self.course, self.banks, self.unread, self.report)
        made: dict[tuple[str, str], list[Step]] = {}
        rest = Module(_("Other activities"), key="rest")
        for element in records(self.archive, ABOUT, ["section", "mod"]):
            if element.tag == "mod":
                kind, number = _field(element, "modtype"), _field(element, "id")
                with self.report.trying(kind, _field(element, "name")):
                    made[kind, number] = self._activity(kind, number, element)
        for module, listed in places:
            for one in listed:
                steps = made.pop(one, [])
                if one[0] == "label" and not module.steps:
                    said = [str(step.content.kept().get("body", "")) for step in steps]
                    module.about = "\n\n".join([module.about, *said]).strip()
                else:
                    module.steps += steps
            self.course.modules.append(module)
        rest.steps = [step for steps in made.values() for step in steps]
        self.course.modules.append(rest)
        finish(self.course, self.banks, self.unread, self.files, self.report)
        return self.course

    def _plan(self) -> list[tuple[Module, list[tuple[str, str]]]]:
        """The sections, and which activities stand in each."""
        plan = []
        for element in records(self.archive, ABOUT, ["header", "section"]):
            if element.tag == "header":
                self.course.title = _field(element, "fullname") or self.course.title
                self.course.summary = self.texts.words(_field(element, "summary"))
                self.course.key = f"moodle 1.9 {_field(element, 'id')} {_field(element, 'shortname')}"
                continue
            number = _field(element, "number")
            title = _("Section %(number)s") % {"number": number} if number != "0" else _("Introduction")
            about = self.texts.words(element.findtext("summary") or "")
            module = Module(title, about, key=f"section {_field(element, 'id')}")
            if _field(element, "visible") == "0":
                self.report.adapted(_("section"), title, _("It was hidden in the source."))
            listed = [(_field(one, "type"), _field(one, "instance")) for one in element.iterfind("mods/mod")]
            plan.append((module, list(dict.fromkeys(listed))))
        return plan

    def _activity(self, kind: str, number: str, element: Element) -> list[Step]:
        at = Place(
            kind=kind,
            title=one_language(_field(element, "name")) or kind,
            key=f"{kind} {number}",
            part=ABOUT,
            context=f"{kind}/{number}",
            element=element,
            archive=self.archive,
            course=self.course,
            shelf=self.shelf,
            files=self.files,
            report=self.report,
            old=True,
        )
        steps = self._steps(at)
        if at.why:
            self.report.adapted(kind, at.title, " ".join(at.why))
        elif steps:
            self.report.kept(kind, at.title)
        else:
            self.report.refused(kind, at.title, _("It holds nothing."))
        return steps

    def _steps(self, at: Place) -> list[Step]:
        match at.kind:
            case "quiz":
                return quiz(at, self.bank)
            case "lesson":
                return lesson(at, self.banks, self.unread)
            case "resource":
                return self._resource(at)
            case "wiki":
                return _wiki(at)
        return HANDLERS.get(at.kind, reading.unknown)(at)

    def _resource(self, at: Place) -> list[Step]:
        """A text, a page, an address, a file or a folder of the course."""
        reference, kind = at.field("reference"), at.field("type")
        if kind in ("text", "html") or not (reference or kind == "directory"):
            return reading.page(at)
        if re.match(r"[a-z]+://", reference):
            return reading.url(at)
        for one in self.files.course_files(reference):
            self.files.add(at.context, at.component, one)
        return reading.folder(at) if kind == "directory" else reading.resource(at)


def _wiki(at: Place) -> list[Step]:
    """The last version of each page."""
    newest: dict[str, Element] = {}
    for one in at.element.iterfind("entries/entry/pages/page"):
        name = at.field("pagename", one)
        if name not in newest or at.number("version", one) >= at.number("version", newest[name]):
            newest[name] = one
    made = pages(at.name(), at.intro, at.key) if at.intro else []
    for name, one in newest.items():
        made += pages(at.name(name), at.words("content", one), f"{at.key} {name}")
    at.adapt(_("The pages of a wiki are pages that authors change."))
    return made


def _field(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()
