"""A backup from its outline to a course, activity by activity."""

from typing import Any

from django.utils.translation import gettext as _

from cordee.media.archive import Archive
from cordee.studio.course import Course, Module, Step
from cordee.studio.importers.banking import Banks, Unread
from cordee.studio.importers.moodle.backup import packages
from cordee.studio.importers.moodle.backup.bank import questions
from cordee.studio.importers.moodle.backup.files import Files
from cordee.studio.importers.moodle.backup.handlers import HANDLERS
from cordee.studio.importers.moodle.backup.lesson import lesson
from cordee.studio.importers.moodle.backup.outline import Listed, Section, availability, outline
from cordee.studio.importers.moodle.backup.place import Place
from cordee.studio.importers.moodle.backup.quiz import Bank, fill_banks, quiz
from cordee.studio.importers.moodle.backup.reading import unknown
from cordee.studio.importers.moodle.backup.release import close_until, release_of
from cordee.studio.importers.moodle.ending import finish
from cordee.studio.importers.moodle.texts import Texts, one_language
from cordee.studio.making import pages, title_of
from cordee.studio.markup import read_xml
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf


class Walk:
    """One backup under way."""

    def __init__(self, archive: Archive, report: Report) -> None:
        self.archive, self.report = archive, report
        self.outline = outline(archive)
        self.course = Course(title_of(one_language(self.outline.title)), key=self.outline.key)
        self.course.language = self.outline.language.partition("_")[0] or "fr"
        self.shelf = Shelf(archive, self.course)
        self.files = Files(archive, self.shelf)
        self.banks, self.unread, self.bank = Banks(), Unread(), Bank()
        self.last: dict[str, str] = {}  # the last step of each activity, by its number
        self.nested: dict[str, Section] = {}  # sections in others, by the number of their subsection
        self.closed: list[tuple[list[Step], dict[str, Any], str]] = []

    def course_of(self) -> Course:
        """The whole course."""
        texts = self._texts("course")
        self.course.summary = texts.words(self.outline.summary, self.outline.summary_form)
        found = questions(self.archive, self.shelf, self.files)
        self.bank = fill_banks(found, self.course, self.banks, self.unread, self.report)
        self.nested = {one.within: one for one in self.outline.sections if one.within}
        for section in self.outline.sections:
            if not section.within:
                self.course.modules.append(self._module(section))
        # Of a backup of some activities alone, what they stood in may not be there.
        for section in list(self.nested.values()):
            self.course.modules.append(self._module(section))
        known = {one.number for one in self.outline.sections}
        if rest := [one for one in self.outline.activities if one.section not in known]:
            self.course.modules.append(self._module(Section("", 1, _("Other activities")), rest))
        self._release()
        if "users.xml" in self.archive.names:
            what = _("accounts, grades, works handed in")
            self.report.refused(_("people"), what, _("What belongs to people is never read."))
        finish(self.course, self.banks, self.unread, self.files, self.report)
        return self.course

    def _listed(self, section: Section) -> list[Listed]:
        """The activities of a section, in its order."""
        order = {number: at for at, number in enumerate(section.order)}
        listed = [one for one in self.outline.activities if one.section == section.number]
        return sorted(listed, key=lambda one: order.get(one.number, len(order)))

    def _module(self, section: Section, listed: list[Listed] | None = None) -> Module:
        title = one_language(section.title) or (
            _("Section %(number)s") % {"number": section.position} if section.position else _("Introduction")
        )
        about = self._texts("course").words(section.about, section.form)
        module = Module(title_of(title), about, key=f"section {section.number}")
        for one in self._listed(section) if listed is None else listed:
            with self.report.trying(one.kind, one.title):
                steps = self._activity(one)
                if one.kind == "label" and not module.steps and steps and not steps[0].release:
                    # What stands before everything introduces the section.
                    said = [str(step.content.kept().get("body", "")) for step in steps]
                    module.about = "\n\n".join([module.about, *said]).strip()
                    continue
                module.steps += steps
        if not section.visible and (module.steps or module.about):
            self.report.adapted(_("section"), module.title, _("It was hidden in the source."))
        return module

    def _activity(self, listed: Listed) -> list[Step]:
        part = f"{listed.folder}/{listed.kind}.xml"
        if part not in self.archive.names:
            self.report.refused(listed.kind, listed.title, _("It is listed, but is not in the package."))
            return []
        root = read_xml(self.archive, part, self.report)
        self.shelf.seen(part)
        element = root.find(listed.kind)
        at = Place(
            kind=listed.kind,
            title=one_language(listed.title),
            key=f"{listed.kind} {listed.number}",
            part=part,
            context=root.get("contextid") or "",
            element=root if element is None else element,
            archive=self.archive,
            course=self.course,
            shelf=self.shelf,
            files=self.files,
            report=self.report,
        )
        at.title = one_language(at.field("name")) or at.title
        steps = self._steps(at)
        steps += packages.played_in(at, steps)
        if steps and all(step.key != at.key for step in steps):
            steps[0].key = at.key  # where links to it lead
        module = f"{listed.folder}/module.xml"
        if module in self.archive.names:
            settings = read_xml(self.archive, module)
            if (settings.findtext("visible") or "").strip() == "0":
                at.adapt(_("It was hidden in the source."))
                for step in steps:
                    step.required = False
            if condition := availability(settings):
                self.closed.append((steps, condition, at.title))
        if steps:
            self.last[listed.number] = steps[-1].key
        if at.why:
            self.report.adapted(listed.kind, at.title, " ".join(at.why))
        elif steps:
            self.report.kept(listed.kind, at.title)
        else:
            self.report.refused(listed.kind, at.title, _("It holds nothing."))
        return steps

    def _steps(self, at: Place) -> list[Step]:
        match at.kind:
            case "quiz":
                return quiz(at, self.bank)
            case "lesson":
                return lesson(at, self.banks, self.unread)
            case "subsection":
                return self._subsection(at)
        return HANDLERS.get(at.kind, unknown)(at)

    def _subsection(self, at: Place) -> list[Step]:
        """A section in a section: its steps stand here, with its title before theirs."""
        section = self.nested.pop(at.element.get("id") or "", None)
        if section is None:
            return []
        inside = self._module(section)
        steps = (
            [*pages(inside.title, inside.about, f"{at.key} about"), *inside.steps]
            if inside.about
            else inside.steps
        )
        for step in inside.steps:
            step.title = title_of(f"{inside.title} · {step.title}")
        at.adapt(_("Parts are not nested here: its title stands before those of its steps."))
        return steps

    def _release(self) -> None:
        for steps, condition, title in self.closed:
            release, whole = release_of(condition, self.last)
            close_until(steps, release)
            if not whole:
                self.report.adapted(
                    _("release"), title, _("Some conditions of its opening have no counterpart here.")
                )

    def _texts(self, component: str) -> Texts:
        return Texts(self.shelf, meaning=self.files.meaning((self.outline.course_context, component)))
