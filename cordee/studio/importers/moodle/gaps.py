"""Moodle's texts with gaps: embedded answers, and words to drag or choose."""

import re
from typing import Any

from django.utils.translation import gettext as _

from cordee.studio.importers.moodle.questions import NoCounterpart, Values, accepted_text, around, bare
from cordee.studio.importers.moodle.texts import GAP, with_gaps
from cordee.studio.importers.moodle.told import Answer, Text, Told

# {1:SHORTANSWER:=right#well done~%50%half~wrong}
_EMBEDDED = re.compile(r"\{(?P<weight>\d*):(?P<kind>[A-Za-z_]+):(?P<answers>(?:\\.|[^}\\])*)\}", re.DOTALL)
_KINDS = {
    "SHORTANSWER": "text", "SA": "text", "MW": "text", "SHORTANSWER_C": "exact", "SAC": "exact", "MWC": "exact",
    "NUMERICAL": "number", "NM": "number",
}  # fmt: skip
_SHARE = re.compile(r"\s*(?:%(?P<percent>-?\d+(?:[.,]\d+)?)%|(?P<right>=))?", re.DOTALL)
_PLACE = re.compile(r"\[\[(\d+)\]\]")
_PRE = re.compile(r"<pre\b[^>]*>(.*?)</pre>", re.DOTALL | re.IGNORECASE)
_PART = re.compile(r"\{#(\d+)\}")


def embedded(told: Told) -> Values:
    """A text whose gaps are written in it, or are questions of their own."""
    gaps: list[dict[str, Any]] = []

    def gap(found: re.Match[str]) -> str:
        gaps.append(_written(found, told))
        return GAP.format(len(gaps))

    def part(found: re.Match[str]) -> str:
        at = int(found[1])
        if not 0 < at <= len(told.parts):
            raise NoCounterpart(_("the answers of one of its gaps are missing"))
        gaps.append(_of_part(told.parts[at - 1]))
        return GAP.format(len(gaps))

    text = _PART.sub(part, told.text.text) if told.parts else _EMBEDDED.sub(gap, told.text.text)
    return _cloze(told, text, gaps)


def dragged(told: Told) -> Values:
    """Words that are dragged to their places, or chosen from lists: each gap offers those of its group."""
    gaps: list[dict[str, Any]] = []

    def gap(found: re.Match[str]) -> str:
        right = int(found[1]) - 1
        if not 0 <= right < len(told.answers):
            raise NoCounterpart(_("the answers of one of its gaps are missing"))
        group = told.answers[right].group
        options = [
            {"text": bare(one.text.text), "credit": float(at == right)}
            for at, one in enumerate(told.answers)
            if one.group == group
        ]
        gaps.append({"type": "choice", "options": options})
        return GAP.format(len(gaps))

    return _cloze(told, _PLACE.sub(gap, told.text.text), gaps)


def filled(told: Told) -> Values:
    """The "gapfill" plug-in: words between brackets are gaps, ``|`` stands between those that are accepted."""
    marks = told.options.get("delimitchars") or "[]"
    opened, closed = marks[0], marks[-1]
    gaps: list[dict[str, Any]] = []

    def gap(found: re.Match[str]) -> str:
        accepted = [{"text": bare(one)} for one in found[1].split("|") if bare(one)]
        gaps.append({"type": "text", "accepted": accepted})
        return GAP.format(len(gaps))

    pattern = rf"{re.escape(opened)}([^{re.escape(opened + closed)}<>]+){re.escape(closed)}"
    return _cloze(told, re.sub(pattern, gap, told.text.text), gaps)


def _cloze(told: Told, text: str, gaps: list[dict[str, Any]]) -> Values:
    if not gaps:
        raise NoCounterpart(_("it has no gap that can be read"))
    # A gap cannot stand in a block of code.
    text = _PRE.sub(lambda found: f"<p>{found[1].strip().replace(chr(10), '<br>')}</p>", text)
    prompt = with_gaps(told.words(Text(text, told.text.form)))
    return "cloze", {"prompt": prompt, "gaps": gaps}, ""


def _written(found: re.Match[str], told: Told) -> dict[str, Any]:
    answers = [_answer(one) for one in re.split(r"(?<!\\)~", found["answers"]) if one.strip()]
    kind = found["kind"].upper()
    weight = float(found["weight"] or 1)
    if kind in _KINDS:
        return _gap(_KINDS[kind], answers, weight, told)
    if kind.startswith(("MULTI", "MC", "MR")):
        return _gap("choice", answers, weight, told)
    raise NoCounterpart(_("a gap of the kind “%(kind)s” has no counterpart here") % {"kind": kind})


def _of_part(part: Told) -> dict[str, Any]:
    kind = {"multichoice": "choice", "numerical": "number", "shortanswer": "text"}.get(part.kind)
    if kind is None:
        raise NoCounterpart(_("a gap of the kind “%(kind)s” has no counterpart here") % {"kind": part.kind})
    exact = kind == "text" and part.flag("usecase")
    return _gap("exact" if exact else kind, part.answers, part.points, part)


def _gap(kind: str, answers: list[Answer], weight: float, told: Told) -> dict[str, Any]:
    if kind == "choice":
        options = [
            {
                "text": bare(one.text.text)[:500],
                "credit": min(1.0, max(0.0, one.share)),
                "feedback": bare(one.feedback.text)[:500],
            }
            for one in answers
        ]
        return {"type": "choice", "options": options, "weight": weight}
    answers = [one for one in answers if one.text.text.strip() not in ("", "*")]
    if kind == "number":
        return {"type": "numeric", "accepted": [around(one, told) for one in answers], "weight": weight}
    accepted = [accepted_text(one, told) for one in answers]
    return {"type": "text", "accepted": accepted, "exact_case": kind == "exact", "weight": weight}


def _answer(written: str) -> Answer:
    found = _SHARE.match(written)
    assert found  # it may match nothing
    percent = found["percent"]
    share = float(percent.replace(",", ".")) / 100 if percent else float(bool(found["right"]))
    text, _hash, feedback = _parted(written[found.end() :])
    value, colon, tolerance = text.partition(":")
    numeric = bool(colon) and bool(re.fullmatch(r"\s*[-+]?[\d.,]+(?:[eE][-+]?\d+)?\s*", value))
    return Answer(
        Text(value if numeric else text), share, Text(feedback), tolerance=tolerance if numeric else ""
    )


def _parted(written: str) -> tuple[str, str, str]:
    """The answer and its feedback, without the backslashes before what else has a meaning."""
    parts = re.split(r"(?<!\\)#", written, maxsplit=1)
    bare_parts = [re.sub(r"\\([}#~/\"\\])", r"\1", part) for part in parts]
    return bare_parts[0], "#", bare_parts[1] if len(parts) > 1 else ""
