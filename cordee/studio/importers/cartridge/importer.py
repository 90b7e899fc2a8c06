"""A cartridge: its organisation becomes modules, its resources steps, and what nothing leads to stands at the end."""

import posixpath
import re
from dataclasses import replace

from django.utils.translation import gettext as _

from cordee.core.errors import Refusal
from cordee.media.archive import Archive, Broken
from cordee.studio.course import Course, Module, Step
from cordee.studio.fitting import words_alone
from cordee.studio.importers.cartridge import canvas
from cordee.studio.importers.cartridge.kinds import steps_of
from cordee.studio.importers.cartridge.resources import PAGES, Resources
from cordee.studio.importers.manifest import Item, Manifest, read_manifest, start
from cordee.studio.importers.within import settled
from cordee.studio.making import files, name_of, title_of
from cordee.studio.markup import text_of
from cordee.studio.report import Report

_SIGN = re.compile(r"imscc|common cartridge|imswl_xmlv|imsdt_xmlv|imsbasiclti_xmlv", re.IGNORECASE)
_ORGANISED = re.compile(r"<(?:\w+:)?item\b[^>]*\bidentifierref\s*=")
_MODERN = re.compile(r"imsqti_(?:item|test|section|stimulus|apipitem)")
_TECHNICAL = re.compile(
    r"\.(?:xsd|dtd|xsl|css|js)$|(?:^|/)\.bb-package-|__xid-[^/]*\.xml$|assessment_meta\.xml$|assignment_settings\.xml$|(?:^|/)(?:\.DS_Store|Thumbs\.db|__MACOSX/.*)$",
    re.IGNORECASE,
)


class CartridgeImporter:
    """Common Cartridges, thin ones too, with what Canvas adds."""

    name = "IMS Common Cartridge"

    def recognises(self, archive: Archive) -> bool:
        """By what its manifest says of itself or of its resources."""
        return bool(_SIGN.search(start(archive)))

    def course(self, archive: Archive, report: Report) -> Course:
        """Modules of the first level, steps of what they lead to."""
        manifest = read_manifest(archive, report)
        version = text_of(manifest.root, "metadata/schemaversion")
        report.format = f"{self.name} {version}".strip()
        title = name_of(manifest.title, *(one.title for one in manifest.organisations))
        course = Course(title, summary=manifest.about[:400], language=manifest.language or "fr")
        here = Resources(archive, manifest, course, report)
        first = canvas.course_of(here)
        reader = _Reader(here)
        for organisation in manifest.organisations:
            reader.organisation(organisation)
        if first:
            course.modules.insert(0, Module(course.title, steps=first, key="syllabus"))
        reader.others(manifest)
        if nowhere := settled(course, reader.keys_by_name().get):
            report.adapted("link", course.title, words_alone(nowhere))
        course.modules = [module for module in course.modules if module.steps]
        if course.is_empty:
            raise Broken(_("Nothing in this package can be read."))
        return course


class ContentPackageImporter(CartridgeImporter):
    """IMS content packages of no other kind: an organisation of pages."""

    name = "IMS Content Package"

    def recognises(self, archive: Archive) -> bool:
        """An organisation that leads to something; packages of QTI 2 alone are read by their own importer."""
        text = start(archive)
        return bool(_ORGANISED.search(text)) and not _MODERN.search(text)


