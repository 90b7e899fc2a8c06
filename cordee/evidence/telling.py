"""From an event of the journal to a piece of evidence: what the event alone says. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from cordee.evidence.events import EVIDENCE_ATTACHED
from cordee.improvement import events as improvement
from cordee.journal.models import Event
from cordee.paths import events as paths
from cordee.spaces import events as spaces
from cordee.workshops import events as workshops

WORD_SENT = "word.sent"  # of the cockpit, a door above this room
RESOURCES = ("page", "video", "file", "link", "package", "scorm", "xapi", "cmi5", "h5p")  # kinds of steps
PRACTICE = "mission"


@dataclass
class Draft:
    """A piece before it has its number: ``subject_id`` is who it is about; ``thing`` what it refers to, by kind."""

    event: Event
    kind: str
    thing: str
    author_id: UUID | None = None
    subject_id: UUID | None = None
    path_id: UUID | None = None
    cohort_id: UUID | None = None
    space_id: UUID | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    digest: str = ""
    enrolment_id: UUID | None = None
    object_id: UUID | None = None

    @property
    def at(self) -> datetime:
        """When it happened."""
        return self.event.at


@dataclass(frozen=True)
class Says:
    """How a verb is told: as which kind (or how to find it), what its object is, which facts of its data are kept."""

    kind: str | Callable[[dict[str, Any]], str]
    thing: str
    keep: tuple[str, ...] = ()
    about: str = "person"  # who it is about, in the data; without, it is about who acts
    of_somebody: bool = True
    alone: bool = False  # nobody is named, and no cohort: the staff may be what it is about


def _step(data: dict[str, Any]) -> str:
    if data.get("kind") == PRACTICE:
        return "practice"
    return "resource" if data.get("kind") in RESOURCES else "step"


def _work(data: dict[str, Any]) -> str:
    return "practice" if data.get("kind") == PRACTICE else "work"


def _attached(data: dict[str, Any]) -> str:
    return str(data["kind"])


_SHEET = ("workshop", "half", "present", "way")
_STEP = ("activity", "kind", "mode", "score")
SAYS: dict[str, Says] = {
    paths.ENROLLED: Says("enrolment", "enrolment"),
    paths.WITHDRAWN: Says("withdrawal", "enrolment"),
    paths.PATH_COMPLETED: Says("completion", "enrolment"),
    paths.CERTIFICATE_ISSUED: Says("certificate", "certificate", ("kind",)),
    paths.CERTIFICATE_REVOKED: Says("certificate", "certificate"),
    paths.PATH_PUBLISHED: Says("programme", "path", ("version",), of_somebody=False),
    paths.STEP_SKIPPED: Says("positioning", "activity", ("activity", "kind", "shown_by")),
    paths.STEP_TAKEN_UP: Says("adaptation", "activity", ("activity", "kind")),
    paths.VERSION_CHANGED: Says("adaptation", "enrolment", ("version",)),
    paths.DEADLINE_SET: Says("adaptation", "cohort", ("activity",)),
    paths.ATTEMPT_ENDED: Says("evaluation", "attempt", ("activity", "number", "score", "to_grade")),
    paths.ANSWER_GRADED: Says("evaluation", "attempt", ("activity",)),
    paths.WORK_JUDGED: Says("evaluation", "work", ("activity", "kind"), about="author"),
    paths.WORK_SENT: Says(_work, "work", ("activity", "kind", "again")),
    paths.WORK_REFLECTED: Says("practice", "work", ("activity",)),
    paths.STEP_DONE: Says(_step, "activity", _STEP),
    paths.STAFF_CHANGED: Says("team", "cohort", ("role", "now")),
    paths.AUTHOR_ADDED: Says("team", "path"),
    paths.AUTHOR_REMOVED: Says("team", "path"),
    workshops.ATTENDANCE_SIGNED: Says("attendance", "signature", _SHEET),
    workshops.ATTENDANCE_NOTED: Says("attendance", "signature", _SHEET),
    workshops.ATTENDANCE_CORRECTED: Says("attendance", "signature", _SHEET),
    workshops.SHEET_SIGNED: Says("attendance", "signature", _SHEET, of_somebody=False),
    spaces.CHARTER_ACCEPTED: Says("welcome", "charter", ("version",)),
    spaces.COMMENT_PUBLISHED: Says("assistance", "reply", about="post_author"),
    WORD_SENT: Says("reminder", "word", about="to"),
    improvement.ADAPTED: Says("adaptation", "adaptation"),
    improvement.ADAPTATION_ENDED: Says("adaptation", "adaptation"),
    improvement.CONCERN_RAISED: Says("complaint", "concern", ("kind",), of_somebody=False, alone=True),
    improvement.CONCERN_ANSWERED: Says("complaint", "concern", ("kind",), of_somebody=False, alone=True),
    improvement.CONCERN_CLOSED: Says("complaint", "concern", ("kind",), of_somebody=False, alone=True),
    improvement.MEASURE_DONE: Says(
        "action", "concern", ("kind", "works", "version"), of_somebody=False, alone=True
    ),
    improvement.WATCH_SET: Says("watch", "space", of_somebody=False),
    EVIDENCE_ATTACHED: Says(_attached, "attachment"),
}
# What needs a place in a cohort to be evidence: without one it is life in a space, and nobody's file.
IN_A_COHORT = (spaces.CHARTER_ACCEPTED, spaces.COMMENT_PUBLISHED, WORD_SENT)
# Whose object is a row of its own, named in the data.
NAMED = {"certificate": "certificate", "activity": "activity"}


def draft_of(event: Event) -> Draft | None:
    """What an event says as evidence; None where it says nothing. Somebody who answers themselves helps nobody."""
    says = SAYS.get(event.verb)
    if says is None:
        return None
    data = event.data
    named = data.get(says.about)
    if event.verb in (spaces.COMMENT_PUBLISHED, paths.DEADLINE_SET) and not named:
        return None
    subject = UUID(named) if named else event.actor_id
    if event.verb == EVIDENCE_ATTACHED and not named:
        subject = None
    if event.verb in (spaces.COMMENT_PUBLISHED, WORD_SENT) and subject == event.actor_id:
        return None
    path = data.get("path") or (event.object_id if says.thing == "path" else None)
    return Draft(
        event,
        says.kind if isinstance(says.kind, str) else says.kind(data),
        says.thing,
        author_id=None if says.alone else event.actor_id,
        subject_id=subject if says.of_somebody else None,
        path_id=UUID(str(path)) if path and not says.alone else None,
        cohort_id=None
        if says.alone
        else UUID(data["cohort"])
        if data.get("cohort")
        else _cohort(event, says),
        space_id=event.space_id,
        facts={
            name: _plain(name, value) for name in says.keep if (value := data.get(name)) not in (None, [])
        },
        object_id=UUID(str(data.get(NAMED.get(says.thing, ""), event.object_id))),
    )


def _cohort(event: Event, says: Says) -> UUID | None:
    return event.object_id if says.thing == "cohort" else None


def _plain(name: str, value: Any) -> Any:
    """A share (0 to 1) in whole percents: a fraction does not look the same in every writer's JSON."""
    return round(value * 100) if name == "score" else value
