"""What a positioning quiz shows that somebody knows already: which steps they may pass over, if they like."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from cordee.paths.models import Activity, Version
from cordee.paths.queries.outline import ObjectiveLine, Outline, StepLine


@dataclass(frozen=True, slots=True)
class Known:
    """A step all of whose objectives a positioning shows as known; ``shown_by`` is the quiz, with its score."""

    step: StepLine
    shown_by: StepLine


def known_steps(version: Version, walked: Outline, aims: Sequence[ObjectiveLine]) -> list[Known]:
    """The steps that may be passed over. One query, where the learner has a score at a quiz; else none.

    A positioning speaks for the objectives that it serves. A step is known when every objective it serves is.
    """
    scored = {step.key: step for step in walked.steps if step.kind == "quiz" and step.score is not None}
    if not scored:
        return []
    levels = _levels(version, list(scored))
    shown: dict[UUID, StepLine] = {}
    for aim in aims:
        for key in aim.served_by:
            level = levels.get(key)
            if level is not None and (scored[key].score or 0.0) >= level - 1e-9:
                shown.setdefault(aim.key, scored[key])
    found = []
    for step in walked.steps:
        serves = [aim.key for aim in aims if step.key in aim.served_by]
        if serves and not step.done_at and step.key not in levels and all(key in shown for key in serves):
            found.append(Known(step, shown[serves[0]]))
    return found


def _levels(version: Version, keys: list[UUID]) -> dict[UUID, float]:
    """From which score on each of these quizzes shows something as known; what is no positioning is not in it."""
    rows = Activity.objects.filter(version=version, key__in=keys, content__known_from__gt=0)
    return {key: float(level) for key, level in rows.values_list("key", "content__known_from")}
