"""What is worth somebody's ten minutes, by open rules, each with its reason."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery, UUIDField, Value

from cordee.core.compiled import compiled
from cordee.people.cards import columns
from cordee.people.models import PersonSkill
from cordee.spaces import access
from cordee.spaces.models import Charter, Membership, Post, PostSkill, Reaction
from cordee.spaces.queries.posts import LINE, SEEN, UNANSWERED, PostLine, line_rows, told

MOST = 3
NEWS_DAYS = 14
NEWS_PER_SPACE = 4
NEWS_SPACES = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to do: ``why`` names the rule, ``skill`` what it is about, ``minutes`` about how long it takes."""

    why: str
    post: PostLine
    minutes: int
    skill: str = ""


@dataclass(frozen=True, slots=True)
class CharterWaiting:
    """A space whose charter has a version that the person has not accepted."""

    slug: str
    title: str


def suggestions(who: access.Viewer, now: datetime) -> list[Suggestion]:
    """At most three things, the most useful first. Two queries.

    1. somebody answered my question and waits for my word;
    2. a question waits on a skill that I said I can help with (oldest first: silence kills);
    3. an experience or a tip on a skill that I want to learn, which others tried and I have not;
    4. a question waits in a space of mine.
    """
    me = who.person.id
    answered = [
        Suggestion("answered", line, 2) for line in told(_answered(me=me, since=now - timedelta(days=60)))
    ]
    offered = _by_skill(me=me, asked_since=now - timedelta(days=60), told_since=now - timedelta(days=90))
    # A union keeps no order: the same again.
    waiting = sorted(_offered(offered, "waiting", 3), key=lambda one: (not one.skill, one.post.id))
    practices = sorted(
        _offered(offered, "practice", 4), key=lambda one: (one.post.tried_count, one.post.id), reverse=True
    )
    ranked = [
        *answered[:1],
        *[one for one in waiting if one.skill][:1],
        *practices[:1],
        *answered[1:],
        *[one for one in waiting if one.skill][1:],
        *[one for one in waiting if not one.skill],
        *practices[1:],
    ]
    return ranked[:MOST]


@compiled()
def _answered(*, me: UUID, since: datetime) -> QuerySet:
    rows = Post.objects.filter(
        SEEN,
        author_id=me,
        kind=Post.Kind.QUESTION,
        resolved_at__isnull=True,
        comment_count__gt=0,
        last_activity_at__gt=since,
        space__in=access.spaces_of(me),
    )
    return line_rows(rows.order_by("-last_activity_at")[:2])


def _skill_of(me: UUID, side: str) -> Subquery:
    """The name of one of the person's skills that the post speaks of."""
    links = PostSkill.objects.filter(
        post_id=OuterRef("id"), skill__person_sides__person_id=me, skill__person_sides__side=side
    )
    return Subquery(links.values("skill__name")[:1])


@compiled()
def _by_skill(*, me: UUID, asked_since: datetime, told_since: datetime) -> QuerySet:
    """Questions that wait, then what others tried: lines with the skill that they share with me, and which they are."""
    columns_told = (*LINE, *columns("author"), "skill", "why")
    tried = Reaction.objects.filter(person_id=me).values("post_id")
    waiting = (
        Post.objects.filter(UNANSWERED, space__in=access.spaces_of(me), created_at__gt=asked_since)
        .exclude(author_id=me)
        .annotate(skill=_skill_of(me, PersonSkill.Side.HELPS), why=Value("waiting"))
        .order_by(F("skill").asc(nulls_last=True), "id")
    )
    practices = (
        Post.objects.filter(
            SEEN,
            space__in=access.spaces_of(me),
            kind__in=[Post.Kind.EXPERIENCE, Post.Kind.TIP],
            created_at__gt=told_since,
        )
        .exclude(Q(author_id=me) | Q(id__in=tried))
        .annotate(skill=_skill_of(me, PersonSkill.Side.LEARNS), why=Value("practice"))
        .filter(skill__isnull=False)
        .order_by("-tried_count", "-id")
    )
    return waiting.values_list(*columns_told)[:3].union(practices.values_list(*columns_told)[:2], all=True)


def _offered(rows: list[tuple], why: str, minutes: int) -> list[Suggestion]:
    return [
        Suggestion(why, line, minutes, skill or "")
        for *row, skill, which in rows
        if which == why
        for line in told([tuple(row)])
    ]


def news(who: access.Viewer, now: datetime) -> dict[str, list[PostLine]]:
    """What is new in one's spaces, grouped by space (title), the liveliest first. One query."""
    grouped: dict[str, list[PostLine]] = {}
    for line in told(_recent(me=who.person.id, since=now - timedelta(days=NEWS_DAYS))):
        grouped.setdefault(line.space_title, []).append(line)
    return grouped


@compiled()
def _recent(*, me: UUID, since: datetime) -> QuerySet:
    # The newest of each space by the space's own index: what else happened there in two weeks is not read.
    newest = Post.objects.filter(SEEN, space_id=OuterRef("space_id"), last_activity_at__gt=since)
    ids = ArraySubquery(newest.order_by("-last_activity_at", "-id").values("id")[:NEWS_PER_SPACE])
    found = Membership.objects.filter(person_id=me).annotate(newest=_Unnested(ids)).values("newest")
    rows = Post.objects.filter(id__in=found).order_by("-last_activity_at", "-id")
    return line_rows(rows[: NEWS_SPACES * NEWS_PER_SPACE])


class _Unnested(Func):
    """The members of an array as rows."""

    function = "unnest"
    set_returning = True
    output_field = UUIDField()


def outdated_charters(me: UUID) -> QuerySet:
    """The spaces of ``me`` whose charter changed since they accepted one, as rows of ``CharterWaiting``."""
    newest = Charter.objects.filter(space_id=OuterRef("space_id")).order_by("-version").values("version")[:1]
    return (
        Membership.objects.filter(person_id=me, charter_version__gt=0)
        .annotate(in_force=Subquery(newest))
        .filter(in_force__gt=F("charter_version"))
        .values_list("space__slug", "space__title")
    )
