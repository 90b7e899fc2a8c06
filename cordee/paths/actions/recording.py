"""What an xAPI unit records of its learner: statements, and documents of its own. The least that units need.

It all stands in the ``Play``, bounded. What cmi5 units state stands in the record store; here is what it comes to.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.paths.actions.cohorts import check_is_open
from cordee.paths.actions.playing import begin_play, check_fits
from cordee.paths.actions.progress import keep, locked_progress
from cordee.paths.kinds import KINDS, Sent, Step
from cordee.paths.models import Enrolment, Play
from cordee.paths.queries.packages import play_held
from cordee.paths.queries.steps import activity_at

MOST_STATEMENTS = 500  # of one learner in one unit
MOST_DOCUMENTS = 50
COUNTED = {"passed", "completed", "failed", "terminated", "initialized", "satisfied", "waived"}


def record_statements(
    play_id: UUID, statements: list[dict[str, Any]], activity: str, *, now: datetime
) -> list[str]:
    """Keep statements, each once, and what those of the unit itself come to. Raises Invalid, Conflict, Forbidden."""
    for one in statements:
        verb = one.get("verb")
        if (
            not isinstance(one.get("actor"), dict)
            or not isinstance(verb, dict)
            or not isinstance(verb.get("id"), str)
        ):
            raise Invalid(_("This is no xAPI statement."))
        one["id"] = str(one.get("id") or uuid4())
        one["stored"] = now.isoformat()

    def change(said: dict[str, Any]) -> None:
        known = {one["id"]: one for one in said.get("statements", [])}
        fresh = [one for one in statements if one["id"] not in known]
        if len(known) + len(fresh) > MOST_STATEMENTS:
            raise Conflict(_("This unit has recorded as much as it may."))
        said["statements"] = [*known.values(), *fresh]
        for one in fresh:
            _count(said, one, activity)

    _tell(play_id, change, now=now)
    return [one["id"] for one in statements]


def keep_document(play_id: UUID, name: str, document: dict[str, str] | None, *, now: datetime) -> None:
    """Keep a document of the unit under its name, or take it away (None). Raises Invalid, Conflict, Forbidden."""

    def change(said: dict[str, Any]) -> None:
        documents = {**said.get("documents", {})}
        documents.pop(name, None)
        if document is not None:
            documents[name] = document
        if len(documents) > MOST_DOCUMENTS:
            raise Conflict(_("This unit has recorded as much as it may."))
        said["documents"] = documents

    _tell(play_id, change, now=now)


@transaction.atomic
def unit_said(
    enrolment_id: UUID,
    activity_key: UUID,
    verbs: Collection[str],
    *,
    score: float | None,
    progress: int | None,
    now: datetime,
) -> None:
    """Move the step of a unit whose statements stand elsewhere by what they came to. Raises Conflict, Forbidden."""
    enrolment = Enrolment.objects.select_related("person", "cohort", "version").get(pk=enrolment_id)
    play = begin_play(enrolment, activity_at(enrolment.version, activity_key), now=now)

    def change(said: dict[str, Any]) -> None:
        said["verbs"] = sorted({*said.get("verbs", []), *(COUNTED & {*verbs})})
        if score is not None:
            said["score"] = max(score, float(said.get("score") or 0.0))
        if progress is not None:
            said["progress"] = progress

    _tell(play.id, change, now=now)


@transaction.atomic
def _tell(play_id: UUID, change: Callable[[dict[str, Any]], None], *, now: datetime) -> None:
    held, activity = play_held(play_id)
    enrolment = held.enrolment
    check_is_open(enrolment.cohort)
    progress = locked_progress(enrolment, activity.key, now)
    play = Play.objects.select_for_update().get(pk=play_id)
    said = {**play.said}
    change(said)
    check_fits(said)
    play.said, play.saved_at = said, now
    play.revision += 1
    play.save()
    step = Step(enrolment.person, activity, enrolment, progress, now)
    keep(enrolment, activity, progress, KINDS[activity.kind].complete(step, Sent({"played": "1"})), now=now)


def _count(said: dict[str, Any], statement: dict[str, Any], activity: str) -> None:
    """What a statement about the unit itself changes; those about its parts are only kept."""
    about = statement.get("object")
    if not isinstance(about, dict) or about.get("id") != activity:
        return
    verb = statement["verb"]["id"].rstrip("/").rpartition("/")[2]
    if verb in COUNTED:
        said["verbs"] = sorted({*said.get("verbs", []), verb})
    result = statement.get("result")
    score = result.get("score") if isinstance(result, dict) else None
    scaled = score.get("scaled") if isinstance(score, dict) else None
    if isinstance(scaled, int | float) and not isinstance(scaled, bool):
        said["score"] = max(float(scaled), float(said.get("score") or 0.0))
