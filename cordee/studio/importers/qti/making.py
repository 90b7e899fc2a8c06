"""What all makers of questions from QTI share: an item, its words, and what its answers are worth."""

from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from cordee.core.text import plain as without_marks
from cordee.studio.importers.qti.bodies import Body, Interaction
from cordee.studio.importers.qti.credits import Trial, Tried
from cordee.studio.importers.qti.responses import Declaration
from cordee.studio.markup import Element, text_of


class Unfit(Exception):  # noqa: N818 (an answer: it becomes a page that says so)
    """No question of ours can hold it; says why, as the end of a sentence. ``text`` is what can be read of it."""

    text = ""


class AStep(Exception):  # noqa: N818 (an answer)
    """It becomes a step, not a question."""

    def __init__(self, kind: str, values: dict[str, Any], why: str) -> None:
        super().__init__(why)
        self.kind, self.values, self.why = kind, values, why


class Making:
    """One item on its way to be questions."""

    def __init__(self, title: str, responses: dict[str, Declaration], body: Body, trial: Trial) -> None:
        self.title, self.responses, self.body, self.trial = title, responses, body, trial
        self.notes: list[str] = []
        self.worth = 1.0

    def note(self, why: str) -> None:
        """It is not just as it was."""
        if why not in self.notes:
            self.notes.append(why)

    def points(self, found: float) -> None:
        """What the question under way is worth."""
        self.worth = found if found > 0 else 1.0

    def declared(self, one: Interaction) -> Declaration:
        """The response of an interaction. Raises Unfit."""
        found = self.responses.get(one.response)
        if found is None:
            raise Unfit(_("its answers are not declared"))
        return found

    def prompt(self, before: str, *elements: Element | None, without: str = "") -> str:
        """What is said before, and the words of these elements."""
        parts = [before]
        for element in elements:
            if element is not None and without:
                for gone in element.findall(without):
                    element.remove(gone)
            parts.append(self.body.words(element))
        return "\n\n".join(part for part in parts if part.strip())

    def line(self, one: Tried) -> str:
        """The feedback of an answer on one line."""
        return without_marks(self.trial.remark(one))[:500]

    def label(self, element: Element) -> str:
        """A name for something that has no words."""
        named = element.get("label") or element.get("hotspotLabel") or element.get("objectLabel")
        inside = next(iter(element.iter("object", "img")), None)
        said = (
            (text_of(inside) or inside.get("label") or inside.get("alt") or "") if inside is not None else ""
        )
        return (named or said or element.get("identifier") or "?")[:200]

    def survey(self, prompt: str, options: list[str], *, several: bool) -> Exception:
        """A question without right answer: the group is asked."""
        options = [option for option in options if option]
        if not 2 <= len(options) <= 12 or not prompt:
            return Unfit(_("no answer is said to be right"))
        values = {"question": prompt, "options": options, "several": several}
        return AStep("poll", values, _("It has no right answer: the group is asked."))


def shared(remarks: list[str]) -> str:
    """Several remarks as one."""
    return "\n\n".join(dict.fromkeys(remark for remark in remarks if remark))


def span(text: str) -> Element:
    """Words in the place of an element."""
    made = etree.Element("span")
    made.text = text
    return made
