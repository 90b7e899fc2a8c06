"""Files of texts that are out of sight: a column with a constant default, added without rewriting the table."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("media", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="file",
            name="withheld",
            field=models.BooleanField(default=False, db_default=False),
        ),
    ]
