"""Questions in Markdown: fenced blocks of YAML, JSON, GIFT or ticked lists, and what components are given."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.paths.questions import KINDS, Question, question
from cordee.studio import yamls
from cordee.studio.course import Asked
from cordee.studio.importers.credits import shares
from cordee.studio.importers.gift.answers import Unclear, question_of
from cordee.studio.importers.gift.splitting import blocks

Translate = Callable[[str], str]  # Markdown of theirs as Markdown of ours

FENCES = re.compile(r"\{?(?:quiz|gift|question|questions|qcm|exercise-quiz)\b[^`]*\Z", re.IGNORECASE)
_TICKED = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+[\[(](?P<mark>[ xX✓])[\])]\s+(?P<text>.*)$")
_PROMPTS = ("prompt", "question", "text", "title", "stem", "enonce", "énoncé")
_CHOICES = ("choices", "answers", "options", "items", "reponses", "réponses")
_TEXTS = ("text", "answer", "label", "choice", "option", "content", "title", "reponse")
_RIGHT = ("correct", "isCorrect", "is_correct", "right", "isRight", "valid", "juste", "correcte")
_FEEDBACK = ("explain", "explanation", "feedback", "rationale", "reason", "comment", "explication")
_NUMBER = re.compile(r"^\s*(?:#{1,6}\s+)?(?:question\s+)?\d+\s*[.):]\s+", re.IGNORECASE)


class NoQuestion(Exception):  # noqa: N818 (an answer, not a fault)
    """What stands there is no question: why, and the source."""

    def __init__(self, why: str, source: str = "") -> None:
        super().__init__(why)
        self.why, self.source = why, source


def key_of(*said: str) -> str:
    """The same for the same question."""
    return hashlib.sha256("\0".join(said).encode()).hexdigest()[:24]


def of_block(source: str, translate: Translate, where: str) -> Iterator[Asked | NoQuestion]:
    """The questions of a fenced block; what is none comes as the reason."""
    said = _structured(source)
    if said is not None:
        for one in said if isinstance(said, list) else said.get("questions", [said]):
            try:
                made = of_values(one, translate) if isinstance(one, dict) else None
                if made is None:
                    raise NoQuestion(_("it has no choices"))
                yield Asked(made, str(one.get("key") or key_of(where, made.prompt)))
            except NoQuestion as reason:
                yield NoQuestion(reason.why, yamls.dump(one))
        return
    if _TICKED.search(source) or any(_TICKED.match(line) for line in source.split("\n")):
        yield from of_ticks(source, translate, where)
        return
    for block in blocks(source):
        try:
            if block.answers is None:
                raise NoQuestion(_("“%(text)s” has no answers") % {"text": block.before[:60]})
            made = question_of(block, lambda text, form: translate(text))
            yield Asked(made, key_of(where, block.title or block.before))
        except (Unclear, NoQuestion) as reason:
            yield NoQuestion(str(reason), block.raw)


def of_values(said: dict[str, Any], translate: Translate, prompt: str = "") -> Question:
    """A question of what it says: of our own form, or of one of the forms that others use. Raises NoQuestion."""
    if said.get("kind") in KINDS:
        values = {name: value for name, value in said.items() if name not in ("kind", "key")}
        return _checked(str(said["kind"]), values)
    choices = _first(said, _CHOICES)
    told = _first(said, _PROMPTS)
    asked = prompt if not isinstance(told, str) or not told.strip() else translate(told)
    feedback = translate(_word(_first(said, _FEEDBACK)))
    if isinstance(choices, dict):
        choices = [{"text": text, "correct": right} for text, right in choices.items()]
    if not isinstance(choices, list) or not choices:
        return _without_choices(said, asked, feedback)
    right = said.get("correct", said.get("answer", said.get("correctAnswer", said.get("solution"))))
    made = [_choice(one, at, right, translate) for at, one in enumerate(choices)]
    count = sum(1 for one in made if one["right"])
    several = (
        count > 1 or said.get("multiple") is True or said.get("type") in ("multiple", "multi", "checkbox")
    )
    return _choices(asked, made, several=several, feedback=feedback)


def of_ticks(source: str, translate: Translate, where: str) -> Iterator[Asked | NoQuestion]:
    """Questions as texts, each followed by a list in which what is right is ticked."""
    text: list[str] = []
    ticked: list[dict[str, Any]] = []
    for line in [*source.split("\n"), None]:
        found = _TICKED.match(line) if line is not None else None
        if found:
            ticked.append({"text": translate(found["text"]), "right": found["mark"] != " ", "feedback": ""})
        elif line is not None and ticked and line.strip() and line[:1] in (" ", "\t", ">"):
            # What stands below a choice, or is quoted after it, is said to who chose it.
            said = line.strip().lstrip("> ").strip()
            ticked[-1]["feedback"] = f"{ticked[-1]['feedback']}\n{translate(said)}".strip()
        elif line is None or line.strip():
            if ticked:
                yield _of_ticks(text, ticked, translate, where)
                text, ticked = [], []
            if line is not None and line.strip() != "---":
                text.append(line)
        elif text and not ticked:
            text.append("")


def _of_ticks(
    text: list[str], ticked: list[dict[str, Any]], translate: Translate, where: str
) -> Asked | NoQuestion:
    prompt = translate(plain_heading("\n".join(text).strip()))
    try:
        made = _choices(prompt, ticked, several=sum(1 for one in ticked if one["right"]) > 1)
        return Asked(made, key_of(where, prompt))
    except NoQuestion as reason:
        return NoQuestion(reason.why, "\n".join([*text, *(f"- {one['text']}" for one in ticked)]))


def plain_heading(text: str) -> str:
    """A question without its number and the marks of its heading: ``### 3. What is …`` is ``What is …``."""
    first, line_end, rest = text.partition("\n")
    bare = re.sub(r"^#{1,6}\s+", "", _NUMBER.sub("", first))
    return f"{bare}{line_end}{rest}".strip()


