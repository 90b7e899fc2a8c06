"""The table of what all processes know together for some minutes. Nothing of it is worth a line of the write-ahead log."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0003_passwords")]
    operations = [
        migrations.CreateModel(
            name="ShortTerm",
            fields=[
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RunSQL("ALTER TABLE core_shortterm SET UNLOGGED", migrations.RunSQL.noop),
    ]
