"""Playing a package: beginning, and keeping what it says."""

import json
import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.paths.actions.cohorts import check_is_open
from cordee.paths.actions.progress import keep, locked_progress
from cordee.paths.kinds import KINDS, Sent, Step
from cordee.paths.models import Activity, Enrolment, Play, Progress

LARGEST_SAID = 1024**2  # characters of JSON: SCORM 2004 allows 64,000 for the package's own notes
DEEPEST = 20


def begin_play(enrolment: Enrolment, activity: Activity, *, now: datetime) -> Play:
    """The learner opens the package, for the first time or again. Raises Forbidden (closed)."""
    check_is_open(enrolment.cohort)
    return Play.objects.get_or_create(
        enrolment=enrolment,
        activity_key=activity.key,
        defaults={"registration": uuid.uuid4(), "started_at": now, "saved_at": now},
    )[0]


@transaction.atomic
def save_play(
    enrolment: Enrolment,
    activity: Activity,
    said: dict[str, Any],
    *,
    revision: int,
    page: str,
    turn: int,
    now: datetime,
) -> tuple[Play, Progress]:
    """Keep what the package said, and what that comes to. Raises Conflict (played elsewhere since), Invalid, Forbidden.

    A page may send again what got lost, and out of order: only its newest turn counts.
    """
    check_is_open(enrolment.cohort)
    check_fits(said)
    progress = locked_progress(enrolment, activity.key, now)
    play = Play.objects.select_for_update().filter(enrolment=enrolment, activity_key=activity.key).first()
    if play is None:
        raise Invalid(_("Open the package first."))
    if play.page != page and play.revision != revision:
        raise Conflict(_("You went on with this package on another device. Reload to go on from there."))
    if play.page == page and turn <= play.turn:
        return play, progress
    play.said, play.page, play.turn, play.saved_at = said, page[:36], turn, now
    play.revision += 1
    play.save()
    step = Step(enrolment.person, activity, enrolment, progress, now)
    outcome = KINDS[activity.kind].complete(step, Sent({"played": "1"}))
    return play, keep(enrolment, activity, progress, outcome, now=now)


def check_fits(said: dict[str, Any]) -> None:
    """Raises Invalid where a package says more than is kept."""
    if len(json.dumps(said)) > LARGEST_SAID or _depth(said) > DEEPEST or "\\u0000" in json.dumps(said):
        raise Invalid(_("This package wants to keep more than it may: what it says now is not kept."))


def _depth(value: Any) -> int:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((_depth(one) for one in inside), default=0)
