"""Where the parts of a course stand in the folder: numbered, so that the order of names is theirs."""

import posixpath
import re
import unicodedata
from collections.abc import Iterable

from django.utils.text import slugify

from cordee.studio.course import Course
from cordee.studio.exporting.form import BANKS, FILES

LONGEST = 50  # characters of a name
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_DASH_AT_DOT = re.compile(r"-+(?=\.)|(?<=\.)-+")


class Places:
    """The names of pages, by the keys of what stands on them, and of files."""

    def __init__(self, course: Course) -> None:
        folders = _numbered((module.title for module in course.modules), "module")
        self.modules = {module.key: folder for module, folder in zip(course.modules, folders, strict=True)}
        self.steps: dict[str, str] = {}
        for module in course.modules:
            names = _numbered((step.title for step in module.steps), "step")
            for step, name in zip(module.steps, names, strict=True):
                self.steps[step.key] = f"{self.modules[module.key]}/{name}.md"
        names = _numbered((bank.title for bank in course.banks), "bank")
        self.banks = {bank.key: f"{BANKS}/{name}.md" for bank, name in zip(course.banks, names, strict=True)}
        self.files = _files(course.files)


def _numbered(titles: Iterable[str], otherwise: str) -> list[str]:
    listed = list(titles)
    width = max(2, len(str(len(listed))))
    return [
        f"{number:0{width}}-{slugify(title)[:LONGEST].strip('-') or otherwise}"
        for number, title in enumerate(listed, 1)
    ]


def _files(names: Iterable[str]) -> dict[str, str]:
    """Names that every system can keep, each once (small and capital letters are the same to some)."""
    places: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        stem, suffix = posixpath.splitext(_safe(name.removeprefix(f"{FILES}/")))
        place, count = f"{FILES}/{stem}{suffix}", 1
        while place.casefold() in taken:
            count += 1
            place = f"{FILES}/{stem}-{count}{suffix}"
        taken.add(place.casefold())
        places[name] = place
    return places


def _safe(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    parts = [_DASH_AT_DOT.sub("", _UNSAFE.sub("-", part)[-100:]).strip("-.") for part in plain.split("/")]
    return "/".join(part for part in parts if part) or "file"
