"""What is worth somebody's ten minutes, by open rules, each with its reason."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from cordee.people.cards import card, columns
from cordee.people.models import PersonSkill
from cordee.spaces import access
from cordee.spaces.models import Charter, Membership, Post, PostSkill, Reaction
from cordee.spaces.queries.posts import LINE, UNANSWERED, PostLine, lines

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
    """At most three things, the most useful first. Three queries.

    1. somebody answered my question and waits for my word;
    2. a question waits on a skill that I said I can help with (oldest first: silence kills);
    3. an experience or a tip on a skill that I want to learn, which others tried and I have not;
    4. a question waits in a space of mine.
    """
    mine = list(who.standings)
    answered = [
        Suggestion("answered", line, 2)
        for line in lines(
            Post.objects.filter(
                author=who.person,
                kind=Post.Kind.QUESTION,
                resolved_at__isnull=True,
                comment_count__gt=0,
                last_activity_at__gt=now - timedelta(days=60),
                space__in=mine,
            ).order_by("-last_activity_at")[:2]
        )
    ]
    waiting = _waiting(who, mine, now)
    practices = _practices(who, mine, now)
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


def _skill_of(who: access.Viewer, side: str) -> Subquery:
    """The name of one of the person's skills that the post speaks of."""
    links = PostSkill.objects.filter(
        post_id=OuterRef("id"),
        skill__person_sides__person=who.person,
        skill__person_sides__side=side,
    )
    return Subquery(links.values("skill__name")[:1])


def _waiting(who: access.Viewer, mine: list[UUID], now: datetime) -> list[Suggestion]:
    rows = (
        Post.objects.filter(UNANSWERED, space__in=mine, created_at__gt=now - timedelta(days=60))
        .exclude(author=who.person)
        .annotate(skill=_skill_of(who, PersonSkill.Side.HELPS))
        .order_by(F("skill").asc(nulls_last=True), "id")[:3]
    )
    return _with_skill("waiting", rows, 3)


def _practices(who: access.Viewer, mine: list[UUID], now: datetime) -> list[Suggestion]:
    tried = Reaction.objects.filter(person=who.person).values("post_id")
    rows = (
        Post.objects.filter(
            space__in=mine,
            kind__in=[Post.Kind.EXPERIENCE, Post.Kind.TIP],
            created_at__gt=now - timedelta(days=90),
        )
        .exclude(Q(author=who.person) | Q(id__in=tried))
        .annotate(skill=_skill_of(who, PersonSkill.Side.LEARNS))
        .filter(skill__isnull=False)
        .order_by("-tried_count", "-id")[:2]
    )
    return _with_skill("practice", rows, 4)


def _with_skill(why: str, rows: QuerySet[Post], minutes: int) -> list[Suggestion]:
    width = len(LINE)
    return [
        Suggestion(why, PostLine(*(*row[:width], card(row[width:-1]))), minutes, row[-1] or "")
        for row in rows.values_list(*LINE, *columns("author"), "skill")
    ]


def news(who: access.Viewer, now: datetime) -> dict[str, list[PostLine]]:
    """What is new in one's spaces, grouped by space (title), the liveliest first. One query."""
    recent = (
        Post.objects.filter(
            space__in=list(who.standings), last_activity_at__gt=now - timedelta(days=NEWS_DAYS)
        )
        .annotate(
            rank=Window(
                RowNumber(),
                partition_by=[F("space_id")],
                order_by=[F("last_activity_at").desc(), F("id").desc()],
            )
        )
        .filter(rank__lte=NEWS_PER_SPACE)
        .order_by("-last_activity_at", "-id")[: NEWS_SPACES * NEWS_PER_SPACE]
    )
    grouped: dict[str, list[PostLine]] = {}
    for line in lines(recent):
        grouped.setdefault(line.space_title, []).append(line)
    return grouped


def charters_waiting(who: access.Viewer) -> list[CharterWaiting]:
    """Spaces of mine whose charter changed since I accepted one. One query."""
    newest = Charter.objects.filter(space_id=OuterRef("space_id")).order_by("-version").values("version")[:1]
    rows = (
        Membership.objects.filter(person=who.person, charter_version__gt=0)
        .annotate(in_force=Subquery(newest))
        .filter(in_force__gt=F("charter_version"))
    )
    return [CharterWaiting(*row) for row in rows.values_list("space__slug", "space__title")]
