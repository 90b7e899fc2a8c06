"""Who may do what in a space: one place for pages, API, search, live updates and exports.

A ``Viewer`` is a person with the memberships they hold, read once; every question below is then pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cordee.core.compiled import compiled
from cordee.core.errors import CharterNeeded, Conflict, Forbidden, Missing, Suspended
from cordee.core.text import formats
from cordee.people.models import Person
from cordee.spaces.models import Comment, Membership, Post, Space, StandIn


@dataclass(frozen=True)
class Standing:
    """A role in one space, and the charter version accepted there."""

    role: str
    charter_version: int


@dataclass(frozen=True)
class Viewer:
    """A person and where they stand."""

    person: Person
    standings: Mapping[UUID, Standing]

    def belongs(self, space: Space) -> bool:
        """Is a member or a facilitator."""
        return space.id in self.standings

    def facilitates(self, space: Space) -> bool:
        """Keeps this space alive, or administers the whole. Not an auditor, nor who only reads for a time."""
        if self.person.is_administrator:
            return True
        standing = self.standings.get(space.id)
        keeps = standing is not None and standing.role == Membership.Role.FACILITATOR
        return keeps and not self.audits and not self.is_suspended

    @property
    def keeps_a_space(self) -> bool:
        """Facilitates some space, or stands in there: what leads to the cockpit."""
        roles = (standing.role for standing in self.standings.values())
        return Membership.Role.FACILITATOR in roles and not self.audits and not self.is_suspended

    @property
    def audits(self) -> bool:
        """Reads everything and changes nothing, wherever they belong."""
        return self.person.is_auditor and not self.person.is_administrator

    @property
    def is_suspended(self) -> bool:
        """Reads and does not contribute, until a moment that is still to come."""
        until = self.person.suspended_until
        return until is not None and until > timezone.now()

    @property
    def oversees(self) -> bool:
        """Reads everything: administers, or audits."""
        return self.person.is_administrator or self.person.is_auditor

    def sees(self, space: Space) -> bool:
        """May know that the space exists: its title, theme, objectives and charter."""
        return space.visibility != Space.Visibility.HIDDEN or self.belongs(space) or self.oversees

    def reads(self, space: Space) -> bool:
        """May read what is contributed there."""
        return space.visibility == Space.Visibility.OPEN or self.belongs(space) or self.oversees

    def must_accept(self, space: Space, version_in_force: int) -> bool:
        """Has not accepted the charter in force."""
        standing = self.standings.get(space.id)
        return version_in_force > (standing.charter_version if standing else 0)


def viewer(person: Person) -> Viewer:
    """Where ``person`` stands. One query."""
    rows = _standings(person=person.id, now=timezone.now())
    return Viewer(person, {space_id: Standing(role, version) for space_id, role, version in rows})


@compiled()
def _standings(*, person: UUID, now: datetime) -> QuerySet:
    # Who stands in for a facilitator has that role for that time, as long as the facilitator has it themselves.
    away = StandIn.objects.filter(
        space_id=OuterRef("space_id"), deputy_id=person, starts_at__lte=now, ends_at__gt=now
    ).filter(
        person__memberships__space_id=OuterRef("space_id"),
        person__memberships__role=Membership.Role.FACILITATOR,
        person__is_active=True,
    )
    role = Case(When(Exists(away), then=Value(Membership.Role.FACILITATOR.value)), default="role")
    rows = Membership.objects.filter(person_id=person).annotate(acts_as=role)
    return rows.values_list("space_id", "acts_as", "charter_version")


def spaces_of(person: UUID) -> QuerySet:
    """The spaces that a person belongs to, to be looked up in; for queries that are compiled once."""
    return Membership.objects.filter(person_id=person).values("space_id")


def limits(who: Viewer) -> UUID | None:
    """Whose memberships bound what ``who`` may read; None for who reads everything: administrators, auditors."""
    return None if who.oversees else who.person.id


def readable_within(person: UUID | None) -> Q:
    """``readable``, for queries that are compiled once; ``person`` as ``limits`` gives it."""
    if person is None:
        return Q()
    return Q(visibility=Space.Visibility.OPEN) | Q(id__in=spaces_of(person))


def readable(who: Viewer) -> Q:
    """The spaces whose contributions ``who`` may read, as a condition on Space. ``Viewer.reads``, in SQL."""
    if who.oversees:
        return Q()
    return Q(visibility=Space.Visibility.OPEN) | Q(id__in=list(who.standings))


def visible(who: Viewer) -> Q:
    """The spaces that ``who`` may know of, as a condition on Space. ``Viewer.sees``, in SQL."""
    if who.oversees:
        return Q()
    return ~Q(visibility=Space.Visibility.HIDDEN) | Q(id__in=list(who.standings))


def check_sees(who: Viewer, space: Space) -> None:
    """Raises Missing, as if the space did not exist."""
    if not who.sees(space):
        raise Missing(_("There is no such space, or it is not open to you."))


def check_reads(who: Viewer, space: Space) -> None:
    """Raises Missing or, for a space that one may ask to join, Forbidden."""
    check_sees(who, space)
    if not who.reads(space):
        raise Forbidden(_("This space opens on request. Ask to join it: a facilitator will answer you."))


def check_contributes(who: Viewer, space: Space, version_in_force: int) -> None:
    """Raises Missing, Forbidden, Suspended, or CharterNeeded when only the charter stands between."""
    check_reads(who, space)
    check_may_write(who)
    if not who.belongs(space):
        raise Forbidden(_("Join the space first: it takes one click."))
    if who.must_accept(space, version_in_force):
        raise CharterNeeded(_("Read and accept the charter of this space first; what you wrote is kept."))


def check_facilitates(who: Viewer, space: Space) -> None:
    """Raises Missing or Forbidden."""
    check_sees(who, space)
    if not who.facilitates(space):
        raise Forbidden(_("Only the facilitators of this space can do this."))


def check_acts(who: Viewer) -> None:
    """Raises Forbidden for an auditor: what one may do while one is suspended (join, report) asks this alone."""
    if who.audits:
        raise Forbidden(_("You read everything here and change nothing: you are an auditor."))


def check_may_write(who: Viewer) -> None:
    """Raises Forbidden for an auditor, Suspended for somebody who only reads for a time."""
    check_acts(who)
    if who.is_suspended:
        assert who.person.suspended_until is not None
        zone, language = timezone.get_current_timezone(), get_language() or "fr"
        until = formats.exact(who.person.suspended_until, zone, language)
        raise Suspended(
            _(
                "You read here and do not contribute until %(until)s. The reason, and how to appeal, stand "
                "at /moderation/mine/."
            )
            % {"until": until}
        )


def may_write(who: Viewer) -> bool:
    """``check_may_write``, as an answer."""
    try:
        check_may_write(who)
    except Forbidden:
        return False
    return True


def check_open(post: Post) -> None:
    """Raises Conflict where nothing is added any more: the contribution is out of sight, or closed."""
    if post.removed_at is not None:
        raise Conflict(_("This contribution has been removed: nothing can be added to it."))
    if post.locked_at is not None:
        raise Conflict(
            _("This conversation is closed: it stays to be read. Open another one to go on from here.")
        )


def sees_removed(who: Viewer, text: Post | Comment, space: Space) -> bool:
    """Its author and who moderates the space still see a text that was removed, marked as such."""
    return text.author_id == who.person.id or moderates(who, space)


def moderates(who: Viewer, space: Space) -> bool:
    """Facilitates the space, or reads everything."""
    return who.oversees or who.facilitates(space)


def may_edit(who: Viewer, text: Post | Comment) -> bool:
    """One edits one's own words, nobody else's."""
    return text.author_id == who.person.id


def may_resolve(who: Viewer, post: Post, space: Space) -> bool:
    """Who asked, or a facilitator, says which answer is the one."""
    return post.kind == Post.Kind.QUESTION and (post.author_id == who.person.id or who.facilitates(space))
