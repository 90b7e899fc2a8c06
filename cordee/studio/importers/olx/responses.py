"""What a problem of Open edX asks, response by response, as questions of ours."""

import ast
import copy
import math
import operator
import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree
from PIL import Image, UnidentifiedImageError

from cordee.core.text import plain as without_marks
from cordee.studio.importers.olx.tree import Tree
from cordee.studio.importers.patterns import texts_of
from cordee.studio.importers.qti.making import Unfit
from cordee.studio.importers.qti.responses import number
from cordee.studio.markup import Element, inner, text_of

_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_RANGE = re.compile(r"\s*([\[(])\s*([^,;]+)\s*[,;]\s*([^\])]+)\s*([\])])\s*")
_OPERATORS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_NAMES = {"pi": math.pi, "e": math.e}


class Asked:
    """One response under way: its words, and notes on what is not just as it was."""

    def __init__(self, tree: Tree, notes: list[str]) -> None:
        self.tree, self.notes = tree, notes

    def words(self, element: Element | None) -> str:
        """What stands in an element."""
        return "" if element is None else self.tree.words(inner(element))

    def note(self, why: str) -> None:
        """Said once."""
        if why not in self.notes:
            self.notes.append(why)


def choice(asked: Asked, response: Element) -> dict[str, Any]:
    """One of several (radio buttons)."""
    group = response.find(".//choicegroup")
    options = list((group if group is not None else response).iter("choice"))
    choices = []
    for option in options:
        right = (option.get("correct") or "").lower()
        part = number(option.get("point_value"))
        credit = {"true": 1.0, "partial": 0.5 if part is None else part}.get(right, 0.0)
        words, hint = _said(asked, option, "choicehint")
        choices.append({"text": words or option.get("name") or "…", "credit": credit, "feedback": hint})
    shuffle = group is not None and group.get("shuffle") == "true"
    return {"kind": "choice", "choices": choices, "shuffle": shuffle}


def choices(asked: Asked, response: Element) -> dict[str, Any]:
    """Several of several (checkboxes)."""
    options = list(response.iter("choice"))
    right = [(one.get("correct") or "").lower() == "true" for one in options]
    share = 1 / max(1, sum(right))
    said = [_said(asked, one, "choicehint") for one in options]
    made = [
        {"text": words or "…", "credit": share if good else -share, "feedback": hint}
        for (words, hint), good in zip(said, right, strict=True)
    ]
    if len(options) > 1:
        asked.note(
            _("It was all or nothing: each right choice counts its share, each wrong one takes as much away.")
        )
    return {"kind": "choice", "choices": made, "several": True, "shuffle": False}


def options(asked: Asked, response: Element) -> dict[str, Any]:
    """A list to choose from."""
    found = gaps(asked, response)
    if not found:
        raise Unfit(_("it offers nothing to choose"))
    return {"kind": "choice", "choices": found[0]["options"], "shuffle": False}


def gaps(asked: Asked, response: Element) -> list[dict[str, Any]]:
    """What stands in the place of each input of a response, in a text with gaps. Raises Unfit."""
    if response.tag == "optionresponse":
        return [{"type": "choice", "options": _listed(asked, one)} for one in response.iter("optioninput")]
    made = RESPONSES[response.tag](asked, response)
    kind = made.pop("kind")
    if kind not in ("text", "numeric"):
        raise Unfit(_("it cannot stand in a text"))
    return [{"type": kind, **made}]


def text(asked: Asked, response: Element) -> dict[str, Any]:
    """Words to write."""
    kind = (response.get("type") or "").lower()
    answers = [(response.get("answer") or "", "")]
    answers += [
        (one.get("answer") or text_of(one), asked.words(one.find("correcthint")))
        for one in response.iter("additional_answer")
    ]
    if "_or_" in answers[0][0]:
        answers[:1] = [(part.strip(), "") for part in answers[0][0].split("_or_")]
    remark = asked.words(response.find("correcthint"))
    accepted: list[dict[str, Any]] = []
    for answer, own in answers:
        if not answer.strip():
            continue
        texts = texts_of(answer) if "regexp" in kind else [answer.replace("*", "\\*")]
        if texts is None:
            if re.fullmatch(r"[.*+^$\\sSwW\[\]\n]*", answer):
                return {"kind": "open"}  # whatever is written is right: somebody reads it
            asked.note(_("A pattern for its answers could not be kept: %s") % answer[:100])
            continue
        accepted += [{"text": one, "feedback": own or remark} for one in texts]
    for one in response.iter("stringequalhint"):
        accepted.append(
            {
                "text": (one.get("answer") or "").replace("*", "\\*"),
                "credit": 0.0,
                "feedback": asked.words(one),
            }
        )
    for one in response.iter("regexphint"):
        texts = texts_of(one.get("answer") or "") or []
        accepted += [{"text": each, "credit": 0.0, "feedback": asked.words(one)} for each in texts]
    if not any(one.get("credit", 1.0) > 0 for one in accepted):
        raise Unfit(_("no answer is said to be right"))
    return {
        "kind": "text",
        "accepted": accepted[:100],
        "exact_case": "ci" not in kind.split() and "cs" in kind.split(),
    }


