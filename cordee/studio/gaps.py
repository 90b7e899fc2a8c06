"""The gaps of a text as an author writes them, a line an answer.

``ciel`` is accepted; ``50% bleu`` is worth half; in a list, ``* bleu`` is right; a number may have its tolerance:
``12,5 ± 0,5``.
"""

import re
from typing import Any

_SHARE = re.compile(r"(?P<share>\d{1,3}(?:[.,]\d+)?)\s?%\s+(?P<rest>.+)")
_AROUND = re.compile(r"(?P<value>[^±]+?)\s*(?:±\s*(?P<tolerance>.+))?")


def gap_written(gap: Any) -> dict[str, str]:
    """A gap (a content, what is stored of one, or None for a new one) as its lines."""
    values = gap.kept() if hasattr(gap, "kept") else (gap or {})
    kind = values.get("type", "text")
    if kind == "choice":
        lines = [_marked(one) for one in values.get("options", [])]
    elif kind == "numeric":
        lines = [_shared(_around(one), one.get("credit", 1.0)) for one in values.get("accepted", [])]
    else:
        lines = [_shared(one["text"], one.get("credit", 1.0)) for one in values.get("accepted", [])]
    return {"type": kind, "answers": "\n".join(lines)}


def gap_of(kind: str, answers: str) -> dict[str, Any]:
    """The gap that the lines say, to be checked by the question itself."""
    lines = [line.strip() for line in answers.splitlines() if line.strip()]
    if kind == "choice":
        return {"type": "choice", "options": [_option(line) for line in lines]}
    if kind == "numeric":
        return {"type": "numeric", "accepted": [_number(line) for line in lines]}
    return {
        "type": "text",
        "accepted": [dict(zip(("credit", "text"), _share(line), strict=True)) for line in lines],
    }


def _marked(option: dict[str, Any]) -> str:
    credit = option.get("credit", 0.0)
    return f"* {option['text']}" if credit == 1 else _shared(option["text"], credit, whole=0.0)


def _shared(text: str, credit: float, whole: float = 1.0) -> str:
    return text if credit == whole else f"{credit * 100:g}% {text}"


def _around(one: dict[str, Any]) -> str:
    value, tolerance = _plain(one["value"]), _plain(one.get("tolerance", 0))
    return value if tolerance == "0" else f"{value} ± {tolerance}"


def _plain(number: Any) -> str:
    """A number without its empty decimals; what somebody wrote that is none stays as it is."""
    try:
        return f"{float(number):g}"
    except ValueError:
        return str(number)


def _option(line: str) -> dict[str, Any]:
    if line.startswith("*"):
        return {"text": line[1:].strip(), "credit": 1.0}
    credit, text = _share(line, whole=0.0)
    return {"text": text, "credit": credit}


def _number(line: str) -> dict[str, Any]:
    credit, text = _share(line)
    found = _AROUND.fullmatch(text)
    value, tolerance = (found["value"], found["tolerance"] or "0") if found else (text, "0")
    return {
        "value": value.replace(",", ".").strip(),
        "tolerance": tolerance.replace(",", ".").strip(),
        "credit": credit,
    }


def _share(line: str, whole: float = 1.0) -> tuple[float, str]:
    found = _SHARE.fullmatch(line)
    return (float(found["share"].replace(",", ".")) / 100, found["rest"]) if found else (whole, line)
