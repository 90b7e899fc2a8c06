"""Who may be able to answer a question, and how they stand: what the choice is made from."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q

from cordee.asks.choosing import QUOTA, WEEKS, Able, willingness
from cordee.asks.models import Ask, Availability, Unasked
from cordee.recommendations.candidates import Candidate, Evidence, Question, What, who_might_answer
from cordee.spaces.models import Comment, Post

MOST = 40  # candidates that are looked at
WEEK = timedelta(days=7)
LATELY = timedelta(weeks=WEEKS)
REMEMBERED = timedelta(days=365)
SILENT = timedelta(days=5)  # after so long, no word counts as silence
EXPERT = frozenset({What.ACCEPTED, What.DECLARED})


@dataclass(frozen=True)
class Known:
    """Those who may be able to answer, and the evidence for each."""

    able: list[Able]
    evidence: Mapping[UUID, tuple[Evidence, ...]]


def able_for(post: Post, *, now: datetime, asked: Set[UUID]) -> Known:
    """Who may be able to answer ``post``, of those who are not ``asked`` yet. Seven queries beside the candidates'."""
    question = Question.of(post)
    replied = set(
        Comment.objects.filter(post=post, removed_at__isnull=True, author__isnull=False).values_list(
            "author_id", flat=True
        )
    )
    out = asked | replied | unavailable(now)
    # Who is asked is told why: nobody is for whom nothing could be shown.
    found = [one for one in who_might_answer(question, now=now, most=MOST, without=out) if one.evidence]
    people = [one.person_id for one in found]
    standing = _standing(people, question, now)
    able = [_able(one, standing) for one in found]
    return Known(able, {one.person_id: one.evidence for one in found})


def may_be_busy(post: Post, *, now: datetime, asked: Set[UUID]) -> bool:
    """Whether somebody who was not asked yet may know, and only has had enough questions this week."""
    found = who_might_answer(Question.of(post), now=now, most=MOST, without=asked | away(now))
    return any(one.evidence for one in found)


def one_able(person: UUID, *, now: datetime) -> Able:
    """How somebody stands who was named: their quota and absence, not what they know. Two queries."""
    row = Availability.objects.filter(person_id=person).first()
    asked = Ask.objects.filter(person_id=person, at__gt=now - WEEK).count()
    quota, away = (row.quota, row.is_away(today(now))) if row else (QUOTA, False)
    return Able(person, 1.0, quota=quota, this_week=asked, away=away)


def unavailable(now: datetime) -> set[UUID]:
    """Who is away, wants no question, or has had this week's. Three queries."""
    week = Ask.objects.filter(at__gt=now - WEEK).order_by().values_list("person_id")
    asked = dict(week.annotate(count=Count("id")))
    quotas = dict(Availability.objects.filter(person_id__in=asked).values_list("person_id", "quota"))
    return away(now) | {person for person, count in asked.items() if count >= quotas.get(person, QUOTA)}


def asked_this_week(people: Collection[UUID], now: datetime) -> dict[UUID, int]:
    """How many questions each of ``people`` was asked in seven days, without those who were asked none. One query."""
    rows = Ask.objects.filter(person_id__in=people, at__gt=now - WEEK, at__lte=now).order_by()
    return dict(rows.values_list("person_id").annotate(count=Count("id")))


def away(now: datetime) -> set[UUID]:
    """Who is away, or wants no question. One query."""
    day = today(now)
    wishes = Availability.objects.filter(
        Q(quota=0)
        | Q(away_from__lte=day, away_until__isnull=True)
        | Q(away_from__lte=day, away_until__gte=day)
    )
    return set(wishes.values_list("person_id", flat=True))


def today(now: datetime) -> date:
    """The day it is for the organisation."""
    return now.astimezone(ZoneInfo(settings.DEFAULT_VIEWER_TIME_ZONE)).date()


@dataclass(frozen=True)
class _Standing:
    quotas: Mapping[UUID, int]
    loads: Mapping[UUID, tuple[int, int]]
    said: Mapping[UUID, tuple[int, int, int, int]]
    off: Set[UUID]


def _standing(people: list[UUID], question: Question, now: datetime) -> _Standing:
    """How they stand. Four queries."""
    asks = Ask.objects.filter(person_id__in=people).order_by()
    week = Count("id", filter=Q(at__gt=now - WEEK))
    loads = asks.filter(at__gt=now - LATELY).values_list("person_id").annotate(week=week, lately=Count("id"))
    on_this = Q(post__skills__in=question.skill_ids) if question.skill_ids else Q(post__space=question.space)
    said = (
        asks.filter(on_this, at__gt=now - REMEMBERED)
        .values_list("person_id")
        .annotate(
            answered=_times(Ask.State.ANSWERED),
            declined=_times(Ask.State.DECLINED, Ask.State.PASSED),
            not_mine=_times(Ask.State.NOT_MINE),
            silent=Count("id", filter=Q(state=Ask.State.OPEN, at__lt=now - SILENT), distinct=True),
        )
    )
    unasked = Unasked.objects.filter(person_id__in=people, skill_id__in=question.skill_ids)
    return _Standing(
        dict(Availability.objects.filter(person_id__in=people).values_list("person_id", "quota")),
        {person: (week, lately) for person, week, lately in loads},
        {person: (yes, no, foreign, silent) for person, yes, no, foreign, silent in said},
        set(unasked.values_list("person_id", flat=True)),
    )


def _times(*states: Ask.State) -> Count:
    return Count("id", filter=Q(state__in=states), distinct=True)


def _able(one: Candidate, standing: _Standing) -> Able:
    person = one.person_id
    week, lately = standing.loads.get(person, (0, 0))
    answered, declined, not_mine, silent = standing.said.get(person, (0, 0, 0, 0))
    return Able(
        person,
        one.score,
        expert=any(fact.what in EXPERT for fact in one.evidence),
        quota=standing.quotas.get(person, QUOTA),
        this_week=week,
        lately=lately,
        willing=willingness(answered=answered, declined=declined, not_mine=not_mine, silent=silent),
        off=person in standing.off,
    )
