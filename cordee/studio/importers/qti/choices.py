"""Choices among texts: choice, hottext, inline choice."""

from typing import Any

from django.utils.translation import gettext as _

from cordee.studio.importers.qti.bodies import Interaction
from cordee.studio.importers.qti.making import Making, Unfit, shared
from cordee.studio.markup import Element, text_of

_TRUE, _FALSE = (
    {"true", "vrai", "right", "correct", "yes", "oui"},
    {"false", "faux", "wrong", "incorrect", "no", "non"},
)


def choice(making: Making, one: Interaction, before: str) -> tuple[str, dict[str, Any]]:
    """One or several of a list."""
    options = list(one.element.iter("simpleChoice"))
    prompt = making.prompt(before, one.element.find("prompt"))
    return chosen(making, one, prompt, options, shuffle=one.element.get("shuffle") == "true")


def hottext(making: Making, one: Interaction, before: str) -> tuple[str, dict[str, Any]]:
    """Words of a text: they stand out in it, and are chosen below it."""
    options = list(one.element.iter("hottext"))
    for option in options:
        option.tag = "strong"
    prompt = making.prompt(before, one.element.find("prompt"), one.element, without="prompt")
    making.note(_("Words to touch in a text are chosen from a list below it."))
    return chosen(making, one, prompt, options, shuffle=False)


def chosen(
    making: Making, one: Interaction, prompt: str, options: list[Element], *, shuffle: bool
) -> tuple[str, dict[str, Any]]:
    """The question of these options."""
    declared = making.declared(one)
    names = [option.get("identifier") or "" for option in options]
    if not names:
        raise Unfit(_("it offers nothing to choose"))
    tried = making.trial.tried(one.response, names)
    several = declared.cardinality != "single"
    if several:
        credits = together(making, one, names, [each.gain for each in tried])
    else:
        most = max(each.gain for each in tried)
        credits = [max(-1.0, each.gain / most) for each in tried] if most > 0 else []
        making.points(most)
    if not any(credit > 0 for credit in credits):
        credits = [float(name in declared.correct) for name in names]
    if not any(credits):
        raise making.survey(prompt, [making.body.line(option) for option in options], several=several)
    choices = []
    for option, credit, each in zip(options, credits, tried, strict=True):
        own = list(option.iter("feedbackInline"))
        remarks = [making.trial.remark(each)] if not own else [making.body.words(part) for part in own]
        text = making.body.words(option) or making.label(option)
        choices.append({"text": text, "credit": round(credit, 4), "feedback": shared(remarks)})
    if (truth := _truth(choices, several)) is not None:
        return "truth", {"prompt": prompt, **truth}
    return "choice", {"prompt": prompt, "choices": choices, "several": several, "shuffle": shuffle}


def together(making: Making, one: Interaction, names: list[str], gains: list[float]) -> list[float]:
    """What each of several choices is worth, when their sum is what counts."""
    correct = making.declared(one).correct
    whole = making.trial.tried(one.response, [correct])[0].gain if correct else 0.0
    best = sum(gain for gain in gains if gain > 0)
    if best > 0 and (not correct or abs(whole - best) < 1e-6 or whole <= 0):
        making.points(best)
        return [max(-1.0, gain / best) for gain in gains]
    right = set(correct) & set(names)
    making.points(whole)
    if len(names) > 1 and right:
        making.note(
            _("It was all or nothing: each right choice counts its share, each wrong one takes as much away.")
        )
    share = 1 / len(right) if right else 0.0
    return [share if name in right else -share for name in names]


def inline(making: Making, one: Interaction) -> dict[str, Any]:
    """A list in a text."""
    options = list(one.element.iter("inlineChoice"))
    declared = making.declared(one)
    names = [option.get("identifier") or "" for option in options]
    tried = making.trial.tried(one.response, names)
    most = max((each.gain for each in tried), default=0.0)
    credits = (
        [max(0.0, each.gain / most) for each in tried]
        if most > 0
        else [float(name in declared.correct) for name in names]
    )
    if not any(credits):
        raise Unfit(_("no answer is said to be right"))
    return {
        "type": "choice",
        "weight": most if most > 0 else 1.0,
        "options": [
            {
                "text": making.body.line(option) or text_of(option) or each.answer,
                "credit": round(credit, 4),
                "feedback": making.line(each),
            }
            for option, credit, each in zip(options, credits, tried, strict=True)
            if credit or making.body.line(option)  # an empty one only invites to choose
        ],
    }


def _truth(choices: list[dict[str, Any]], several: bool) -> dict[str, Any] | None:
    """True and false, in words of ours."""
    if len(choices) != 2 or several:
        return None
    said = [choice["text"].strip(" .*").casefold() for choice in choices]
    true = next((at for at, text in enumerate(said) if text in _TRUE), None)
    if true is None or said[1 - true] not in _FALSE or sorted(one["credit"] for one in choices) != [0.0, 1.0]:
        return None
    if said[true] not in ("true", "vrai"):
        return None
    return {
        "right": choices[true]["credit"] == 1.0,
        "if_true": choices[true]["feedback"],
        "if_false": choices[1 - true]["feedback"],
    }
