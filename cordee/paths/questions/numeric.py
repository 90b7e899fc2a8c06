"""A number."""

import math
import re
from random import Random
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from cordee.paths.contents import Content, Line, Words
from cordee.paths.questions.contract import Grade, Question

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?")


class Around(Content):
    """A value, give or take ``tolerance``."""

    value: float = Field(allow_inf_nan=False)
    tolerance: float = Field(0.0, ge=0, allow_inf_nan=False)
    credit: float = Field(1.0, ge=0, le=1)
    feedback: Words = ""


class NumericQuestion(Question):
    """A number with a tolerance, as French or English write it. Answer: a text; ``unit`` may follow the number."""

    name = "numeric"
    label = _("Number")

    accepted: list[Around] = Field(min_length=1, max_length=100)
    unit: Line = ""

    def asked(self, shown: dict[str, Any], chance: Random) -> dict[str, Any]:
        """The unit."""
        return {"unit": self.unit}

    def graded(self, shown: dict[str, Any], answer: Any, chance: Random) -> Grade:
        """The best of the values that are near enough."""
        said = number_of(str(answer), self.unit)
        best, remark = 0.0, ""
        for at, one in enumerate(self.accepted):
            near = said is not None and abs(said - one.value) <= one.tolerance + 1e-9 * max(1, abs(one.value))
            if near and one.credit >= best:
                best, remark = one.credit, shown["accepted"][at]["feedback"]
        right = max(self.accepted, key=lambda one: one.credit)
        return Grade(best, (remark,) if remark else (), escape(f"{right.value:g} {self.unit}".strip()))


def number_of(text: str, unit: str = "") -> float | None:
    """The number in ``text``: comma or point, spaces between thousands; None where there is none."""
    written = re.sub(r"[\s\u202f\u00a0]", "", text)[:60].removesuffix(re.sub(r"\s", "", unit))
    if not _NUMBER.fullmatch(written):
        return None
    value = float(written.replace(",", "."))
    return value if math.isfinite(value) else None
