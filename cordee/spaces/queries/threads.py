"""Reads of one contribution with its conversation."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.aggregates import Aggregate
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.compiled import columns_of, compiled, instance
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.media.models import File
from cordee.people.cards import Card, card, columns
from cordee.spaces import access
from cordee.spaces.models import Charter, Comment, Post, PostSkill, Reaction, Revision, Space

PAGE, REVISIONS = 50, 20


class BoolOr(Aggregate):
    """True where one of the rows is."""

    function = "BOOL_OR"
    output_field = BooleanField()


@dataclass(slots=True)
class Meanings:
    """What reactions say of one text: how many gave each meaning, and which of them the viewer gave."""

    counts: dict[str, int] = field(default_factory=dict)
    mine: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[frozenset[tuple[str, int]], frozenset[str]]:
        """The same for all texts of which the same is said."""
        return frozenset(self.counts.items()), frozenset(self.mine)


@dataclass(slots=True)
class CommentView:
    """A reply as a thread shows it."""

    id: UUID
    parent_id: UUID | None
    root_id: UUID
    body_html: str
    created_at: datetime
    edited_at: datetime | None
    author: Card | None
    meanings: Meanings
    removed_at: datetime | None = None
    replies: list["CommentView"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TriedNote:
    """One line on what happened when somebody tried or adapted a contribution."""

    meaning: str
    note: str
    at: datetime
    person: Card


@dataclass(slots=True)
class Conversation:
    """A page of a conversation in reading order: first-level replies with theirs below."""

    comments: list[CommentView]
    next: str | None


@dataclass(slots=True)
class Thread:
    """Everything that the page of a contribution shows of it."""

    post: Post
    author: Card | None
    skills: list[dict[str, str]]
    answer: CommentView | None
    charter_version: int
    meanings: Meanings
    notes: list[TriedNote]
    conversation: Conversation


def post_read(who: access.Viewer, post_id: UUID) -> Post:
    """The contribution, with its space; raises Missing, Forbidden. One query."""
    post = Post.objects.select_related("space", "author").filter(id=post_id).first()
    if post is None:
        raise Missing(_("This contribution does not exist, or is not open to you."))
    _check(who, post)
    return post


def comment_read(who: access.Viewer, comment_id: UUID) -> Comment:
    """The reply, with its post and space; raises Missing, Forbidden. One query."""
    comment = Comment.objects.select_related("post__space", "author").filter(id=comment_id).first()
    if comment is None or not who.sees(comment.post.space):
        raise Missing(_("This reply does not exist, or is not open to you."))
    _check(who, comment.post)
    if comment.removed_at and not access.sees_removed(who, comment, comment.post.space):
        raise Missing(_("This reply does not exist, or is not open to you."))
    return comment


def _check(who: access.Viewer, post: Post) -> None:
    if not who.sees(post.space):
        raise Missing(_("This contribution does not exist, or is not open to you."))
    access.check_reads(who, post.space)
    if post.removed_at and not access.sees_removed(who, post, post.space):
        raise Missing(_("This contribution does not exist, or is not open to you."))


def thread(who: access.Viewer, post_id: UUID, cursor: str | None = None, size: int = PAGE) -> Thread:
    """A contribution with the first page (or the page at ``cursor``) of its conversation. Four queries at most."""
    head = _head(who, post_id)
    post, answer = head.post, head.answer
    rows = _comment_rows(who, post, cursor, size)
    ids = [row[0] for row in rows] + ([answer[0]] if answer else [])
    meanings = _meanings(who, post, ids)
    return Thread(
        post=post,
        author=head.author,
        skills=head.skills,
        answer=_seen(who, post, answer, meanings) if answer else None,
        charter_version=head.charter_version,
        meanings=meanings[None],
        notes=_notes(post) if not cursor else [],
        conversation=_conversation(who, post, rows, size, meanings),
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands above a conversation; ``answer`` as the columns of a reply."""

    post: Post
    author: Card | None
    answer: tuple | None
    skills: list[dict[str, str]]
    charter_version: int


