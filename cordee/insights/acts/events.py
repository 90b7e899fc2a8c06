"""Which event of the journal is which act. An event that is no act of learning (settings, roles, mail) becomes none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from uuid import UUID, uuid5

from cordee.insights.acts.around import Around, uuid_of
from cordee.insights.models.acts import Act, Kind, Mode, Source
from cordee.journal.models import Event
from cordee.paths import events as paths
from cordee.spaces import events as spaces
from cordee.spaces.models import Post, Reaction
from cordee.workshops import events as workshops

ITSELF = "itself"


@dataclass(frozen=True, slots=True)
class Says:
    """The kind and the mode of an act, and which fact of the event names what.

    ``about``: its object, if not the event's own. ``thread``, ``toward``: see ``Act``. ``learner``: who did it stands in
    the facts as ``person`` where somebody else noted it.
    """

    kind: Kind
    mode: Mode
    about: str = ""
    thread: str = ""
    toward: str = ""
    learner: bool = False


_STEP_BEGUN = Says(Kind.OTHER, Mode.FORMAL, about="activity", learner=True)
_CARE = Says(Kind.OTHER, Mode.SOCIAL, thread=ITSELF)  # a contribution is brought up to date, or confirmed
SAYS: Mapping[str, Says] = {
    spaces.POST_READ: Says(Kind.READ, Mode.SOCIAL, thread=ITSELF, toward="author"),
    spaces.POST_PUBLISHED: Says(Kind.CONTRIBUTE, Mode.SOCIAL, thread=ITSELF),
    spaces.COMMENT_PUBLISHED: Says(Kind.REPLY, Mode.SOCIAL, thread="post", toward="post_author"),
    spaces.REACTION_GIVEN: Says(Kind.REACT, Mode.SOCIAL, thread="post", toward="receiver"),
    spaces.ANSWER_ACCEPTED: Says(Kind.ACCEPT, Mode.SOCIAL, thread=ITSELF, toward="answerer"),
    spaces.POLL_VOTED: Says(Kind.VOTE, Mode.SOCIAL, thread=ITSELF),
    spaces.POST_EDITED: _CARE,
    spaces.PRACTICE_OFFERED: _CARE,
    spaces.PRACTICE_AGREED: _CARE,
    spaces.PRACTICE_VERIFIED: _CARE,
    spaces.SPACE_JOINED: Says(Kind.JOIN, Mode.SOCIAL),
    paths.ENROLLED: Says(Kind.JOIN, Mode.FORMAL, about="cohort", learner=True),
    paths.STEP_OPENED: _STEP_BEGUN,
    paths.STEP_DONE: Says(Kind.STEP, Mode.FORMAL, about="activity", learner=True),
    paths.ATTEMPT_ENDED: Says(Kind.OTHER, Mode.FORMAL, thread="activity", learner=True),
    paths.PATH_COMPLETED: Says(Kind.OTHER, Mode.FORMAL, about="path", learner=True),
    paths.WORK_SENT: Says(Kind.WORK, Mode.PRACTICE, thread="activity", learner=True),
    paths.WORK_JUDGED: Says(Kind.JUDGE, Mode.SOCIAL, thread="activity", toward="author"),
    paths.ANSWER_GRADED: Says(Kind.JUDGE, Mode.FORMAL, thread="activity", toward="person"),
    workshops.ATTENDANCE_SIGNED: Says(Kind.ATTEND, Mode.FORMAL, thread="workshop", learner=True),
    workshops.ATTENDANCE_NOTED: Says(Kind.ATTEND, Mode.FORMAL, thread="workshop", learner=True),
    workshops.ATTENDANCE_CORRECTED: Says(Kind.ATTEND, Mode.FORMAL, thread="workshop", learner=True),
}
ATTENDANCE = frozenset(
    {workshops.ATTENDANCE_SIGNED, workshops.ATTENDANCE_NOTED, workshops.ATTENDANCE_CORRECTED}
)
# What was observed is said aloud like what is useful: whoever observed has reacted. To try and to adapt is to practise.
MEANINGS: Mapping[str, tuple[Kind, Mode]] = {
    Reaction.Meaning.USEFUL: (Kind.REACT, Mode.SOCIAL),
    Reaction.Meaning.OBSERVED: (Kind.REACT, Mode.SOCIAL),
    Reaction.Meaning.THANKS: (Kind.THANK, Mode.SOCIAL),
    Reaction.Meaning.TRIED: (Kind.TRY, Mode.PRACTICE),
    Reaction.Meaning.ADAPTED: (Kind.ADAPT, Mode.PRACTICE),
    Reaction.Meaning.TAUGHT: (Kind.TEACH, Mode.SOCIAL),
}


def act_of_event(event: Event, around: Around) -> Act | None:
    """The act that an event tells of, not saved; None where it tells of none, or of nobody's. Raises nothing."""
    says, data = SAYS.get(event.verb), event.data if isinstance(event.data, dict) else {}
    if says is None or not _counts(event.verb, data):
        return None
    person = around.readers.get(event.id) if event.verb == spaces.POST_READ else _who(event, says, data)
    if person is None:
        return None
    kind, mode = _kind(event.verb, says, data)
    path, cohort = uuid_of(data.get("path")), uuid_of(data.get("cohort"))
    if cohort is None and event.space_id is not None:
        path, cohort = around.cohorts.get(event.space_id, (path, None))
    toward = uuid_of(data.get(says.toward)) if says.toward else None
    return Act(
        id=event.id,
        at=event.at,
        day=event.at.astimezone(UTC).date(),
        person_id=person,
        kind=kind,
        mode=mode,
        space_id=event.space_id,
        path_id=path,
        cohort_id=cohort,
        unit_id=around.units.get(person),
        object_id=object_of(event.verb, event.object_id, event.space_id, data),
        thread_id=event.object_id if says.thread == ITSELF else uuid_of(data.get(says.thread)),
        toward_id=toward if toward != person else None,
        question=kind == Kind.CONTRIBUTE and data.get("kind") == Post.Kind.QUESTION,
        kept=event.space_id is not None and (event.space_id, person) in around.leads,
        source=Source.JOURNAL,
    )


