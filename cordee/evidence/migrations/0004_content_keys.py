"""The digest of what a piece refers to gets a key of its own, which goes with the person whom the piece is about.

Pieces of before have none: they cannot be sealed anew. The column is added without touching a row.
"""

from django.db import migrations, models

TEMPLATE = """
CREATE OR REPLACE FUNCTION evidence_piece_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    erasable constant text[] := ARRAY['author_part', 'author_salt', 'author_id',
                                      'subject_part', 'subject_salt', 'subject_id', 'enrolment_id'{also}];
BEGIN
    IF TG_OP = 'UPDATE'
       AND to_jsonb(NEW) - erasable = to_jsonb(OLD) - erasable
       AND ((NEW.author_part, NEW.author_salt, NEW.author_id)
                IS NOT DISTINCT FROM (OLD.author_part, OLD.author_salt, OLD.author_id)
            OR num_nonnulls(NEW.author_part, NEW.author_salt, NEW.author_id) = 0)
       AND (({new}) IS NOT DISTINCT FROM ({old}) OR num_nonnulls({new}) = 0) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the ledger of evidence is append-only';
END $$;
"""
SUBJECT = ("subject_part", "subject_salt", "subject_id", "enrolment_id")


def function(*names: str) -> str:
    """The function of the trigger; ``names`` are emptied together, of whom a piece is about."""
    also = "".join(f", '{name}'" for name in names if name not in SUBJECT)
    new, old = (", ".join(f"{row}.{name}" for name in names) for row in ("NEW", "OLD"))
    return TEMPLATE.format(also=also, new=new, old=old)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_links_and_verifications")]
    operations = [
        migrations.AddField("piece", "content_key", models.BinaryField(null=True)),
        migrations.RunSQL(function(*SUBJECT, "content_key"), function(*SUBJECT)),
    ]
