"""Who belongs to a space, and in which role: roles are held per space."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.people.models import Person
from cordee.spaces.models.spaces import Space


class Membership(Row):
    """A person belongs to a space."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        FACILITATOR = "facilitator", _("facilitator")

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField()
    charter_version = models.PositiveIntegerField(default=0)  # the highest this person accepted here

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "person"], name="member_once"),
        ]
        indexes = [models.Index(fields=["space", "-id"], name="spaces_members_newest")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.space_id}"


class JoinRequest(Row):
    """Somebody asks to be let into a space that opens on request. Gone once it is answered (the journal keeps it)."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="join_requests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="join_requests")
    message = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "person"], name="asked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} asks for {self.space_id}"
