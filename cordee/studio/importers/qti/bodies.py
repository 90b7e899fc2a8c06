"""The words of an item: its body without what is shown only after answers, with a mark for each interaction."""

import copy
import posixpath
import re
from dataclasses import dataclass

from lxml import etree

from cordee.core.errors import Refusal
from cordee.core.text import plain as without_marks
from cordee.media.archive import Archive, read
from cordee.studio.importers.qti.processing import Processing, said
from cordee.studio.importers.qti.responses import Value, members
from cordee.studio.markup import Element, decoded, inner, text_of
from cordee.studio.shelf import Shelf

INLINE = {"textEntryInteraction", "inlineChoiceInteraction"}
BLOCK = {
    "choiceInteraction", "associateInteraction", "customInteraction", "drawingInteraction",
    "extendedTextInteraction", "gapMatchInteraction", "graphicAssociateInteraction", "graphicGapMatchInteraction",
    "graphicOrderInteraction", "hotspotInteraction", "hottextInteraction", "matchInteraction", "orderInteraction",
    "portableCustomInteraction", "positionObjectInteraction", "selectPointInteraction", "sliderInteraction",
    "uploadInteraction",
}  # fmt: skip
FEEDBACK = {"modalFeedback", "feedbackBlock", "feedbackInline"}
GAP, PLACE = re.compile(r"⟦g(\d+)⟧"), re.compile(r"[>\s]*⟦b(\d+)⟧")
MOST_INTERACTIONS = 100

_PAGE = re.compile(r"⟦p(\d+)⟧")
_HTML_BODY = re.compile(r"<body[^>]*>(.*?)(?:</body>|\Z)", re.DOTALL | re.IGNORECASE)


@dataclass
class Interaction:
    """A place where the learner answers."""

    number: int
    element: Element
    response: str


