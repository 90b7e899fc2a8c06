"""How the organisation is arranged: its chart, and the groups that cross it."""

from django.db import models

from cordee.core.models import Row
from cordee.people.models.persons import Person


class Unit(Row):
    """A box of the organisation chart; ``parent`` is the box above (None at the top)."""

    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="below")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="one_unit_a_name", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return self.name


class Group(Row):
    """People who are addressed together wherever they stand in the chart."""

    name = models.CharField(max_length=100, unique=True)
    about = models.CharField(max_length=300, blank=True)
    people = models.ManyToManyField(Person, through="GroupMember", related_name="groups_of_people")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A person is of a group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="group_links")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="of_a_group_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.group_id}"
