"""Moodle's calculated questions: formulas over values drawn by chance. Here each is asked with its first values."""

import math
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from simpleeval import InvalidExpression, SimpleEval

from cordee.paths.questions.numeric import number_of
from cordee.studio.importers.moodle.questions import NoCounterpart, Values, choice, number
from cordee.studio.importers.moodle.told import Text, Told

_NAME = re.compile(r"\{([A-Za-z_]\w{0,40})\}")
_FORMULA = re.compile(r"\{=([^{}]*(?:\{\w+\}[^{}]*)*)\}")
_MATHS = """acos acosh asin asinh atan atan2 atanh ceil cos cosh exp expm1 floor fmod log10 log1p sin sinh sqrt
tan tanh"""
_FUNCTIONS: dict[str, Callable[..., float]] = {name: getattr(math, name) for name in _MATHS.split()} | {
    "abs": abs,
    "max": max,
    "min": min,
    "round": round,
    "pow": math.pow,
    "log": math.log,
    "deg2rad": math.radians,
    "rad2deg": math.degrees,
    "pi": lambda: math.pi,
    "bindec": lambda number: int(str(int(number)), 2),
    "octdec": lambda number: int(str(int(number)), 8),
    "decbin": lambda number: int(bin(int(number))[2:]),
    "decoct": lambda number: int(oct(int(number))[2:]),
}
_LONGEST = 2_000  # characters of a formula


def calculated(told: Told) -> Values:
    """A number to find."""
    answers = [
        replace(one, text=Text(_shown(_value(one.text.text, told))))
        for one in told.answers
        if one.text.text.strip() not in ("", "*")
    ]
    kind, values, _why = number(replace(_filled(told), answers=answers))
    return kind, _with_prompt(told, values), _why_fixed()


def calculated_choice(told: Told) -> Values:
    """Choices that hold formulas."""
    kind, values, _why = choice(_filled(told))
    return kind, _with_prompt(told, values), _why_fixed()


def _why_fixed() -> str:
    return _("Its values were drawn by chance: it is always asked with the first ones here.")


def _with_prompt(told: Told, values: dict[str, Any]) -> dict[str, Any]:
    filled = _filled(told)
    return values | {"prompt": filled.words(filled.text), "feedback": filled.words(filled.feedback)}


def _filled(told: Told) -> Told:
    """The question with its first values in its texts."""

    def fill(text: Text) -> Text:
        return Text(_NAME.sub(known, _FORMULA.sub(result, text.text)), text.form)

    def result(found: re.Match[str]) -> str:
        return _shown(_value(found[1], told))

    def known(found: re.Match[str]) -> str:
        values = told.values.get(found[1])
        return values[0] if values else found[0]

    answers = [replace(one, text=fill(one.text), feedback=fill(one.feedback)) for one in told.answers]
    return replace(told, text=fill(told.text), feedback=fill(told.feedback), answers=answers)


def _value(formula: str, told: Told) -> float:
    """What a formula is worth with the first values. Raises NoCounterpart."""
    names = {
        name: value
        for name, values in told.values.items()
        if values and (value := number_of(values[0])) is not None
    }
    plain = _NAME.sub(r"\1", formula.strip().lstrip("="))
    try:
        if len(plain) > _LONGEST:
            raise ValueError
        value = float(SimpleEval(functions=_FUNCTIONS, names=names | {"pi": math.pi}).eval(plain))
        if math.isfinite(value):
            return value
    except (InvalidExpression, ValueError, TypeError, ArithmeticError, SyntaxError, KeyError, RecursionError):
        pass
    raise NoCounterpart(_("its formula cannot be calculated: %(formula)s") % {"formula": formula[:100]})


def _shown(value: float) -> str:
    return f"{value:.10g}"
