"""An activity of a backup under the eyes of who reads it: its fields, its texts, its files."""

import copy
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cordee.media.archive import Archive
from cordee.studio.course import Course
from cordee.studio.importers.moodle.backup.files import Files, Held, placed
from cordee.studio.importers.moodle.texts import Texts, one_language
from cordee.studio.making import title_of
from cordee.studio.markup import Element, outer
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf

NULL = "$@NULL@$"
_PERSONAL = ("userid", "user_id", "user", "author", "username", "email", "authorid")


@dataclass
class Place:
    """Where one activity stands. ``why`` gathers what is not just as it was; ``part`` is its file in the archive."""

    kind: str
    title: str
    key: str
    part: str
    context: str
    element: Element
    archive: Archive
    course: Course
    shelf: Shelf
    files: Files
    report: Report
    old: bool = False  # of Moodle 1.9
    why: list[str] = field(default_factory=list)

    @property
    def component(self) -> str:
        """Moodle's name of the plug-in."""
        return f"mod_{self.kind}"

    @property
    def texts(self) -> Texts:
        """Its texts, with the files of its context."""
        return Texts(self.shelf, meaning=self.files.meaning((self.context, self.component)))

    def field(self, name: str, element: Element | None = None) -> str:
        """A plain field of it, or of an element in it."""
        said = ((self.element if element is None else element).findtext(name) or "").strip()
        return "" if said == NULL else said

    def number(self, name: str, element: Element | None = None) -> int:
        """A field that is a whole number; 0 where it is none."""
        said = self.field(name, element).partition(".")[0]
        return int(said) if said.lstrip("-").isdigit() else 0

    def words(self, name: str, element: Element | None = None, area: str = "", item: str = "") -> str:
        """A text of it as Markdown: its format stands in a field of the same name with "format"."""
        element = self.element if element is None else element
        said = element.findtext(name) or ""
        form = self.field(f"{name}format", element) or self.field("format", element) or "1"
        return self.texts.words(placed(said, area or name, item), form) if said.strip() != NULL else ""

    @property
    def intro(self) -> str:
        """What it says above itself."""
        names = ("intro", "summary", "description", *(["text"] if self.old and self.kind == "choice" else []))
        return next((words for name in names if (words := self.words(name))), "")

    @property
    def source(self) -> dict[str, bytes | None]:
        """Its XML to keep aside, by name; without what people did in it."""
        kept = copy.deepcopy(self.element)
        for one in list(kept.iter()):
            parent = one.getparent()
            if parent is not None and any(one.find(tag) is not None for tag in _PERSONAL):
                parent.remove(one)
        return {f"{self.kind}.xml": outer(kept)}

    def held(self, area: str, item: str = "") -> list[Held]:
        """Its files of an area."""
        return self.files.of(self.context, self.component, area, item)

    def name(self, said: str = "") -> str:
        """Its title, or that of a part of it."""
        said = one_language(said)
        return title_of(f"{self.title} · {said}" if said.strip() and said != self.title else self.title)

    def adapt(self, why: str) -> None:
        """Note why it is not just as it was."""
        if why not in self.why:
            self.why.append(why)

    def links(self, held: list[Held]) -> str:
        """A list of links to files."""
        return "\n".join(f"- [{_label(one.name)}](asset:{self.files.take(one)})" for one in held)


def _label(name: str) -> str:
    return "".join(char for char in name.rpartition("/")[2] if char not in "[]\\`*_<>") or _("file")