class _Reader:
    def __init__(self, here: Resources) -> None:
        self.here, self.course, self.report = here, here.course, here.report
        self.made: dict[str, list[Step]] = {}
        self.keys: set[str] = set()

    def organisation(self, organisation: Item) -> None:
        """What stands loose between modules stands in one of the course's own title."""
        items = organisation.items
        while len(items) == 1 and not items[0].reference and items[0].items and not items[0].title:
            items = items[0].items
        if len(items) == 1 and not items[0].reference and any(one.items for one in items[0].items):
            items = items[0].items
        loose: Module | None = None
        for item in items:
            if item.items:
                module = Module(
                    title_of(item.title, self.course.title), steps=self.inside(item), key=item.identifier
                )
                self.course.modules.append(module)
                loose = None
            elif item.reference:
                if loose is None:
                    loose = Module(title_of(organisation.title, self.course.title))
                    self.course.modules.append(loose)
                loose.steps += self.steps(item, [])

    def inside(self, module: Item) -> list[Step]:
        made = self.steps(module, []) if module.reference else []
        return made + self._below(module, [])

    def _below(self, item: Item, way: list[str]) -> list[Step]:
        """Steps of all levels; folders and subtitles stay in the titles of what stands under them."""
        made: list[Step] = []
        heading: list[str] = []
        for one in item.items:
            if one.items:
                made += self.steps(one, way) if one.reference else []
                made += self._below(one, [*way, one.title])
            elif one.reference:
                made += self.steps(one, [*way, *heading])
            elif one.title:
                heading = [one.title]
                self.report.adapted("heading", one.title, _("It stands in the titles of the steps below it."))
        return made

    def steps(self, item: Item, way: list[str]) -> list[Step]:
        resource = self.here.manifest.resources.get(item.reference)
        title = " · ".join(part for part in (*way, item.title) if part)
        if resource is None:
            self.report.refused("item", title_of(title), _("It leads to nothing in the package."))
            return []
        if resource.identifier in self.made:
            again = [replace(one) for one in self.made[resource.identifier]]
            if len(again) == 1:
                again[0].title = title_of(title, again[0].title)
            return [self._own(one, item.identifier, at) for at, one in enumerate(again)]
        made = steps_of(self.here, resource, title)
        self.made[resource.identifier] = made
        return [self._own(one, item.identifier or resource.identifier, at) for at, one in enumerate(made)]

    def others(self, manifest: Manifest) -> None:
        """Resources that the organisation does not lead to, then the files that nothing shows."""
        module = Module(_("Other content") if self.course.modules else self.course.title, key="others")
        used = {one for resource in manifest.resources.values() for one in resource.depends}
        for identifier, resource in manifest.resources.items():
            if identifier in self.made or identifier in used or _is_setting(resource.href, resource.files):
                continue
            kind = resource.type.lower()
            page = resource.href.lower().endswith(PAGES) and not resource.href.startswith("web_resources/")
            asks = bool(resource.href) and self.here.asks(self.here.shelf.part(resource.href) or "")
            if "webcontent" in kind and not page and not asks:
                continue
            made = steps_of(self.here, resource, "")
            self.made[identifier] = made
            module.steps += [self._own(one, identifier, at) for at, one in enumerate(made)]
        for name in self.here.shelf.left():
            if name.lower().endswith(PAGES) and not name.startswith("web_resources/"):
                module.steps += [self._own(one, name, at) for at, one in enumerate(self._page(name))]
        left = [one for one in self.here.shelf.left() if not _TECHNICAL.search(one)]
        kept = [*left, *canvas.kept_aside(self.here)]
        if kept:
            about = _("No page of the course shows these files.")
            module.steps.append(files(_("Files"), kept, self.here.shelf, about, key="files"))
            for name in left:
                self.report.adapted(
                    "file", posixpath.basename(name), _("No page shows it: it is among the files.")
                )
        if module.steps:
            self.course.modules.append(module)

    def keys_by_name(self) -> dict[str, str]:
        """The first steps of resources by what links may call these: identifier, part, and the last of its name."""
        found: dict[str, str] = {}
        for identifier, steps in self.made.items():
            if steps:
                resource = self.here.manifest.resources.get(identifier)
                part = self.here.shelf.part(resource.href) if resource and resource.href else None
                for name in (identifier, part or "", posixpath.basename(part or "").rpartition(".")[0]):
                    found.setdefault(name, steps[0].key)
        return found

    def _page(self, name: str) -> list[Step]:
        try:
            self.made[name] = self.here.shown(name, "")
            return self.made[name]
        except (Refusal, KeyError):
            self.report.refused("page", name, _("It cannot be read."))
            return []

    def _own(self, one: Step, key: str, at: int) -> Step:
        own = f"{key}/{at + 1}" if at else key
        count, wanted = 1, own
        while own in self.keys:
            count += 1
            own = f"{wanted}-{count}"
        self.keys.add(own)
        one.key = own
        return one


def _is_setting(href: str, names: list[str]) -> bool:
    return (
        any(name.startswith(f"{canvas.FOLDER}/") for name in (href, *names)) or "non_cc_assessments/" in href
    )
