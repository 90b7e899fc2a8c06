from django.db import migrations


def throw_away(apps, schema_editor):
    """Drawings stood in an order that gave dots their names, and who is alone rested on readings: made anew at night."""
    apps.get_model("circulation", "Chart").objects.all().delete()
    apps.get_model("circulation", "Place").objects.filter(role="alone").delete()


class Migration(migrations.Migration):
    dependencies = [("circulation", "0001_circulation")]

    operations = [migrations.RunPython(throw_away, migrations.RunPython.noop, elidable=True)]
