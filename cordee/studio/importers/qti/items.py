"""An item of QTI 2 or 3 as questions and steps of ours."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.media.archive import Archive
from cordee.paths.questions import Question, question
from cordee.studio.course import Step
from cordee.studio.importers.qti import choices, orders, pairs, places, texts
from cordee.studio.importers.qti.bodies import GAP, PLACE, Body, Interaction
from cordee.studio.importers.qti.credits import Trial
from cordee.studio.importers.qti.making import AStep, Making, Unfit
from cordee.studio.importers.qti.processing import Processing
from cordee.studio.importers.qti.responses import declarations
from cordee.studio.making import step, title_of
from cordee.studio.markup import Element
from cordee.studio.shelf import Shelf

Maker = Callable[[Making, Interaction, str], tuple[str, dict[str, Any]]]

MAKERS: dict[str, Maker] = {
    "choiceInteraction": choices.choice,
    "hottextInteraction": choices.hottext,
    "orderInteraction": orders.order,
    "graphicOrderInteraction": orders.graphic_order,
    "matchInteraction": pairs.match,
    "associateInteraction": pairs.associate,
    "graphicAssociateInteraction": pairs.graphic_associate,
    "gapMatchInteraction": pairs.gap_match,
    "graphicGapMatchInteraction": pairs.graphic_gap_match,
    "hotspotInteraction": places.hotspot,
    "selectPointInteraction": places.select_point,
    "positionObjectInteraction": places.select_point,
    "extendedTextInteraction": texts.extended,
    "sliderInteraction": texts.slider,
    "uploadInteraction": orders.upload,
    "drawingInteraction": orders.drawing,
}
# The last gap of a text, with nothing after it: then the text is a question and its gap the answer.
_AT_THE_END = re.compile(r"\s*⟦g\d+⟧\s*[.:]?\s*\Z")


@dataclass
class Made:
    """What became of an item: questions, steps beside them, and why it is not just as it was."""

    title: str
    questions: list[Question] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    text: str = ""  # its words, for the page in its place where nothing else was made


def read_item(item: Element, folder: str, archive: Archive, shelf: Shelf) -> Made:
    """The questions and steps of an item. Raises Unfit where there is no counterpart."""
    title = title_of(item.get("title"), item.get("label"), item.get("identifier"))
    responses = declarations(item)
    processing = Processing(item, responses, item.get("identifier") or "")
    processing.draw()
    body = Body(item, folder, archive, shelf, processing)
    making = Making(title, responses, body, Trial(item, responses, processing, body))
    made = Made(title, text=body.whole())
    try:
        if item.get("adaptive") == "true":
            if len(body.interactions) != 1 or not any(one.correct for one in responses.values()):
                raise Unfit(_("it changes with each answer"))
            making.note(_("It gave several tries and helped in between: it is asked once."))
        _read(made, making)
    except Unfit as unfit:
        unfit.text = body.plain()
        raise
    made.notes += making.notes
    if item.find("templateDeclaration") is not None:
        made.notes.append(_("Its numbers change each time: they were drawn once."))
    if body.hidden:
        made.notes.append(_("Not found in the package: %s") % ", ".join(body.hidden[:5]))
    if processing.unknown:
        made.notes.append(_("Rules that are not known here: %s") % ", ".join(sorted(processing.unknown)[:5]))
    return made


def _read(made: Made, making: Making) -> None:
    pieces = PLACE.split(made.text)
    before = ""
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            text = piece.strip().removesuffix("\n>").strip()
            if GAP.search(text):
                made.questions.append(_gaps(making, "\n\n".join(part for part in (before, text) if part)))
                before = ""
            else:
                before = "\n\n".join(part for part in (before, text) if part)
            continue
        one = making.body.interactions[int(piece) - 1]
        if (maker := MAKERS.get(one.element.tag)) is None:
            raise Unfit(_("it has a part made for one player only (%s)") % one.element.tag)
        try:
            kind, values = maker(making, one, before)
        except AStep as became:
            made.steps.append(_step(became, made.title))
            making.note(became.why)
        else:
            made.questions.append(_question(making, kind, values))
        before = ""
    if not made.questions and not made.steps:
        # Something to read among questions.
        made.steps.append(step("page", made.title, {"body": made.text}))
    elif before and made.questions:
        last = made.questions[-1]
        made.questions[-1] = last.model_copy(update={"prompt": f"{last.prompt}\n\n{before}".strip()})


def _gaps(making: Making, text: str) -> Question:
    """A text with gaps; a text and its answer where the one gap ends it."""
    numbers = [int(found) for found in GAP.findall(text)]
    interactions = [making.body.interactions[number - 1] for number in numbers]
    written = [one for one in interactions if one.element.tag == "textEntryInteraction"]
    alone = GAP.sub("", text).strip()
    try:
        if len(interactions) == 1 and written and (_AT_THE_END.search(text) or not alone):
            kind, values = texts.short(making, written[0])
            return _question(making, kind, {"prompt": _AT_THE_END.sub("", text) or making.title, **values})
        gaps = [_gap(making, one) for one in interactions]
    except Unfit:
        if len(written) != len(interactions):
            raise
        making.note(_("No answer is said to be right: a person reads what is written."))
        return _question(making, "open", {"prompt": GAP.sub("…", text), "guide": making.body.guide()})
    making.points(sum(gap["weight"] for gap in gaps))
    for at, number in enumerate(numbers, 1):
        text = text.replace(f"⟦g{number}⟧", f"[[{at}]]")
    return _question(making, "cloze", {"prompt": text, "gaps": gaps})


def _gap(making: Making, one: Interaction) -> dict[str, Any]:
    if one.element.tag == "inlineChoiceInteraction":
        return choices.inline(making, one)
    kind, values = texts.short(making, one)
    return {"type": kind, "weight": making.worth, **values}


def _question(making: Making, kind: str, values: dict[str, Any]) -> Question:
    general = making.body.remark(making.trial.always)
    hints = making.trial.hints()
    values = {
        "source": making.title,
        "points": round(making.worth, 4),
        "feedback": general,
        "hints": hints,
        **values,
    }
    making.worth = 1.0
    if not values["prompt"].strip():
        values["prompt"] = making.title
    try:
        return question(kind, values)
    except Invalid as refusal:
        raise Unfit("; ".join(refusal.fields.values()) or refusal.message) from None


def _step(became: AStep, title: str) -> Step:
    try:
        return step(became.kind, title, became.values)
    except Invalid as refusal:
        raise Unfit("; ".join(refusal.fields.values()) or refusal.message) from None
