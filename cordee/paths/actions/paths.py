"""Beginning a path, saying what it is, and who writes it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.core.ids import uuid7
from cordee.core.text import clean, clean_line
from cordee.journal.actions import record
from cordee.paths import access, events
from cordee.paths.models import Path, PathAuthor, Sheet, Version
from cordee.people.models import Person

LONGEST = {
    "title": 150,
    "summary": 400,
    "access_delay": 300,
    "price": 300,
    "contact": 300,
    "certification": 300,
}
TEXTS = ("audience", "prerequisites", "methods", "evaluation", "accessibility")
MOST_TEXT = 20_000  # characters


@transaction.atomic
def create_path(
    actor: Person,
    *,
    title: str,
    now: datetime,
    summary: str = "",
    language: str = "fr",
    slug: str | None = None,
    seed: str | None = None,
) -> Path:
    """Begin a path, with an empty draft; ``actor`` is its first author. Raises Forbidden, Invalid."""
    access.check_creates(actor)
    title, summary = _line("title", title), _line("summary", summary)
    path = Path.objects.create(
        id=uuid7(now, seed) if seed else uuid7(),
        slug=slug or _free_slug(title),
        title=title,
        summary=summary,
        language=language if language in ("fr", "en") else "fr",
        created_at=now,
    )
    Sheet.objects.create(path=path)
    PathAuthor.objects.create(path=path, person=actor, at=now)
    Version.objects.create(path=path, number=1, created_at=now)
    record(events.of_path(events.PATH_CREATED, path, actor), at=now)
    return path


@transaction.atomic
def edit_path(where: access.Standing, *, now: datetime, **details: Any) -> Path:
    """Change title, summary, language or audience. For authors. Raises Forbidden, Invalid."""
    access.check_writes(where)
    path = where.path
    for name, value in details.items():
        match name:
            case "title" | "summary":
                value = _line(name, value)
            case "language" if value in ("fr", "en"):
                pass
            case "audience" if value in Path.Audience.values:
                pass
            case _:
                raise Invalid(
                    _("Choose one of those offered."), fields={name: _("Choose one of those offered.")}
                )
        setattr(path, name, value)
    path.save(update_fields=list(details))
    record(events.of_path(events.PATH_EDITED, path, where.person, fields=sorted(details)), at=now)
    return path


@transaction.atomic
def edit_sheet(where: access.Standing, *, now: datetime, **details: Any) -> Sheet:
    """Change what the public is told. For authors. Raises Forbidden, Invalid."""
    access.check_writes(where)
    sheet, _made = Sheet.objects.get_or_create(path=where.path)
    for name, value in details.items():
        if name in TEXTS:
            value = clean(str(value))[:MOST_TEXT]
        elif name in LONGEST:
            value = _line(name, value)
        elif name not in ("modality", "minutes", "helper", "helped_within"):
            raise Invalid(_("There is no such field."), fields={name: _("Unknown field.")})
        setattr(sheet, name, value)
    if sheet.modality not in ("on-site", "remote", "mixed"):
        raise Invalid(
            _("Choose one of those offered."), fields={"modality": _("Choose one of those offered.")}
        )
    sheet.save()
    record(events.of_path(events.PATH_EDITED, where.path, where.person, fields=sorted(details)), at=now)
    return sheet


@transaction.atomic
def add_author(where: access.Standing, person: Person, *, now: datetime) -> None:
    """Let somebody else write too. For authors. Raises Forbidden."""
    access.check_writes(where)
    _link, made = PathAuthor.objects.get_or_create(path=where.path, person=person, defaults={"at": now})
    if made:
        fact = events.of_path(events.AUTHOR_ADDED, where.path, where.person, person=str(person.id))
        record(fact, at=now)


@transaction.atomic
def remove_author(where: access.Standing, person: Person, *, now: datetime) -> None:
    """Somebody writes no more; one author stays at least. For authors. Raises Forbidden, Conflict."""
    access.check_writes(where)
    # The path is locked, so that of two last authors who go at once the second one is told.
    Path.objects.select_for_update(no_key=True).get(pk=where.path.pk)
    if not PathAuthor.objects.filter(path=where.path).exclude(person=person).exists():
        raise Conflict(_("A path keeps one author at least: name another one first."))
    if PathAuthor.objects.filter(path=where.path, person=person).delete()[0]:
        fact = events.of_path(events.AUTHOR_REMOVED, where.path, where.person, person=str(person.id))
        record(fact, at=now)


@transaction.atomic
def archive(where: access.Standing, *, now: datetime, archived: bool = True) -> None:
    """Take the path off the shelf (who is enrolled goes on), or put it back. For authors. Raises Forbidden."""
    access.check_writes(where)
    if (where.path.archived_at is not None) == archived:
        return
    where.path.archived_at = now if archived else None
    where.path.save(update_fields=["archived_at"])
    verb = events.PATH_ARCHIVED if archived else events.PATH_RESTORED
    record(events.of_path(verb, where.path, where.person), at=now)


def _line(name: str, value: Any) -> str:
    line = clean_line(str(value))
    if len(line) > LONGEST[name]:
        message = _("At most %(limit)s characters, please.") % {"limit": LONGEST[name]}
        raise Invalid(message, fields={name: message})
    if name == "title" and not line:
        message = _("Give the path a title.")
        raise Invalid(message, fields={"title": message})
    return line


def _free_slug(title: str) -> str:
    base = slugify(title)[:70] or uuid7().hex[-12:]
    taken = set(Path.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
