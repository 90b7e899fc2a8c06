"""A problem of Open edX as questions of ours: its responses in their order, with the words around them."""

import copy
import re
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from cordee.core.errors import Invalid
from cordee.paths.questions import Question, question
from cordee.studio.importers.olx import marked
from cordee.studio.importers.olx.responses import RESPONSES, Asked, gaps
from cordee.studio.importers.olx.tree import Tree
from cordee.studio.importers.qti.making import Unfit
from cordee.studio.importers.qti.responses import number
from cordee.studio.markup import Element, inner

_ANY_RESPONSE = re.compile(r"\w+response\Z")
_IN_TEXT = {"p", "td", "th", "li", "span", "b", "strong", "em", "i", "font", "label"}
_MARK = re.compile(r"[>\s]*⟦b(\d+)⟧")
_GAP = re.compile(r"⟦g(\d+)⟧")
_INPUTS = ("choicegroup", "checkboxgroup", "radiogroup", "optioninput", "textline", "formulaequationinput", "imageinput",
           "responseparam", "additional_answer", "stringequalhint", "regexphint", "correcthint", "annotationinput",
           "compoundhint", "hintgroup", "numericalhint")  # fmt: skip
_VARIABLE = re.compile(r"(?<![\\$\d])\$\{?[A-Za-z_]\w*\}?(?![\w$])")


class Problem:
    """One problem."""

    def __init__(self, element: Element, tree: Tree, title: str) -> None:
        self.tree, self.title = tree, title
        self.notes: list[str] = []
        self.asked = Asked(tree, self.notes)
        self.element = self._with_body(element)
        self.weight = number(element.get("weight")) or 0.0

    def read(self) -> list[Question]:
        """Its questions. Raises Unfit."""
        root = copy.deepcopy(self.element)
        found = [one for one in root.iter() if isinstance(one.tag, str) and _ANY_RESPONSE.match(one.tag)]
        strange = [one.tag for one in found if one.tag not in RESPONSES]
        if strange:
            raise Unfit(_("it is graded by a program (%s)") % strange[0])
        if not found:
            raise Unfit(_("it asks nothing"))
        if root.find(".//script") is not None and _VARIABLE.search(inner(root)):
            raise Unfit(_("its numbers are computed by a program"))
        solution = self._taken(root, "solution")
        hints = [self.asked.words(one) for one in root.iterfind(".//demandhint/hint")]
        etree.strip_elements(root, "demandhint", "script", "style", with_tail=False)
        for one in root.iter("clarification"):
            one.text = f" ({(one.text or '').strip()})"
        self._mark(root, found)
        made = self._questions(self.tree.words(inner(root)), found)
        return [self._made(one, solution, hints) for one in made]

    def plain(self) -> str:
        """What can be read of it."""
        root = copy.deepcopy(self.element)
        etree.strip_elements(root, "script", "solution", "demandhint", "style", with_tail=False)
        return self.tree.words(inner(root))

    def _with_body(self, element: Element) -> Element:
        """A problem of which only the simple form was kept is read from that."""
        has_body = any(_ANY_RESPONSE.match(one.tag) for one in element.iter() if isinstance(one.tag, str))
        simple = element.get("markdown") or ""
        return element if has_body or simple in ("", "null") else marked.problem(simple)

    def _mark(self, root: Element, found: list[Element]) -> None:
        for at, one in enumerate(found):
            parent = one.getparent()
            in_text = parent is not root and any(above.tag in _IN_TEXT for above in one.iterancestors())
            inputs = list(one.iter("optioninput"))
            if one.tag == "optionresponse" and (len(inputs) > 1 or in_text):
                # Several lists in one response stand where they are in its text.
                for place, each in enumerate(inputs):
                    _replace(each, "span", f"⟦g{at * 100 + place}⟧")
                one.tag = "div" if not in_text else "span"
            elif in_text and one.tag in ("stringresponse", "numericalresponse"):
                _replace(one, "span", f"⟦g{at * 100}⟧")
            else:
                _replace(one, "p", f"⟦b{at}⟧")

    def _questions(self, words: str, found: list[Element]) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        before = ""
        originals = [
            one for one in self.element.iter() if isinstance(one.tag, str) and _ANY_RESPONSE.match(one.tag)
        ]
        for at, piece in enumerate(_MARK.split(words)):
            if at % 2 == 0:
                text = "\n\n".join(part for part in (before, piece.strip()) if part)
                before = text
                if _GAP.search(text):
                    made.append(self._cloze(text, originals))
                    before = ""
                continue
            response = originals[int(piece)]
            one = RESPONSES[response.tag](self.asked, response)
            one["prompt"] = "\n\n".join(part for part in (before, self._own(response)) if part)
            made.append(one)
            before = ""
        if before and made:
            made[-1]["prompt"] += f"\n\n{before}"
        return made

    def _cloze(self, text: str, originals: list[Element]) -> dict[str, Any]:
        numbers = [int(one) for one in _GAP.findall(text)]
        made = []
        for at, number_ in enumerate(numbers, 1):
            response = originals[number_ // 100]
            inside = gaps(self.asked, response)
            made.append(inside[number_ % 100])
            text = text.replace(f"⟦g{number_}⟧", f"[[{at}]]")
        return {"kind": "cloze", "prompt": text, "gaps": made}

    def _own(self, response: Element) -> str:
        """The words of a response, without its inputs."""
        bare = copy.deepcopy(response)
        etree.strip_elements(bare, *_INPUTS, "solution", with_tail=False)
        for one in bare.iter("label"):
            one.tag = "p"
        for one in bare.iter("description"):
            one.tag = "p"
        words = self.asked.words(bare)
        if response.tag == "annotationresponse":
            said = [response.find(f".//{tag}") for tag in ("text", "comment", "tag_prompt")]
            words = "\n\n".join(part for part in (words, *(self.asked.words(one) for one in said)) if part)
        for tag in ("choicegroup", "checkboxgroup", "optioninput", "textline", "formulaequationinput"):
            inside = response.find(f".//{tag}")
            if not words and inside is not None and inside.get("label"):
                words = self.tree.words(inside.get("label"))
        return words

    def _made(self, values: dict[str, Any], solution: str, hints: list[str]) -> Question:
        kind = values.pop("kind")
        shared = {
            "source": self.title,
            "points": self.weight if self.weight > 0 else 1.0,
            "feedback": solution,
            "hints": [hint for hint in hints if hint],
        }
        values["prompt"] = values["prompt"].strip() or self.title
        try:
            return question(kind, {**shared, **values})
        except Invalid as refusal:
            raise Unfit("; ".join(refusal.fields.values()) or refusal.message) from None

    def _taken(self, root: Element, tag: str) -> str:
        """The words of elements that are shown later."""
        words = [self.asked.words(one) for one in root.iter(tag)]
        etree.strip_elements(root, tag, with_tail=False)
        return "\n\n".join(part for part in words if part)


def _replace(element: Element, tag: str, text: str) -> None:
    made = etree.Element(tag)
    made.text, made.tail = text, element.tail
    element.getparent().replace(element, made)
