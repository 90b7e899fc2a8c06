"""What the kinds look up about a batch of events: each list is read once a batch, and only when a kind asks for it.

What is looked up is what holds now, bounded by the time of the event wherever a row says since when (who took part, who
followed, who belonged), so that a rebuild does not tell people of what came before them.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Min, Q

from cordee.journal.models import Event
from cordee.paths.models import Staff
from cordee.people.models import Person
from cordee.spaces.models import Comment, Follow, Membership, Post, PostSkill, StandIn


def post_of(event: Event) -> UUID | None:
    """The contribution that an event is about."""
    if "post" in event.data:
        return UUID(event.data["post"])
    if event.verb.split(".")[0] in ("post", "answer", "practice", "duplicate", "poll"):
        return event.object_id
    return None


class Around:
    """The surroundings of some events."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = events

    @cached_property
    def post_ids(self) -> set[UUID]:
        """The contributions concerned."""
        return {found for event in self.events if (found := post_of(event))}

    @cached_property
    def authors(self) -> dict[UUID, UUID]:
        """Who wrote each contribution. One query."""
        rows = Post.objects.filter(id__in=self.post_ids, author__isnull=False)
        return dict(rows.values_list("id", "author_id"))

    @cached_property
    def parents(self) -> dict[UUID, UUID]:
        """Who wrote each reply that was replied to. One query."""
        wanted = {UUID(event.data["parent"]) for event in self.events if "parent" in event.data}
        rows = (
            Comment.objects.filter(id__in=wanted, author__isnull=False) if wanted else Comment.objects.none()
        )
        return dict(rows.values_list("id", "author_id"))

    @cached_property
    def _participants(self) -> dict[UUID, list[tuple[UUID, datetime]]]:
        found = defaultdict(list)
        rows = Comment.objects.filter(post_id__in=self.post_ids, author__isnull=False)
        first = rows.order_by().values("post_id", "author_id").annotate(since=Min("created_at"))
        for post, author, since in first.values_list("post_id", "author_id", "since"):
            found[post].append((author, since))
        return found

    def took_part(self, post: UUID, until: datetime) -> list[UUID]:
        """Who had replied in a conversation by then. One query a batch."""
        return sorted(person for person, since in self._participants[post] if since <= until)

    @cached_property
    def skills(self) -> dict[UUID, list[UUID]]:
        """The skills of the contributions. One query."""
        found = defaultdict(list)
        rows = PostSkill.objects.filter(post_id__in=self.post_ids).order_by("skill_id")
        for post, skill in rows.values_list("post_id", "skill_id"):
            found[post].append(skill)
        return found

    @cached_property
    def _follows(self) -> dict[UUID, list[tuple[UUID, bool, datetime]]]:
        targets = self.post_ids | {event.space_id for event in self.events if event.space_id}
        actors = {event.actor_id for event in self.events if event.actor_id}
        skills = {skill for some in self.skills.values() for skill in some}
        rows = Follow.objects.filter(
            Q(post_id__in=targets)
            | Q(space_id__in=targets)
            | Q(somebody_id__in=actors)
            | Q(skill_id__in=skills)
        ).order_by("id")
        found = defaultdict(list)
        columns = ("post_id", "space_id", "somebody_id", "skill_id", "person_id", "muted", "at")
        for *target, person, muted, at in rows.values_list(*columns):
            found[next(one for one in target if one)].append((person, muted, at))
        return found

    def followers(self, target: UUID, until: datetime) -> list[UUID]:
        """Who followed a thread, a space, somebody or a skill by then. One query a batch."""
        return [person for person, muted, at in self._follows[target] if not muted and at <= until]

    def muted(self, person: UUID, target: UUID, at: datetime) -> bool:
        """Whether somebody wanted to hear no more of something by then. Shares the query of ``followers``."""
        since = self._mutes.get((person, target))
        return since is not None and since <= at

    @cached_property
    def _mutes(self) -> dict[tuple[UUID, UUID], datetime]:
        return {
            (person, target): since
            for target, rows in self._follows.items()
            for person, muted, since in rows
            if muted
        }

    @cached_property
    def handles(self) -> dict[str, UUID]:
        """Who answers to the names written with @. One query."""
        wanted = {handle for event in self.events for handle in event.data.get("mentioned", ())}
        rows = Person.objects.filter(handle__in=wanted) if wanted else Person.objects.none()
        return dict(rows.values_list("handle", "id"))

    @cached_property
    def memberships(self) -> dict[UUID, list[tuple[UUID, str, datetime]]]:
        """Who belongs to the spaces concerned, in which role, since when. One query."""
        spaces = {event.space_id for event in self.events if event.space_id}
        rows = Membership.objects.filter(space_id__in=spaces).order_by("person_id")
        found = defaultdict(list)
        for space, person, role, since in rows.values_list("space_id", "person_id", "role", "joined_at"):
            found[space].append((person, role, since))
        return found

    @cached_property
    def _staff(self) -> dict[UUID, list[tuple[UUID, datetime]]]:
        cohorts = {UUID(event.data["cohort"]) for event in self.events if event.data.get("cohort")}
        found = defaultdict(list)
        rows = Staff.objects.filter(cohort_id__in=cohorts).order_by("person_id", "at")
        for cohort, person, since in rows.values_list("cohort_id", "person_id", "at"):
            found[cohort].append((person, since))
        return found

    def leaders(self, cohort: UUID, until: datetime) -> list[UUID]:
        """Who facilitated a cohort, or was a tutor in it, by then. One query a batch."""
        return list(dict.fromkeys(person for person, since in self._staff[cohort] if since <= until))

    @cached_property
    def spaces_of_posts(self) -> dict[UUID, UUID]:
        """Where each contribution stands. One query."""
        return dict(Post.objects.filter(id__in=self.post_ids).values_list("id", "space_id"))

    @cached_property
    def administrators(self) -> list[UUID]:
        """Who administers the whole. One query."""
        rows = Person.objects.filter(is_administrator=True, is_active=True)
        return list(rows.order_by("id").values_list("id", flat=True))

    def facilitators(self, space: UUID) -> list[UUID]:
        """Who keeps a space alive: whoever stands in for one who is away is told instead of them."""
        keepers = [
            person for person, role, _since in self.memberships[space] if role == Membership.Role.FACILITATOR
        ]
        deputies = self._stand_ins.get(space, {})
        return list(dict.fromkeys(deputies.get(person, person) for person in keepers))

    @cached_property
    def _stand_ins(self) -> dict[UUID, dict[UUID, UUID]]:
        """Who stands in for whom, by space, when the last of the events happened. One query."""
        at = max(event.at for event in self.events)
        spaces = {event.space_id for event in self.events if event.space_id}
        found: dict[UUID, dict[UUID, UUID]] = defaultdict(dict)
        for row in StandIn.objects.filter(space_id__in=spaces, starts_at__lte=at, ends_at__gt=at).order_by(
            "id"
        ):
            found[row.space_id][row.person_id] = row.deputy_id
        return found
