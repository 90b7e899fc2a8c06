"""The sheet that informs employees and their council (in France, the CSE) before anything is measured.

It is made from the registers by which the software itself works (``people.views_of_data``, ``administration.retention``),
so it cannot say less than what there is.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.administration.retention import CLASSES, days_kept
from cordee.core.queries import organisation
from cordee.people.views_of_data import DataView, views
from cordee.sheets import Column, Sheet

# What the software holds to, whoever runs it.
RULES: tuple[str | Promise, ...] = (
    gettext_lazy("Figures without names count groups of five or more: under five, a figure says “too few”."),
    gettext_lazy(
        "What people write is in no figure and in no export of figures: only that they wrote, and when."
    ),
    gettext_lazy("Suggestions follow open rules and say why; a person decides."),
    gettext_lazy(
        "Where a view says “noted”, who opens it is written down, and those who may be in it read that."
    ),
    gettext_lazy("No emotion is read; no place, screen or keyboard is watched."),
    gettext_lazy(
        "Each person sees what is kept of them, takes all of it with them, corrects it, and may leave for good."
    ),
)


def named_words(view: DataView) -> str:
    """Whether people stand in a view by their name."""
    return _("by name") if view.named else _("in groups of five or more")


def noted_words(view: DataView) -> str:
    """Whether looking at it is written down."""
    return _("noted") if view.noted else _("not noted")


def kept_for() -> list[tuple[str, str, str]]:
    """Each class of data, what it holds, and for how long. The organisation is kept between calls."""
    chosen = days_kept(organisation().retention)
    return [(str(one.label), str(one.what), _days(chosen.get(one.name, one.days))) for one in CLASSES]


def sheets() -> list[Sheet]:
    """The same as tables, for paper and spreadsheets."""
    return [
        Sheet(
            "views",
            _("Views that are made of what people do"),
            [
                Column("view", _("View")),
                Column("made_of", _("Made of")),
                Column("seen_by", _("Seen by")),
                Column("people", _("People in it")),
                Column("looks", _("Who looks")),
            ],
            [
                (view.title, view.made_of, view.seen_by, named_words(view), noted_words(view))
                for view in views()
            ],
            [str(rule) for rule in RULES],
        ),
        Sheet(
            "kept",
            _("What is kept, and for how long"),
            [Column("class", _("Data")), Column("what", _("What it is")), Column("days", _("Kept for"))],
            kept_for(),
        ),
    ]


def _days(count: int | None) -> str:
    if count is None:
        return _("for ever")
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}
