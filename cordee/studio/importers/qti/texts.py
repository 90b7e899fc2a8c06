"""What learners write: short answers, numbers, gaps, long answers."""

from typing import Any

from django.utils.translation import gettext as _

from cordee.studio.importers.patterns import texts_of
from cordee.studio.importers.qti.bodies import Interaction
from cordee.studio.importers.qti.credits import MOST_TRIED
from cordee.studio.importers.qti.making import Making, Unfit
from cordee.studio.importers.qti.responses import NUMBERS, number

_WRONG = "\u0001"  # what nobody is right with


def short(making: Making, one: Interaction) -> tuple[str, dict[str, Any]]:
    """A text or a number: its kind, and what is accepted. Raises Unfit where nothing is said to be right."""
    declared = making.declared(one)
    if declared.base in NUMBERS:
        return "numeric", {"accepted": _numbers(making, one)}
    return "text", _texts(making, one)


def extended(making: Making, one: Interaction, before: str) -> tuple[str, dict[str, Any]]:
    """A long answer, read by a person; a short one where the item says what is right."""
    prompt = making.prompt(before, one.element.find("prompt"))
    if making.declared(one).correct and not making.body.guide():
        try:
            kind, values = short(making, one)
        except Unfit:
            pass
        else:
            longest = max((len(each["text"]) for each in values["accepted"] if "text" in each), default=0)
            if longest <= 60:
                return kind, {"prompt": prompt, **values}
    making.points(_most(making))
    return "open", {"prompt": prompt, "guide": _guide(making, one)}


def slider(making: Making, one: Interaction, before: str) -> tuple[str, dict[str, Any]]:
    """A number between two bounds."""
    low, high = one.element.get("lowerBound") or "0", one.element.get("upperBound") or "?"
    bounds = _("From %(low)s to %(high)s.") % {"low": low, "high": high}
    prompt = making.prompt(before, one.element.find("prompt")) + f"\n\n{bounds}"
    declared = making.declared(one)
    making.note(_("A slider is answered by writing the number."))
    if declared.base not in NUMBERS:
        declared.base = "float"
    return "numeric", {"prompt": prompt, "accepted": _numbers(making, one)}


def _texts(making: Making, one: Interaction) -> dict[str, Any]:
    declared = making.declared(one)
    candidates = dict.fromkeys([*declared.correct, *declared.mapping, *making.trial.literals(one.response)])
    wanted = [text for text in candidates if str(text).strip()][: MOST_TRIED - 1]
    *tried, wrong = making.trial.tried(one.response, [*wanted, _WRONG])
    most = max((each.gain for each in tried), default=0.0)
    accepted: list[dict[str, Any]]
    if most > 0:
        accepted = [
            {
                "text": _literal(each.answer),
                "credit": round(each.gain / most, 4),
                "feedback": making.trial.remark(each),
            }
            for each in tried
            if each.gain > 0
        ]
    else:
        accepted = [{"text": _literal(text)} for text in declared.correct if text.strip()]
    for pattern in making.trial.patterns(one.response):
        if (texts := texts_of(pattern)) is None:
            making.note(_("A pattern for its answers could not be kept: %s") % pattern[:100])
        else:
            accepted += [{"text": text} for text in texts]
    if not accepted:
        raise Unfit(_("no answer is said to be right"))
    making.points(most)
    folded = [each["text"].casefold() for each in accepted]
    exact = declared.exact_case or len(set(folded)) < len(folded)
    if wrong.gain <= 0 and (remark := making.trial.remark(wrong)):
        accepted.append({"text": "*", "credit": 0.0, "feedback": remark})
    return {"accepted": accepted[:100], "exact_case": exact}


def _numbers(making: Making, one: Interaction) -> list[dict[str, Any]]:
    declared = making.declared(one)
    candidates: dict[float, float] = {}
    for text in (*declared.correct, *declared.mapping, *making.trial.literals(one.response)):
        if (found := number(text)) is not None:
            candidates[found] = making.trial.tolerance(one.response, found)
    for middle, width in making.trial.ranges(one.response):
        candidates.setdefault(middle, width)
    tried = making.trial.tried(one.response, list(candidates))
    most = max((each.gain for each in tried), default=0.0)
    making.points(most)
    accepted = [
        {
            "value": each.answer,
            "tolerance": candidates[each.answer],
            "credit": round(each.gain / most, 4),
            "feedback": making.trial.remark(each),
        }
        for each in tried
        if most > 0 and each.gain > 0
    ]
    accepted = accepted or [
        {"value": found} for text in declared.correct if (found := number(text)) is not None
    ]
    if not accepted:
        raise Unfit(_("no answer is said to be right"))
    return accepted[:100]


def _guide(making: Making, one: Interaction) -> str:
    right = "\n\n".join(making.declared(one).correct) if one.response in making.responses else ""
    return "\n\n".join(part for part in (making.body.guide(), right) if part)


def _most(making: Making) -> float:
    for name in ("MAXSCORE", "SCORE"):
        for one in making.trial.item.iterchildren("outcomeDeclaration"):
            if one.get("identifier") == name:
                said = (
                    number(one.get("normalMaximum"))
                    if name == "SCORE"
                    else number("".join(one.itertext()).strip())
                )
                if said and said > 0:
                    return said
    return 1.0


def _literal(text: object) -> str:
    return str(text).replace("*", "\\*")
