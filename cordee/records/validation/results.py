"""What came of it: score, success, completion, answer, duration."""

from typing import Any

from cordee.records.validation.values import (
    boolean,
    duration,
    extensions,
    is_object,
    number,
    refuse,
    text,
)

_CHECKS = {
    "success": boolean,
    "completion": boolean,
    "response": text,
    "duration": duration,
    "extensions": extensions,
}
_RESULT = {"score", *_CHECKS}
_SCORE = {"scaled", "raw", "min", "max"}


def result(value: Any, where: str) -> None:
    """The result of a statement."""
    is_object(value, where, _RESULT)
    for key, found in value.items():
        if key == "score":
            score(found, f"{where}.score")
        else:
            _CHECKS[key](found, f"{where}.{key}")


def score(value: Any, where: str) -> None:
    """A score whose numbers agree with each other (1.0.3 Data, 2.4.5.1)."""
    is_object(value, where, _SCORE)
    for key, found in value.items():
        number(found, f"{where}.{key}")
    if not -1 <= value.get("scaled", 0) <= 1:
        refuse(f"{where}.scaled", "must be between -1 and 1")
    least, most, raw = value.get("min"), value.get("max"), value.get("raw")
    if least is not None and most is not None and least >= most:
        refuse(where, "min must be less than max")
    if raw is not None and ((least is not None and raw < least) or (most is not None and raw > most)):
        refuse(f"{where}.raw", "must be between min and max")
