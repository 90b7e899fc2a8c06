"""In which order the pages of a folder stand, by its table of contents or by its names."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cordee.media.archive import Archive, Broken, read
from cordee.studio import yamls
from cordee.studio.importers.markdown.sites import site_of
from cordee.studio.markup import decoded

PAGE = re.compile(r"\.(?:mdx?|markdown|qmd|rmd)$", re.IGNORECASE)
TABLES = {"_toctree.yml", "_toctree.yaml", "_toc.yml", "_toc.yaml", "mkdocs.yml", "mkdocs.yaml"}
TABLES |= {"summary.md", "_sidebar.md"}
_ITSELF = ("summary", "table of contents", "contents", "sommaire", "table des matières")
CATEGORY = "_category_."
INDEX = ("readme", "index", "_index", "intro", "introduction", "00-index")
_ABOUT_THE_PACKAGE = "licen[cs]e|contributing|code_of_conduct|changelog|security|authors|_sidebar|summary|404"
ASIDE = re.compile(rf"(?:^|/)(?:{_ABOUT_THE_PACKAGE})\.", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:^|/)(?:\.[^/]|node_modules/|_includes/|_layouts/)")
_NUMBERED = re.compile(r"^\d{1,3}[-_. )]+")


@dataclass
class Node:
    """An entry: a page, a heading over others, or both. ``quiz``: it is said to be one."""

    title: str
    name: str = ""  # of the page in the archive
    below: list["Node"] = field(default_factory=list)
    quiz: bool = False
    address: str = ""  # of something elsewhere

    def pages(self) -> Iterator["Node"]:
        """It and all that stand below, in their order."""
        yield self
        for one in self.below:
            yield from one.pages()


@dataclass
class Plan:
    """The pages in their order. ``said``: a table of contents says it; ``title`` is the site's, where it says one."""

    nodes: list[Node]
    said: bool = False
    title: str = ""
    table: str = ""


def pages_of(names: Iterable[str]) -> list[str]:
    """The pages among these: what tools keep for themselves is none of them."""
    return [name for name in names if PAGE.search(name) and not _HIDDEN.search(name)]


def plan_of(archive: Archive, order: Callable[[str], tuple[Any, ...]]) -> Plan:
    """By the first table of contents that can be read, else by folders; ``order`` says where a page stands."""
    site = site_of(archive)
    for name in sorted(archive.names, key=lambda name: (name.count("/"), name)):
        last = name.rpartition("/")[2].lower()
        if last in TABLES and name.count("/") <= 3:
            try:
                found = _table(archive, name, last)
            except (ValueError, Broken, RecursionError):
                continue
            if any(one.name for node in found.nodes for one in node.pages()):
                found.title = found.title or (site.title if site else "")
                return found
    if site:
        nodes = _folder(archive, site.top, order)
        if any(one.name for node in nodes for one in node.pages()):
            return Plan(nodes, bool(site.top), site.title, site.settings)
    return Plan(_folder(archive, "", order))


def _table(archive: Archive, name: str, last: str) -> Plan:
    text = decoded(read(archive, name, 1024**2))
    folder = name.rpartition("/")[0]
    pages = _Pages(archive, folder)
    if last.endswith(".md"):
        return Plan(_listed(text, pages), True, table=name)
    said = yamls.load(text)
    if last.startswith("mkdocs"):
        if not isinstance(said, dict) or not isinstance(said.get("nav"), list):
            raise ValueError("no nav")
        pages = _Pages(
            archive, posixpath.normpath(posixpath.join(folder, str(said.get("docs_dir") or "docs")))
        )
        return Plan(list(_nav(said["nav"], pages)), True, str(said.get("site_name") or ""), name)
    if last.startswith("_toc.") and isinstance(said, dict):
        root = [Node("", pages.find(said.get("root", "")))] if said.get("root") else []
        parts = said.get("parts") or said.get("chapters") or said.get("sections") or []
        return Plan([*root, *_book(parts, pages)], True, table=name)
    return Plan(list(_book(said if isinstance(said, list) else [said], pages)), True, table=name)


class _Pages:
    """Pages by what a table of contents calls them, seen from its folder."""

    def __init__(self, archive: Archive, folder: str) -> None:
        self._folder = folder
        self._by_name = {PAGE.sub("", name): name for name in pages_of(archive.names)}

    def find(self, said: Any) -> str:
        """The name of a page in the archive; empty where there is none."""
        bare = PAGE.sub("", re.split(r"[?#]", str(said or ""), maxsplit=1)[0].strip("/ "))
        name = posixpath.normpath(posixpath.join(self._folder, bare)) if bare else ""
        for one in (name, f"{name}/index", f"{name}/README", f"{name}/_index"):
            if one in self._by_name:
                return self._by_name[one]
        return ""


def _nav(said: list[Any], pages: _Pages) -> Iterator[Node]:
    """mkdocs: a page, or a title with a page or a list."""
    for one in said:
        if isinstance(one, str):
            yield Node("", pages.find(one))
        elif isinstance(one, dict):
            for title, value in one.items():
                if isinstance(value, list):
                    yield Node(str(title), below=list(_nav(value, pages)))
                elif isinstance(value, str) and value.startswith(("http://", "https://")):
                    yield Node(str(title), address=value)
                else:
                    yield Node(str(title), pages.find(value))


