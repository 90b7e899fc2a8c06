"""Passing over what a positioning shows as known: offered, never forced, and taken back in one click."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.paths.actions.cohorts import check_is_open
from cordee.paths.actions.progress import skip_step
from cordee.paths.models import Activity, Enrolment
from cordee.paths.queries.outline import objectives, outline
from cordee.paths.queries.positioning import known_steps


@transaction.atomic
def skip_known(enrolment: Enrolment, keys: Collection[UUID], *, now: datetime) -> int:
    """Pass over those of ``keys`` that a positioning shows as known; how many. Raises Forbidden (closed), Invalid."""
    check_is_open(enrolment.cohort)
    walked = outline(enrolment, now=now)
    offered = {
        one.step.key: one
        for one in known_steps(enrolment.version, walked, objectives(enrolment.version, walked))
    }
    wanted = [one for key, one in offered.items() if key in set(keys)]
    if not wanted:
        raise Invalid(_("Choose at least one step that your positioning shows as known."))
    activities = Activity.objects.filter(version=enrolment.version, key__in=[one.step.key for one in wanted])
    by_key = {one.key: one for one in activities}
    for known in wanted:
        quiz = known.shown_by
        why = _("Known already: %(share)s %% at “%(title)s”") % {
            "share": round((quiz.score or 0.0) * 100),
            "title": quiz.title,
        }
        skip_step(enrolment, by_key[known.step.key], why=why, shown_by=quiz.key, now=now)
    return len(wanted)
