"""Two small indexes for the counting of contents; built beside what goes on, so that nobody waits on a large table."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("insights", "0002_acts")]

    operations = [
        AddIndexConcurrently(
            "act",
            models.Index(fields=["object_id"], condition=models.Q(kind="contribute"), name="insights_act_own"),
        ),
        AddIndexConcurrently(
            "act",
            models.Index(fields=["thread_id", "at"], condition=models.Q(kind="other"), name="insights_act_cared"),
        ),
    ]
