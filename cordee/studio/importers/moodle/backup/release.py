"""When an activity opens: Moodle's conditions as far as ours say the same."""

from datetime import UTC, datetime
from typing import Any

from cordee.studio.course import Step


def release_of(said: dict[str, Any], steps: dict[str, str]) -> tuple[dict[str, Any], bool]:
    """What is released when, and whether that is all that was said. ``steps`` gives keys by numbers of activities."""
    if not said:
        return {}, True
    release: dict[str, Any] = {}
    conditions = said.get("c")
    whole = said.get("op") == "&" and isinstance(conditions, list)
    for one in conditions if whole and isinstance(conditions, list) else []:
        kind = one.get("type") if isinstance(one, dict) else None
        if kind == "completion" and one.get("e") in (1, 2) and str(one.get("cm")) in steps:
            release.setdefault("after", []).append(steps[str(one["cm"])])
        elif kind == "date" and one.get("d") == ">=" and isinstance(one.get("t"), int | float):
            release["opens_on"] = datetime.fromtimestamp(one["t"], UTC).date().isoformat()
        else:
            whole = False
    return release, whole


def close_until(steps: list[Step], release: dict[str, Any]) -> None:
    """The same for each of the steps that an activity became."""
    for step in steps:
        step.release = dict(release)
