from django.db import migrations, models


class Migration(migrations.Migration):
    """New columns with a default of the database: no table is rewritten."""

    dependencies = [("paths", "0004_sharing_of_plans")]

    operations = [
        migrations.AddField(
            model_name="package",
            name="trouble",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="play",
            name="page",
            field=models.CharField(blank=True, db_default="", default="", max_length=36),
        ),
        migrations.AddField(
            model_name="play",
            name="turn",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