def _choices(prompt: str, made: list[dict[str, Any]], *, several: bool, feedback: str = "") -> Question:
    right = sum(1 for one in made if one["right"])
    if not right:
        raise NoQuestion(_("none of its answers is right"))
    # With several right ones, each wrong one costs as much as a right one is worth.
    weights = [(1 / right if one["right"] else -1 / right if several else 0.0) for one in made]
    credits = shares(weights) if several else [float(one["right"]) for one in made]
    choices = [
        {"text": one["text"], "credit": credit, "feedback": one["feedback"]}
        for one, credit in zip(made, credits, strict=True)
    ]
    return _checked(
        "choice", {"prompt": prompt, "choices": choices, "several": several, "feedback": feedback}
    )


def _choice(one: Any, at: int, right: Any, translate: Translate) -> dict[str, Any]:
    if not isinstance(one, dict):
        return {"text": translate(_word(one)), "right": _is_right(at, _word(one), right), "feedback": ""}
    text = _word(_first(one, _TEXTS))
    said = _first(one, _RIGHT)
    return {
        "text": translate(text),
        "right": said in (True, "true", "True", 1, "1", "x")
        if said is not None
        else _is_right(at, text, right),
        "feedback": translate(_word(_first(one, _FEEDBACK))),
    }


def _is_right(at: int, text: str, right: Any) -> bool:
    """``right`` names a choice by its place, its letter or its text, or several in a list."""
    if isinstance(right, list):
        return any(_is_right(at, text, one) for one in right)
    if isinstance(right, bool) or right is None:
        return False
    if isinstance(right, int):
        return at == right
    said = str(right).strip()
    return said == text.strip() or (len(said) == 1 and said.isalpha() and ord(said.lower()) - ord("a") == at)


def _without_choices(said: dict[str, Any], prompt: str, feedback: str) -> Question:
    """True or false, a text or a number; else an open answer."""
    answer = said.get("answer", said.get("correct", said.get("solution")))
    common = {"prompt": prompt, "feedback": feedback}
    if not prompt.strip():
        raise NoQuestion(_("it has no choices"))
    if isinstance(answer, bool):
        return _checked("truth", common | {"right": answer})
    if isinstance(answer, int | float):
        return _checked(
            "numeric", common | {"accepted": [{"value": answer, "tolerance": said.get("tolerance", 0)}]}
        )
    if isinstance(answer, str | list) and answer:
        accepted = [{"text": _word(one)} for one in (answer if isinstance(answer, list) else [answer])]
        return _checked("text", common | {"accepted": accepted})
    return _checked("open", common)


def _checked(kind: str, values: dict[str, Any]) -> Question:
    try:
        return question(kind, values)
    except Invalid as refusal:
        told = "; ".join(f"{field}: {why}" for field, why in refusal.fields.items())
        raise NoQuestion(told or refusal.message) from None


def _structured(source: str) -> Any:
    """The block as YAML or JSON, where it is; else None."""
    try:
        said = json.loads(source) if source.lstrip()[:1] in ("{", "[") else yamls.load(source)
    except (ValueError, RecursionError):
        return None
    known = {"kind", *_CHOICES, *_PROMPTS, "questions"}
    listed = said if isinstance(said, list) else [said]
    return said if listed and all(isinstance(one, dict) and known & one.keys() for one in listed) else None


def _first(said: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((said[name] for name in names if name in said and said[name] is not None), None)


def _word(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) else ""
