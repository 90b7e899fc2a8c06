"""That a contribution was read, and the wish not to be counted."""

from django.db import models

from cordee.core.models import Row
from cordee.people.models import Person
from cordee.spaces.models.posts import Post


class Reading(Row):
    """Somebody opened another's contribution and stayed some ten seconds. Once a person and contribution.

    Nobody is shown who read what: figures of five people or more are made of it. It is the only place that knows the
    reader (the journal does not), so that the retention time and erasure forget it for good.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="readings")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="spaces_read_once")]
        indexes = [models.Index(fields=["at"], name="spaces_reading_when")]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.post_id}"


class UncountedReader(models.Model):
    """Somebody does not want what they read to be counted."""

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.CASCADE, related_name="uncounted_reader"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)