def _book(said: Any, pages: _Pages) -> Iterator[Node]:
    """Lists of pages with sections, as several tools write them."""
    for one in said if isinstance(said, list) else []:
        if isinstance(one, str):
            yield Node("", pages.find(one))
        if not isinstance(one, dict):
            continue
        names = [one.get(key) for key in ("local", "file", "path", "href", "doc", "page")]
        several = one.get("local_fw")
        names_of_lists = ("sections", "chapters", "items", "children", "pages")
        below: Any = next((one[key] for key in names_of_lists if one.get(key)), [])
        title = str(one.get("title") or one.get("caption") or one.get("label") or "")
        name = next((found for name in names if isinstance(name, str) and (found := pages.find(name))), "")
        node = Node(
            title, name, list(_book(below, pages)), quiz="quiz" in one, address=str(one.get("url") or "")
        )
        if isinstance(several, dict):
            # One page in several variants: all of them.
            node.below = [
                Node(f"{title} ({key})", pages.find(value)) for key, value in several.items()
            ] + node.below
        if node.name or node.below or node.address:
            yield node


def _listed(text: str, pages: _Pages) -> list[Node]:
    """A table of contents as lists of links below headings."""
    nodes: list[Node] = []
    heading: Node | None = None
    depth: list[Node] = []
    tokens = MarkdownIt("commonmark").parse(text)
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and tokens[at + 1].content.lower() not in (
            "summary",
            "table of contents",
            "sommaire",
        ):
            heading = Node(tokens[at + 1].content)
            nodes.append(heading)
        elif token.type == "list_item_open":
            depth.append(Node(""))
        elif token.type == "list_item_close":
            node = depth.pop()
            around = depth[-1].below if depth else heading.below if heading else nodes
            if node.name or node.below:
                around.append(node)
        elif token.type == "hr":
            heading = None  # what follows belongs to no part
        elif token.type == "inline" and not depth and tokens[at - 1].type == "paragraph_open":
            (heading.below if heading else nodes).extend(_alone(token.children or [], pages))
        elif token.type == "inline" and depth and not depth[-1].title:
            link = next((child for child in token.children or [] if child.type == "link_open"), None)
            words = "".join(child.content for child in token.children or [])
            depth[-1].title = words.strip()
            depth[-1].name = pages.find(link.attrs.get("href", "")) if link else ""
    return [node for node in nodes if node.name or node.below]


def _alone(children: list[Token], pages: _Pages) -> Iterator[Node]:
    """Pages before and after all parts (prefaces, appendices) are links without a list."""
    for at, one in enumerate(children):
        if one.type == "link_open" and (name := pages.find(one.attrs.get("href", ""))):
            yield Node(children[at + 1].content, name)


def _folder(archive: Archive, top: str, order: Callable[[str], tuple[Any, ...]]) -> list[Node]:
    """Pages and folders by their order; the page of a folder stands for it."""
    pages, folders = [], set()
    for name in pages_of(archive.names):
        rest = name.removeprefix(top)
        if not name.startswith(top) or ASIDE.search(name):
            continue
        if "/" in rest:
            folders.add(rest.partition("/")[0])
        else:
            pages.append(name)
    found = [(order(name), Node("", name)) for name in pages]
    for one in folders:
        inside = f"{top}{one}/"
        below = _folder(archive, inside, order)
        index = next((node for node in below if _is_index(node.name) and not node.below), None)
        if index:
            below.remove(index)
        told = _category(archive, inside)
        position = told.get("position", order(index.name)[0] if index else None)
        # The page of a folder comes first in it, not the folder among others.
        if not isinstance(position, int | float) or position == float("-inf"):
            position = float("inf")
        title = str(told.get("label") or "") or ("" if index else pretty(one))
        found.append(((position, natural(one)), Node(title, index.name if index else "", below)))
    return [node for _order, node in sorted(found, key=lambda item: item[0])]


def _category(archive: Archive, folder: str) -> dict[str, Any]:
    name = next((one for one in archive.names if one.startswith(f"{folder}{CATEGORY}")), None)
    if name is None:
        return {}
    try:
        said = yamls.load(decoded(read(archive, name, 100_000)))  # JSON is YAML
    except (ValueError, Broken, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _is_index(name: str) -> bool:
    return PAGE.sub("", name.rpartition("/")[2]).lower() in INDEX


def pretty(name: str) -> str:
    """What a file or a folder is called, as a title."""
    bare = PAGE.sub("", name.rpartition("/")[2])
    return _NUMBERED.sub("", bare).replace("_", " ").replace("-", " ").strip().capitalize() or bare


def natural(name: str) -> list[tuple[int, str]]:
    """A key by which ``2-x`` stands before ``10-x``, and the page of a folder first."""
    bare = PAGE.sub("", name.rpartition("/")[2]).lower()
    if bare in INDEX:
        return []
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", bare) if part]
