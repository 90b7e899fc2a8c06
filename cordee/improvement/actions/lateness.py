"""Telling, once, that a promised day has passed."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from cordee.improvement import events
from cordee.improvement.actions.raising import KEPT_UNCONFIRMED, add_step
from cordee.improvement.models import Concern, Measure, Step
from cordee.journal.actions import record


def tell_late(now: datetime) -> int:
    """Each concern and action whose day has passed is told of once; how many were."""
    today = now.date()
    told = Step.objects.filter(concern=OuterRef("id"), what=Step.What.LATE)
    late = Concern.objects.filter(
        Q(acknowledged_at=None, acknowledge_by__lt=today) | Q(answered_at=None, answer_by__lt=today),
        confirmed_at__isnull=False,
        closed_at__isnull=True,
    )
    unread = late.filter(acknowledged_at=None).exclude(Exists(told.filter(words="acknowledgement")))
    unanswered = late.filter(answered_at=None, answer_by__lt=today).exclude(
        Exists(told.filter(words="answer"))
    )
    count = 0
    for rows, of in ((unread, "acknowledgement"), (unanswered, "answer")):
        for concern in rows.order_by("id"):
            with transaction.atomic():
                add_step(concern, Step.What.LATE, None, now=now, words=of, inner=True)
                record(events.of_concern(events.CONCERN_LATE, concern, None, of=of), at=now)
                count += 1
    overdue = Measure.objects.filter(done_at=None, due_on__lt=today, late_told_at=None)
    for measure in overdue.select_related("concern").order_by("id"):
        with transaction.atomic():
            Measure.objects.filter(pk=measure.pk).update(late_told_at=now)
            owner = str(measure.owner_id) if measure.owner_id else ""
            fact = events.of_concern(events.CONCERN_LATE, measure.concern, None, of="action", owner=owner)
            record(fact, at=now)
            count += 1
    return count


def forget_unconfirmed(now: datetime) -> int:
    """What came from outside and nobody confirmed within a week goes; how many did."""
    rows = Concern.objects.filter(confirmed_at=None, at__lt=now - KEPT_UNCONFIRMED)
    return rows.delete()[1].get("improvement.Concern", 0)
