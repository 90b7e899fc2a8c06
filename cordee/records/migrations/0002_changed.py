"""When what is given out of a statement last changed: whoever keeps a copy of it reads it again then.

The database itself notes it, whoever changes a statement. The clock is read at the change, not at the beginning of the
transaction: who has read up to the oldest transaction that was going on has missed none.
"""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION records_statement_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER records_statement_changed BEFORE UPDATE OF raw, voided ON records_statement
    FOR EACH ROW EXECUTE FUNCTION records_statement_changed();
"""

BACK = """
DROP TRIGGER records_statement_changed ON records_statement;
DROP FUNCTION records_statement_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0001_records")]
    operations = [
        migrations.AddField("statement", "changed_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "statement",
            models.Index(
                fields=["changed_at"],
                condition=models.Q(changed_at__isnull=False),
                name="records_statement_changed",
            ),
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
