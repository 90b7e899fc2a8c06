"""What waits for those who moderate."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.moderation.access import check_moderates, moderated
from cordee.moderation.models import Appeal, Decision, ModerationEntry, Report
from cordee.people.models import Person
from cordee.spaces import access

MOST = 50


@dataclass(frozen=True, slots=True)
class Past:
    """What stands behind a name: reports on their texts, reports they made, warnings and suspensions."""

    reported: int = 0
    reports: int = 0
    warned: int = 0
    suspended: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """A text with all open reports on it, and the history of both sides."""

    first: Report
    reports: list[Report]
    author: Person | None
    past: Past
    reporters: list[tuple[Person | None, Past]]


def cases(who: access.Viewer) -> list[Case]:
    """Open reports by text, the oldest first. Four queries. Raises Forbidden."""
    check_moderates(who)
    scope = Q() if who.oversees else Q(post__space_id__in=list(who.standings))
    rows = Report.objects.filter(scope, closed_at__isnull=True).order_by("id")
    related = rows.select_related("post__space", "post__author", "comment__author", "reporter")[: MOST * 4]
    grouped: dict[UUID, list[Report]] = {}
    for report in related:
        if who.oversees or who.facilitates(report.post.space):
            grouped.setdefault(report.comment_id or report.post_id, []).append(report)
    people = {one.text.author_id for reports in grouped.values() for one in reports}
    people |= {one.reporter_id for reports in grouped.values() for one in reports}
    pasts = past_of([one for one in people if one])
    found = []
    for reports in list(grouped.values())[:MOST]:
        author = reports[0].text.author
        reporters = [(one.reporter, pasts.get(one.reporter_id or UUID(int=0), Past())) for one in reports]
        past = pasts.get(author.id, Past()) if author else Past()
        found.append(Case(reports[0], reports, author, past, reporters))
    return found


def past_of(people: list[UUID]) -> dict[UUID, Past]:
    """What stands behind several names. Three queries."""
    if not people:
        return {}
    made = _counted(Report.objects.filter(reporter_id__in=people), "reporter_id")
    posts = _counted(
        Report.objects.filter(comment__isnull=True, post__author_id__in=people), "post__author_id"
    )
    comments = _counted(Report.objects.filter(comment__author_id__in=people), "comment__author_id")
    taken = Decision.objects.filter(person_id__in=people).values_list("person_id", "what")
    decided = {(person, what): count for person, what, count in taken.annotate(count=Count("id")).order_by()}
    return {
        one: Past(
            posts.get(one, 0) + comments.get(one, 0),
            made.get(one, 0),
            decided.get((one, Decision.What.WARNED), 0),
            decided.get((one, Decision.What.SUSPENDED), 0),
        )
        for one in people
    }


def _counted(rows: "object", column: str) -> dict[UUID, int]:
    found = rows.values_list(column).annotate(count=Count("id")).order_by()  # type: ignore[attr-defined]
    return dict(found)


def appeals(who: access.Viewer) -> list[Appeal]:
    """Appeals that wait, the oldest first. One query."""
    check_moderates(who)
    rows = Appeal.objects.filter(upheld__isnull=True).order_by("id")
    if not who.oversees:
        rows = rows.filter(moderated_decisions(who))
    return list(
        rows.select_related(
            "decision__person", "decision__by", "decision__space", "decision__post", "decision__comment"
        )[:MOST]
    )


def moderated_decisions(who: access.Viewer) -> Q:
    """``moderated``, for rows that speak of a decision."""
    return Q(decision__in=Decision.objects.filter(moderated(who)).exclude(what=Decision.What.SUSPENDED))


def report_seen(who: access.Viewer, report_id: UUID) -> Report:
    """An open or closed report of a space that one moderates; raises Missing. One query."""
    found = Report.objects.select_related("post__space", "comment__post__space").filter(id=report_id).first()
    if found is None or not access.moderates(who, found.post.space):
        raise Missing(_("There is no such report, or it is not yours to read."))
    return found


def decision_of(person: Person, decision_id: UUID) -> Decision:
    """A decision that concerns ``person``; raises Missing. One query."""
    found = Decision.objects.filter(id=decision_id, person=person).first()
    if found is None:
        raise Missing(_("There is no such decision, or it does not concern you."))
    return found


def appeal_seen(who: access.Viewer, appeal_id: UUID) -> Appeal:
    """An appeal that one may read; raises Missing. One query."""
    found = Appeal.objects.select_related("decision__space").filter(id=appeal_id).first()
    space = found.decision.space if found else None
    if found is None or not (who.oversees or (space and who.facilitates(space))):
        raise Missing(_("There is no such appeal, or it is not yours to answer."))
    return found


def about(person: Person) -> list[Decision]:
    """The decisions that concern somebody, newest first, with their appeal. One query."""
    rows = Decision.objects.filter(person=person).select_related("appeal", "post", "comment", "space")
    return list(rows.order_by("-id")[:100])


def reported_by(person: Person) -> list[Report]:
    """What somebody reported, newest first, with what became of it. One query."""
    rows = Report.objects.filter(reporter=person).select_related("post", "decision")
    return list(rows.order_by("-id")[:100])


def entries(who: access.Viewer, after: UUID | None = None, size: int = MOST) -> list[ModerationEntry]:
    """The log of the spaces that one moderates, newest first. One query. Raises Forbidden."""
    check_moderates(who)
    rows = ModerationEntry.objects.filter(moderated(who)).order_by("-id")
    if after:
        rows = rows.filter(id__lt=after)
    return list(rows[:size])
