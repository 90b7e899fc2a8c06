"""What a unit may state in its session (cmi5, sections 7.1, 9 and 10). Pure: a statement, and what was stated before.

Statements are valid xAPI when they come here. Refusals name the section, in English: who writes the unit reads them.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cordee.cmi5 import vocabulary as words
from cordee.core.errors import Forbidden
from cordee.records.validation.statements import VOIDED

_UTC = re.compile(r".*([Zz]|[+-]00(:?00)?)")
_JUDGED = {words.PASSED, words.FAILED}
_MOVES = {words.COMPLETED, *_JUDGED}


class Breach(Forbidden):
    """A statement that breaks a rule: 403, as cmi5's best practices want it."""

    code = "cmi5-rule"

    def __init__(self, section: str, why: str) -> None:
        super().__init__(f"cmi5 {section}: {why}.")


@dataclass
class Told:
    """What was stated so far: in the session, and of its unit in the registration.

    ``launch`` is the document LMS.LaunchData, ``activity`` the activity of the unit.
    """

    session: str
    registration: str
    activity: str
    account: dict[str, str]
    launch: dict[str, Any]
    prepared: bool = False  # whether the unit has read its learner's preferences
    initialized_at: datetime | None = None
    latest_at: datetime | None = None
    verbs: set[str] = field(default_factory=set)
    completed: bool = False
    passed: bool = False

    @property
    def normal(self) -> bool:
        """Whether what is done counts."""
        return self.launch["launchMode"] == "Normal"

    @property
    def mastery(self) -> float | None:
        """The score from which the unit is passed, where its course says one."""
        return self.launch.get("masteryScore")

    def take(self, statement: dict[str, Any]) -> None:
        """Check a statement, and note it as said. Raises Breach."""
        check(statement, self)
        self.latest_at = max(moment_of(statement), self.latest_at or moment_of(statement))
        if is_defined(statement):
            verb = statement["verb"]["id"]
            self.verbs.add(verb)
            self.completed |= verb == words.COMPLETED
            self.passed |= verb == words.PASSED
            if verb == words.INITIALIZED:
                self.initialized_at = moment_of(statement)


def is_defined(statement: dict[str, Any]) -> bool:
    """Whether it is "cmi5 defined" (7.1.3): by its category."""
    return words.CATEGORY in _named(statement, "category")


def moment_of(statement: dict[str, Any]) -> datetime:
    """When a statement says that it happened. Raises Breach for a moment that no clock shows."""
    try:
        return datetime.fromisoformat(statement["timestamp"].upper())
    except ValueError:
        raise Breach("9.7", "the timestamp is no moment") from None


def check(statement: dict[str, Any], told: Told) -> None:
    """Raises Breach where a statement breaks a rule."""
    verb = statement["verb"]["id"]
    if verb == VOIDED:
        raise Breach("6.3", "a unit voids no statements")
    _check_who(statement, told)
    _check_context(statement, told)
    _check_time(statement, told)
    defined = is_defined(statement)
    _check_order(verb, defined, told)
    _check_progress(statement)
    if defined:
        _check_verb(verb, told)
        thing = statement["object"]
        if thing.get("objectType", "Activity") != "Activity" or thing.get("id") != told.activity:
            raise Breach("9.4", "the object is the activity that the launch named")
        _check_result(statement, verb, told)
    elif words.MOVE_ON_CATEGORY in _everywhere(statement):
        raise Breach("9.6.2.2", "only statements that cmi5 defines have the category moveon")


def _check_who(statement: dict[str, Any], told: Told) -> None:
    if not statement.get("id"):
        raise Breach("9.1", "a unit gives its statements their id")
    actor = statement["actor"]
    if actor.get("objectType", "Agent") != "Agent" or actor.get("account") != told.account:
        raise Breach("9.2", "the actor is the one that the launch named")


def _check_context(statement: dict[str, Any], told: Told) -> None:
    context = statement.get("context")
    if not context:
        raise Breach("9.6", "the context is missing")
    if str(context.get("registration", "")).lower() != told.registration:
        raise Breach("9.6.1", "the registration is the one that the launch named")
    given = context.get("extensions", {})
    if given.get(words.SESSION) != told.session:
        raise Breach("9.6.3.1", "the session id is the one of LMS.LaunchData")
    template = told.launch["contextTemplate"]
    for name, value in template.get("extensions", {}).items():
        if given.get(name) != value:
            raise Breach("10.2.1", f"the extension {name} of the contextTemplate is missing or another")
    for place, activities in template.get("contextActivities", {}).items():
        if not {one["id"] for one in activities} <= set(_named(statement, place)):
            raise Breach("9.6.2", f"an activity of the contextTemplate is missing in {place}")


