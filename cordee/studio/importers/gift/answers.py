"""What stands between the braces of a GIFT question, as a question of ours."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.paths.questions import Question, question
from cordee.paths.questions.numeric import number_of
from cordee.studio.importers.credits import shares
from cordee.studio.importers.gift.splitting import Block, plain, unescaped

Words = Callable[[str, str], str]  # a text and its format, as Markdown

_WEIGHT = re.compile(r"\s*%\s*(-?\d+(?:[.,]\d+)?)\s*%")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_TRUTH = re.compile(r"\s*(T|F|TRUE|FALSE)\s*(?=#|\Z)", re.IGNORECASE)
GAP = "_____"


class Unclear(Exception):  # noqa: N818 (an answer of the file, not a fault of ours)
    """The answers cannot be read; says why."""


@dataclass
class Answer:
    """One answer: ``right`` by its sign, its weight where it says one (a share of 1), its text and feedback."""

    right: bool
    weight: float | None
    text: str
    feedback: str


def question_of(block: Block, words: Words) -> Question:
    """The question of a block that has answers. Raises Unclear, Invalid."""
    inside, general = _general(block.answers or "")
    common = {
        "prompt": words(_prompt(block), block.format),
        "feedback": words(plain(general), block.format),
        "source": block.title[:500],
    }
    kind, values = _read(inside, block.format, words)
    try:
        return question(kind, common | values)
    except Invalid as refusal:
        raise Unclear("; ".join(refusal.fields.values()) or refusal.message) from None


def _prompt(block: Block) -> str:
    """The text; an answer in the middle of it is a gap."""
    after = block.after
    if not after or (re.fullmatch(r"[.\s]*", after) and block.before.endswith(("?", ".", "!", ":"))):
        return plain(block.before)
    glue = "" if after[0] in ".,;:!?)»" else " "
    return plain(f"{block.before} {GAP}{glue}{after}")


def _read(inside: str, form: str, words: Words) -> tuple[str, dict[str, Any]]:
    """The kind of the question, and what is its own."""
    if not inside.strip():
        return "open", {}
    if found := _TRUTH.match(inside):
        return "truth", _truth(found[1], inside[found.end() :], form, words)
    if inside.lstrip().startswith("#"):
        return "numeric", {"accepted": _numbers(inside.lstrip()[1:], form, words)}
    answers = _answers(inside)
    if not answers:
        raise Unclear(_("its answers begin with none of = ~ # T F"))
    if all(one.right for one in answers) and any("->" in one.text for one in answers):
        return "matching", _matching(answers, form, words)
    if all(one.right for one in answers):
        return "text", {"accepted": [_accepted(one, form, words) for one in answers if one.text.strip()]}
    return "choice", _choice(answers, form, words)


def _truth(said: str, rest: str, form: str, words: Words) -> dict[str, Any]:
    """After the answer: what to say to who was wrong, then to who was right."""
    wrong, right, *_more = [*_split(rest.partition("#")[2], "#"), "", ""]
    true = said.upper().startswith("T")
    for_true, for_false = (right, wrong) if true else (wrong, right)
    return {"right": true, "if_true": words(plain(for_true), form), "if_false": words(plain(for_false), form)}


def _choice(answers: list[Answer], form: str, words: Words) -> dict[str, Any]:
    # As Moodle reads it: without any "=", several may be chosen.
    several = not any(one.right for one in answers)
    weights = [one.weight if one.weight is not None else float(one.right) for one in answers]
    credits = shares(weights) if several else [min(1.0, max(-1.0, weight)) for weight in weights]
    if max(credits) <= 0:
        raise Unclear(_("none of its answers is right"))
    choices = [
        {
            "text": _words(one.text, form, words),
            "credit": credit,
            "feedback": words(plain(one.feedback), form),
        }
        for one, credit in zip(answers, credits, strict=True)
    ]
    return {"choices": choices, "several": several}


def _matching(answers: list[Answer], form: str, words: Words) -> dict[str, Any]:
    pairs, decoys = [], []
    for one in answers:
        left, arrow, right = one.text.partition("->")
        if not arrow or not right.strip():
            raise Unclear(_("“%(answer)s” has no “->” to what goes with it") % {"answer": one.text.strip()})
        if left := _words(left, form, words):
            pairs.append({"left": left, "right": _words(right, form, words)})
        else:
            decoys.append(_words(right, form, words))
    return {"pairs": pairs, "decoys": decoys}


def _accepted(one: Answer, form: str, words: Words) -> dict[str, Any]:
    credit = 1.0 if one.weight is None else min(1.0, max(0.0, one.weight))
    return {
        "text": plain(_FORMAT.sub("", one.text, count=1)).strip(),
        "credit": credit,
        "feedback": words(plain(one.feedback), form),
    }


def _numbers(inside: str, form: str, words: Words) -> list[dict[str, Any]]:
    answers = _answers(inside) or [_answer(True, inside)]
    # An answer without a number catches all the others, to tell them something.
    numbers = [one for one in answers if one.text.strip() not in ("", "*")]
    if not numbers:
        raise Unclear(_("it asks for a number and gives none"))
    return [
        around(plain(one.text)) | {
            "credit": min(1.0, max(0.0, one.weight)) if one.weight is not None else float(one.right),
            "feedback": words(plain(one.feedback), form),
        }
        for one in numbers
    ]  # fmt: skip


def around(text: str) -> dict[str, float]:
    """``1822:5`` or ``1817..1827`` as a value with its tolerance. Raises Unclear."""
    low, dots, high = text.partition("..")
    if dots:
        ends = [number_of(low), number_of(high)]
        if None not in ends:
            first, last = sorted(end for end in ends if end is not None)
            # Halves of decimal numbers, without what binary ones add to them.
            return {
                "value": float(f"{(first + last) / 2:.12g}"),
                "tolerance": float(f"{(last - first) / 2:.12g}"),
            }
    else:
        said, colon, give = text.partition(":")
        value, tolerance = number_of(said), number_of(give) if colon and give.strip() else 0.0
        if value is not None and tolerance is not None:
            return {"value": value, "tolerance": abs(tolerance)}
    raise Unclear(_("“%(answer)s” is no number") % {"answer": text.strip()})


def _answers(inside: str) -> list[Answer]:
    """The answers, each from its ``=`` or ``~`` to the next."""
    marks = [at for at in unescaped("=~", inside) if not _in_tag(inside, at)]
    return [_answer(inside[at] == "=", inside[at + 1 : end]) for at, end in pairwise([*marks, len(inside)])]


def _answer(right: bool, text: str) -> Answer:
    weight = None
    if found := _WEIGHT.match(text):
        weight, text = float(found[1].replace(",", ".")) / 100, text[found.end() :]
    text, *feedback = _split(text, "#")
    return Answer(right, weight, text, "#".join(feedback).strip())


def _in_tag(text: str, at: int) -> bool:
    """An attribute whose ``=`` was not escaped: ``<img src="plan.png">``."""
    return text[at] == "=" and text[at - 1 : at].isalpha() and text[at + 1 : at + 2] in ("'", '"')


def _general(inside: str) -> tuple[str, str]:
    """The answers, and what is said to everyone at the end."""
    at = next((at for at in unescaped("#", inside) if inside.startswith("####", at)), -1)
    return (inside, "") if at < 0 else (inside[:at], inside[at + 4 :].strip())


def _split(text: str, mark: str) -> list[str]:
    places = [-1, *unescaped(mark, text), len(text)]
    return [text[start + 1 : end] for start, end in pairwise(places)]


def _words(text: str, form: str, words: Words) -> str:
    """A text that may say its own format."""
    if found := _FORMAT.match(text):
        form, text = found[1].lower(), text[found.end() :]
    return words(plain(text).strip(), form)