def numeric(asked: Asked, response: Element) -> dict[str, Any]:
    """A number, give or take, or in a range."""
    remark = asked.words(response.find("correcthint"))
    said = [(response.get("answer") or "", remark)]
    said += [
        (one.get("answer") or "", asked.words(one.find("correcthint")))
        for one in response.iter("additional_answer")
    ]
    tolerance = next(
        (one.get("default") or "" for one in response.iter("responseparam") if one.get("default")), ""
    )
    accepted = []
    for answer, own in said:
        if span := _RANGE.fullmatch(answer):
            low, high = value_of(span[2]), value_of(span[3])
            if low is not None and high is not None and low <= high:
                accepted.append({"value": (low + high) / 2, "tolerance": (high - low) / 2, "feedback": own})
            continue
        value = value_of(answer)
        if value is not None:
            accepted.append({"value": value, "tolerance": _margin(tolerance, value), "feedback": own})
    if not accepted:
        raise Unfit(_("its answer is computed"))
    if response.get("partial_credit"):
        asked.note(_("Credit for nearly right numbers is not kept."))
    return {"kind": "numeric", "accepted": accepted}


def image(asked: Asked, response: Element) -> dict[str, Any]:
    """A place on an image."""
    one = response.find(".//imageinput")
    part = asked.tree.static(one.get("src") or "") if one is not None else None
    if one is None or part is None:
        raise Unfit(_("its image is missing"))
    width, height = number(one.get("width")) or 0, number(one.get("height")) or 0
    if not (width and height):
        width, height = _size(asked, part)
    areas: list[dict[str, Any]] = []
    for corners in re.findall(
        r"\(\s*(\d+)\s*,\s*(\d+)\s*\)\s*-\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)", one.get("rectangle") or ""
    ):
        x1, y1, x2, y2 = map(float, corners)
        areas.append({"points": [(x1 / width, y1 / height), (x2 / width, y2 / height)]})
    for region in re.findall(
        r"\[\s*((?:\[\s*\d+\s*,\s*\d+\s*\]\s*,?\s*){3,200})\]", one.get("regions") or ""
    ):
        points = [
            (float(x) / width, float(y) / height)
            for x, y in re.findall(r"\[\s*(\d+)\s*,\s*(\d+)\s*\]", region)
        ]
        areas.append({"shape": "polygon", "points": points})
    found = [{**area, "label": _("Area %s") % at, "credit": 1.0} for at, area in enumerate(areas[:50], 1)]
    if not found:
        raise Unfit(_("no answer is said to be right"))
    return {
        "kind": "hotspot",
        "image": asked.tree.shelf.take(part),
        "alternative": (one.get("alt") or "").strip()[:500] or _("Image"),
        "ratio": height / width,
        "areas": found,
    }


def annotation(asked: Asked, response: Element) -> dict[str, Any]:
    """Tags for a passage."""
    credit = {"correct": 1.0, "partially-correct": 0.5}
    found = [
        {"text": asked.words(one), "credit": credit.get((one.get("choice") or "").lower(), 0.0)}
        for one in response.iter("option")
    ]
    asked.note(_("The comment that went with the tag is not asked."))
    return {"kind": "choice", "choices": found, "shuffle": False}


RESPONSES: dict[str, Callable[[Asked, Element], dict[str, Any]]] = {
    "multiplechoiceresponse": choice,
    "truefalseresponse": choice,
    "choiceresponse": choices,
    "optionresponse": options,
    "stringresponse": text,
    "numericalresponse": numeric,
    "imageresponse": image,
    "annotationresponse": annotation,
}


def value_of(text: str) -> float | None:
    """A number, or a sum that comes to one."""
    found = number(text)
    if found is not None or len(text) > 80:
        return found
    try:
        return _value(ast.parse(text.replace("^", "**").strip(), mode="eval").body)
    except (SyntaxError, ValueError, KeyError, ArithmeticError, TypeError, RecursionError, MemoryError):
        return None


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return float(value)
        case ast.Name(id=name):
            return _NAMES[name]
        case ast.UnaryOp(op=ast.USub(), operand=inside):
            return -_value(inside)
        case ast.UnaryOp(op=ast.UAdd(), operand=inside):
            return _value(inside)
        case ast.BinOp(left=left, op=op, right=right):
            one, other = _value(left), _value(right)
            if isinstance(op, ast.Pow) and abs(other) > 50:
                raise ValueError("power")
            found = _OPERATORS[type(op)](one, other)
            if isinstance(found, float) and math.isfinite(found):
                return found
    raise ValueError("expression")


def _said(asked: Asked, option: Element, tag: str) -> tuple[str, str]:
    """The words of something to choose, and what is said once it is chosen."""
    bare = copy.deepcopy(option)
    hints = list(bare.iter(tag))
    chosen = [asked.words(one) for one in hints if (one.get("selected") or "true").lower() == "true"]
    for one in hints:
        one.tag = "xx-hint"
    etree.strip_elements(bare, "xx-hint", with_tail=False)
    return asked.words(bare), "\n\n".join(words for words in chosen if words)


def _listed(asked: Asked, one: Element) -> list[dict[str, Any]]:
    inside = one.findall("option")
    if inside:
        return [
            {
                "text": without_marks(words)[:500],
                "credit": float((option.get("correct") or "").lower() == "true"),
                "feedback": without_marks(hint)[:500],
            }
            for option in inside
            for words, hint in [_said(asked, option, "optionhint")]
        ]
    right = (one.get("correct") or "").strip()
    texts = [single or double for single, double in _QUOTED.findall(one.get("options") or "")]
    texts = texts or [
        part.strip() for part in (one.get("options") or "").strip("()").split(",") if part.strip()
    ]
    return [{"text": text.replace("\\'", "'"), "credit": float(text.strip() == right)} for text in texts]


def _margin(said: str, value: float) -> float:
    if said.strip().endswith("%"):
        return abs(value) * abs(number(said.strip()[:-1]) or 0) / 100
    return abs(value_of(said) or 0.0)


def _size(asked: Asked, part: str) -> tuple[float, float]:
    try:
        with asked.tree.archive.open(part) as stream, Image.open(stream) as opened:
            width, height = opened.size
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError):
        raise Unfit(_("the size of its image is not known")) from None
    return float(width), float(height)
