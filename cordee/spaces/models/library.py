"""The practice library of a space: contributions that the group stands by, checked again from time to time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.people.models import Person
from cordee.spaces.models.posts import Post
from cordee.spaces.models.spaces import Space


class Practice(models.Model):
    """A contribution is offered for the library of its space, or is in it.

    ``check_on`` is the day on which somebody should look whether it still holds: fresh before, stale after.
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("offered")
        AGREED = "agreed", _("in the library")
        DECLINED = "declined", _("declined")

    post = models.OneToOneField(Post, primary_key=True, on_delete=models.CASCADE, related_name="practice")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="practices")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OFFERED)
    offered_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    offered_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    check_on = models.DateField(null=True)
    verified_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    verified_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["space", "state", "check_on"], name="spaces_practice_shelf")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.state}"
