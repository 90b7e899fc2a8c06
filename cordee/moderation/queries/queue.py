"""What waits for those who moderate."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.errors import Forbidden, Missing
from cordee.core.pages import Page
from cordee.moderation.access import check_moderates, facilitated, moderated
from cordee.moderation.models import Appeal, Decision, ModerationEntry, Report
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.models import Removal

PAGE, LOG = 30, 50


@dataclass(frozen=True, slots=True)
class Past:
    """What stands behind a name: reports on their texts, reports they made, warnings and suspensions."""

    reported: int = 0
    reports: int = 0
    warned: int = 0
    suspended: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many texts and appeals somebody is asked to look at."""

    texts: int = 0
    appeals: int = 0

    def __bool__(self) -> bool:
        return bool(self.texts or self.appeals)


@dataclass(frozen=True, slots=True)
class Case:
    """A text with all open reports on it, and the history of both sides."""

    first: Report
    reports: list[Report]
    author: Person | None
    past: Past
    reporters: list[tuple[Person | None, Past]]


def waiting(who: access.Viewer) -> Waiting:
    """What waits for the decision of ``who``. Two queries; none for who decides nothing."""
    if not (who.person.is_administrator or facilitated(who)):
        return Waiting()
    mine = Q(decision__by=who.person) | Q(decision__person=who.person)
    texts = _open(who).values("post_id", "comment_id").distinct().count()
    return Waiting(texts, _unanswered(who).exclude(mine).count())


def cases(who: access.Viewer, cursor: str | None = None, size: int = PAGE) -> Page[Case]:
    """Open reports by text, the oldest first. Five queries. Raises Forbidden."""
    check_moderates(who)
    open_ones = _open(who).annotate(text_id=Coalesce("comment_id", "post_id"))
    before = open_ones.filter(text_id=OuterRef("text_id"), id__lt=OuterRef("id"))
    firsts = open_ones.exclude(Exists(before)).order_by("id")
    if cursor:
        (last,) = pages.decode(cursor, UUID)
        firsts = firsts.filter(id__gt=last)
    page = pages.cut(list(firsts.values_list("id", "text_id")[: size + 1]), size, lambda row: (row[0],))
    grouped: dict[UUID, list[Report]] = {text: [] for _first, text in page.rows}
    if grouped:
        rows = open_ones.filter(text_id__in=list(grouped)).order_by("id")
        for report in rows.select_related("post__space", "post__author", "comment__author", "reporter"):
            grouped[report.comment_id or report.post_id].append(report)
    people = {
        one
        for reports in grouped.values()
        for report in reports
        for one in (report.text.author_id, report.reporter_id)
        if one
    }
    pasts = past_of(list(people))
    return Page([_case(reports, pasts) for reports in grouped.values()], page.next)


def _case(reports: list[Report], pasts: dict[UUID, Past]) -> Case:
    author = reports[0].text.author
    reporters = [(one.reporter, pasts[one.reporter_id] if one.reporter_id else Past()) for one in reports]
    return Case(reports[0], reports, author, pasts[author.id] if author else Past(), reporters)


def open_reports(who: access.Viewer, cursor: str | None = None, size: int = PAGE) -> Page[Report]:
    """Open reports one by one, the oldest first. One query. Raises Forbidden."""
    check_moderates(who)
    rows = _open(who).select_related("reporter__photo")
    return pages.oldest(rows, cursor, size)


def _open(who: access.Viewer) -> QuerySet[Report]:
    """Reports that wait. On one's own text somebody else decides, and knows who reported."""
    mine = Q(comment__isnull=True, post__author=who.person) | Q(comment__author=who.person)
    return Report.objects.filter(moderated(who, "post__space_id"), closed_at__isnull=True).exclude(mine)


def _unanswered(who: access.Viewer) -> QuerySet[Appeal]:
    rows = Appeal.objects.filter(upheld__isnull=True)
    return rows if who.oversees else rows.filter(moderated_decisions(who))


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


def appeals(who: access.Viewer, cursor: str | None = None, size: int = PAGE) -> Page[Appeal]:
    """Appeals that wait, the oldest first. One query. Raises Forbidden."""
    check_moderates(who)
    about = ("decision__person", "decision__by", "decision__space", "decision__post", "decision__comment")
    return pages.oldest(_unanswered(who).select_related(*about), cursor, size)


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


def about(person: Person, cursor: str | None = None, size: int = PAGE) -> Page[Decision]:
    """The decisions that concern somebody, newest first, with their appeal. One query."""
    return _decisions(Decision.objects.filter(person=person), cursor, size)


def history(
    who: access.Viewer, person: Person, cursor: str | None = None, size: int = PAGE
) -> Page[Decision]:
    """The decisions that concern somebody, of the spaces that ``who`` moderates. Two queries at most.

    Raises Forbidden where nothing of this person, neither a decision nor an open report, is theirs to look into.
    """
    check_moderates(who)
    page = _decisions(Decision.objects.filter(moderated(who), person=person), cursor, size)
    if not (page.rows or cursor or who.oversees or _in_open_reports(who, person)):
        raise Forbidden(_("Nothing of this person is yours to look into."))
    return page


def _decisions(rows: QuerySet[Decision], cursor: str | None, size: int) -> Page[Decision]:
    rows = rows.select_related("appeal", "post", "comment", "space")
    return pages.newest(rows, cursor, size)


def _in_open_reports(who: access.Viewer, person: Person) -> bool:
    sides = Q(reporter=person) | Q(comment__author=person) | Q(comment__isnull=True, post__author=person)
    return _open(who).filter(sides).exists()


def reported_by(person: Person, cursor: str | None = None, size: int = PAGE) -> Page[Report]:
    """What somebody reported, newest first, with what became of it. One query."""
    rows = Report.objects.filter(reporter=person).select_related("post", "decision")
    return pages.newest(rows, cursor, size)


def entries(who: access.Viewer, cursor: str | None = None, size: int = LOG) -> Page[ModerationEntry]:
    """The log of the spaces that one moderates, newest first. One query. Raises Forbidden."""
    check_moderates(who)
    rows = ModerationEntry.objects.filter(moderated(who))
    return pages.newest(rows, cursor, size)


def deleted_by(person: Person, cursor: str | None = None, size: int = PAGE) -> Page[Removal]:
    """What somebody deleted and may still put back, newest first. One query."""
    rows = Removal.objects.filter(why=Removal.Why.DELETED, by=person)
    rows = rows.select_related("post__space", "comment__post__space")
    return pages.newest(rows, cursor, size)
