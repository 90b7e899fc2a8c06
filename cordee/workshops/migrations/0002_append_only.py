"""Attendance is append-only: the database itself refuses to change or remove a row of a sheet."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION workshops_sheet_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'attendance is append-only';
END $$;
CREATE TRIGGER workshops_sheet_append_only BEFORE UPDATE OR DELETE ON workshops_signature
    FOR EACH ROW EXECUTE FUNCTION workshops_sheet_is_append_only();
"""

BACK = """
DROP TRIGGER workshops_sheet_append_only ON workshops_signature;
DROP FUNCTION workshops_sheet_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("workshops", "0001_workshops")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