class Body:
    """The words of one item."""

    def __init__(
        self, item: Element, folder: str, archive: Archive, shelf: Shelf, processing: Processing
    ) -> None:
        self.item, self.folder, self.archive, self.shelf = item, folder, archive, shelf
        self.processing = processing
        self.interactions: list[Interaction] = []
        self.feedback = [one for one in item.iter(*FEEDBACK) if one.get("outcomeIdentifier")]
        self.hidden: list[str] = []  # what is there and cannot be shown
        self._pages: list[str] = []  # pages that stand in it

    def words(self, element: Element | None) -> str:
        """An element as Markdown, without interactions."""
        if element is None:
            return ""
        held = copy.deepcopy(element)
        self._prepare(held)
        return self._markdown(held)

    def line(self, element: Element | None) -> str:
        """An element as one line without form."""
        return without_marks(self.words(element))[:500].strip()

    def whole(self) -> str:
        """The body with marks: ``⟦g1⟧`` in a text, ``⟦b2⟧`` apart. Fills ``interactions``."""
        found = self.item.find("itemBody")
        if found is None:
            return ""
        body = copy.deepcopy(found)
        self._prepare(body)
        for element in list(body.iter(*INLINE, *BLOCK)):
            if not any(one.tag in BLOCK for one in element.iterancestors()):
                self._mark(element)
        before = self._stimuli()
        return "\n\n".join(part for part in (before, self._markdown(body)) if part)

    def plain(self) -> str:
        """The body with what there is to choose, for reading only."""
        found = self.item.find("itemBody")
        if found is None:
            return ""
        body = copy.deepcopy(found)
        for element in body.iter("simpleChoice", "simpleAssociableChoice", "gapText", "inlineChoice"):
            element.tag = "li"
        return self.words(body)

    def guide(self) -> str:
        """What who grades it is told."""
        blocks = [one for one in self.item.iter("rubricBlock") if not _for_learners(one)]
        return "\n\n".join(self.words(one) for one in blocks)

    def visible(self, outcomes: dict[str, Value]) -> frozenset[int]:
        """Which of the feedback is shown with these outcomes."""
        shown = set()
        for at, one in enumerate(self.feedback):
            value = [str(each) for each in members(outcomes.get(one.get("outcomeIdentifier") or ""))]
            if ((one.get("identifier") or "") in value) == (one.get("showHide") != "hide"):
                shown.add(at)
        return frozenset(shown)

    def remark(self, which: frozenset[int]) -> str:
        """The words of some of the feedback."""
        parts = [self.words(self.feedback[at]) for at in sorted(which)]
        return "\n\n".join(dict.fromkeys(part for part in parts if part))

    def _mark(self, element: Element) -> None:
        if len(self.interactions) >= MOST_INTERACTIONS:
            return
        number = len(self.interactions) + 1
        stage = element.getparent().find("img") if element.tag == "positionObjectInteraction" else None
        if stage is not None:
            # The image that objects are put on stands beside the interaction.
            for own in element.findall("img"):
                element.remove(own)
            element.append(stage)
        self.interactions.append(
            Interaction(number, copy.deepcopy(element), element.get("responseIdentifier") or "")
        )
        inline = element.tag in INLINE
        mark = etree.Element("span" if inline else "p")
        mark.text = f"⟦{'g' if inline else 'b'}{number}⟧"
        _replace(element, mark)

    def _prepare(self, root: Element) -> None:
        """Takes out what is not for the learner now, and writes what HTML knows no name for."""
        for element in list(root.iter()):
            if element is root or not isinstance(element.tag, str):
                continue
            match element.tag:
                case "rubricBlock" if not _for_learners(element):
                    _replace(element, None)
                case "modalFeedback" | "stylesheet" | "endAttemptInteraction":
                    _replace(element, None)
                case "feedbackBlock" | "feedbackInline" if element.get("showHide") != "hide":
                    _replace(element, None)
                case "templateBlock" | "templateInline":
                    self._templated(element)
                case "printedVariable":
                    self._printed(element)
                case "mi" | "ci" if (text_of(element)) in self.processing.templates:
                    element.text = self._value(text_of(element))
                case "object":
                    self._object(element)
                case "include" | "assessmentStimulusRef":
                    self._included(element)
        etree.strip_tags(
            root, "feedbackBlock", "feedbackInline", "templateBlock", "templateInline", "mediaInteraction"
        )
        etree.strip_tags(root, "contentBody")

    def _templated(self, element: Element) -> None:
        held = [
            str(one)
            for one in members(self.processing.templates.get(element.get("templateIdentifier") or ""))
        ]
        if ((element.get("identifier") or "") in held) == (element.get("showHide") == "hide"):
            _replace(element, None)

    def _printed(self, element: Element) -> None:
        text = etree.Element("span")
        text.text = self._value(element.get("identifier") or "")
        _replace(element, text)

    def _value(self, name: str) -> str:
        value = self.processing.templates.get(name, self.processing.outcomes.get(name))
        return ", ".join(said(one) for one in members(value)) or "…"

    def _object(self, element: Element) -> None:
        """An object as the image, the text or the file that it is; what it holds inside is for who cannot show it."""
        address, kind = element.get("data") or "", element.get("type") or ""
        part = self.shelf.part(address, self.folder)
        if kind.startswith("text/html") or (part or "").lower().endswith((".html", ".htm")):
            self._included(element, address)
            return
        nested = element.find("object")
        showable = kind.startswith("image/") and "eps" not in kind and "postscript" not in kind
        if nested is not None and not (showable and part):
            held = copy.deepcopy(nested)
            _replace(element, held)
            self._object(held)
            return
        shown = etree.Element("img" if kind.startswith("image/") else "a")
        words = text_of(element) or element.get("label") or ""
        if shown.tag == "img":
            shown.set("src", address)
            shown.set("alt", words)
            for name in ("width", "height"):
                shown.set(name, element.get(name) or "")
        else:
            shown.set("href", address)
            shown.text = words or posixpath.basename(address) or "…"
        _replace(element, shown)

    def _included(self, element: Element, address: str = "") -> None:
        part = self.shelf.part(address or element.get("href") or "", self.folder)
        if part is None:
            self.hidden.append(address or element.get("href") or element.tag)
            _replace(element, None)
            return
        self._pages.append(part)
        mark = etree.Element("p")
        mark.text = f"⟦p{len(self._pages)}⟧"
        _replace(element, mark)

    def _markdown(self, root: Element) -> str:
        words = self.shelf.words(inner(root), self.folder)
        return _PAGE.sub(lambda found: self.page(self._pages[int(found[1]) - 1]), words)

    def _stimuli(self) -> str:
        """Texts that several items share stand before each."""
        parts = [
            self.shelf.part(one.get("href") or "", self.folder)
            for one in self.item.iter("assessmentStimulusRef")
        ]
        return "\n\n".join(self.page(part) for part in parts if part)

    def page(self, part: str) -> str:
        """A page of the package as Markdown."""
        try:
            html = decoded(read(self.archive, part))
        except Refusal:
            self.hidden.append(part)
            return ""
        self.shelf.seen(part)
        body = _HTML_BODY.search(html)
        return self.shelf.words(body[1] if body else html, posixpath.dirname(part))


def _for_learners(block: Element) -> bool:
    views = (block.get("view") or "candidate").split()
    return "candidate" in views or not {"scorer", "tutor", "author", "proctor", "testConstructor"} & set(
        views
    )


def _replace(element: Element, other: Element | None) -> None:
    """Another element in the place of one, the words after it kept."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    if other is not None:
        other.tail = tail
        parent.replace(element, other)
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
