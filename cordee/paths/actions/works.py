"""What a learner makes in an activity: kept as it is sent, so that nothing is lost when it is sent again."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.text import MAX_LENGTH, clean, render
from cordee.journal.actions import record
from cordee.media.models import File
from cordee.paths import events
from cordee.paths.models import Activity, Enrolment, Work

MOST_FILES = 5


def send_work(
    enrolment: Enrolment,
    activity: Activity,
    *,
    now: datetime,
    body: str = "",
    files: Iterable[File] = (),
    choices: Sequence[int] = (),
    shared: bool = True,
) -> Work:
    """Keep what somebody made, in a transaction of the caller's; sent again, it replaces the words and adds the files.

    Raises Invalid.
    """
    text = clean(body)
    if len(text) > MAX_LENGTH:
        message = _("This text is too long: %(limit)s characters at most.") % {"limit": MAX_LENGTH}
        raise Invalid(message, fields={"body": message})
    work, made = Work.objects.select_for_update().get_or_create(
        enrolment=enrolment, activity_key=activity.key, defaults={"sent_at": now}
    )
    brought = list(files)
    if work.files.count() + len(brought) > MOST_FILES:
        message = _("At most %(most)s files, please.") % {"most": MOST_FILES}
        raise Invalid(message, fields={"files": message})
    work.body, work.body_html = text, render(text)
    work.choices, work.shared, work.sent_at = list(choices), shared, now
    work.save()
    work.files.add(*brought)
    fact = events.of_step(
        events.WORK_SENT,
        enrolment,
        activity.key,
        enrolment.person,
        work.id,
        kind=activity.kind,
        again=not made,
    )
    record(fact, at=now)
    return work


def reflect(enrolment: Enrolment, activity: Activity, text: str, *, now: datetime) -> Work:
    """Think about what one did, after it was sent and apart from it (D.6313-3-2). Raises Invalid."""
    work = Work.objects.select_for_update().filter(enrolment=enrolment, activity_key=activity.key).first()
    if work is None:
        message = _("Tell first what you did; then comes the moment to think about it.")
        raise Invalid(message, fields={"reflection": message})
    text = clean(text)
    if not text or len(text) > MAX_LENGTH:
        message = _("Write a few words on what you take from it.")
        raise Invalid(message, fields={"reflection": message})
    work.reflection, work.reflection_html, work.reflected_at = text, render(text), now
    work.save(update_fields=["reflection", "reflection_html", "reflected_at"])
    record(events.of_step(events.WORK_REFLECTED, enrolment, activity.key, enrolment.person, work.id), at=now)
    return work
