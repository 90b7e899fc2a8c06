"""Who is responsible for training: a constant default, so that a large table is not rewritten."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_who_looked_at_views")]

    operations = [
        migrations.AddField("person", "is_training_manager", models.BooleanField(default=False)),
    ]
