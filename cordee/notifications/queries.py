"""What pages and the API read of the bell. What its owner may not read any more is left out, of counts too."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.compiled import compiled
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.notifications.lines import Line
from cordee.notifications.models import Cause, Notice
from cordee.paths.models import Path
from cordee.people.cards import Card
from cordee.people.models import Person, Skill
from cordee.spaces import access
from cordee.spaces.models import Comment, Post, Space
from cordee.workshops.models import Workshop

PAGE = 20
_FACE = ("id", "name", "handle", "headline", "photo__stored_as")
_LINE = ("id", "kind", "reason", "stops", "subject", "position", "at", "unread")


def in_sight(person: UUID) -> QuerySet[Cause]:
    """The acts that a person may see now: texts that stand, in spaces that they may read; for the rest, see."""
    administers = Exists(Person.objects.filter(id=person, is_administrator=True))
    readable = Space.objects.filter(access.readable_within(person) | Q(administers))
    hidden = Q(visibility=Space.Visibility.HIDDEN) & ~Q(id__in=access.spaces_of(person))
    seen = Space.objects.filter(~hidden | Q(administers))
    post = Post.objects.filter(id=OuterRef("post_id"), removed_at=None, space_id__in=readable.values("id"))
    comment = Comment.objects.filter(id=OuterRef("comment_id"), post_id=OuterRef("post_id"), removed_at=None)
    space = seen.filter(id=OuterRef("space_id"))
    return Cause.objects.filter(
        Q(Exists(post)) & (Q(comment_id=None) | Q(Exists(comment)))
        | Q(post_id=None) & (Q(space_id=None) | Q(Exists(space)))
    )


def of(person: UUID) -> QuerySet[Notice]:
    """The lines of a person's bell that have something to show."""
    acts = in_sight(person).filter(notice=OuterRef("pk"))
    return Notice.objects.filter(Exists(acts), person_id=person)


def unread(person_id: UUID) -> int:
    """How many lines wait in somebody's bell. One query."""
    rows = _unread(person=person_id)
    return int(rows[0][0]) if rows else 0


@compiled()
def _unread(*, person: UUID) -> QuerySet:
    rows = of(person).filter(unread=True).values("person_id")
    return rows.annotate(count=Count("id")).values_list("count")


def bell(person_id: UUID, cursor: str | None = None, size: int = PAGE) -> Page[Line]:
    """Somebody's lines, what moved last first. Four queries. Raises Invalid for a foreign cursor."""
    (last,) = pages.decode(cursor, int) if cursor else (None,)
    rows = of(person_id) if last is None else of(person_id).filter(position__lt=last)
    lines = [Line(*row) for row in rows.order_by("-position").values_list(*_LINE)[: size + 1]]
    page = pages.cut(lines, size, lambda line: (line.position,))
    fill(person_id, page.rows)
    return page


def line(person_id: UUID, notice_id: UUID) -> Line:
    """One line of somebody's own bell; raises Missing. Four queries."""
    row = of(person_id).filter(id=notice_id).values_list(*_LINE).first()
    if row is None:
        raise Missing(_("This line of your bell is gone, or what it told of is not open to you any more."))
    found = Line(*row)
    fill(person_id, [found])
    return found


def fill(person_id: UUID, lines: Sequence[Line]) -> None:
    """Put into lines who did what, and where. Three queries."""
    by_id = {line.id: line for line in lines}
    for notice, *where in _places(person=person_id, notices=list(by_id)) if by_id else ():
        line = by_id[notice]
        line.post_id, line.comment_id = where[:2]
        line.post_title, line.post_kind, line.space_slug, line.space_title = (w or "" for w in where[2:6])
        line.skill_slug, line.skill_name, line.workshop_title = (w or "" for w in where[6:9])
        line.path_slug, line.path_title, line.object_id = where[9] or "", where[10] or "", where[11]
    wanted: dict[UUID, list[UUID]] = {}
    meanings: dict[UUID, Counter[str]] = {}
    posts: dict[UUID, set[UUID]] = {}
    for notice, actor, _last, acts, of_posts, meant in (
        _people(person=person_id, notices=list(by_id)) if by_id else ()
    ):
        line = by_id[notice]
        line.acts += acts
        line.people_count += 1
        posts.setdefault(notice, set()).update(post for post in of_posts if post)
        meanings.setdefault(notice, Counter()).update(word for word in meant if word)
        if actor and len(wanted.setdefault(notice, [])) < 2:
            wanted[notice].append(actor)
    faces = {one for actors in wanted.values() for one in actors}
    cards = {row[0]: Card(*row) for row in _cards(people=sorted(faces))} if faces else {}
    for line in lines:
        line.people = [cards[actor] for actor in wanted.get(line.id, ()) if actor in cards]
        line.posts = len(posts.get(line.id, ()))
        line.meanings = meanings.get(line.id, Counter())


def _these(ids: list[UUID]) -> RawSQL:
    return RawSQL("SELECT unnest(%s::uuid[])", [ids])


@compiled()
def _places(*, person: UUID, notices: list[UUID]) -> QuerySet:
    """Where the first act of each line stands."""
    post = Post.objects.filter(id=OuterRef("post_id"))
    own = Space.objects.filter(id=OuterRef("space_id"))
    skill = Skill.objects.filter(id=OuterRef("notice__subject"))
    workshop = Workshop.objects.filter(id=OuterRef("notice__subject"))
    path = Path.objects.filter(id=OuterRef("path_id"))
    columns: dict[str, Any] = {
        "title": Subquery(post.values("title")),
        "post_kind": Subquery(post.values("kind")),
        "slug": Subquery(own.values("slug")),
        "place": Subquery(own.values("title")),
        "skill": Subquery(skill.values("slug")),
        "skill_name": Subquery(skill.values("name")),
        "workshop": Subquery(workshop.values("title")),
        "path_slug": Subquery(path.values("slug")),
        "path_title": Subquery(path.values("title")),
    }
    rows = in_sight(person).filter(notice_id__in=_these(notices)).annotate(**columns)
    return (
        rows.order_by("notice_id", "position")
        .distinct("notice_id")
        .values_list("notice_id", "post_id", "comment_id", *columns, "object_id")
    )


@compiled()
def _people(*, person: UUID, notices: list[UUID]) -> QuerySet:
    """Who is behind each line, the last first, and what they did."""
    rows = in_sight(person).filter(notice_id__in=_these(notices)).values("notice_id", "actor_id")
    return (
        rows.annotate(
            last=Max("position"),
            acts=Count("id"),
            posts=ArrayAgg("post_id", distinct=True),
            meant=ArrayAgg("meaning"),
        )
        .order_by("notice_id", "-last")
        .values_list("notice_id", "actor_id", "last", "acts", "posts", "meant")
    )


@compiled()
def _cards(*, people: list[UUID]) -> QuerySet:
    return Person.objects.filter(id__in=_these(people)).values_list(*_FACE)
