"""What stands on the page of a step."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.paths.models import Activity, Cohort, Enrolment, Progress, Version, Work
from cordee.people.cards import Card, card, columns
from cordee.people.models import Person
from cordee.spaces.models import Post
from cordee.spaces.queries.posts import SEEN, PostLine, lines

MOST_POSTS = 20
MOST_FACES = 8
MOST_WORKS = 10
RECENTLY = timedelta(days=14)


def activity_at(version: Version, key: UUID) -> Activity:
    """The activity of this key, with what it holds. One query. Raises Missing."""
    activity = Activity.objects.filter(version=version, key=key).select_related("module").first()
    if activity is None:
        raise Missing(_("This activity is not in the path, or not any more."))
    return activity


def progress_of(enrolment: Enrolment, key: UUID) -> Progress | None:
    """What a learner did there. One query."""
    return Progress.objects.filter(enrolment=enrolment, activity_key=key).first()


def posts_at(cohort: Cohort, key: UUID) -> list[PostLine]:
    """The step's conversation: the cohort's contributions that belong to it, last active first. One query."""
    posts = Post.objects.filter(SEEN, step__cohort=cohort, step__activity_key=key)
    return lines(posts.order_by("-last_activity_at", "-id")[:MOST_POSTS])


def here_now(cohort: Cohort, key: UUID, but: Person, now: datetime) -> list[Card]:
    """Who of the cohort is on the same step these days. One query."""
    rows = Enrolment.objects.filter(
        cohort=cohort, last_activity_key=key, last_seen_at__gte=now - RECENTLY, left_at__isnull=True
    ).exclude(person=but)
    cards = (card(row) for row in rows.order_by("-last_seen_at").values_list(*columns("person"))[:MOST_FACES])
    return [one for one in cards if one]


def where_they_are(cohort: Cohort) -> dict[UUID, int]:
    """How many of the cohort are on each step. One query, on an index alone."""
    rows = Enrolment.objects.filter(
        cohort=cohort, left_at__isnull=True, waiting_since__isnull=True, last_activity_key__isnull=False
    )
    counted = rows.order_by().values_list("last_activity_key").annotate(count=Count("id"))
    return dict(counted)


def works_at(cohort: Cohort, key: UUID, reader: Person) -> list[Work]:
    """What peers made of it: shared works, newest first, with how many found each useful, and whether ``reader`` did.

    One query.
    """
    works = Work.objects.filter(enrolment__cohort=cohort, activity_key=key, shared=True).exclude(body="")
    useful = Q(verdicts__kind="useful")
    told = works.annotate(
        useful=Count("verdicts", filter=useful),
        mine=Count("verdicts", filter=useful & Q(verdicts__person=reader)),
    )
    return list(told.select_related("enrolment__person__photo").order_by("-id")[:MOST_WORKS])
