"""Things that go together."""

from collections.abc import Mapping
from random import Random
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from cordee.paths.contents import Content, Words
from cordee.paths.questions.contract import Grade, Question, meant, mixed, parts


class Pair(Content):
    """``left`` is given, ``right`` is to be found."""

    left: Words
    right: Words


class MatchingQuestion(Question):
    """Pairs, with ``decoys`` among what can be chosen. Answer: for each left, the place of a right as shown."""

    name = "matching"
    label = _("Matching")

    pairs: list[Pair] = Field(min_length=1, max_length=50)
    decoys: list[Words] = []

    def asked(self, shown: dict[str, Any], chance: Random) -> dict[str, Any]:
        """The lefts as written; the rights mixed."""
        rights = _rights(shown)
        order = mixed(len(rights), chance)
        offered = [{"value": name, "text": rights[at]} for name, at in enumerate(order)]
        return {"lefts": [pair["left"] for pair in shown["pairs"]], "rights": offered}

    def said(self, name: str, lists: Mapping[str, list[str]]) -> list[str]:
        """What was chosen for each left."""
        return parts(name, len(self.pairs), lists)

    def graded(self, shown: dict[str, Any], answer: Any, chance: Random) -> Grade:
        """The share of pairs that were found."""
        rights = _rights(shown)
        order = mixed(len(rights), chance)
        given = answer if isinstance(answer, list) else []
        found = sum(
            [rights[at] for at in meant(one, order)] == [pair["right"]]
            for pair, one in zip(shown["pairs"], given, strict=False)
        )
        together = ((mark_safe(pair["left"]), mark_safe(pair["right"])) for pair in shown["pairs"])  # noqa: S308 (rendered by us)
        solution = format_html_join("", "<div>{} → {}</div>", together)
        return Grade(round(found / len(self.pairs), 6), (), str(solution))


def _rights(shown: dict[str, Any]) -> list[str]:
    """What can be chosen, each text once."""
    return list(dict.fromkeys([*(pair["right"] for pair in shown["pairs"]), *shown["decoys"]]))
