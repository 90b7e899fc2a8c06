"""SCORM 1.2 and 2004: a step for each item of the organisation that can be launched."""

import re

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.media.archive import Archive, Broken
from cordee.studio.course import Course, Module, Step
from cordee.studio.importers.manifest import (
    Item,
    Manifest,
    Resource,
    is_address,
    read_manifest,
    start,
)
from cordee.studio.importers.played import whole
from cordee.studio.making import name_of, step, title_of
from cordee.studio.markup import Element, text_of
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf

_SIGNS = re.compile(r"adlcp|adlseq|adlnav|adlnet\.org|ADL\s*SCORM|scormtype", re.IGNORECASE)
_2004 = re.compile(r"2004|CAM\s*1\.3|adlcp_v1p3|imsss|adlseq", re.IGNORECASE)
_CARTRIDGE = re.compile(r"imscc|common cartridge", re.IGNORECASE)


class ScormImporter:
    """Packages with a manifest that speaks of SCORM."""

    name = "SCORM"

    def recognises(self, archive: Archive) -> bool:
        """By the words of its manifest: namespaces and versions are often missing."""
        text = start(archive)
        return bool(_SIGNS.search(text)) and not _CARTRIDGE.search(text[:4000])

    def course(self, archive: Archive, report: Report) -> Course:
        """Modules are the first level of the organisation; what is nested deeper is named by its way."""
        manifest = read_manifest(archive, report)
        version = text_of(manifest.root, "metadata/schemaversion") or start(archive)
        edition = "2004" if _2004.search(version) else "1.2"
        report.format = f"SCORM {edition}"
        organisation = next((one for one in manifest.organisations if any(one.leaves())), None)
        title = name_of(manifest.title, *(one.title for one in manifest.organisations))
        course = Course(title, summary=manifest.about[:400], language=manifest.language or "fr")
        if not version.strip() or not text_of(manifest.root, "metadata/schemaversion"):
            report.adapted(
                "manifest", manifest.name, _("It does not say its edition of SCORM: read as %s.") % edition
            )
        reader = _Reader(archive, manifest, course, report, edition)
        if organisation is not None:
            reader.organisation(organisation)
        else:
            reader.without_organisation()
        for other in manifest.organisations:
            if other is not organisation:
                report.refused(
                    "section",
                    other.title,
                    _("Another order of the same package: the first one was read."),
                )
        if course.is_empty:
            raise Broken(_("Nothing in this SCORM package can be launched: its pages are missing."))
        return course


class _Reader:
    def __init__(
        self, archive: Archive, manifest: Manifest, course: Course, report: Report, edition: str
    ) -> None:
        self.archive, self.manifest, self.course, self.report = archive, manifest, course, report
        self.edition, self.shelf = edition, Shelf(archive, course)

    def organisation(self, organisation: Item) -> None:
        loose: list[Step] = []
        for item in organisation.items:
            if item.items:
                steps = self.steps(item, None)
                if steps:
                    self.course.modules.append(Module(title_of(item.title), steps=steps, key=item.identifier))
            else:
                loose += self.steps(item, None)
        if loose:
            self.course.modules.insert(
                0, Module(title_of(organisation.title, self.course.title), steps=loose)
            )
        if any(True for _one in organisation.element.iter("sequencing", "prerequisites")):
            self.report.adapted(
                "sequencing",
                organisation.title,
                _("Rules on the order of the steps are not followed: steps are open."),
            )

    def without_organisation(self) -> None:
        """A package without organisation: what it has that can be launched, each once."""
        scos = [one for one in self.manifest.resources.values() if one.href and _type_of(one) == "sco"]
        pages = [
            one
            for one in self.manifest.resources.values()
            if re.search(r"\.html?\b", one.href, re.IGNORECASE)
        ]
        steps = []
        for resource in scos or pages[:1]:
            item = Item(resource.identifier, self.course.title, resource.identifier, resource.element)
            steps += self.steps(item, [])
        if steps:
            self.course.modules.append(Module(self.course.title, steps=steps))
            self.report.adapted(
                "manifest", self.manifest.name, _("It has no organisation: its units stand as they come.")
            )

    def steps(self, item: Item, way: list[str] | None) -> list[Step]:
        """The steps of an item; ``way`` leads to it from its module, None for the module itself."""
        made = self.launched(item, way or []) if item.reference else []
        for one in item.items:
            made += self.steps(one, [] if way is None else [*way, item.title])
        return made

    def launched(self, item: Item, way: list[str]) -> list[Step]:
        title = title_of(" · ".join(part for part in (*way, item.title) if part), self.course.title)
        resource = self.manifest.resources.get(item.reference)
        if resource is None or not resource.href:
            self.report.refused("page", title, _("It leads to no page of the package."))
            return []
        parameters = item.element.get("parameters") or ""
        if is_address(resource.href):
            return self.elsewhere(title, resource.href, item)
        if (name := self.shelf.part(resource.href)) is None:
            self.report.refused("page", title, _("Its page “%s” is not in the package.") % resource.href)
            return []
        try:
            return [self.played(title, name, resource, item, parameters)]
        except Invalid as refusal:
            self.report.refused("page", title, refusal.message)
            return []

    def played(self, title: str, name: str, resource: Resource, item: Item, parameters: str) -> Step:
        entry = name + re.sub(r"^[^?#]*", "", resource.href)
        if parameters:
            entry = entry + parameters if parameters[0] in "?#&" else f"{entry}?{parameters}"
        launch = item.element.find(".//dataFromLMS")
        launch = launch if launch is not None else item.element.find(".//datafromlms")
        values = {
            "package": whole.keep(self.archive, self.course),
            "entry": entry,
            "edition": self.edition,
            "identifier": item.identifier[:500],
            "launch_data": (launch.text or "").strip() if launch is not None else "",
            "pass_at": _pass_at(item.element),
        }
        made = step("scorm", title, values, key=item.identifier)
        if item.element.get("isvisible") == "false":
            made.required = False
            self.report.adapted(
                "page", title, _("It was hidden in its package: it is shown, and not required.")
            )
        elif _type_of(resource) == "asset":
            self.report.adapted(
                "page", title, _("A page that tells nothing of who reads it: it is shown as it is.")
            )
        else:
            self.report.kept("sco", title)
        return made

    def elsewhere(self, title: str, address: str, item: Item) -> list[Step]:
        try:
            made = step("link", title, {"address": address}, key=item.identifier)
        except Invalid:
            self.report.refused("page", title, _("It leads to an address that cannot be opened."))
            return []
        self.report.adapted(
            "page", title, _("It stands on another site: a link to it. What happens there is not kept.")
        )
        return [made]


def _type_of(resource: Resource) -> str:
    for name, value in resource.element.attrib.items():
        if name.lower() == "scormtype":
            return str(value).lower()
    return ""


def _pass_at(item: Element) -> float | None:
    """The score from which it is passed: SCORM 1.2 says it of 100, SCORM 2004 of 1."""
    for path, whole_score in (("masteryscore", 100.0), (".//primaryObjective/minNormalizedMeasure", 1.0)):
        found = item.find(path)
        try:
            score = float(text_of(found)) / whole_score if found is not None else None
        except ValueError:
            continue
        if score is not None and 0 <= score <= 1:
            return score
    return None
