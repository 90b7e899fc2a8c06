"""Publishing a draft: from then on it never changes, and newcomers begin it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.paths import access, events
from cordee.paths.kinds import KINDS
from cordee.paths.models import Activity, Cohort, Enrolment, Path, Version


class Alone(Conflict):
    """Nothing in the path is done with others: its author has to say that this is meant."""

    code = "alone"


@transaction.atomic
def publish_version(
    where: access.Standing, *, now: datetime, note: str = "", alone_is_meant: bool = False
) -> Version:
    """Publish the draft. Cohorts that have not begun take it; who began an older version keeps it.

    Raises Forbidden, Invalid (nothing in it), Conflict (no draft), Alone.
    """
    access.check_writes(where)
    path = Path.objects.select_for_update(no_key=True).get(pk=where.path.pk)
    draft = Version.objects.filter(path=path, published_at__isnull=True).first()
    if draft is None:
        raise Conflict(_("There is nothing new to publish."))
    kinds = list(Activity.objects.filter(version=draft).values_list("kind", flat=True))
    if not kinds:
        raise Invalid(_("Add an activity first: an empty path teaches nothing."))
    alone = not any(KINDS[kind].between_people for kind in kinds if kind in KINDS)
    if alone and not (alone_is_meant or draft.alone_id):
        raise Alone(
            _(
                "Nothing in this path is done with others. Add a discussion or an explanation, or confirm "
                "that this is meant."
            )
        )
    draft.published_at, draft.published_by, draft.note = now, where.person, clean_line(note)[:300]
    draft.alone = (draft.alone or where.person) if alone else None
    draft.save()
    path.current = where.path.current = draft
    path.save(update_fields=["current"])
    Cohort.objects.filter(path=path, closed_at__isnull=True, starts_on__gt=now.date()).update(version=draft)
    waiting = Enrolment.objects.filter(
        cohort__path=path, cohort__starts_on__gt=now.date(), progress__isnull=True
    )
    waiting.update(version=draft)
    record(
        events.of_path(events.PATH_PUBLISHED, path, where.person, version=draft.number, alone=alone), at=now
    )
    return draft
