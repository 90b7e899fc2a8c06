"""What pages and the API read about people."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.compiled import columns_of, compiled, instance
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.media.models import File
from cordee.people.models import Group, Person, PersonSkill, Skill, Unit

PAGE = 30


@dataclass(frozen=True)
class Skills:
    """The two sides of a person."""

    helps: list[Skill]
    learns: list[Skill]


def person_by_handle(handle: str) -> Person:
    """The person others call @handle; raises Missing. One query."""
    for row in _called(handle=handle):
        person = instance(Person, row[: len(PERSON)])
        assert person is not None
        person.photo = instance(File, row[len(PERSON) :])
        return person
    raise Missing(_("Nobody here answers to this name."))


PERSON, PHOTO = columns_of(Person), columns_of(File, "photo__")


@compiled()
def _called(*, handle: str) -> QuerySet:
    return Person.objects.filter(handle=handle, is_active=True).values_list(*PERSON, *PHOTO)


def person_by_id(person_id: UUID) -> Person:
    """The person of this identifier; raises Missing. One query."""
    person = Person.objects.select_related("photo").filter(id=person_id, is_active=True).first()
    if person is None:
        raise Missing(_("Nobody here answers to this name."))
    return person


def skills_of(person: Person) -> Skills:
    """What a person can help with and wants to learn. One query."""
    both: dict[str, list[Skill]] = {"helps": [], "learns": []}
    for side, *values in _sides(person=person.id):
        if skill := instance(Skill, values):
            both[side].append(skill)
    return Skills(by_name(both["helps"]), by_name(both["learns"]))


@compiled()
def _sides(*, person: UUID) -> QuerySet:
    return PersonSkill.objects.filter(person_id=person).values_list("side", *columns_of(Skill, "skill__"))


def people(cursor: str | None = None, size: int = PAGE) -> Page[Person]:
    """Everyone, newest first. One query."""
    return pages.newest(Person.objects.select_related("photo").filter(is_active=True), cursor, size)


def people_called(start: str, size: int = 8) -> list[Person]:
    """Whom to offer after "@": by the beginning of the handle or of a word of the name. One query."""
    start = start.strip().lstrip("@").lower()
    rows = Person.objects.select_related("photo").filter(is_active=True)
    if start:
        rows = rows.filter(
            Q(handle__startswith=start) | Q(name__istartswith=start) | Q(name__icontains=f" {start}")
        )
    return list(rows.order_by("name", "id")[:size])


def names_of(handles: list[str]) -> dict[str, str]:
    """The names behind handles, for showing mentions. One query, none for an empty list."""
    if not handles:
        return {}
    return dict(Person.objects.filter(handle__in=handles, is_active=True).values_list("handle", "name"))


def skills_called(start: str, size: int = 8) -> list[Skill]:
    """Skills to offer after "#". One query."""
    start = start.strip().lstrip("#")
    return list(
        Skill.objects.filter(
            Q(name__istartswith=start) | Q(slug__startswith=start.lower()) | Q(name__icontains=f" {start}")
        )[:size]
    )


def all_skills() -> list[Skill]:
    """The skills of the organisation, by name (some dozens). One query."""
    return by_name(Skill.objects.all())


def by_name(skills: Iterable[Skill]) -> list[Skill]:
    """Skills as a dictionary sorts them: the database may sort by code point, which puts É after Z."""
    return sorted(skills, key=lambda skill: unicodedata.normalize("NFKD", skill.name).casefold())


def skill_by_slug(slug: str) -> Skill:
    """The skill of this address; raises Missing. One query."""
    skill = Skill.objects.filter(slug=slug).first()
    if skill is None:
        raise Missing(_("There is no such skill."))
    return skill


def person_named(text: str) -> Person | None:
    """The active person of this e-mail or handle; None where there is none. One query."""
    wanted = text.strip().lower()
    return Person.objects.filter(Q(email__iexact=wanted) | Q(handle=wanted), is_active=True).first()


def all_groups() -> list[Group]:
    """The groups, by name. One query."""
    return list(Group.objects.all())


def all_units() -> list[Unit]:
    """The boxes of the organisation chart, by name. One query."""
    return list(Unit.objects.all())
