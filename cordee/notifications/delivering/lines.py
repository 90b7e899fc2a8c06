"""What messages tell: the lines of many bells at once, with only what was not read and may be read now.

``queries.fill`` does the same for the one bell that a page shows, in SQL; here a post that is told to ten thousand people
is looked up once a batch, and who may read it is decided in Python, by the same ``spaces.access``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cordee.notifications.kinds import kinds
from cordee.notifications.lines import Line
from cordee.notifications.models import Cause, Delivery
from cordee.paths.models import Path
from cordee.people.cards import Card
from cordee.people.models import Person, Skill
from cordee.spaces import access
from cordee.spaces.models import Comment, Membership, Post, Space
from cordee.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class _Act:
    """A cause with its line, as one row."""

    notice: UUID
    person: UUID
    kind: str
    reason: str
    stops: str
    subject: UUID | None
    at: datetime
    position: int
    actor: UUID | None
    space: UUID | None
    post: UUID | None
    comment: UUID | None
    path: UUID | None
    object: UUID | None
    meaning: str


def lines_of(deliveries: Iterable[Delivery]) -> dict[UUID, list[Line]]:
    """What each person is to be told, the most useful first. Ten queries at most, whatever the number of people.

    Absent: who has read it all, or may not read it any more. What is told of a line are the acts of these deliveries
    alone: those that an earlier message told are not counted again.
    """
    wanted = {(one.person_id, one.position) for one in deliveries}
    acts = [act for act in _acts(wanted) if (act.person, act.position) in wanted]
    if not acts:
        return {}
    around = _Surroundings(acts)
    groups: dict[tuple[UUID, UUID | None], list[_Act]] = defaultdict(list)
    for act in acts:
        if around.in_sight(act):
            groups[act.notice, act.post if kinds()[act.kind].one_by_one else None].append(act)
    lines: dict[UUID, list[Line]] = defaultdict(list)
    for group in groups.values():
        lines[group[0].person].append(_line(group, around))
    for some in lines.values():
        some.sort(key=lambda line: (kinds()[line.kind].strength, -line.position))
    return lines


def _acts(wanted: set[tuple[UUID, int]]) -> list[_Act]:
    notice = (
        "notice_id",
        *(f"notice__{name}" for name in ("person_id", "kind", "reason", "stops", "subject", "at")),
    )
    own = ("position", "actor_id", "space_id", "post_id", "comment_id", "path_id", "object_id", "meaning")
    rows = Cause.objects.filter(
        notice__person_id__in={person for person, _position in wanted},
        notice__unread=True,
        position__in={position for _person, position in wanted},
    )
    return [_Act(*row) for row in rows.order_by("position").values_list(*notice, *own)]


class _Surroundings:
    """What the acts are about, and who may read it now."""

    def __init__(self, acts: list[_Act]) -> None:
        self.people = Person.objects.in_bulk({act.person for act in acts})
        self.posts = {
            post.id: post
            for post in Post.objects.filter(id__in=_some(act.post for act in acts), removed_at=None).only(
                "id", "title", "kind", "space_id"
            )
        }
        comments = Comment.objects.filter(id__in=_some(act.comment for act in acts), removed_at=None)
        self.comments = set(comments.values_list("id", flat=True))
        spaces = _some(act.space for act in acts) | {post.space_id for post in self.posts.values()}
        self.spaces = Space.objects.in_bulk(spaces)
        members = Membership.objects.filter(space_id__in=spaces, person_id__in=self.people)
        self.standings: dict[UUID, dict[UUID, access.Standing]] = defaultdict(dict)
        for person, space, role in members.values_list("person_id", "space_id", "role"):
            self.standings[person][space] = access.Standing(role, 0)
        self.paths = Path.objects.in_bulk(_some(act.path for act in acts))
        subjects = _some(act.subject for act in acts)
        self.skills = Skill.objects.in_bulk(subjects)
        self.workshops = Workshop.objects.in_bulk(subjects)
        cards = Person.objects.filter(id__in=_some(act.actor for act in acts))
        self.cards = {
            row[0]: Card(*row)
            for row in cards.values_list("id", "name", "handle", "headline", "photo__stored_as")
        }

    def in_sight(self, act: _Act) -> bool:
        """``queries.in_sight``, for one act and its person."""
        who = access.Viewer(self.people[act.person], self.standings[act.person])
        if act.post:
            post = self.posts.get(act.post)
            stands = post is not None and (act.comment is None or act.comment in self.comments)
            return stands and post is not None and who.reads(self.spaces[post.space_id])
        return act.space is None or (act.space in self.spaces and who.sees(self.spaces[act.space]))


def _some(found: Iterable[UUID | None]) -> set[UUID]:
    return {one for one in found if one}


def _line(acts: list[_Act], around: _Surroundings) -> Line:
    """The line of these acts, which stand in order."""
    first, last = acts[0], acts[-1]
    actors = list(dict.fromkeys(act.actor for act in reversed(acts)))
    post = around.posts.get(first.post) if first.post else None
    space = around.spaces.get(first.space) if first.space else None
    path = around.paths.get(first.path) if first.path else None
    skill = around.skills.get(first.subject) if first.subject else None
    workshop = around.workshops.get(first.subject) if first.subject else None
    return Line(
        id=first.notice,
        kind=first.kind,
        reason=first.reason,
        stops=first.stops,
        subject=first.subject,
        position=last.position,
        at=last.at,
        unread=True,
        people=[around.cards[actor] for actor in actors if actor in around.cards][:2],
        people_count=len(actors),
        acts=len(acts),
        posts=len({act.post for act in acts if act.post}),
        meanings=Counter(act.meaning for act in acts if act.meaning),
        post_id=first.post,
        post_title=post.title if post else "",
        post_kind=post.kind if post else "",
        comment_id=first.comment,
        space_slug=space.slug if space else "",
        space_title=space.title if space else "",
        skill_slug=skill.slug if skill else "",
        skill_name=skill.name if skill else "",
        workshop_title=workshop.title if workshop else "",
        path_slug=path.slug if path else "",
        path_title=path.title if path else "",
        object_id=first.object,
    )
