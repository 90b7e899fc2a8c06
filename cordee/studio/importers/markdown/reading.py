"""A folder of Markdown from its plan to a course, page by page."""

import re
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.core.text import clean_line
from cordee.media.archive import Archive, Broken, read, unwrapped
from cordee.paths.kinds import content
from cordee.studio.course import Asked, Bank, Course, Module, Objective, Step
from cordee.studio.importers.banking import Unread
from cordee.studio.importers.left import say_left
from cordee.studio.importers.markdown import lia
from cordee.studio.importers.markdown.front import line, lines, minutes, parted
from cordee.studio.importers.markdown.links import Links
from cordee.studio.importers.markdown.plan import (
    ASIDE,
    CATEGORY,
    PAGE,
    Node,
    natural,
    pages_of,
    plan_of,
    pretty,
)
from cordee.studio.importers.markdown.text import Told, Translator
from cordee.studio.making import pages, step, title_of
from cordee.studio.markup import decoded
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf

_TITLE = re.compile(
    r"\A\s*(?:# +(?P<hash>[^\n]+?)[ #]*(?:\n|\Z)|(?P<under>[^\n#>|`<-][^\n]*)\n=+[ \t]*(?:\n|\Z))"
)
# What may stand above the heading: comments, imports, components without words.
_BEFORE = re.compile(r"\A(?:\s*(?:<!--.*?-->|(?:import|export) [^\n]*\n|<[A-Z]\w*\b[^>]*/>))+", re.DOTALL)
_ROOTS = ("readme", "index", "_index")
LARGEST_PAGE = 4 * 1024**2  # bytes
_SHORT = 1_500  # characters that introduce a module or a quiz; more is a page


