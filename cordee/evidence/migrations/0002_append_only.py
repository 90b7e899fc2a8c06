"""The ledger is append-only: the database itself refuses to change or remove a piece or a checkpoint.

One change is let through: emptying what says who a piece is by, or about (whole: the part, the key of its seal and the
identifiers), when that person is erased.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION evidence_piece_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    erasable constant text[] := ARRAY['author_part', 'author_salt', 'author_id',
                                      'subject_part', 'subject_salt', 'subject_id', 'enrolment_id'];
BEGIN
    IF TG_OP = 'UPDATE'
       AND to_jsonb(NEW) - erasable = to_jsonb(OLD) - erasable
       AND ((NEW.author_part, NEW.author_salt, NEW.author_id)
                IS NOT DISTINCT FROM (OLD.author_part, OLD.author_salt, OLD.author_id)
            OR num_nonnulls(NEW.author_part, NEW.author_salt, NEW.author_id) = 0)
       AND ((NEW.subject_part, NEW.subject_salt, NEW.subject_id, NEW.enrolment_id)
                IS NOT DISTINCT FROM (OLD.subject_part, OLD.subject_salt, OLD.subject_id, OLD.enrolment_id)
            OR num_nonnulls(NEW.subject_part, NEW.subject_salt, NEW.subject_id, NEW.enrolment_id) = 0) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the ledger of evidence is append-only';
END $$;
CREATE TRIGGER evidence_piece_append_only BEFORE UPDATE OR DELETE ON evidence_piece
    FOR EACH ROW EXECUTE FUNCTION evidence_piece_is_append_only();
CREATE FUNCTION evidence_checkpoint_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger of evidence is append-only';
END $$;
CREATE TRIGGER evidence_checkpoint_append_only BEFORE UPDATE OR DELETE ON evidence_checkpoint
    FOR EACH ROW EXECUTE FUNCTION evidence_checkpoint_is_append_only();
"""

BACK = """
DROP TRIGGER evidence_piece_append_only ON evidence_piece;
DROP FUNCTION evidence_piece_is_append_only();
DROP TRIGGER evidence_checkpoint_append_only ON evidence_checkpoint;
DROP FUNCTION evidence_checkpoint_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_ledger")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
