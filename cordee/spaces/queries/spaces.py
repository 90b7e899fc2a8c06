"""Reads of spaces and their members."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.compiled import columns_of, compiled, instance
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.media.models import File
from cordee.people.cards import Card, columns
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.models import Charter, JoinRequest, Membership, Objective, Space

PAGE = 30


def _sheets() -> QuerySet[Space]:
    skills = (
        Objective.skills.through.objects.filter(objective_id=OuterRef("id"))
        .order_by("skill__name")
        .values(json=JSONObject(slug="skill__slug", name="skill__name"))
    )
    aims = (
        Objective.objects.filter(space_id=OuterRef("id"))
        .order_by("position")
        .values(json=JSONObject(text="text", skills=ArraySubquery(skills)))
    )
    version = (
        Charter.objects.filter(space_id=OuterRef("id"))
        .values("space_id")
        .annotate(version=Max("version"))
        .values("version")
    )
    return Space.objects.select_related("cover").annotate(
        charter_version_in_force=Subquery(version), aims_in_order=ArraySubquery(aims)
    )


def _finished(sheet: Space) -> Space:
    sheet.charter_version = sheet.charter_version_in_force or 0  # type: ignore[attr-defined]
    sheet.aims = sheet.aims_in_order  # type: ignore[attr-defined]
    return sheet


def space_seen(who: access.Viewer, slug: str) -> Space:
    """The space of this address; raises Missing when there is none that ``who`` may know of. One query."""
    for row in _sheet(slug=slug):
        sheet = instance(Space, row[: len(SPACE)])
        assert sheet is not None
        sheet.cover = instance(File, row[len(SPACE) : -2])
        sheet.charter_version, sheet.aims = row[-2] or 0, row[-1]
        access.check_sees(who, sheet)
        return sheet
    raise Missing(_("There is no such space, or it is not open to you."))


SPACE, COVER = columns_of(Space), columns_of(File, "cover__")


@compiled()
def _sheet(*, slug: str) -> QuerySet:
    rows = _sheets().select_related(None).filter(slug=slug)
    return rows.values_list(*SPACE, *COVER, "charter_version_in_force", "aims_in_order")


def spaces_seen(who: access.Viewer, cursor: str | None = None, size: int = PAGE) -> Page[Space]:
    """The spaces that ``who`` may know of, by title. One query."""
    rows = _sheets().filter(access.visible(who)).order_by("title", "id")
    if cursor:
        title, last = pages.decode(cursor, str, UUID)
        rows = rows.filter(Q(title__gt=title) | Q(id__gt=last), title__gte=title)
    page = pages.cut(list(rows[: size + 1]), size, lambda sheet: (sheet.title, sheet.id))
    return Page([_finished(sheet) for sheet in page.rows], page.next)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody who belongs to a space."""

    person: Card
    role: str
    joined_at: datetime


def members(
    who: access.Viewer, space: Space, cursor: str | None = None, size: int = PAGE, role: str | None = None
) -> Page[MemberLine]:
    """Who belongs to a space, newest first. One query. Raises Missing, Forbidden."""
    access.check_reads(who, space)
    rows = Membership.objects.filter(space=space).order_by("-id")
    if role:
        rows = rows.filter(role=role)
    if cursor:
        (last,) = pages.decode(cursor, UUID)
        rows = rows.filter(id__lt=last)
    found = list(rows.values_list("id", "role", "joined_at", *columns("person"))[: size + 1])
    page = pages.cut(found, size, lambda row: (row[0],))
    return Page([MemberLine(Card(*row[3:]), row[1], row[2]) for row in page.rows], page.next)


def facilitators(space: Space) -> list[Card]:
    """Who keeps a space alive. One query."""
    rows = Membership.objects.filter(space=space, role=Membership.Role.FACILITATOR).order_by("id")
    return [Card(*row) for row in rows.values_list(*columns("person"))[:10]]


def join_requests(
    who: access.Viewer, space: Space, cursor: str | None = None, size: int = PAGE
) -> Page[JoinRequest]:
    """Who waits to be let in, the oldest first, for facilitators. One query. Raises Missing, Forbidden."""
    access.check_facilitates(who, space)
    rows = JoinRequest.objects.filter(space=space).select_related("person__photo")
    return pages.oldest(rows, cursor, size)


def join_request_of(who: access.Viewer, space: Space, person_id: UUID) -> JoinRequest | None:
    """What one person asks of a space, for facilitators. One query. Raises Missing, Forbidden."""
    access.check_facilitates(who, space)
    return JoinRequest.objects.filter(space=space, person_id=person_id).first()


def has_asked(person: Person, space: Space) -> bool:
    """Whether this person waits for an answer. One query."""
    return JoinRequest.objects.filter(space=space, person=person).exists()


def member_counts(space_ids: list[UUID]) -> dict[UUID, int]:
    """How many people belong to each space. One query."""
    rows = Membership.objects.filter(space_id__in=space_ids).values("space_id").annotate(count=Count("id"))
    return {row["space_id"]: row["count"] for row in rows.order_by()}
