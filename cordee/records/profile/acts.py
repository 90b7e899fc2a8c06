"""Which act of the journal becomes which verb, about what. What is confidential becomes no statement."""

from collections.abc import Mapping
from dataclasses import dataclass

from cordee.paths import events as paths
from cordee.records.profile import vocabulary as words
from cordee.records.profile.vocabulary import Verb
from cordee.spaces import events as spaces
from cordee.spaces.models import Reaction
from cordee.workshops import events as workshops


@dataclass(frozen=True)
class Says:
    """A verb, and the kind of thing that the statement is about. ``named``: which fact of the act names it, if not its
    object. ``done``: it says that something was completed. ``learner``: who did it may stand in the facts as ``person``.
    """

    verb: Verb
    about: str
    named: str = ""
    done: bool = False
    learner: bool = False


ACTS: Mapping[str, Says] = {
    spaces.SPACE_JOINED: Says(words.JOINED, "space"),
    spaces.SPACE_LEFT: Says(words.LEFT, "space"),
    spaces.SPACE_REQUESTED: Says(words.REQUESTED, "space"),
    spaces.CHARTER_ACCEPTED: Says(words.AGREED, "charter"),
    spaces.POST_PUBLISHED: Says(words.SHARED, "post"),
    spaces.POST_REMOVED: Says(words.DELETED, "post"),
    spaces.COMMENT_PUBLISHED: Says(words.REPLIED, "answer"),
    spaces.COMMENT_REMOVED: Says(words.DELETED, "answer"),
    spaces.ANSWER_ACCEPTED: Says(words.RESOLVED, "question"),
    spaces.ANSWER_UNACCEPTED: Says(words.REOPENED, "question"),
    spaces.REACTION_GIVEN: Says(words.VOTED_UP, "post"),
    spaces.REACTION_WITHDRAWN: Says(words.RETRACTED, "post"),
    spaces.POLL_VOTED: Says(words.RESPONDED, "post"),
    spaces.FOLLOW_CHANGED: Says(words.FOLLOWED, "post"),
    spaces.PRACTICE_OFFERED: Says(words.SUBMITTED, "post"),
    spaces.PRACTICE_AGREED: Says(words.APPROVED, "post"),
    spaces.PRACTICE_VERIFIED: Says(words.CONFIRMED, "post"),
    paths.ENROLLED: Says(words.REGISTERED, "path", named="path", learner=True),
    paths.WITHDRAWN: Says(words.LEFT, "path", named="path", learner=True),
    paths.PATH_COMPLETED: Says(words.COMPLETED, "path", named="path", done=True, learner=True),
    paths.STEP_OPENED: Says(words.INITIALIZED, "step", named="activity", learner=True),
    paths.STEP_DONE: Says(words.COMPLETED, "step", named="activity", done=True, learner=True),
    paths.STEP_SKIPPED: Says(words.SKIPPED, "step", named="activity", learner=True),
    paths.STEP_TAKEN_UP: Says(words.RESUMED, "step", named="activity", learner=True),
    paths.ATTEMPT_ENDED: Says(words.ATTEMPTED, "step", named="activity", learner=True),
    paths.WORK_SENT: Says(words.SUBMITTED, "work", learner=True),
    paths.WORK_JUDGED: Says(words.EVALUATED, "work"),
    paths.CERTIFICATE_ISSUED: Says(words.EARNED, "certificate", named="certificate", learner=True),
    workshops.SEAT_TAKEN: Says(words.WILL_COME, "workshop", learner=True),
    workshops.SEAT_DECLINED: Says(words.STAYS_AWAY, "workshop", learner=True),
    workshops.ATTENDANCE_SIGNED: Says(words.ATTENDED, "workshop", named="workshop", learner=True),
    workshops.ATTENDANCE_NOTED: Says(words.ATTENDED, "workshop", named="workshop", learner=True),
}
# What a reaction means is what was done with a practice, which is how practice spreads: each has a verb of its own.
MEANINGS: Mapping[str, Verb] = {
    Reaction.Meaning.USEFUL: words.VOTED_UP,
    Reaction.Meaning.THANKS: words.THANKED,
    Reaction.Meaning.OBSERVED: words.EXPERIENCED,
    Reaction.Meaning.TRIED: words.ATTEMPTED,
    Reaction.Meaning.ADAPTED: words.ADAPTED,
    Reaction.Meaning.TAUGHT: words.TAUGHT,
}
FOLLOWED = ("space", "post", "skill")  # whom somebody follows is told to nobody
