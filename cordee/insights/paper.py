"""A dashboard on paper: what its page says, in the same order, with how each figure is counted at the end."""

from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cordee.core.papers import drawn
from cordee.core.queries import organisation
from cordee.core.text import formats, typography
from cordee.insights import words
from cordee.insights.boards import Board
from cordee.insights.definitions import TOLD
from cordee.insights.drawing import columns, on_paper, sparkline, strip
from cordee.insights.figures import Figure

PAPER = Path(__file__).parent / "papers" / "board.typ"


def paper_of(board: Board) -> bytes:
    """The PDF of a dashboard of which something was counted, in the language and zone of now. Some 100 ms."""
    language, here = get_language() or "fr", organisation()
    told = sorted(board.told, key=lambda one: one.name != "participation")
    useful = board.figure("useful")
    record = {
        "language": language.partition("-")[0],
        "organisation": here.name,
        "made": formats.exact(timezone.now(), timezone.get_current_timezone(), language),
        "title": typography(board.subject.title)
        if board.subject.scope_id
        else _("How people learn from each other"),
        "window": _("28 days up to %(until)s") % {"until": formats.whole_day(board.until, language)}
        if board.until
        else "",
        "lead": _(
            "Each figure says what is counted, out of how many, over 28 days. Under five people, nothing is said."
        ),
        "figures": [_figure(one, board) for one in told],
        "formats_title": _("By format"),
        "formats_labels": [_("Format"), _("Found useful"), _("Interval"), _("People met")],
        "formats": _formats(useful) if useful in told else [],
        "untold_title": _("What is not told"),
        "untold": [
            {"reason": typography(reason), "titles": ", ".join(str(TOLD[one.name].title) for one in figures)}
            for reason, figures in words.by_reason(board.untold).items()
        ],
        "definitions_title": _("How each figure is counted"),
        "definitions_labels": [_("Figure"), _("What is counted"), _("Out of what"), _("How sure it is")],
        "definitions": [_defined(one) for one in told],
        "elsewhere": _("The same figures week by week are in the files for spreadsheets (CSV, XLSX)."),
    }
    return drawn(PAPER, record)


def _figure(one: Figure, board: Board) -> dict[str, Any]:
    now, sentence = one.now, words.sentence(one)
    year = board.year_before.get(one.name)
    before = " · ".join([words.compared(one), *([words.a_year_before(one, year)] if year else [])])
    asides = [aside for aside in (words.interval(one), before) if aside]
    drawing, key = "", ""
    if one.name == "spread" and now.known:
        if "columns" in now.detail:
            drawing = columns(now.detail["columns"], words.COLUMNS, words.columns_said(now))
    elif one.name == "balance" and now.known:
        drawing = strip(words.modes(now), sentence)
        key = " · ".join(f"{words.MODE_NAMES[name]} {words.share(share)}" for name, share in words.modes(now))
    else:
        drawing = sparkline(one, f"{sentence} {words.compared(one)}")
    return {
        "title": typography(str(TOLD[one.name].title)),
        "short": words.short(one) if now.known and one.name != "balance" else "",
        "sentence": typography(sentence),
        "asides": [typography(aside) for aside in asides],
        "drawing": on_paper(drawing),
        "alt": typography(f"{sentence} {words.compared(one)}"),
        "key": typography(key),
    }


def _formats(useful: Figure | None) -> list[list[str]]:
    """How useful each format was found; of fewer than five people nothing."""
    rows = words.by_format(useful.now) if useful else []
    return [[name, *(told or (_("too few"), "", ""))] for name, told in rows]


def _defined(one: Figure) -> list[str]:
    told = TOLD[one.name]
    version = _("version %(version)s") % {"version": told.version}
    return [
        typography(f"{told.title} ({version})"),
        typography(str(told.counted)),
        typography(str(told.of)),
        typography(f"{told.about}; {told.source}"),
    ]