class Reading:
    """One folder under way."""

    def __init__(self, archive: Archive, report: Report) -> None:
        # Addresses are seen from the folder that holds everything.
        *_outer, self.archive = unwrapped(archive)
        self.report = report
        self.course = Course("")
        self.shelf = Shelf(self.archive, self.course)
        self.sources: dict[str, tuple[dict[str, Any], str]] = {}
        self.unread = Unread()
        names = pages_of(self.archive.names)
        self.links = Links(self.shelf, {name: name for name in names})
        self.root = next((name for name in names if PAGE.sub("", name).lower() in _ROOTS), "")
        self.bank_keys: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()  # pages by what was left out of them

    def course_of(self) -> Course:
        """The whole course."""
        plan = plan_of(self.archive, self._order)
        placed = [one.name for node in plan.nodes for one in node.pages() if one.name]
        plan.nodes = [self._in_sections(node) for node in plan.nodes]
        self.links.folders(placed)
        if plan.table:
            self.shelf.seen(plan.table)
        for name in self.archive.names:
            if name.rpartition("/")[2].startswith((CATEGORY, "book.toml")):
                self.shelf.seen(name)
        first = self.root or (placed[0] if len(placed) == 1 else "")
        said, text = self._source(first) if first else ({}, "")
        # What the root of a site's source says is for those who build it.
        own = line(said, "title", "titre")
        self.course.title = own or (plan.said and plan.title) or _title(text)[0] or plan.title
        self.course.summary = line(said, "description", "summary", "subtitle", "résumé")
        self.course.language = line(said, "lang", "language", "locale", "langue") or "fr"
        self.course.objectives = [
            Objective(one, key=one)
            for one in lines(said, "objectives", "objectifs", "learning_objectives", "outcomes")
        ]
        loose: Module | None = None
        for node in plan.nodes:
            if node.below:
                loose = None
                self.course.modules.append(self._module(node))
                continue
            if loose is None:
                title = self.course.title if not self.course.modules else _("And then")
                loose = Module(title_of(title, _("Introduction")), key=f"loose {len(self.course.modules)}")
                self.course.modules.append(loose)
            loose.steps += self._page(node, short=node.name == self.root)
        self._pages_without_place(set(placed))
        if aside := self.unread.step():
            self.course.modules.append(Module(_("Questions to look at"), steps=aside, key="unread"))
        for name, why, _source in self.unread.found:
            self.report.refused(_("question"), name, why)
        self._tell_dropped()
        say_left(self.shelf.left(), self.report)
        return self.course

    def _in_sections(self, node: Node) -> Node:
        """A course of LiaScript is one page: each of its sections stands as if it were one."""
        below = [self._in_sections(one) for one in node.below]
        with suppress(Broken):
            said, text = self._source(node.name) if node.name else ({}, "")
            if lia.is_lia(text):
                shown = []
                for at, (title, body) in enumerate(lia.sections(text)):
                    shown.append(Node(title, f"{node.name}#{at}"))
                    self.sources[shown[-1].name] = (said if not at else {}), body
                return Node(node.title or shown[0].title, "", [*shown, *below])
        return replace(node, below=below)

    def _module(self, node: Node) -> Module:
        module = Module("", key=f"module {node.name or node.title}")
        before = len(self.course.banks)
        title = node.title
        if node.name:
            own = self._page(node, short=True)
            title = title or own[0].title if own else title
            body = (
                str(own[0].content.kept().get("body", "")) if len(own) == 1 and own[0].kind == "page" else ""
            )
            if own and len(own) == 1 and own[0].kind == "page" and len(body) <= _SHORT:
                module.about = body
            else:
                module.steps += own
        module.title = title_of(title, _("Module"))
        for one in node.below:
            module.steps += self._below(one, "")
        for bank in self.course.banks[before:]:
            # Every part may end with a quiz of one name.
            bank.title = title_of(f"{module.title} · {bank.title}")
        return module

    def _below(self, node: Node, above: str) -> list[Step]:
        """A page, and what stands below it with its title before theirs: modules are not nested here."""
        steps = self._page(node, above=above) if node.name or node.address else []
        if node.below:
            title = node.title or (steps[0].title if steps else "")
            for one in node.below:
                steps += self._below(one, " · ".join(part for part in (above, title) if part))
        return steps

    def _page(self, node: Node, *, above: str = "", short: bool = False) -> list[Step]:
        """The steps of a page; a ``short`` one may hold nothing but its title."""
        if node.address and not node.name:
            with self.report.trying(_("link"), node.title):
                return [
                    step("link", title_of(node.title, node.address), {"address": node.address}, node.address)
                ]
        if not node.name:
            return []
        with self.report.trying(_("page"), node.name):
            return self._steps(node, above, short)
        return []

    def _steps(self, node: Node, above: str, short: bool) -> list[Step]:
        said, text = self._source(node.name)
        heading, rest = _title(text)
        title = title_of(node.title, line(said, "title", "titre"), heading, pretty(node.name))
        quiz = node.quiz or line(said, "type", "kind", "layout").lower() == "quiz" or "quiz" in said
        told = Translator(self.shelf, self.links, node.name).read(rest, ticks=quiz)
        body = "\n\n".join(part for text in told.texts if (part := text.strip()))
        asked = [one for row in told.asked for one in row if isinstance(one, Asked)]
        self.unread.found += [
            (title, reason.why, reason.source)
            for row in told.asked
            for reason in row
            if not isinstance(reason, Asked)
        ]
        self._tell(title, told, bool(body or asked), short)
        if short and not body and not asked:
            return [step("page", title, {"body": ""}, node.name)]
        name = title_of(f"{above} · {title}" if above else title)
        steps = (
            self._with_quiz(name, node.name, body, asked)
            if asked
            else pages(name, body, node.name)
            if body
            else []
        )
        self._details(steps, said)
        return steps

    def _with_quiz(self, title: str, key: str, body: str, asked: list[Asked]) -> list[Step]:
        bank = Bank(title, f"bank {key}")
        for one in asked:
            self.bank_keys[one.key] += 1
            again = self.bank_keys[one.key]
            bank.questions.append(one if again == 1 else Asked(one.question, f"{one.key} #{again}"))
        self.course.banks.append(bank)
        short = len(body) <= _SHORT
        values = {"about": body if short else "", "questions": [one.key for one in bank.questions]}
        if short:
            return [Step("quiz", title, content("quiz", values), key=key)]
        quiz = Step("quiz", title_of(f"{title} · " + _("Quiz")), content("quiz", values), key=f"{key} quiz")
        return [*pages(title, body, key), quiz]

    def _details(self, steps: list[Step], said: dict[str, Any]) -> None:
        """What the front matter says of a page."""
        if steps and (time := minutes(said)):
            steps[0].minutes = time
        for text in lines(said, "objectives", "objectifs", "learning_objectives"):
            if all(one.key != text for one in self.course.objectives):
                self.course.objectives.append(Objective(text, key=text))
            for one in steps:
                one.objectives.append(text)

    def _tell(self, title: str, told: Told, holds: bool, short: bool) -> None:
        why = []
        self.dropped.update(told.dropped)
        if told.lost:
            why.append(_("Some links or images lead nowhere from here: their words stay."))
        if told.ran:
            why.append(_("Scripts and styles were left out."))
        if not holds and not short:
            self.report.refused(_("page"), title, " ".join([_("It holds nothing."), *why]))
        elif why:
            self.report.adapted(_("page"), title, " ".join(why))
        elif holds:
            self.report.kept(_("page"), title)

    def _tell_dropped(self) -> None:
        for name, count in sorted(self.dropped.items()):
            why = ngettext(
                "It says nothing in a text: left out of one page.",
                "It says nothing in a text: left out of %(count)s pages.",
                count,
            )
            self.report.adapted(_("component"), name, why % {"count": count})

    def _pages_without_place(self, placed: set[str]) -> None:
        """Pages that the table of contents does not name come last, but for those about the package itself."""
        rest = [name for name in self.links_names() if name not in placed and not ASIDE.search(name)]
        if self.root in rest and placed:
            rest.remove(self.root)
            why = _("It speaks of the package, and the table of contents does not name it: left out.")
            self.report.refused(_("page"), self.root, why)
        if not rest:
            return
        module = Module(_("Other pages"), key="other")
        for name in sorted(rest, key=lambda name: (name.rpartition("/")[0], natural(name))):
            module.steps += self._page(Node("", name))
        if module.steps:
            self.report.adapted(
                _("part"), module.title, _("The table of contents does not name these pages.")
            )
            self.course.modules.append(module)

    def links_names(self) -> list[str]:
        """The names of all pages."""
        return pages_of(self.archive.names)

    def _source(self, name: str) -> tuple[dict[str, Any], str]:
        if name not in self.sources:
            self.shelf.seen(name)
            text = decoded(read(self.archive, name, LARGEST_PAGE)).lstrip("\ufeff")
            self.sources[name] = parted(text.replace("\r\n", "\n").replace("\r", "\n"))
        return self.sources[name]

    def _order(self, name: str) -> tuple[Any, ...]:
        """Where a page stands in its folder: by what it says, else by its name."""
        try:
            said, _text = self._source(name)
        except Broken:
            said = {}
        for key in ("weight", "order", "nav_order", "sidebar_position", "position", "ordre"):
            value = said.get(key)
            if isinstance(value, int | float) and not isinstance(value, bool):
                return (float(value), natural(name))
        return (float("-inf") if not natural(name) else float("inf"), natural(name))


def _title(text: str) -> tuple[str, str]:
    """The heading that a page begins with, bare of marks, and the rest."""
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    found = _TITLE.match(text[start:])
    if not found:
        return "", text
    said = re.sub(r"\[\[[\w-]+\]\]|\{[#.:][^}]*\}", "", found["hash"] or found["under"])
    said = re.sub(r"</?\w+[^>]*>|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", "", said)
    said = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", said)
    return clean_line(said), text[:start] + text[start + found.end() :]
