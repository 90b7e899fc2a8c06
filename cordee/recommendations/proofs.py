"""The evidence for people, read when it is to be shown: few rows, each something that a click opens."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max

from cordee.people.models import Person, PersonSkill
from cordee.recommendations.evidence import Evidence, What
from cordee.recommendations.models import Answered
from cordee.spaces.models import Comment, Post, Reaction, Resolution, Space

LATELY = timedelta(days=90)
STALE = timedelta(days=730)  # older evidence of a skill speaks for nobody any more
MOST_ROWS = 300  # of evidence on the skills of one question, the latest
CLOSE = 0.4  # of the closeness of the closest question
MOST_OF_A_KIND = 2
SHOWN = 50  # close threads among which a person's answers are looked for
_ORDER = list(What)

Facts = Mapping[What, Mapping[UUID, Sequence[Evidence]]]
_TRIED = {
    Reaction.Meaning.TRIED: What.TRIED,
    Reaction.Meaning.ADAPTED: What.TRIED,
    Reaction.Meaning.TAUGHT: What.TAUGHT,
}


def skilled(skills: Collection[UUID], spaces: Collection[UUID], now: datetime) -> Facts:
    """Who gave evidence of these skills in these spaces, by kind, the latest first. Three queries at most."""
    facts: dict[What, defaultdict[UUID, list[Evidence]]] = {kind: defaultdict(list) for kind in What}
    if not skills:
        return facts
    declared = PersonSkill.objects.filter(skill__in=skills, side=PersonSkill.Side.HELPS, at__lte=now)
    for person, at, skill, name, slug in declared.values_list(
        "person_id", "at", "skill_id", "skill__name", "skill__slug"
    ):
        facts[What.DECLARED][person].append(
            Evidence(What.DECLARED, at, name, skill_id=skill, url=f"/skills/{slug}/")
        )
    there = {"post__space__in": spaces, "post__removed_at__isnull": True, "post__skills__in": skills}
    accepted = Resolution.objects.filter(
        **there, answer__author__isnull=False, answer__removed_at__isnull=True, at__range=(now - STALE, now)
    ).order_by("-at")
    for person, at, post, comment, title in accepted.values_list(
        "answer__author_id", "at", "post_id", "answer_id", "post__title"
    )[:MOST_ROWS]:
        facts[What.ACCEPTED][person].append(_of_reply(What.ACCEPTED, at, title, post, comment))
    tried = Reaction.objects.filter(
        **there, meaning__in=list(_TRIED), at__range=(now - STALE, now), comment__isnull=True
    ).order_by("-at")
    for person, at, post, title, meaning in tried.values_list(
        "person_id", "at", "post_id", "post__title", "meaning"
    )[:MOST_ROWS]:
        what = _TRIED[Reaction.Meaning(meaning)]
        facts[what][person].append(Evidence(what, at, title, post_id=post, url=Post(id=post).url))
    return facts


def skills_of(person: Person, spaces: Collection[UUID], now: datetime) -> dict[UUID, list[Evidence]]:
    """What somebody did that speaks for them, by skill, the latest first. Two queries."""
    found: dict[UUID, list[Evidence]] = {}
    there = {"post__space__in": spaces, "post__removed_at__isnull": True, "post__skills__isnull": False}
    accepted = Resolution.objects.filter(
        **there, answer__author=person, answer__removed_at__isnull=True, at__range=(now - STALE, now)
    ).order_by("-at")
    for skill, at, post, comment, title in accepted.values_list(
        "post__skills", "at", "post_id", "answer_id", "post__title"
    )[:MOST_ROWS]:
        found.setdefault(skill, []).append(_of_reply(What.ACCEPTED, at, title, post, comment))
    tried = Reaction.objects.filter(
        **there, person=person, meaning__in=list(_TRIED), at__range=(now - STALE, now), comment__isnull=True
    ).order_by("-at")
    for skill, at, post, title, meaning in tried.values_list(
        "post__skills", "at", "post_id", "post__title", "meaning"
    )[:MOST_ROWS]:
        what = _TRIED[Reaction.Meaning(meaning)]
        found.setdefault(skill, []).append(Evidence(what, at, title, post_id=post, url=Post(id=post).url))
    return found


def proofs(
    people: Sequence[UUID],
    space: Space,
    close: Sequence[tuple[Any, float]],
    facts: Facts,
    now: datetime,
) -> dict[UUID, list[Evidence]]:
    """What speaks for each of ``people``, the strongest first. Two queries."""
    told: dict[UUID, list[Evidence]] = {person: [] for person in people}
    for kind in What:
        for person in people:
            told[person] += facts[kind].get(person, [])
    for person, evidence in _close_answers(people, close):
        if evidence.comment_id not in {one.comment_id for one in told[person]}:
            told[person].append(evidence)
    for person, evidence in _lately(people, space, now):
        told[person].append(evidence)
    return {person: some(found) for person, found in told.items()}


_CLOSE_ANSWERS = """
SELECT asked.id, answered.person_id, answered.comment_id, answered.post_id, to_timestamp(answered.at), post.title,
       resolution.answer_id IS NOT NULL
FROM recommendations_asked asked
JOIN recommendations_answered answered ON answered.post_id = asked.post_id
JOIN spaces_post post ON post.id = asked.post_id AND post.removed_at IS NULL
LEFT JOIN spaces_resolution resolution ON resolution.post_id = post.id AND EXISTS (
    SELECT 1 FROM spaces_comment answer WHERE answer.id = resolution.answer_id AND answer.author_id = answered.person_id
)
WHERE asked.id = ANY(%s) AND answered.person_id = ANY(%s)
"""


def _close_answers(people: Sequence[UUID], close: Sequence[tuple[Any, float]]) -> list[tuple[UUID, Evidence]]:
    """Their replies in the threads that are close to the question, the closest first."""
    if not close or not people:
        return []
    near = {thread: score for thread, score in close[:SHOWN] if score >= CLOSE * close[0][1]}
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE_ANSWERS, [list(near), list(people)])
        rows = sorted(cursor.fetchall(), key=lambda row: (-near[row[0]], str(row[2])))
    return [
        (person, _of_reply(What.ACCEPTED if accepted else What.ANSWERED, at, title, post, comment))
        for _thread, person, comment, post, at, title, accepted in rows
    ]


def _lately(people: Sequence[UUID], space: Space, now: datetime) -> list[tuple[UUID, Evidence]]:
    """Who answered in this space in the last weeks, how often, and when last."""
    rows = (
        Answered.objects.filter(
            person_id__in=people,
            space_id=space.id,
            at__gt=(now - LATELY).timestamp(),
            at__lte=now.timestamp(),
        )
        .values_list("person_id")
        .annotate(times=Count("post_id"), last=Max("at"))
    )
    return [
        (
            person,
            Evidence(
                What.ACTIVE,
                datetime.fromtimestamp(last, now.tzinfo),
                space.title,
                space_id=space.id,
                url=space.url,
                count=times,
            ),
        )
        for person, times, last in rows
    ]


def _of_reply(what: What, at: datetime, title: str, post: UUID, comment: UUID) -> Evidence:
    url = Comment(id=comment, post_id=post).url
    return Evidence(what, at, title, post_id=post, comment_id=comment, url=url)


def some(found: Sequence[Evidence]) -> list[Evidence]:
    """At most two of a kind, the strongest kinds first, each the way they came."""
    kept: list[Evidence] = []
    for kind in _ORDER:
        kept += [one for one in found if one.what is kind][:MOST_OF_A_KIND]
    return kept
