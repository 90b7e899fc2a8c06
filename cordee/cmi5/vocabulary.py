"""The words of cmi5: verbs, categories, extensions (sections 9.3, 9.5.5, 9.6)."""

from typing import Any

ADL = "http://adlnet.gov/expapi/verbs/"
OURS = "https://w3id.org/xapi/adl/verbs/"  # of who launches
LAUNCHED, INITIALIZED, COMPLETED = f"{ADL}launched", f"{ADL}initialized", f"{ADL}completed"
PASSED, FAILED, TERMINATED = f"{ADL}passed", f"{ADL}failed", f"{ADL}terminated"
ABANDONED, WAIVED, SATISFIED = f"{OURS}abandoned", f"{OURS}waived", f"{OURS}satisfied"
OF_UNITS = frozenset({INITIALIZED, COMPLETED, PASSED, FAILED, TERMINATED})
DISPLAYS = {
    LAUNCHED: {"en": "launched", "fr": "a lancé"},
    ABANDONED: {"en": "abandoned", "fr": "a quitté sans terminer"},
    WAIVED: {"en": "was dispensed from", "fr": "a été dispensé de"},
    SATISFIED: {"en": "satisfied", "fr": "a satisfait à"},
}

_CONTEXT = "https://w3id.org/xapi/cmi5/context"
CATEGORY, MOVE_ON_CATEGORY = f"{_CONTEXT}/categories/cmi5", f"{_CONTEXT}/categories/moveon"
SESSION = f"{_CONTEXT}/extensions/sessionid"
MASTERY = f"{_CONTEXT}/extensions/masteryscore"
MODE = f"{_CONTEXT}/extensions/launchmode"
ADDRESS = f"{_CONTEXT}/extensions/launchurl"
MOVE_ON = f"{_CONTEXT}/extensions/moveon"
PARAMETERS = f"{_CONTEXT}/extensions/launchparameters"
REASON = "https://w3id.org/xapi/cmi5/result/extensions/reason"
PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress"
BLOCK, COURSE = (
    "https://w3id.org/xapi/cmi5/activitytype/block",
    "https://w3id.org/xapi/cmi5/activitytype/course",
)
LAUNCH_DATA, PREFERENCES = "LMS.LaunchData", "cmi5LearnerPreferences"


def activity(iri: str, **definition: Any) -> dict[str, Any]:
    """An activity in a statement."""
    given = {key: value for key, value in definition.items() if value}
    return {"objectType": "Activity", "id": iri, **({"definition": given} if given else {})}