COMMENT = ["id", "parent_id", "root_id", "body_html", "created_at", "edited_at", "removed_at"]
POST, SPACE, FILE = columns_of(Post), columns_of(Space, "space__"), columns_of(File, "attachment__")
AUTHOR = columns("author")
ANSWER = [
    *(f"resolution__answer__{name}" for name in COMMENT),
    *columns("resolution__answer__author"),
]


def _head(who: access.Viewer, post_id: UUID) -> _Head:
    rows = _heads(post=post_id)
    if not rows:
        raise Missing(_("This contribution does not exist, or is not open to you."))
    row = iter(rows[0])
    post, space, file, author, answer = (
        tuple(islice(row, len(names))) for names in (POST, SPACE, FILE, AUTHOR, ANSWER)
    )
    skills, version = row
    found, place = instance(Post, post), instance(Space, space)
    assert found is not None
    assert place is not None
    found.space, found.attachment = place, instance(File, file)
    _check(who, found)
    return _Head(found, card(author), answer if answer[0] and not answer[6] else None, skills, version or 0)


@compiled()
def _heads(*, post: UUID) -> QuerySet:
    skills = (
        PostSkill.objects.filter(post_id=OuterRef("id"))
        .order_by("skill__name")
        .values(json=JSONObject(slug="skill__slug", name="skill__name"))
    )
    version = (
        Charter.objects.filter(space_id=OuterRef("space_id"))
        .values("space_id")
        .annotate(version=Max("version"))
        .values("version")
    )
    rows = Post.objects.filter(id=post).annotate(
        skill_list=ArraySubquery(skills), charter_version=Subquery(version)
    )
    return rows.values_list(*POST, *SPACE, *FILE, *AUTHOR, *ANSWER, "skill_list", "charter_version")


def conversation(who: access.Viewer, post: Post, cursor: str | None, size: int = PAGE) -> Conversation:
    """A page of a conversation. Two queries."""
    rows = _comment_rows(who, post, cursor, size)
    return _conversation(who, post, rows, size, _meanings(who, post, [row[0] for row in rows]))


def cursor_before(comment: Comment) -> str | None:
    """The cursor of a page that begins with the exchange in which ``comment`` stands (None: the first page)."""
    before = (
        Comment.objects.filter(post_id=comment.post_id, root_id__lt=comment.root_id)
        .order_by("-root_id", "-id")
        .values_list("root_id", "id")
    )
    if before[:PAGE].count() + Comment.objects.filter(root_id=comment.root_id).count() <= PAGE:
        return None
    return pages.encode(*before[0])


def one_comment(who: access.Viewer, comment: Comment) -> CommentView:
    """A reply as a thread shows it. One query beside the reply's own."""
    return _view_of(comment, _meanings(who, comment.post, [comment.id]))


def meanings_of(who: access.Viewer, post: Post, comment: Comment | None = None) -> Meanings:
    """What reactions say of a post or of one reply. One query."""
    return _meanings(who, post, [comment.id] if comment else [])[comment.id if comment else None]


def notes_of(post: Post) -> list[TriedNote]:
    """What happened when others tried a contribution, newest first. One query."""
    return _notes(post)


def revisions(
    who: access.Viewer,
    post: Post,
    comment: Comment | None = None,
    cursor: str | None = None,
    size: int = REVISIONS,
) -> Page[Revision]:
    """What a text said before, newest first. One query."""
    _check(who, post)
    return pages.newest(Revision.objects.filter(post=post, comment=comment), cursor, size)


def _comment_rows(who: access.Viewer, post: Post, cursor: str | None, size: int) -> list[tuple]:
    root, last = pages.decode(cursor, UUID, UUID) if cursor else (None, None)
    me = None if access.moderates(who, post.space) else who.person.id
    return _in_reading_order(post=post.id, me=me, root=root, last=last, most=size + 1)


