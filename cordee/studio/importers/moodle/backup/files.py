"""The files of a backup: kept by their contents, told by a table that says where each is used."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from cordee.media.archive import Archive
from cordee.studio.course import asset_link, step_link
from cordee.studio.records import records
from cordee.studio.shelf import Shelf

TABLE = "files.xml"
PLUGIN = "@@PLUGINFILE@@/"
# A link to another activity, by its number: $@PAGEVIEWBYID*12@$
_ACTIVITY = re.compile(r"\$@([A-Z0-9]+?)(?:VIEWBYID|VIEWID)(?:CH)?\*(\d+)")
_CODE = "$@"  # of a link to what has no step: a person, a list of grades
# What people handed in, and what Moodle keeps for itself: not the course's.
_PERSONAL = (
    "user",
    "grade",
    "backup",
    "core_backup",
    "tool_recyclebin",
    "assignsubmission",
    "assignfeedback",
)
# The programs that play H5P are not what an author wrote.
_PROGRAMS = (("mod_hvp", "libraries"), ("mod_hvp", "cachedassets"), ("core_h5p", "libraries"))
_PERSONAL_AREAS = ("response_", "submission", "attempt", "recovery")


@dataclass(frozen=True)
class Held:
    """A file where it is used: ``part`` is its place in the archive."""

    area: str
    item: str
    name: str  # with its folders
    part: str
    main: bool


class Files:
    """Which files stand where, by context and component."""

    def __init__(self, archive: Archive, shelf: Shelf) -> None:
        self._shelf = shelf
        self._held: dict[tuple[str, str], list[Held]] = defaultdict(list)
        self._taken: set[Held] = set()
        self.missing: list[str] = []
        names = set(archive.names)
        if TABLE not in names:
            return
        for one in records(archive, TABLE, ["file"]):
            said = {field.tag: (field.text or "").strip() for field in one}
            name, component, area = (said.get(tag, "") for tag in ("filename", "component", "filearea"))
            if name in ("", ".") or component.startswith(_PERSONAL) or area.startswith(_PERSONAL_AREAS):
                continue
            if (component, area) in _PROGRAMS:
                continue
            digest = said.get("contenthash", "")
            part = f"files/{digest[:2]}/{digest}"
            whole = (said.get("filepath", "/") + name).lstrip("/")
            if part not in names:
                if said.get("filesize", "0") != "0":
                    self.missing.append(whole)
                continue
            main = said.get("sortorder", "0") not in ("0", "")
            held = Held(area, said.get("itemid", "0"), whole, part, main)
            self._held[said.get("contextid", ""), component].append(held)

    def of(self, context: str, component: str, area: str = "", item: str = "") -> list[Held]:
        """The files of an area, in the order of their names."""
        found = [
            one
            for one in self._held.get((context, component), [])
            if (not area or one.area == area) and (not item or one.item == item)
        ]
        return sorted(found, key=lambda one: one.name)

    def take(self, held: Held) -> str:
        """Its key among the files of the course."""
        self._taken.add(held)
        return self._shelf.take_as(held.part, held.name)

    def meaning(self, *places: tuple[str, str]) -> Callable[[str], str]:
        """What addresses mean in texts of these contexts and components; see ``placed``."""

        def meant(url: str) -> str:
            if other := _ACTIVITY.match(url):
                return step_link(f"{other[1].lower()} {other[2]}")
            if url.startswith(_CODE):
                return step_link(url)  # to nowhere: counted with the others that are
            if not url.startswith(PLUGIN):
                return url
            rest = url.removeprefix(PLUGIN).partition("?")[0]
            area, item = "", ""
            if rest.startswith("~"):
                place, _slash, rest = rest.partition("/")
                area, item = place[1:].split("~")
            # What is written for an item names it too, in some components.
            names = [name := unquote(rest).lstrip("/"), name.partition("/")[2]]
            candidates = [one for place in places for one in self._held.get(place, [])]
            for fits in (_same(area, item), _same(area, ""), _same("", "")):
                for one in candidates:
                    if one.name in names and fits(one):
                        return asset_link(self.take(one))
            if names[0]:
                self.missing.append(names[0])
            return ""

        return meant

    def unused(self) -> list[str]:
        """The names of those that nothing took."""
        return [one.name for held in self._held.values() for one in held if one not in self._taken]

    def add(self, context: str, component: str, held: Held) -> None:
        """One more, from wherever it is told."""
        self._held[context, component].append(held)


def placed(text: str, area: str, item: str = "") -> str:
    """A text whose addresses say in which area of files they are meant."""
    return text.replace(PLUGIN, f"{PLUGIN}~{quote(area, safe='')}~{item}/") if PLUGIN in text else text


def _same(area: str, item: str) -> Callable[[Held], bool]:
    return lambda one: (not area or one.area == area) and (not item or one.item == item)
