"""Open edX courses and libraries: chapters become modules; what stands in a unit becomes pages, quizzes and other steps.

Texts in a row are one page, problems in a row one quiz. Subsections stay in the titles of their steps.
"""

import posixpath
import re
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid, Refusal
from cordee.core.text import plain
from cordee.media.archive import Archive, Broken
from cordee.studio.course import Course, Module, Step
from cordee.studio.fitting import words_alone
from cordee.studio.importers.manifest import name_in
from cordee.studio.importers.olx.tree import Tree, as_json
from cordee.studio.importers.olx.units import Units
from cordee.studio.importers.qti.quizzes import gathering, quiz_of_all
from cordee.studio.importers.within import settled
from cordee.studio.making import files, name_of, pages, title_of
from cordee.studio.markup import Element, beginning, read_xml
from cordee.studio.report import Report

_COURSE = re.compile(r"<course\b[^>]*\b(?:url_name|org|course)\s*=")
_LIBRARY = re.compile(r"<library\b[^>]*\b(?:xblock-family|org|library|url_name)\s*=")
_TECHNICAL = re.compile(
    r"\.(?:js|css|json|map|woff2?|ttf|eot)$|(?:^|/)(?:README[^/]*|assets\.xml|\.git.*)$|/policies/"
)


class OlxImporter:
    """A folder or tar.gz exported from Studio."""

    name = "Open edX (OLX)"

    def recognises(self, archive: Archive) -> bool:
        """By course.xml or library.xml; a Moodle backup has a course.xml of another kind."""
        return _found(archive) is not None

    def course(self, archive: Archive, report: Report) -> Course:
        """The course, from its chapters down. Raises Broken."""
        name, is_library = _found(archive) or ("", False)
        course = Course("")
        tree = Tree(archive, posixpath.dirname(name), course, report)
        tree.shelf.seen(name)
        root = read_xml(archive, name, report)
        if is_library:
            report.format = "Open edX (OLX, library)"
            _library(tree, root)
        else:
            _course(tree, root)
        if nowhere := settled(course, tree.places.get):
            report.adapted("link", course.title, words_alone(nowhere))
        course.modules = [module for module in course.modules if module.steps]
        if course.is_empty:
            raise Broken(_("Nothing in this Open edX course can be read."))
        return course


def _found(archive: Archive) -> tuple[str, bool] | None:
    for short, pattern, is_library in (("course.xml", _COURSE, False), ("library.xml", _LIBRARY, True)):
        name = name_in(archive, short)
        if name and pattern.search(beginning(archive, name, 20_000)):
            return name, is_library
    return None


def _course(tree: Tree, pointer: Element) -> None:
    run = pointer.get("url_name") or ""
    try:
        root = tree.block(pointer)
    except KeyError:
        raise Broken(_("This Open edX course has no course/%s.xml.") % run) from None
    policy = _policy(tree, run)
    course = tree.course
    course.title = name_of(root.get("display_name"), policy.get("display_name"), pointer.get("course"))
    course.language = (root.get("language") or policy.get("language") or "fr")[:2].lower()
    course.summary = plain(tree.words(tree.text("about", "short_description.html")))[:400]
    units = Units(tree)
    first = Module(_("About this course"), steps=_about(tree), key="about")
    for one in root.iterchildren("chapter", "sequential", "vertical"):
        _chapter(tree, units, one)
    course.modules.insert(0, first)
    _others(tree, run)


def _chapter(tree: Tree, units: Units, pointer: Element) -> None:
    try:
        chapter = tree.block(pointer)
    except (KeyError, Refusal):
        tree.report.refused("chapter", pointer.get("url_name") or "", _("It is not in the package."))
        return
    title = title_of(chapter.get("display_name"), chapter.get("url_name"))
    if chapter.tag != "chapter":
        module = Module(title, steps=units.steps([chapter], title), key=chapter.get("url_name") or "")
    else:
        module = Module(title, steps=units.steps(list(chapter), title), key=chapter.get("url_name") or "")
    tree.course.modules.append(module)
    tree.place([chapter], module.steps)
    if "true" in (chapter.get("visible_to_staff_only"), chapter.get("hide_from_toc")):
        tree.report.adapted("chapter", title, _("It was hidden from learners: it is shown in the draft."))


