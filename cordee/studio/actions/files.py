"""The files of a course become files of ours: streamed one by one, images encoded anew, the rest kept as it is."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.core.files.base import File as Content
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.media.actions import is_image, store_attachment, store_image
from cordee.media.archive import LARGEST_WHOLE
from cordee.media.models import File
from cordee.paths.questions.hotspot import HotspotQuestion
from cordee.people.models import Person
from cordee.studio.course import STEP, Asset, Course, asset_named, step_named
from cordee.studio.fitting import LINKED, contents, texts
from cordee.studio.report import Report

# Who imports keeps the server: a film of an hour is welcome, where a form would refuse it.
LARGEST = LARGEST_WHOLE // 1024**2  # megabytes
LARGEST_IMAGE = 40
_PICTURE = re.compile(r"\.(png|jpe?g|gif|webp|bmp)$", re.IGNORECASE)


def keep_files(
    course: Course, report: Report, actor: Person, *, now: datetime, stored: list[str]
) -> dict[str, File]:
    """Store every file of the course; what each became, by name. ``stored`` gathers the names in storage as they come.

    What cannot be read as a picture where one is shown is kept as a file to download, and said.
    """
    kept: dict[str, File] = {}
    shown = _shown(course) | {name for name, asset in course.files.items() if asset.picture}
    for name, asset in course.files.items():
        if name in shown and (picture := _picture(name, asset, report, actor, now)):
            kept[name] = picture
        else:
            with _content(asset) as content, report.trying(_("file"), name):
                kept[name] = store_attachment(actor, content, now=now, largest=LARGEST)
        if name in kept:
            stored.append(kept[name].stored_as)
    return kept


def try_files(course: Course, report: Report) -> None:
    """Say what would become of the files, and keep none. Raises Broken where one is damaged."""
    shown = _shown(course)
    for name, asset in course.files.items():
        with _content(asset) as content:
            if not asset.size:
                report.refused(_("file"), name, _("It is empty."))
            elif name in shown and not (_may_be_picture(name, asset) and is_image(content)):
                _say_not_shown(name, report)
        with asset.open() as stream:
            while stream.read(1024**2):
                pass


def in_place(text: str, kept: Mapping[str, File], steps: Mapping[str, str]) -> str:
    """A text with the addresses that its files and ``steps`` have here; what is shown and no picture becomes a link."""

    def address(found: re.Match[str]) -> str:
        words, title = found["words"] or "", found["title"] or ""
        if found["address"].startswith(STEP):
            there = steps.get(step_named(found["address"]))
            return f"({there}{title})" if there else ""
        file = kept.get(asset_named(found["address"]))
        if file is None:
            return words.removeprefix("!")
        if words and file.kind != File.Kind.IMAGE:
            words = words.removeprefix("!") if words != "![]" else f"[{file.name}]"
        return f"{words}({file.url}{title})"

    return LINKED.sub(address, text)


def _shown(course: Course) -> set[str]:
    """The files that are shown as pictures."""
    names = {
        asset_named(found["address"])
        for text in texts(course)
        for found in LINKED.finditer(text)
        if found["words"]
    }
    return names | {one.image for one in contents(course) if isinstance(one, HotspotQuestion)}


def _picture(name: str, asset: Asset, report: Report, actor: Person, now: datetime) -> File | None:
    if _may_be_picture(name, asset):
        with _content(asset) as content:
            try:
                return store_image(
                    actor, content, alternative=asset.alternative, now=now, largest=LARGEST_IMAGE
                )
            except Invalid:
                pass
    _say_not_shown(name, report)
    return None


def _say_not_shown(name: str, report: Report) -> None:
    why = _("It cannot be shown (a drawing, too large or damaged): a link to the file stands there.")
    report.adapted(_("image"), name, why)


def _may_be_picture(name: str, asset: Asset) -> bool:
    return bool(_PICTURE.search(name)) and 0 < asset.size <= LARGEST_IMAGE * 1024**2


@contextmanager
def _content(asset: Asset) -> Iterator[Content]:
    with asset.open() as stream:
        content = Content(stream, name=asset.name)
        content.size = asset.size
        yield content
