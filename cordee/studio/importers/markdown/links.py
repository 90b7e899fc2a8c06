"""Where links and images of a page lead: to files that come along, to other pages of the course, elsewhere or nowhere."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping

from cordee.studio.course import asset_link, step_link
from cordee.studio.shelf import Shelf

_TITLE = r"(?:\"[^\"]*\"|'[^']*'|\([^)]*\))"
_BARE = r"[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*"
_TARGET = re.compile(rf"\]\(\s*(?:<(?P<angle>[^<>\n]*)>|(?P<bare>{_BARE}))(?P<title>\s+{_TITLE})?\s*\)")
_DEFINED = re.compile(
    rf"^ {{0,3}}\[(?P<label>[^\]\^\n]{{1,200}})\]:[ \t]*<?(?P<url>\S+?)>?(?:[ \t]+{_TITLE})?[ \t]*$",
    re.MULTILINE,
)
_REFERENCE = re.compile(r"\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\]]*\])*)\](?:\[(?P<label>[^\]]*)\])?(?![\[(:])")
_WIKI = re.compile(r"(?P<shown>!?)\[\[(?P<to>[^\]|#\n]{1,120})(?:#[^\]|\n]*)?(?:\|(?P<words>[^\]\n]*))?\]\]")
_WIDTH = re.compile(r"\d+(?:x\d+)?")
_NOWHERE = "\ue012"  # after the words of what leads nowhere
_LOST = re.compile(rf"!?\[((?:[^\[\]\\]|\\.)*)\]{_NOWHERE}")
_ELSEWHERE = re.compile(r"(?:https?:)?//|mailto:", re.IGNORECASE)
_PAGE = re.compile(r"\.(?:mdx?|markdown|qmd|rmd|html?|ipynb)$", re.IGNORECASE)

Note = Callable[[str], None]


class Links:
    """The addresses of one course. ``pages`` gives the keys of its pages by their names in the archive."""

    def __init__(self, shelf: Shelf, pages: Mapping[str, str]) -> None:
        self._shelf = shelf
        self._pages = {_PAGE.sub("", name).casefold(): key for name, key in pages.items()}
        # The page of a folder is found by the folder.
        for name, key in pages.items():
            folder, _slash, last = _PAGE.sub("", name).rpartition("/")
            if last.lower() in ("index", "readme", "_index"):
                self._pages.setdefault(folder.casefold(), key)

    def folders(self, names: Iterable[str]) -> None:
        """A folder without a page of its own is its first page, in the order of ``names``."""
        for name in names:
            folder = name
            while "/" in folder:
                folder = folder.rpartition("/")[0]
                self._pages.setdefault(folder.casefold(), name)

    def placed(self, text: str, folder: str, lost: Note) -> str:
        """A text that stands in ``folder`` with its addresses as they are here; ``lost`` is told what leads nowhere."""
        text = _WIKI.sub(lambda found: self._wiki(found, folder, lost), text)
        text = self._references(text, folder)
        text = _TARGET.sub(lambda found: self._target(found, folder, lost), text)
        return _LOST.sub(r"\1", text).replace(_NOWHERE, "")

    def address(self, url: str, folder: str) -> str:
        """Where an address leads; empty for nowhere."""
        if url.startswith(("asset:", "step:")):
            return url
        if _ELSEWHERE.match(url):
            return f"https:{url}" if url.startswith("//") else url
        if url.startswith("#") or not url:
            return ""
        if page := self._page(url, folder):
            return step_link(page)
        if url.startswith("data:"):
            return self._shelf.address(url, folder)
        part = self._shelf.part(url, folder) or self._shelf.part("static/" + url.lstrip("/"), "")
        return asset_link(self._shelf.take(part)) if part else ""

    def _page(self, url: str, folder: str) -> str | None:
        """The page that an address means: seen from here, or by its end (a site may stand below some path)."""
        path = re.split(r"[?#]", url, maxsplit=1)[0]
        name = _PAGE.sub("", path).rstrip("/")
        near = posixpath.normpath(posixpath.join(folder, name)).casefold()
        if found := self._pages.get(near):
            return found
        parts = [part for part in name.casefold().split("/") if part not in ("", ".", "..")]
        if not path.startswith("/"):
            return None
        return next((key for at in range(len(parts)) if (key := self._pages.get("/".join(parts[at:])))), None)

    def _target(self, found: re.Match[str], folder: str, lost: Note) -> str:
        url = found["angle"] if found["angle"] is not None else found["bare"]
        there = self.address(url.strip(), folder)
        if there:
            return f"]({there}{found['title'] or ''})"
        if not url.startswith("#"):
            lost(url)
        return f"]{_NOWHERE}"

    def _references(self, text: str, folder: str) -> str:
        """Links by reference to what comes along become links: only these are found when the course is taken in."""
        defined = {}
        for found in _DEFINED.finditer(text):
            if not _ELSEWHERE.match(found["url"]):
                defined[found["label"].casefold()] = self.address(found["url"], folder)
        if not defined:
            return text
        text = _DEFINED.sub(lambda found: "" if found["label"].casefold() in defined else found[0], text)

        def one(found: re.Match[str]) -> str:
            there = defined.get((found["label"] or found["words"]).casefold())
            return found[0] if there is None else f"[{found['words']}]({there})" if there else found["words"]

        return _REFERENCE.sub(one, text)

    def _wiki(self, found: re.Match[str], folder: str, lost: Note) -> str:
        to, words = found["to"].strip(), (found["words"] or "").strip()
        there = self.address(to.replace(" ", "%20"), folder) or self._by_name(to)
        if not there:
            lost(to)
            return words or to
        # A page cannot be shown in another; a picture may be followed by its width.
        shown = "" if there.startswith("step:") else found["shown"]
        if shown and _WIDTH.fullmatch(words):
            words = posixpath.basename(to).rpartition(".")[0]
        return f"{shown}[{words or posixpath.basename(to)}]({there})"

    def _by_name(self, to: str) -> str:
        """A page or a file by its name alone, wherever it stands."""
        wanted = to.casefold()
        for name, key in self._pages.items():
            if name.rpartition("/")[2] == wanted:
                return step_link(key)
        part = self._shelf.named(to)
        return asset_link(self._shelf.take(part)) if part else ""
