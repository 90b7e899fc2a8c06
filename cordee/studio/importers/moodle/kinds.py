"""Which of Moodle's kinds of questions becomes which of ours."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from cordee.paths.questions import Question
from cordee.studio.course import Asset
from cordee.studio.importers.moodle import calculated, gaps, questions, spots
from cordee.studio.importers.moodle.questions import NoCounterpart, Values, checked
from cordee.studio.importers.moodle.told import Told

MAKERS: dict[str, Callable[[Told], Values]] = {
    "multichoice": questions.choice,
    "multichoiceset": questions.all_or_some,
    "oumultiresponse": questions.all_or_some,
    "truefalse": questions.truth,
    "shortanswer": questions.text,
    "numerical": questions.number,
    "match": questions.matching,
    "matching": questions.matching,
    "ddmatch": questions.matching,
    "ordering": questions.ordering,
    "essay": questions.essay,
    "essayautograde": questions.essay,
    "multianswer": gaps.embedded,
    "cloze": gaps.embedded,
    "ddwtos": gaps.dragged,
    "gapselect": gaps.dragged,
    "gapfill": gaps.filled,
    "calculated": calculated.calculated,
    "calculatedsimple": calculated.calculated,
    "calculatedmulti": calculated.calculated_choice,
}
ON_IMAGES = ("ddmarker", "ddimageortext")
WITHOUT_QUESTION = ("description",)
DRAWN = ("random",)


def made(told: Told, files: dict[str, Asset]) -> tuple[list[Question], str]:
    """The questions that one becomes (mostly one), and why it is not just as it was. Raises NoCounterpart."""
    if told.kind in ON_IMAGES:
        found, why = spots.spots(told, files)
    elif maker := MAKERS.get(told.kind):
        kind, values, why = maker(told)
        found = [checked(kind, told, values)]
    else:
        raise NoCounterpart(
            _("questions of the kind “%(kind)s” have no counterpart here") % {"kind": told.kind}
        )
    if told.whole_feedback:
        left_out = _("What it says to everyone who is right, or wrong, was left out.")
        why = f"{why} {left_out}".strip()
    return found, why
