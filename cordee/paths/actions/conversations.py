"""A step's conversation: contributions of the cohort's space that belong to the step."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict
from cordee.paths.actions.cohorts import check_is_open
from cordee.paths.actions.progress import keep, locked_progress
from cordee.paths.kinds import Outcome
from cordee.paths.models import Activity, Cohort, Enrolment, PathObjective, StepPost
from cordee.people.models import Person
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Post


@transaction.atomic
def contribute(
    actor: Person,
    cohort: Cohort,
    activity: Activity,
    *,
    kind: str,
    title: str,
    body: str,
    now: datetime,
    enrolment: Enrolment | None = None,
    **details: Any,
) -> Post:
    """Ask or tell something at a step: it is found in the cohort's space too, with the step's skills.

    An activity that is a discussion is done by it. Raises Conflict (no space any more), and what ``publish`` raises.
    """
    check_is_open(cohort)
    if cohort.space is None:
        raise Conflict(_("This cohort has no space any more."))
    skills = details.pop("skills", None) or _skills(activity)
    post = publish(actor, cohort.space, kind=kind, title=title, body=body, skills=skills, now=now, **details)
    StepPost.objects.create(post=post, cohort=cohort, activity_key=activity.key)
    if enrolment is not None and activity.kind == "discussion":
        progress = locked_progress(enrolment, activity.key, now)
        keep(enrolment, activity, progress, Outcome(done=True), now=now)
    return post


def belongs_to(cohort: Cohort, key: UUID, post: Post) -> StepPost:
    """An existing contribution of the cohort's space belongs to a step from now on."""
    link, _made = StepPost.objects.get_or_create(post=post, defaults={"cohort": cohort, "activity_key": key})
    return link


def _skills(activity: Activity) -> Iterable[str]:
    objectives = PathObjective.objects.filter(activities=activity)
    return list(dict.fromkeys(objectives.values_list("skills__slug", flat=True).exclude(skills=None)))
