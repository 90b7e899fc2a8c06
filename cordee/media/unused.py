"""Files that nothing shows any more.

Which room shows a file in which text is not known here: every table is asked, so that a new room is safe without a word.
"""

from datetime import datetime

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import default_storage
from django.db import connection, models, transaction

from cordee.media.models import File

AT_ONCE = 500
NAME = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
SAYS_ONLY = {
    "journal.event", "moderation.moderationentry", "webhooks.delivery", "api.keptanswer",
    "search.document", "search.term", "search.word", "evidence.piece",
}  # fmt: skip  # what happened, or what others make of a text: not where a file is shown


def forget_unused(before: datetime, now: datetime) -> int:
    """Delete the files that were brought before and stand nowhere now, contents and all; returns how many."""
    old = File.objects.filter(at__lt=before)
    if not old.exists():
        return 0
    shown = files_shown()
    done, some = 0, []
    for file in old.order_by("id").iterator(AT_ONCE):
        # A name that we did not give cannot be looked for: it stays.
        if str(file.id) not in shown and file.stored_as.startswith(str(file.id)):
            some.append(file)
        if len(some) == AT_ONCE:
            done += _delete(some)
            some = []
    return done + _delete(some)


def files_shown() -> set[str]:
    """The files that stand in any text, or that a row of any table points at. A query a column."""
    found: set[str] = set()
    for model in apps.get_models():
        if (
            not model.__module__.startswith("cordee.")
            or model is File
            or model._meta.label_lower in SAYS_ONLY
        ):
            continue
        for field in model._meta.concrete_fields:
            if where := _named_by(model._meta.db_table, field):
                with connection.cursor() as cursor:
                    cursor.execute(f"SELECT id FROM media_file WHERE {where}", {"name": f"({NAME})"})  # noqa: S608
                    found.update(str(row[0]) for row in cursor)
    return found


def _named_by(table: str, field: models.Field) -> str:
    """The condition that a column of some table names a file; empty where it cannot. Names are the product's own."""
    column = f'"{field.column}"'
    if isinstance(field, models.ForeignKey) and field.related_model is not File:
        return ""
    if isinstance(field, models.ForeignKey | models.UUIDField):
        return f"id IN (SELECT {column} FROM {table})"  # noqa: S608
    if not isinstance(field, models.CharField | models.TextField | models.JSONField | ArrayField):
        return ""
    likely = f" WHERE {column} LIKE '%%/media/%%'" if type(field) is models.TextField else ""
    inside = f"regexp_matches({column}::text, %(name)s, 'g') AS named"
    return f"id IN (SELECT named[1]::uuid FROM {table}, {inside}{likely})"  # noqa: S608


def _delete(files: list[File]) -> int:
    def delete_contents() -> None:
        for file in files:
            default_storage.delete(file.stored_as)

    with transaction.atomic():
        File.objects.filter(id__in=[file.id for file in files]).delete()
        transaction.on_commit(delete_contents)
    return len(files)
