"""Acts that are no longer to be known of anybody."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from cordee.core.forgetting import forget
from cordee.insights.models import JournalAct, Kind, OutsideAct
from cordee.spaces.models import Reading


def forget_readings_gone() -> int:
    """Let go of who read what, where the reading itself is forgotten: its time came, or its reader wants it so."""
    there = Reading.objects.filter(post_id=OuterRef("object_id"), person_id=OuterRef("person_id"))
    return forget(JournalAct.objects.filter(~Exists(there), kind=Kind.READ))


def forget_outside(before: datetime) -> int:
    """Let go of what other software told, as old as the statements that are forgotten; figures made of it stay."""
    return forget(OutsideAct.objects.filter(at__lt=before))
