"""What stands on the page of a step."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from cordee.core.compiled import columns_of, compiled, next_instance
from cordee.core.errors import Missing
from cordee.paths.models import Activity, Cohort, Enrolment, Module, Progress, Version, Work
from cordee.people.cards import Card, card, columns
from cordee.people.models import Person
from cordee.spaces.models import Post
from cordee.spaces.queries.posts import SEEN, PostLine, line_rows, told

MOST_POSTS = 20
MOST_FACES = 8
MOST_WORKS = 10
RECENTLY = timedelta(days=14)


def activity_at(version: Version, key: UUID) -> Activity:
    """The activity of this key, with what it holds. One query. Raises Missing."""
    for values in _activity(version=version.id, key=key):
        row = iter(values)
        activity, module = next_instance(Activity, row), next_instance(Module, row)
        assert activity is not None
        assert module is not None
        activity.module = module
        return activity
    raise Missing(_("This activity is not in the path, or not any more."))


@compiled()
def _activity(*, version: UUID, key: UUID) -> QuerySet:
    rows = Activity.objects.filter(version_id=version, key=key)
    return rows.values_list(*columns_of(Activity), *columns_of(Module, "module__"))


def progress_of(enrolment: Enrolment, key: UUID) -> Progress | None:
    """What a learner did there. One query."""
    return Progress.objects.filter(enrolment=enrolment, activity_key=key).first()


def posts_at(cohort: Cohort, key: UUID) -> list[PostLine]:
    """The step's conversation: the cohort's contributions that belong to it, last active first. One query."""
    return told(_posts(cohort=cohort.id, key=key))


@compiled()
def _posts(*, cohort: UUID, key: UUID) -> QuerySet:
    posts = Post.objects.filter(SEEN, step__cohort_id=cohort, step__activity_key=key)
    return line_rows(posts.order_by("-last_activity_at", "-id")[:MOST_POSTS])


def here_now(cohort: Cohort, key: UUID, but: Person, now: datetime) -> list[Card]:
    """Who of the cohort is on the same step these days. One query."""
    rows = _here(cohort=cohort.id, key=key, but=but.id, since=now - RECENTLY)
    return [one for row in rows if (one := card(row))]


@compiled()
def _here(*, cohort: UUID, key: UUID, but: UUID, since: datetime) -> QuerySet:
    rows = Enrolment.objects.filter(
        cohort_id=cohort, last_activity_key=key, last_seen_at__gte=since, left_at__isnull=True
    ).exclude(person_id=but)
    return rows.order_by("-last_seen_at").values_list(*columns("person"))[:MOST_FACES]


def where_they_are(cohort: Cohort) -> dict[UUID, int]:
    """How many of the cohort are on each step. One query, on an index alone."""
    return dict(_crowd(cohort=cohort.id))


@compiled()
def _crowd(*, cohort: UUID) -> QuerySet:
    rows = Enrolment.objects.filter(
        cohort_id=cohort, left_at__isnull=True, waiting_since__isnull=True, last_activity_key__isnull=False
    )
    return rows.order_by().values_list("last_activity_key").annotate(count=Count("id"))


def works_at(cohort: Cohort, key: UUID, reader: Person) -> list[Work]:
    """What peers made of it: shared works, newest first, with how many found each useful, and whether ``reader`` did.

    One query.
    """
    works = Work.objects.filter(enrolment__cohort=cohort, activity_key=key, shared=True).exclude(body="")
    useful = Q(verdicts__kind="useful")
    counted = works.annotate(
        useful=Count("verdicts", filter=useful),
        mine=Count("verdicts", filter=useful & Q(verdicts__person=reader)),
    )
    return list(counted.select_related("enrolment__person__photo").order_by("-id")[:MOST_WORKS])
