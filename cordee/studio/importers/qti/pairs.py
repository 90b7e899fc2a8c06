"""Things that go together: match, associate, gap match, and their drawn forms."""

import copy
from itertools import product
from typing import Any

from django.utils.translation import gettext as _

from cordee.studio.importers.qti.bodies import Interaction
from cordee.studio.importers.qti.credits import MOST_TRIED
from cordee.studio.importers.qti.making import Making, Unfit, span
from cordee.studio.importers.qti.places import named_areas
from cordee.studio.markup import Element


def match(making: Making, one: Interaction, before: str) -> tuple[str, dict[str, Any]]:
    """Two sets."""
    sets = one.element.findall("simpleMatchSet")
    if len(sets) < 2:
        raise Unfit(_("it has not two sets to match"))
    lefts, rights = (
        {_name(each): making.body.words(each) or making.label(each) for each in group} for group in sets[:2]
    )
    return _paired(making, one, making.prompt(before, one.element.find("prompt")), lefts, rights)


def associate(making: Making, one: Interaction, before: str) -> tuple[str, dict[str, Any]]:
    """Pairs in one set: the first of each is given."""
    words = {
        _name(each): making.body.words(each) or making.label(each)
        for each in one.element.iter("simpleAssociableChoice")
    }
    return _associated(making, one, making.prompt(before, one.element.find("prompt")), words)


def graphic_associate(making: Making, one: Interaction, before: str) -> tuple[str, dict[str, Any]]:
    """Pairs of places on an image, named in words."""
    prompt, areas = named_areas(making, one, before, "associableHotspot")
    return _associated(making, one, prompt, areas)


def graphic_gap_match(making: Making, one: Interaction, before: str) -> tuple[str, dict[str, Any]]:
    """Labels for places on an image: the places are named in words."""
    prompt, areas = named_areas(making, one, before, "associableHotspot")
    labels = {
        _name(each): making.body.words(each) or making.label(each)
        for each in one.element.iter("gapImg", "gapText")
    }
    flipped = {f"{right} {left}": f"{left} {right}" for right, left in product(labels, areas)}
    if not any(pair in flipped for pair in making.declared(one).correct):
        flipped |= {f"{left} {right}": f"{left} {right}" for right, left in product(labels, areas)}
    return _paired(making, one, prompt, areas, labels, flipped)


def gap_match(making: Making, one: Interaction, before: str) -> tuple[str, dict[str, Any]]:
    """Texts for gaps: a text with gaps, each with the list of all."""
    offered = list(one.element.iter("gapText", "gapImg"))
    names = [_name(each) for each in offered]
    texts = [making.body.line(each) or making.label(each) for each in offered]
    if any(each.tag == "gapImg" for each in offered):
        making.note(_("Images for gaps are named in words."))
    flow = copy.deepcopy(one.element)
    gaps: list[str] = []
    for element in list(flow.iter("prompt", "gapText", "gapImg", "gap")):
        if element.tag == "gap":
            gaps.append(_name(element))
            mark = span(f"⟦g{len(gaps)}⟧")
        else:
            mark = span("")
        mark.tail = element.tail
        element.getparent().replace(element, mark)
    made: list[dict[str, Any]] = []
    for gap in gaps:
        tried = making.trial.tried(one.response, [f"{name} {gap}" for name in names])
        right = {" ".join(sorted(pair.split())) for pair in making.declared(one).correct}
        most = max((each.gain for each in tried), default=0.0)
        declared = [float(" ".join(sorted(each.answer.split())) in right) for each in tried]
        credits = [max(0.0, each.gain / most) for each in tried] if most > 0 else declared
        if not any(credits):
            raise Unfit(_("no answer is said to be right"))
        options = [
            {"text": text, "credit": round(credit, 4), "feedback": making.line(each)}
            for text, credit, each in zip(texts, credits, tried, strict=True)
        ]
        made.append({"type": "choice", "weight": most if most > 0 else 1.0, "options": options})
    making.points(sum(gap["weight"] for gap in made))
    words = making.prompt(before, one.element.find("prompt")) + "\n\n" + making.body.words(flow)
    for at in range(len(gaps), 0, -1):
        words = words.replace(f"⟦g{at}⟧", f"[[{at}]]")
    return "cloze", {"prompt": words.strip(), "gaps": made}


def _associated(
    making: Making, one: Interaction, prompt: str, words: dict[str, str]
) -> tuple[str, dict[str, Any]]:
    pairs = [pair.split() for pair in making.declared(one).correct]
    pairs = pairs or [pair.split() for pair, worth in making.declared(one).mapping.items() if worth > 0]
    pairs = [pair for pair in pairs if len(pair) == 2 and all(name in words for name in pair)]
    if not pairs:
        raise Unfit(_("no answer is said to be right"))
    whole = making.trial.tried(one.response, [[" ".join(pair) for pair in pairs]])
    making.points(whole[0].gain if whole else 0.0)
    making.note(_("Pairs of one set: the first of each is given, the other is to be found."))
    used = {name for pair in pairs for name in pair}
    made = [{"left": words[left], "right": words[right]} for left, right in pairs]
    return "matching", {
        "prompt": prompt,
        "pairs": made,
        "decoys": [words[name] for name in words if name not in used],
    }


def _paired(
    making: Making,
    one: Interaction,
    prompt: str,
    lefts: dict[str, str],
    rights: dict[str, str],
    named: dict[str, str] | None = None,
) -> tuple[str, dict[str, Any]]:
    """``named`` says for an answer of the source which left and right it means, where they are written otherwise."""
    named = named or {f"{left} {right}": f"{left} {right}" for left, right in product(lefts, rights)}
    declared = making.declared(one)
    tried = making.trial.tried(one.response, list(named)) if len(named) <= MOST_TRIED else []
    worths = {each.answer: each.gain for each in tried if each.gain > 0}
    if not worths or (declared.correct and len(worths) > 3 * len(declared.correct)):
        worths = {pair: 1.0 for pair in declared.correct if pair in named}
        if tried and len(worths) > 1:
            making.note(_("It was all or nothing: each pair counts its share."))
    found: dict[str, list[str]] = {}
    for pair in worths:
        left, right = named[pair].split()
        found.setdefault(left, []).append(right)
    if not found:
        raise Unfit(_("no answer is said to be right"))
    making.points(sum(worths.values()))
    if any(len(each) > 1 for each in found.values()):
        # Several rights for one left: turned round where that makes them single.
        turned: dict[str, list[str]] = {}
        for left, each in found.items():
            for right in each:
                turned.setdefault(right, []).append(left)
        if any(len(each) > 1 for each in turned.values()):
            raise Unfit(_("its pairs overlap"))
        lefts, rights, found = rights, lefts, turned
    pairs = [{"left": lefts[left], "right": rights[each[0]]} for left, each in found.items()]
    if alone := [left for left in lefts if left not in found]:
        pairs += [{"left": lefts[left], "right": _("none of these")} for left in alone]
    used = {each[0] for each in found.values()}
    return "matching", {
        "prompt": prompt,
        "pairs": pairs,
        "decoys": [words for right, words in rights.items() if right not in used],
    }


def _name(element: Element) -> str:
    return element.get("identifier") or ""
