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

    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="looked_at")
    viewer = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    what = models.CharField(max_length=8, choices=What.choices)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "-id"], name="people_look_subject")]

    def __str__(self) -> str:
        return f"{self.viewer_id} {self.what} {self.subject_id}"
