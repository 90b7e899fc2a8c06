"""True or false."""

from random import Random
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cordee.paths.contents import Words
from cordee.paths.questions.contract import Grade, Question


class TruthQuestion(Question):
    """A sentence that is true or not. Answer: ``"true"`` or ``"false"``."""

    name = "truth"
    label = _("True or false")

    right: bool
    if_true: Words = ""  # feedback to who answered true
    if_false: Words = ""

    def asked(self, shown: dict[str, Any], chance: Random) -> dict[str, Any]:
        """Nothing but the prompt."""
        return {}

    def graded(self, shown: dict[str, Any], answer: Any, chance: Random) -> Grade:
        """All or nothing."""
        said = {"true": True, "false": False}.get(str(answer).lower())
        remark = "" if said is None else shown["if_true" if said else "if_false"]
        solution = gettext("True") if self.right else gettext("False")
        return Grade(float(said is self.right), (remark,) if remark else (), solution)
