"""The indicators as tables to take away."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from cordee.evidence.qualiopi.indicators import ABSENT, CRITERIA
from cordee.evidence.qualiopi.section import Section
from cordee.sheets import Column, Sheet


def sheets_of(sections: Sequence[Section], title: str) -> list[Sheet]:
    """What is there in one table, what is missing in another."""
    head = [Column("indicator", _("Indicator"), "whole"), Column("criterion", _("Criterion"))]
    there = [
        (
            one.indicator.number,
            str(CRITERIA[one.indicator.criterion]),
            shown.label,
            shown.count,
            shown.last,
            shown.words,
        )
        for one in sections
        for shown in one.shown
    ]
    lacking = [
        (one.indicator.number, str(CRITERIA[one.indicator.criterion]), lack.sentence, lack.act)
        for one in sections
        for lack in one.lacks
    ]
    columns = [
        *head,
        Column("piece", _("What is there")),
        Column("count", _("How many"), "whole"),
        Column("last", _("Last"), "instant"),
        Column("words", _("In words")),
    ]
    return [
        Sheet("pieces", title, columns, there, [silent(), *_beyond(sections)]),
        Sheet(
            "missing",
            _("What is missing"),
            [*head, Column("missing", _("Missing")), Column("act", _("What to do"))],
            lacking,
        ),
    ]


def silent() -> str:
    """The indicators of which nothing is held, said honestly."""
    return _("Indicators %(numbers)s: Cordée holds nothing for them; keep your proofs elsewhere.") % {
        "numbers": ", ".join(map(str, ABSENT))
    }


def _beyond(sections: Sequence[Section]) -> list[str]:
    return [f"{one.indicator.number}. {one.indicator.beyond}" for one in sections if one.indicator.beyond]
