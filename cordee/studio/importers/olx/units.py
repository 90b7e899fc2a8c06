"""The units of a chapter as steps, in their order."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid, Refusal
from cordee.paths.questions import Question
from cordee.studio.course import Step
from cordee.studio.importers.olx.blocks import MAKERS, unknown
from cordee.studio.importers.olx.dragging import dragging
from cordee.studio.importers.olx.problems import Problem
from cordee.studio.importers.olx.tree import Tree
from cordee.studio.importers.qti.making import Unfit
from cordee.studio.importers.qti.quizzes import Gathering, gathering
from cordee.studio.importers.qti.responses import number
from cordee.studio.making import pages, step, title_of
from cordee.studio.markup import Element, outer

QUESTIONS = {"problem", "drag-and-drop-v2", "multi-problem"}
DRAWN = {"library_content", "itembank", "library-content"}
CONTAINERS = {"sequential", "vertical", "videosequence", "problemset", "wrapper", "unit", "show"}
CONTAINERS |= {"split_test", "conditional", "randomize", "abtest"}
SILENT = {"wiki", "course_info", "textbook", "source_block"}
DEEPEST = 12


class Units:
    """Blocks on their way to be steps."""

    def __init__(self, tree: Tree) -> None:
        self.tree, self.report = tree, tree.report
        self.keys: set[str] = set()

    def steps(self, pointers: list[Element], chapter: str) -> list[Step]:
        """The steps of the subsections of a chapter."""
        gathered = gathering(
            self.tree.course, self.report, self.tree.shelf, chapter, self._once(f"bank {chapter}")
        )
        made: list[Step] = []
        sections = [one for one in pointers if isinstance(one.tag, str)]
        for pointer in sections:
            section = self._block(pointer)
            if section is None:
                continue
            way = (
                section.get("display_name") or "" if section.tag == "sequential" and len(sections) > 1 else ""
            )
            before = len(made)
            for unit, title in self._units(section, 0):
                made += self._unit(unit, self._named(way, title, chapter), gathered)
            self.tree.place([section], made[before:])
        gathered.close()
        return made

    def into_bank(self, pointer: Element, gathered: Gathering) -> list[Step]:
        """A block of a library: its questions go into the bank; the steps that it becomes where it asks nothing."""
        block = self._block(pointer)
        if block is None:
            return []
        title = title_of(block.get("display_name"), block.get("url_name"))
        if block.tag in QUESTIONS:
            self._asked(block, title, gathered)
            return []
        return self._made(block, title)

    def _units(self, section: Element, depth: int) -> Iterator[tuple[Element, str]]:
        """The units in a section: what holds only blocks."""
        inside = [one for one in section if isinstance(one.tag, str)]
        if (
            section.tag not in CONTAINERS
            or not any(one.tag in CONTAINERS for one in inside)
            or depth > DEEPEST
        ):
            yield section, section.get("display_name") or ""
            return
        if section.tag in ("split_test", "conditional", "randomize", "abtest"):
            self.report.adapted(
                section.tag, section.get("display_name") or "", _("Everybody sees all of its parts.")
            )
        for one in inside:
            if (block := self._block(one)) is not None:
                yield from self._units(block, depth + 1)

    def _unit(self, unit: Element, title: str, gathered: Gathering) -> list[Step]:
        """Texts in a row are one page, problems in a row one quiz, everything else a step of its own."""
        blocks = (
            [unit]
            if unit.tag not in CONTAINERS
            else [b for one in unit if (b := self._block(one)) is not None]
        )
        made: list[Step] = []
        texts: list[str] = []
        asked: list[str] = []
        key = unit.get("url_name") or title

        def settle() -> None:
            if texts:
                made.extend(pages(title, "\n\n".join(texts), key))
                texts.clear()
            if asked:
                made.append(self._quiz(title, asked, {}, key))
                asked.clear()

        for block in blocks:
            own = title_of(block.get("display_name"), title)
            if block.tag == "html":
                if asked:
                    settle()
                texts += self._text(block, own)
            elif block.tag in QUESTIONS:
                if texts:
                    settle()
                count = len(gathered.steps)
                asked += self._asked(block, own, gathered)
                aside, gathered.steps[count:] = gathered.steps[count:], []
                if aside:
                    settle()
                    made += aside
            elif block.tag in DRAWN:
                settle()
                made += self._drawn(block, own if block.get("display_name") else title)
            else:
                settle()
                made += self._made(block, own)
        settle()
        same: Counter[str] = Counter()
        for one in made:
            one.key = self._once(one.key or key)
            same[one.title] += 1
            if same[one.title] > 1:  # what is cut by a video or a quiz goes on
                one.title = title_of(f"{title_of(one.title, most=190)} ({same[one.title]})")
        self.tree.place([unit, *blocks], made)
        return made

    def _text(self, block: Element, title: str) -> list[str]:
        try:
            html = self.tree.html_of(block)
        except Refusal as refusal:
            self.report.refused("html", title, refusal.message)
            return []
        if html is None:
            self.report.refused("html", title, _("It is not in the package."))
            return []
        body = self.tree.words(html)
        self.report.kept("html", title)
        return [body] if body else []

    def _asked(self, block: Element, title: str, gathered: Gathering) -> list[str]:
        """The keys of the questions of a problem."""
        key = self._once(block.get("url_name") or title)
        what = "problem" if block.tag == "problem" else block.tag
        problem: Problem | None = None
        notes: list[str] = []
        try:
            if block.tag == "drag-and-drop-v2":
                questions: list[Question] = [dragging(self.tree, block, title)]
            else:
                problem = Problem(block, self.tree, title)
                questions, notes = problem.read(), problem.notes
        except Unfit as unfit:
            text = problem.plain() if problem else ""
            gathered.unfit(title, key, str(unfit), outer(block), text, what)
            return []
        except (RecursionError, ArithmeticError, ValueError, IndexError, KeyError):
            gathered.unfit(title, key, _("it cannot be read"), outer(block), "", what)
            return []
        return gathered.take(title, key, questions, [], notes, what)

    def _drawn(self, block: Element, title: str) -> list[Step]:
        """Some problems of a library, drawn by chance."""
        key = self._once(block.get("url_name") or title)
        gathered = gathering(self.tree.course, self.report, self.tree.shelf, title, key)
        others: list[Step] = []
        for one in block:
            if isinstance(one.tag, str):
                others += self.into_bank(one, gathered)
        gathered.close()
        count = number(block.get("max_count")) or 1
        if not gathered.bank.questions:
            return [*gathered.steps, *others] or unknown(self.tree, block, title)
        drawn = len(gathered.bank.questions) if count < 0 else min(int(count), len(gathered.bank.questions))
        self.report.kept("library_content", title)
        quiz = step("quiz", title, {"draws": [{"bank": key, "count": max(1, drawn)}]}, key=f"quiz {key}")
        return [quiz, *gathered.steps, *others]

    def _made(self, block: Element, title: str) -> list[Step]:
        if block.tag in SILENT:
            return []
        try:
            return MAKERS.get(block.tag, unknown)(self.tree, block, title)
        except KeyError:
            self.report.refused(block.tag, title, _("It is not in the package."))
        except (Invalid, Refusal) as refusal:
            self.report.refused(block.tag, title, refusal.message)
        return []

    def _quiz(self, title: str, asked: list[str], values: dict[str, Any], key: str) -> Step:
        return step("quiz", title, {"questions": list(asked), **values}, key=f"quiz {key}")

    def _block(self, pointer: Element) -> Element | None:
        if not isinstance(pointer.tag, str):
            return None
        try:
            return self.tree.block(pointer)
        except KeyError:
            why = _("It is not in the package.")
        except Refusal as refusal:
            why = refusal.message
        self.report.refused(pointer.tag, pointer.get("url_name") or "", why)
        return None

    def _named(self, way: str, title: str, chapter: str) -> str:
        parts = [part for part in dict.fromkeys((way.strip(), title.strip())) if part]
        return title_of(" · ".join(parts), chapter)

    def _once(self, key: str) -> str:
        count, own = 1, key
        while own in self.keys:
            count += 1
            own = f"{key}-{count}"
        self.keys.add(own)
        return own