def _check_time(statement: dict[str, Any], told: Told) -> None:
    said = statement.get("timestamp")
    if not said:
        raise Breach("9.7", "the timestamp is missing")
    if not _UTC.fullmatch(said):
        raise Breach("9.7", "the timestamp is in UTC")
    if told.initialized_at and moment_of(statement) < told.initialized_at:
        raise Breach("9.3", "by its timestamp it happened before the unit was initialized")
    ends = is_defined(statement) and statement["verb"]["id"] == words.TERMINATED
    if ends and told.latest_at and moment_of(statement) < told.latest_at:
        raise Breach(
            "9.3", "by its timestamp it happened before what was stated already, and terminated is the last"
        )


def _check_order(verb: str, defined: bool, told: Told) -> None:
    begun, begins = told.initialized_at is not None, defined and verb == words.INITIALIZED
    if words.TERMINATED in told.verbs:
        raise Breach("9.3.8", "nothing follows terminated")
    if not begun and not begins:
        raise Breach("9.3.2", "initialized comes first")
    if begins and not begun and not told.prepared:
        raise Breach("11", "a unit reads the learner's preferences before it is initialized")


def _check_verb(verb: str, told: Told) -> None:
    if verb not in words.OF_UNITS:
        raise Breach("9.3", "a unit does not use this verb in a statement with the category cmi5")
    if verb in told.verbs:
        raise Breach("9.3", "this verb was used in this session already")
    if verb in _JUDGED and told.verbs & _JUDGED:
        raise Breach("9.3", "a session has one passed or failed")
    if verb in _MOVES and not told.normal:
        raise Breach("10.2.2", f"nothing is completed, passed or failed in mode {told.launch['launchMode']}")
    if verb == words.COMPLETED and told.completed:
        raise Breach("9.3.3", "a registration has one completed for each unit")
    if verb in _JUDGED and told.passed:
        raise Breach("9.3.4", "the unit was passed in this registration already")


def _check_result(statement: dict[str, Any], verb: str, told: Told) -> None:
    result = statement.get("result", {})
    success, completion = result.get("success"), result.get("completion")
    if verb in _JUDGED:
        if success is not (verb == words.PASSED):
            raise Breach("9.5.2", "success is true in passed and false in failed")
    elif "success" in result:
        raise Breach("9.5.2", "success stands in passed and failed alone")
    if verb == words.COMPLETED:
        if completion is not True:
            raise Breach("9.5.3", "completion is true in completed")
    elif "completion" in result:
        raise Breach("9.5.3", "completion stands in completed alone")
    if verb != words.INITIALIZED and "duration" not in result:
        raise Breach("9.5.4", "the duration is missing")
    moves = words.MOVE_ON_CATEGORY in _named(statement, "category")
    if moves != (verb in _MOVES) or (not moves and words.MOVE_ON_CATEGORY in _everywhere(statement)):
        raise Breach("9.6.2.2", "completed, passed and failed have the category moveon, others have not")
    if "score" in result:
        _check_score(statement, result["score"], verb, told)
    elif verb in _JUDGED:
        _check_mastery_told(statement, told, needed=False)


def _check_score(statement: dict[str, Any], score: dict[str, Any], verb: str, told: Told) -> None:
    if verb not in _JUDGED:
        raise Breach("9.5.1", "a score stands in passed and failed alone")
    if "raw" in score and not {"min", "max"} <= score.keys():
        raise Breach("9.5.1", "a raw score comes with its min and max")
    scaled = score.get("scaled")
    if scaled is not None and not 0 <= scaled <= 1:
        raise Breach("9.5.1", "a scaled score is from 0 to 1")
    if told.mastery is None:
        return
    _check_mastery_told(statement, told, needed=True)
    if scaled is not None and (scaled >= told.mastery) is not (verb == words.PASSED):
        raise Breach("9.3.4, 9.3.5", "a score from the masteryScore on is passed, one below is failed")


def _check_mastery_told(statement: dict[str, Any], told: Told, *, needed: bool) -> None:
    said = statement["context"].get("extensions", {}).get(words.MASTERY)
    if (needed and said is None) or (said is not None and said != told.mastery):
        raise Breach("9.6.3.2", "passed and failed with a score name the masteryScore of the launch")


def _check_progress(statement: dict[str, Any]) -> None:
    said = statement.get("result", {}).get("extensions", {})
    if words.PROGRESS in said:
        value = said[words.PROGRESS]
        if type(value) is not int or not 0 <= value <= 100:
            raise Breach("9.5.5.1", "progress is a whole number from 0 to 100")


def _named(statement: dict[str, Any], place: str) -> list[str]:
    held = statement.get("context", {}).get("contextActivities", {}).get(place, [])
    return [one["id"] for one in (held if isinstance(held, list) else [held])]


def _everywhere(statement: dict[str, Any]) -> list[str]:
    places = statement.get("context", {}).get("contextActivities", {})
    return [one for place in places for one in _named(statement, place)]
