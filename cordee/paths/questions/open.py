"""An answer that a person reads."""

from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _

from cordee.paths.contents import Words
from cordee.paths.questions.contract import Grade, Question


class OpenQuestion(Question):
    """A text of some length, graded by a person. ``guide`` is what who grades it looks for. Answer: a text."""

    name = "open"
    label = _("Open answer")

    guide: Words = ""
    longest: int = 10_000  # characters

    def asked(self, shown: dict[str, Any], chance: Random) -> dict[str, Any]:
        """How long it may be."""
        return {"longest": self.longest}

    def graded(self, shown: dict[str, Any], answer: Any, chance: Random) -> Grade:
        """Nothing was written: nothing to read. Else a person says."""
        return Grade(None if isinstance(answer, str) and answer.strip() else 0.0)
