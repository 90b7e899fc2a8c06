"""What is read, watched and taken away: pages, labels, books, files, folders, addresses."""

import posixpath
import re
from urllib.parse import quote

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.text import excerpt
from cordee.media.archive import read
from cordee.paths.kinds import content
from cordee.studio.course import Step, asset_link
from cordee.studio.importers.moodle.backup.files import Held
from cordee.studio.importers.moodle.backup.place import Place
from cordee.studio.making import aside, pages, step, title_of
from cordee.studio.markup import decoded

_FILM = re.compile(r"\.(mp4|m4v|webm|ogv|mov)$", re.IGNORECASE)
_PICTURE = re.compile(r"\.(png|jpe?g|gif|webp)$", re.IGNORECASE)
_WEB = re.compile(r"\.x?html?$", re.IGNORECASE)
_LARGEST_PAGE = 4 * 1024**2  # bytes


def page(at: Place) -> list[Step]:
    """A page."""
    intro = at.intro if at.field("printintro") != "0" else ""
    body = at.words("content") or at.words("alltext")
    return pages(at.name(), f"{intro}\n\n{body}".strip(), at.key)


def label(at: Place) -> list[Step]:
    """A text that stands between activities."""
    text = at.intro or at.words("content")
    if not text.strip():
        return []
    made = pages(title_of(excerpt(text, 80), at.title), text, at.key)
    for one in made:
        one.required = False
    return made


def book(at: Place) -> list[Step]:
    """A page a chapter; what stands below a chapter is on its page."""
    chapters = sorted(at.element.iterfind("chapters/chapter"), key=lambda one: at.number("pagenum", one))
    parts: list[tuple[str, str, str]] = []
    for one in chapters:
        if at.field("hidden", one) == "1":
            at.adapt(_("Its hidden chapters were left out."))
            continue
        title, body = (
            at.field("title", one),
            at.words("content", one, "chapter", one.get("id") or at.field("id", one)),
        )
        if at.field("subchapter", one) == "1" and parts:
            above, text, key = parts[-1]
            parts[-1] = (above, f"{text}\n\n## {title}\n\n{body}", key)
        else:
            parts.append((title, body, f"{at.key} {one.get('id') or at.field('id', one)}"))
    if not parts:
        return pages(at.name(), at.intro, at.key)
    if at.intro:
        parts[0] = (parts[0][0], f"{at.intro}\n\n{parts[0][1]}", parts[0][2])
    return [made for title, body, key in parts for made in pages(at.name(title), body, key)]


def resource(at: Place) -> list[Step]:
    """A file: shown where it can be (a page, a film, a picture), else to take away."""
    held = at.held("content")
    main = next((one for one in held if one.main), held[0] if len(held) == 1 else None)
    if not held:
        why = _("Its file is not in the package.")
        at.adapt(why)
        return [step("page", at.name(), {"body": f"{at.intro}\n\n> {why}".strip()}, at.key)]
    if main is None:
        main = next((one for one in held if _WEB.search(one.name)), None)
    if main and _WEB.search(main.name) and at.archive.size(main.part) <= _LARGEST_PAGE:
        return web_page(at, main, held)
    if main and _FILM.search(main.name):
        values = {"about": at.intro, "file": at.files.take(main), "captions": _captions(at, held)}
        return [step("video", at.name(), values, at.key)]
    if main and len(held) == 1 and _PICTURE.search(main.name):
        alt = re.sub(r"[\[\]\\]", "", at.title)
        return pages(at.name(), f"{at.intro}\n\n![{alt}]({asset_link(at.files.take(main))})".strip(), at.key)
    return [_to_take_away(at, held)]


def web_page(at: Place, main: Held, held: list[Held]) -> list[Step]:
    """A page that was uploaded, with what stands beside it."""
    folder = posixpath.dirname(main.name)
    beside = {one.name: one for one in held}

    def meant(url: str) -> str:
        path = posixpath.normpath(posixpath.join(folder, re.split(r"[?#]", url, maxsplit=1)[0]))
        found = beside.get(path) or beside.get(quote(path))
        return asset_link(at.files.take(found)) if found and path != main.name else url

    body = at.shelf.words(decoded(read(at.archive, main.part)), meaning=meant)
    at.adapt(_("It was a page for the web: its text, images and links are kept, not its looks."))
    at.shelf.seen(main.part)
    return pages(at.name(), f"{at.intro}\n\n{body}".strip(), at.key)


def folder(at: Place) -> list[Step]:
    """Several files."""
    held = at.held("content")
    if not held:
        at.adapt(_("It was an empty folder."))
        return [step("page", at.name(), {"body": at.intro}, at.key)] if at.intro else []
    return [_to_take_away(at, held)]


def url(at: Place) -> list[Step]:
    """An address elsewhere; a film among them is shown as one."""
    address = at.field("externalurl") or at.field("reference")
    address = re.sub(r"\s", "%20", address)
    if re.match(r"https?://(www\.)?(youtube\.com/(watch|embed|v/)|youtu\.be/|vimeo\.com/)", address):
        return [step("video", at.name(), {"about": at.intro, "address": address}, at.key)]
    try:
        return [step("link", at.name(), {"about": at.intro, "address": address}, at.key)]
    except Invalid:
        at.adapt(_("Its address leads nowhere from here: %(address)s") % {"address": address[:200]})
        return pages(at.name(), f"{at.intro}\n\n`{address[:500]}`".strip(), at.key)


def package_of_pages(at: Place) -> list[Step]:
    """Pages of an IMS content package: to take away as they are."""
    held = at.held("backup") or at.held("content")
    if not held:
        return unknown(at)
    at.adapt(_("A package of pages is kept as a file to take away."))
    return [_to_take_away(at, held)]


def unknown(at: Place) -> list[Step]:
    """What has no counterpart: a page that says so, with its source and its files."""
    why = _("“%(kind)s” has no counterpart here. Its source is kept below.") % {"kind": at.kind}
    # What people brought has the number of who or what it belongs to; the number of the activity is its own.
    mine = ("0", at.element.get("id") or "0")
    held = [one for one in at.files.of(at.context, at.component) if one.item in mine]
    at.adapt(_("“%(kind)s” has no counterpart: a page says so and keeps the source.") % {"kind": at.kind})
    body = "\n\n".join(part for part in (at.intro, at.links(held[:100])) if part)
    return [aside(at.name(), why, at.shelf, at.source, at.key, body)]


def _to_take_away(at: Place, held: list[Held]) -> Step:
    names = list(dict.fromkeys(at.files.take(one) for one in held))
    return Step("file", at.name(), content("file", {"about": at.intro, "files": names}), key=at.key)


def _captions(at: Place, held: list[Held]) -> str:
    found = next((one for one in held if one.name.lower().endswith(".vtt")), None)
    return at.files.take(found) if found else ""
