"""eXeLearning: the first level of pages becomes modules; texts in a row are one page, what asks is a quiz."""

import posixpath
import re
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.text import plain
from cordee.media.archive import Archive, Broken
from cordee.paths.questions import Question, question
from cordee.studio.course import Course, Module, Step, step_link
from cordee.studio.fitting import words_alone
from cordee.studio.importers.exe import legacy, ode
from cordee.studio.importers.exe.nodes import Device, Node, Package
from cordee.studio.importers.qti.quizzes import Gathering, gathering
from cordee.studio.importers.within import settled
from cordee.studio.making import aside, files, name_of, pages, step, title_of
from cordee.studio.markup import beginning, read_xml
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf

_LEGACY = re.compile(r"exe\.engine\.|<instance\b")
_ODE = re.compile(r"<(?:\w+:)?ode\b")
_OWN_FILES = re.compile(
    r"^(?:libs|theme|idevices|html|custom|content/css)/|\.(?:xsd|dtd|js|css|html|xml|data)$|^screenshot\.|^(?:base|content)\.css",
    re.IGNORECASE,
)
_NODE = "exe-node:"
_CONTEXT = re.compile(r"^(?:\{\{context_path\}\}/|files/tmp/[^?]*?/|(?:\.\./)*content/resources/|resources/)")
_GAP = re.compile(r"⟦g(\d+)⟧")


class ElpImporter:
    """Files of eXeLearning, with their source."""

    name = "eXeLearning"

    def recognises(self, archive: Archive) -> bool:
        """By the source that they hold, beside a manifest of SCORM or not."""
        return _source(archive) is not None

    def course(self, archive: Archive, report: Report) -> Course:
        """The tree of pages. Raises Broken."""
        name, is_legacy = _source(archive) or ("", True)
        root = read_xml(archive, name, report)
        package = legacy.package(root) if is_legacy else ode.package(root)
        report.format = "eXeLearning 2" if is_legacy else "eXeLearning 3"
        course = Course(
            name_of(package.title), summary=plain(package.about)[:400], language=package.language or "fr"
        )
        shelf = Shelf(archive, course)
        shelf.seen(name)
        reader = _Reader(course, report, shelf, package)
        reader.read()
        if nowhere := settled(course, reader.places.get):
            report.adapted("link", course.title, words_alone(nowhere))
        left = [one for one in shelf.left() if not _OWN_FILES.search(one)]
        if left:
            about = _("No page of the course shows these files.")
            course.modules.append(
                Module(_("Other content"), steps=[files(_("Files"), left, shelf, about, key="files")])
            )
            for one in left:
                report.adapted("file", posixpath.basename(one), _("No page shows it: it is among the files."))
        course.modules = [module for module in course.modules if module.steps]
        if course.is_empty:
            raise Broken(_("Nothing in this eXeLearning package can be read."))
        return course


def _source(archive: Archive) -> tuple[str, bool] | None:
    for name in ("contentv3.xml", "contentv2.xml"):
        if name in archive.names and _LEGACY.search(beginning(archive, name)):
            return name, True
    if "content.xml" in archive.names and _ODE.search(beginning(archive, "content.xml")):
        return "content.xml", False
    return None


