"""What was adapted for somebody."""

from django.db import models

from cordee.core.models import Row
from cordee.paths.models import Enrolment
from cordee.people.models import Person


class Adaptation(Row):
    """What was arranged otherwise for a learner (Qualiopi 10 and 26): what, never why: health is nobody's business."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="adaptations")
    what = models.CharField(max_length=300)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["enrolment", "-id"], name="improvement_adapted")]

    def __str__(self) -> str:
        return f"for {self.enrolment_id}"