def _library(tree: Tree, root: Element) -> None:
    """A library is a bank of questions, with a quiz that asks them."""
    course = tree.course
    course.title = name_of(root.get("display_name"), root.get("library"))
    units = Units(tree)
    gathered = gathering(course, tree.report, tree.shelf, course.title, root.get("url_name") or "library")
    others: list[Step] = []
    for one in root:
        others += units.into_bank(one, gathered)
    gathered.close()
    quiz = [quiz_of_all(gathered, course.title, "quiz", {})] if gathered.bank.questions else []
    course.modules.append(Module(course.title, steps=[*quiz, *gathered.steps, *others]))
    _others(tree, "")


def _about(tree: Tree) -> list[Step]:
    body = tree.words(tree.text("about", "overview.html"))
    for name in tree.archive.names:
        if name.startswith(tree.path("about") + "/"):
            tree.shelf.seen(name)
    if not body:
        return []
    tree.report.kept("about", _("About this course"))
    return pages(_("About this course"), body, "about")


def _others(tree: Tree, run: str) -> None:
    """Pages and files beside the course."""
    module = Module(_("Other content"), key="others")
    for name in tree.archive.names:
        inside = name.removeprefix(f"{tree.folder}/" if tree.folder else "")
        if inside.startswith(("tabs/", "info/")) and inside.endswith(".html"):
            body = tree.words(tree.text(inside))
            title = _tab(tree, run, posixpath.basename(inside))
            if body:
                module.steps += pages(title, body, name)
                tree.report.kept("page", title)
        elif inside.startswith("drafts/"):
            tree.shelf.seen(name)
            tree.report.refused("draft", inside, _("A change that was never published."))
        elif inside.startswith(("policies/", "assets/", "wiki/")):
            tree.shelf.seen(name)
            if inside.endswith("/grading_policy.json"):
                _say_not_graded(tree, name)
    static = [name for name in tree.shelf.left() if "/static/" in f"/{name}" and not _TECHNICAL.search(name)]
    if static:
        about = _("No page of the course shows these files.")
        try:
            module.steps.append(files(_("Files"), static, tree.shelf, about, key="files"))
        except Invalid:
            return
        for name in static:
            tree.report.adapted(
                "file", posixpath.basename(name), _("No page shows it: it is among the files.")
            )
    for name in tree.shelf.left():
        if name.endswith(".xml") and name.startswith(tree.folder) and "/static/" not in f"/{name}":
            tree.report.refused("block", name, _("It leads to nothing in the course."))
    if module.steps:
        tree.course.modules.append(module)


def _say_not_graded(tree: Tree, name: str) -> None:
    """Shares of a whole and its pass mark have no place in a path, where each quiz has its own: they are told."""
    held = as_json(tree.text(name.removeprefix(f"{tree.folder}/" if tree.folder else "")))
    graders = held.get("GRADER") if isinstance(held, dict) else None
    shares = [
        f"{one.get('type')} {one['weight']:.0%}"
        for one in (graders if isinstance(graders, list) else [])
        if isinstance(one, dict) and isinstance(one.get("weight"), int | float)
    ]
    why = _("Each quiz has its own pass mark here. What counted: %(shares)s.") % {
        "shares": ", ".join(shares) or "—"
    }
    tree.report.refused("policy", "grading_policy.json", why)


def _tab(tree: Tree, run: str, name: str) -> str:
    stem = name.rpartition(".")[0]
    tabs = _policy(tree, run).get("tabs")
    for one in tabs if isinstance(tabs, list) else []:
        if isinstance(one, dict) and one.get("url_slug") == stem:
            return title_of(str(one.get("name") or ""), stem)
    return {"updates": _("News of the course"), "handouts": _("Handouts")}.get(stem, title_of(stem))


def _policy(tree: Tree, run: str) -> dict[str, Any]:
    held = as_json(tree.text("policies", run, "policy.json"))
    found = held.get(f"course/{run}") if isinstance(held, dict) else None
    return found if isinstance(found, dict) else {}