class _Reader:
    def __init__(self, course: Course, report: Report, shelf: Shelf, package: Package) -> None:
        self.course, self.report, self.shelf, self.package = course, report, shelf, package
        self.keys: set[str] = set()
        self.places: dict[str, str] = {}  # the first step of each page

    def read(self) -> None:
        """The root of older packages is a page with all others below it: then these are the modules."""
        roots = self.package.roots
        if len(roots) == 1 and roots[0].children:
            first = Node(roots[0].title, roots[0].key, roots[0].devices)
            roots = [first, *roots[0].children]
        for node in roots:
            title = title_of(node.title, self.course.title)
            gathered = gathering(self.course, self.report, self.shelf, title, self._once(f"bank {node.key}"))
            module = Module(title, steps=self._steps(node, [], gathered, 0), key=node.key)
            gathered.close()
            self.course.modules.append(module)

    def _steps(self, node: Node, way: list[str], gathered: Gathering, depth: int) -> list[Step]:
        made = self._page(node, title_of(" · ".join(part for part in (*way, node.title) if part)), gathered)
        for child in node.children if depth < 30 else []:
            made += self._steps(child, [*way, node.title] if depth else [], gathered, depth + 1)
        return made

    def _page(self, node: Node, title: str, gathered: Gathering) -> list[Step]:
        """The parts of a page, in their order."""
        made: list[Step] = []
        texts: list[str] = []
        asked: list[str] = []

        def settle() -> None:
            if texts:
                made.extend(pages(title, "\n\n".join(texts), node.key))
                texts.clear()
            if asked:
                made.append(step("quiz", title, {"questions": list(asked)}, key=f"quiz {node.key}"))
                asked.clear()

        for device in node.devices:
            name = title_of(device.title, title)
            body = self._words(device.html, device)
            heading = f"## {device.title}\n\n" if device.title else ""
            if device.link or device.files or not device.known:
                settle()
                made += self._alone(device, name, body)
                continue
            if body:
                if asked:
                    settle()
                texts.append(heading + body)
            keys = self._asked(device, name, gathered)
            if keys and texts:
                settle()
            asked += keys
            if gathered.steps:
                settle()
                made += gathered.steps
                gathered.steps.clear()
        settle()
        for one in made:
            one.key = self._once(one.key or node.key)
        if made:
            self.places[node.key] = made[0].key
        return made

    def _alone(self, device: Device, title: str, body: str) -> list[Step]:
        """A link, files, or a part without counterpart."""
        if device.link:
            try:
                made = step(
                    "link", title, {"about": body, "address": self.shelf.address(device.link) or device.link}
                )
            except Invalid:
                return self._unknown(device, title, body)
            self.report.kept("link", title)
            return [made]
        if device.files:
            names = [part for one in device.files if (part := self.shelf.part(one) or self.shelf.likely(one))]
            for one in set(device.files) - set(names):
                if self.shelf.part(one) is None and self.shelf.likely(one) is None:
                    self.report.refused("file", one, _("It is not in the package."))
            self.report.kept(device.kind, title)
            return [files(title, names, self.shelf, body)] if names else pages(title, body) if body else []
        return self._unknown(device, title, body)

    def _unknown(self, device: Device, title: str, body: str) -> list[Step]:
        why = (
            _("This part of an eXeLearning page (%s) has no counterpart here. Its source is kept below.")
            % device.kind
        )
        self.report.adapted(f"iDevice: {device.kind}", title, why)
        return [aside(title, why, self.shelf, {f"{title_of(title, most=60)}.xml": device.source}, body=body)]

    def _asked(self, device: Device, title: str, gathered: Gathering) -> list[str]:
        """The keys of the questions of a part, which is remarked as a whole."""
        questions: list[Question] = []
        lost = []
        for kind, values in device.questions:
            made, why = self._question(kind, values, device, title)
            if made is not None:
                questions.append(made)
            else:
                lost.append(why)
        key = self._once(f"{device.kind} {title}")
        if lost:
            gathered.unfit(
                title, f"{key} lost", "; ".join(dict.fromkeys(lost)), device.source, "", device.kind
            )
        if not device.questions:
            if device.html.strip():
                self.report.kept(device.kind or "text", title)
            else:
                self.report.adapted(device.kind or "text", title, _("It is empty in the package too."))
            return []
        if not questions:
            return []
        return gathered.take(title, key, questions, [], [device.why] if device.why else [], device.kind)

    def _question(
        self, kind: str, values: dict[str, Any], device: Device, title: str
    ) -> tuple[Question | None, str]:
        """A question whose texts were HTML; without it, why."""
        made = {
            **values,
            "prompt": _GAP.sub(r"[[\1]]", self._words(values["prompt"], device)) or title,
            "source": title,
        }
        made["feedback"] = self._words(str(values.get("feedback") or ""), device)
        made["hints"] = [self._words(hint, device) for hint in values.get("hints", [])]
        if kind == "choice":
            made["choices"] = [
                {
                    **one,
                    "text": self._words(one["text"], device) or "…",
                    "feedback": self._words(one.get("feedback", ""), device),
                }
                for one in values["choices"]
            ]
        try:
            return question(kind, made), ""
        except Invalid as refusal:
            return None, "; ".join(refusal.fields.values()) or refusal.message

    def _words(self, html: str, device: Device) -> str:
        def meant(url: str) -> str:
            bare = _CONTEXT.sub("", url)
            for start in (device.folder, ""):
                for top in ("content/resources", ""):
                    if part := self.shelf.part(posixpath.join(top, start, bare)):
                        return f"asset:{self.shelf.take(part)}"
            # A link to another page of the package.
            return step_link(url.removeprefix(_NODE).partition("#")[0]) if url.startswith(_NODE) else bare

        return self.shelf.words(html, "", meant)

    def _once(self, key: str) -> str:
        count, own = 1, key
        while own in self.keys:
            count += 1
            own = f"{key}-{count}"
        self.keys.add(own)
        return own
