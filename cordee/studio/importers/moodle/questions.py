"""Moodle's plain kinds of questions as ours; texts with gaps, calculated ones and images have files of their own."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.core.errors import Invalid
from cordee.core.text import plain
from cordee.paths.questions import Question, question
from cordee.paths.questions.numeric import number_of
from cordee.studio.importers.credits import shares
from cordee.studio.importers.moodle.told import Answer, Told

NULL = "$@NULL@$"
_TEMPLATE = gettext_lazy("What the answer began with stands in its text.")


class NoCounterpart(Exception):  # noqa: N818 (an answer, not a fault)
    """The question cannot be asked here; says why."""


Values = tuple[str, dict[str, Any], str]  # the kind, what is its own, and why it is not just as it was


def checked(kind: str, told: Told, values: dict[str, Any]) -> Question:
    """The question with what all kinds have. Raises NoCounterpart."""
    common = {
        "prompt": told.words(told.text),
        "feedback": told.words(told.feedback),
        "points": min(max(told.points, 0.0), 1000.0),
        "hints": [words for hint in told.hints if (words := told.words(hint))],
        "source": told.name[:500],
    }
    try:
        return question(kind, common | values)
    except Invalid as refusal:
        raise NoCounterpart("; ".join(refusal.fields.values()) or refusal.message) from None


def choice(told: Told) -> Values:
    """One choice, or several."""
    single = told.flag("single", True)
    weights = [one.share for one in told.answers]
    credits = [min(1.0, max(-1.0, weight)) for weight in weights] if single else shares(weights)
    return "choice", _choices(told, credits, several=not single), ""


def _choices(told: Told, credits: list[float], *, several: bool) -> dict[str, Any]:
    if not credits or max(credits) <= 0:
        raise NoCounterpart(_("none of its answers is right"))
    choices = [
        {"text": told.words(one.text), "credit": credit, "feedback": told.words(one.feedback)}
        for one, credit in zip(told.answers, credits, strict=True)
    ]
    return {"choices": choices, "several": several, "shuffle": told.flag("shuffleanswers", True)}


def all_or_some(told: Told) -> Values:
    """Kinds that only say which answers are right: each is worth its part, each wrong one costs as much."""
    right = sum(1 for one in told.answers if one.share > 0)
    if not right:
        raise NoCounterpart(_("none of its answers is right"))
    credits = [1 / right if one.share > 0 else -1 / right for one in told.answers]
    why = _("Each right answer is worth its part here.") if told.kind == "multichoiceset" else ""
    return "choice", _choices(told, shares(credits), several=True), why


def truth(told: Told) -> Values:
    """True or false."""
    true, false = _true_and_false(told.answers)
    values = {
        "right": true.share >= false.share,
        "if_true": told.words(true.feedback),
        "if_false": told.words(false.feedback),
    }
    return "truth", values, ""


def _true_and_false(answers: list[Answer]) -> tuple[Answer, Answer]:
    if len(answers) < 2:
        raise NoCounterpart(_("it does not say which answer is right"))
    for first, second in ((0, 1), (1, 0)):
        if answers[first].text.text.strip().lower() in ("true", "vrai", "1"):
            return answers[first], answers[second]
    return answers[0], answers[1]


def text(told: Told) -> Values:
    """A short answer."""
    accepted = [accepted_text(one, told) for one in told.answers if one.text]
    return "text", {"accepted": accepted, "exact_case": told.flag("usecase")}, ""


def accepted_text(one: Answer, told: Told) -> dict[str, Any]:
    """An answer that is written."""
    return {
        "text": bare(one.text.text),
        "credit": min(1.0, max(0.0, one.share)),
        "feedback": told.words(one.feedback),
    }


def bare(text: str) -> str:
    """A text as one line without marks; HTML only where it is HTML."""
    return plain(f"<p>{text}</p>") if "</" in text or "<br" in text or "&" in text else " ".join(text.split())


def number(told: Told) -> Values:
    """Numbers; one answer without a number catches all the others, to tell them something."""
    accepted = [around(one, told) for one in told.answers if one.text.text.strip() not in ("", "*")]
    if not accepted:
        raise NoCounterpart(_("it asks for a number and gives none"))
    several = len(told.units) > 1
    why = _("Of its units the first one is kept.") if several else ""
    return "numeric", {"accepted": accepted, "unit": told.units[0] if told.units else ""}, why


def around(one: Answer, told: Told) -> dict[str, Any]:
    """A number with its tolerance. Raises NoCounterpart."""
    value = number_of(one.text.text)
    if value is None:
        raise NoCounterpart(_("“%(answer)s” is no number") % {"answer": one.text.text[:60]})
    tolerance = abs(number_of(one.tolerance or "0") or 0.0)
    return {
        "value": value,
        "tolerance": float(f"{tolerance * abs(value) if one.relative else tolerance:.12g}"),
        "credit": min(1.0, max(0.0, one.share)),
        "feedback": told.words(one.feedback),
    }


def matching(told: Told) -> Values:
    """Things that go together."""
    pairs = [{"left": told.words(left), "right": _right(right, told)} for left, right in told.pairs if left]
    decoys = [_right(right, told) for left, right in told.pairs if not left and right.strip()]
    return "matching", {"pairs": pairs, "decoys": decoys}, ""


def _right(text: str, told: Told) -> str:
    return told.texts.words(bare(text), "plain")


def essay(told: Told) -> Values:
    """An answer that a person reads."""
    why = ""
    if told.options.get("attachments", "0") not in ("", "0", NULL):
        why = _("Files cannot be handed in with the answer.")
    values: dict[str, Any] = {"guide": told.words(told.guide)}
    if template := told.words(told.template):
        values["prompt"] = f"{told.words(told.text)}\n\n{template}"
        why = f"{why} {_TEMPLATE}".strip()
    return "open", values, why


def ordering(told: Told) -> Values:
    """Things to put in order."""
    # Their share tells their place, in the files that have one; else they stand in order.
    items = sorted(told.answers, key=lambda one: one.share)
    return "ordering", {"items": [told.words(one.text) for one in items]}, ""