@compiled("most")
def _in_reading_order(
    *, post: UUID, me: UUID | None, root: UUID | None, last: UUID | None, most: int
) -> QuerySet:
    """All replies where ``me`` is None (who moderates); else one's own, those in sight, and what these hang from."""
    rows = Comment.objects.filter(post_id=post).order_by("root_id", "id")
    if me:
        below = Comment.objects.filter(parent_id=OuterRef("id"), removed_at__isnull=True)
        rows = rows.filter(Q(removed_at__isnull=True) | Q(author_id=me) | Q(Exists(below)))
    if last:
        rows = rows.filter(Q(root_id__gt=root) | Q(id__gt=last), root_id__gte=root)
    return rows.values_list(*COMMENT, *AUTHOR)[:most]


def _conversation(
    who: access.Viewer,
    post: Post,
    rows: list[tuple],
    size: int,
    meanings: Mapping[UUID | None, Meanings],
) -> Conversation:
    page = pages.cut(rows, size, lambda row: (row[2], row[0]))
    first_level: list[CommentView] = []
    by_id: dict[UUID, CommentView] = {}
    for row in page.rows:
        view = _seen(who, post, row, meanings)
        by_id[view.id] = view
        root = by_id.get(view.root_id) if view.parent_id else None
        # The root may stand on the page before: its replies then begin this one.
        (root.replies if root else first_level).append(view)
    return Conversation(first_level, page.next)


def _meanings(who: access.Viewer, post: Post, comment_ids: list[UUID]) -> Mapping[UUID | None, Meanings]:
    found: Mapping[UUID | None, Meanings] = defaultdict(Meanings)
    rows = _counted(post=post.id, me=who.person.id, comments=comment_ids)
    for comment_id, meaning, count, mine in rows:
        found[comment_id].counts[meaning] = count
        if mine:
            found[comment_id].mine.add(meaning)
    return found


@compiled()
def _counted(*, post: UUID, me: UUID, comments: list[UUID]) -> QuerySet:
    on_these = RawSQL("SELECT unnest(%s::uuid[])", [comments])
    return (
        Reaction.objects.filter(Q(comment_id__in=on_these) | Q(comment_id__isnull=True), post_id=post)
        .values("comment_id", "meaning")
        .annotate(count=Count("id"), mine=BoolOr(Q(person_id=me)))
        .order_by()
        .values_list("comment_id", "meaning", "count", "mine")
    )


def _notes(post: Post) -> list[TriedNote]:
    return [TriedNote(*(*row[:3], Card(*row[3:]))) for row in _noted(post=post.id)]


@compiled()
def _noted(*, post: UUID) -> QuerySet:
    return (
        Reaction.objects.filter(post_id=post, comment_id__isnull=True, meaning__in=Reaction.WITH_NOTE)
        .exclude(note="")
        .order_by("-id")
        .values_list("meaning", "note", "at", *columns("person"))[:6]
    )


def _seen(
    who: access.Viewer, post: Post, row: tuple, meanings: Mapping[UUID | None, Meanings]
) -> CommentView:
    author, removed_at = card(row[7:]), row[6]
    if removed_at and not (access.moderates(who, post.space) or (author and author.id == who.person.id)):
        # It holds the replies below it together; what it said, and who, is out of sight.
        place, parent, root, _words, written_at = row[:5]
        return CommentView(place, parent, root, "", written_at, None, None, Meanings(), removed_at)
    return CommentView(*(*row[:6], author, meanings[row[0]], removed_at))


def _card_of(person: Any) -> Card | None:
    if person is None:
        return None
    photo = person.photo.stored_as if person.photo else None
    return Card(person.id, person.name, person.handle, person.headline, photo)


def _view_of(comment: Comment, meanings: Mapping[UUID | None, Meanings]) -> CommentView:
    return CommentView(
        comment.id,
        comment.parent_id,
        comment.root_id,
        comment.body_html,
        comment.created_at,
        comment.edited_at,
        author=_card_of(comment.author),
        meanings=meanings[comment.id],
        removed_at=comment.removed_at,
    )