def object_of(verb: str, object_id: UUID, space_id: UUID | None, data: Mapping[str, Any]) -> UUID | None:
    """To what the act was done. Of a session it is the half-day: a person is there once, whoever signs how often."""
    if verb in ATTENDANCE:
        workshop = uuid_of(data.get("workshop"))
        return uuid5(workshop, str(data.get("half", ""))) if workshop else object_id
    if verb == spaces.SPACE_JOINED:
        return space_id
    about = SAYS[verb].about
    return (uuid_of(data.get(about)) if about else None) or object_id


def _who(event: Event, says: Says, data: Mapping[str, Any]) -> UUID | None:
    if event.verb == spaces.SPACE_JOINED:
        return event.object_id
    named = uuid_of(data.get("person")) if says.learner else None
    if event.verb in ATTENDANCE:
        return named  # a sheet without a learner is the trainer's
    return named or event.actor_id


def _kind(verb: str, says: Says, data: Mapping[str, Any]) -> tuple[Kind, Mode]:
    match verb:
        case spaces.REACTION_GIVEN:
            return _meant(data)
        case paths.STEP_DONE | paths.STEP_OPENED:
            mode = data.get("mode")
            return says.kind, Mode(mode) if isinstance(mode, str) and mode in Mode.values else says.mode
        case paths.WORK_SENT if data.get("again"):
            return Kind.OTHER, says.mode
        case paths.WORK_JUDGED if data.get("kind") == "useful":
            return Kind.REACT, says.mode
    return says.kind, says.mode


def _meant(data: Mapping[str, Any]) -> tuple[Kind, Mode]:
    meaning = data.get("meaning")
    return MEANINGS.get(meaning if isinstance(meaning, str) else "", (Kind.REACT, Mode.SOCIAL))


def kind_of_meaning(data: Mapping[str, Any]) -> Kind:
    """What a reaction of that meaning counts as."""
    return _meant(data)[0]


def _counts(verb: str, data: Mapping[str, Any]) -> bool:
    if verb == spaces.POLL_VOTED:
        return data.get("state", "voted") == "voted"  # who changes their choice has voted once
    return verb not in ATTENDANCE or bool(data.get("present"))
