"""Who looked at whose data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.people.models.persons import Person


class DataLook(Row):
    """Somebody saw personal data that not everyone sees. The person concerned reads this; nobody edits it."""

    class What(models.TextChoices):
        ACCOUNT = "account", _("opened the account in the administration")
        LIST = "list", _("exported the list of people")
        REPORTS = "reports", _("read reports and moderation history")
        EXPORT = "export", _("exported all data of the person")
        AUDIT = "audit", _("looked the person up in the audit log")
        LEARNER = "learner", _("opened what the person did in a cohort")

    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="looked_at")
    viewer = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    what = models.CharField(max_length=8, choices=What.choices)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "-id"], name="people_look_subject")]

    def __str__(self) -> str:
        return f"{self.viewer_id} {self.what} {self.subject_id}"


class ViewLook(Row):
    """Somebody opened a view made of what many people did (``people.views_of_data``). Those who may be in it read this.

    ``scope_id`` names the space, path, cohort or unit; None for the organisation. ``hour`` begins the hour of ``at``:
    one row an hour, viewer, view and scope, however often they opened it.
    """

    class Scope(models.TextChoices):
        ORGANISATION = "organisation", _("the organisation")
        UNIT = "unit", _("my unit")
        SPACE = "space", _("a space of mine")
        PATH = "path", _("a path of mine")
        COHORT = "cohort", _("a cohort of mine")

    viewer = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    view = models.CharField(max_length=60)
    scope = models.CharField(max_length=12, choices=Scope.choices)
    scope_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    hour = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["viewer", "view", "scope", "scope_id", "hour"],
                name="people_view_look_once",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["scope", "scope_id", "-id"], name="people_view_look_scope")]

    def __str__(self) -> str:
        return f"{self.viewer_id} {self.view} {self.scope} {self.scope_id}"
