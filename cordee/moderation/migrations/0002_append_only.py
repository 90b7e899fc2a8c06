"""The log of moderation is append-only: the database itself refuses to change or remove an entry."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION moderation_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log of moderation is append-only';
END $$;
CREATE TRIGGER moderation_log_append_only BEFORE UPDATE OR DELETE ON moderation_moderationentry
    FOR EACH ROW EXECUTE FUNCTION moderation_log_is_append_only();
"""

BACK = """
DROP TRIGGER moderation_log_append_only ON moderation_moderationentry;
DROP FUNCTION moderation_log_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
