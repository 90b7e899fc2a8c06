"""The kinds of evidence: what each shows, and which indicators of Qualiopi (RNQ) it serves. Rooms may register more."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Kind:
    """A kind: its name in the ledger, its words, what it shows, the indicators that it serves; do people bring it?"""

    name: str
    label: Words
    shows: Words
    indicators: tuple[int, ...]
    by_hand: bool = False


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known; a room does it when it is ready. One that is registered again is replaced."""
    _kinds.update({kind.name: kind for kind in kinds})


def known() -> list[Kind]:
    """All kinds, in the order in which they came."""
    return list(_kinds.values())


def kind_of(name: str) -> Kind:
    """The kind of that name; one that is not known any more is told by its name."""
    return _kinds.get(name) or Kind(name, name, "", ())


def for_indicator(number: int) -> list[Kind]:
    """The kinds that serve an indicator."""
    return [kind for kind in _kinds.values() if number in kind.indicators]


def by_hand() -> list[Kind]:
    """What people bring themselves."""
    return [kind for kind in _kinds.values() if kind.by_hand]


register(
    Kind("enrolment", _("Entry into a path"), _("Who began, and when."), (2,)),
    Kind("withdrawal", _("Departure before the end"), _("Who stopped, and when."), (2, 12)),
    Kind("completion", _("Path completed"), _("All that is required was done."), (2, 11)),
    Kind("certificate", _("Certificate"), _("What was given at the end, or taken back."), (2, 11)),
    Kind("programme", _("Programme of a path"), _("Objectives and contents as published, by version."), (5, 6)),
    Kind("need", _("Need"), _("What a learner or their company asked for."), (4,), by_hand=True),
    Kind("positioning", _("Positioning"), _("What somebody knew when they began."), (8,)),
    Kind("welcome", _("Terms of the course"), _("Charter or terms that a learner accepted."), (9,)),
    Kind("adaptation", _("Adaptation"), _("The course was fitted to somebody."), (10,), by_hand=True),
    Kind("follow-up", _("Follow-up"), _("A call, a meeting, a note of a trainer."), (10, 12), by_hand=True),
    Kind("assistance", _("Assistance"), _("A learner was answered, and how soon (D.6313-3-1)."), (10, 18)),
    Kind("evaluation", _("Evaluation"), _("A quiz, or a work that somebody judged."), (11,)),
    Kind("work", _("Work"), _("What a learner made and handed in."), (11,)),
    Kind("practice", _("Practice at work"), _("A mission at the workplace, and what one made of it."), (11, 28)),
    Kind("attendance", _("Attendance"), _("Half-days, signed or noted, and their corrections."), (12,)),
    Kind("step", _("Step done"), _("A step of the path, with the time spent."), (12,)),
    Kind("reminder", _("Word to somebody who had gone quiet"), _("Drop-out was seen, and acted upon."), (12,)),
    Kind("team", _("Roles"), _("Who leads, tutors or writes, since when."), (17, 18)),
    Kind("resource", _("Resource used"), _("A content that was gone through, with the time spent."), (19,)),
    Kind("competence", _("Competence of a trainer"), _("Titles, experience, training."), (21, 22), by_hand=True),
    Kind("watch", _("Watch"), _("What changed in law or trade, and what was done."), (23, 24, 25), by_hand=True),
    Kind("disability", _("Disability"), _("What was arranged, and with whom."), (26,), by_hand=True),
    Kind("appreciation", _("Appreciation"), _("What learners, companies, funders or teams say."), (30,), by_hand=True),
    Kind("complaint", _("Complaint or incident"), _("What went wrong, and what was answered."), (31,), by_hand=True),
    Kind("action", _("Improvement"), _("What was changed, and with what effect."), (32,), by_hand=True),
)  # fmt: skip
