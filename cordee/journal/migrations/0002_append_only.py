"""The journal is append-only: the database itself refuses to change or remove an event.

One change is let through: giving a committed event its position, once.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION journal_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.position IS NULL
       AND to_jsonb(NEW) - 'position' = to_jsonb(OLD) - 'position' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the journal is append-only';
END $$;
CREATE TRIGGER journal_event_append_only BEFORE UPDATE OR DELETE ON journal_event
    FOR EACH ROW EXECUTE FUNCTION journal_event_is_append_only();
"""

BACK = """
DROP TRIGGER journal_event_append_only ON journal_event;
DROP FUNCTION journal_event_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
