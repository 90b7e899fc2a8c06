"""Answers that a person has still to read are found without reading all of them. Other work goes on meanwhile."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("paths", "0002_day_attended"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="response",
            index=models.Index(
                fields=["attempt"],
                condition=models.Q(("credit__isnull", True)),
                name="paths_response_ungraded",
            ),
        ),
    ]
