"""A path taken by a small cohort and a large one, and what must be known of it from inside.

Runs in a process of its own against one database (``python -m cordee.bench.learners``), and says it in JSON. Both
cohorts take the same version, with the same conversations at its first step, so that only their size differs.
"""

import json
from datetime import datetime, timedelta
from typing import Any

import django

PATH, SMALL, LARGE, GRADED = "Mesurer", 10, 1_000, 500
THREADS = 20  # at the step that is measured
SIZES = {"small": SMALL, "large": LARGE, "graded": GRADED}


def main() -> dict[str, Any]:
    """Make what is not there yet, sign people in, and count the queries of the pages."""
    django.setup()
    from django.test import Client

    from cordee.bench.facts import queries
    from cordee.paths.models import Cohort

    path, cohorts = _made()
    found: dict[str, Any] = {"small": {}, "large": {}}
    for name in ("small", "large"):
        learner = cohorts[name].enrolments.order_by("id")[0].person
        client, cookie = _signed_in(learner)
        version = cohorts[name].version
        step = version.activities.filter(kind="page").first()
        pages = {
            "empty": "/bench/empty/",
            "path": path.url,
            "activity": f"{path.url}steps/{step.key}/",
        }
        counted = {page: queries(client, address) for page, address in pages.items()}
        found[name] = {"cookie": cookie, "pages": pages, "queries": counted}
    client = Client()
    client.force_login(path.authors.first())
    graded: Cohort = cohorts["graded"]
    return found | {"gradebook": queries(client, f"/cohorts/{graded.pk}/progress/")}


def _signed_in(person: Any) -> tuple[Any, str]:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    return client, f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _made() -> tuple[Any, dict[str, Any]]:
    from django.utils import timezone

    from cordee.demo.courses import course_of, learning
    from cordee.paths.actions.publishing import publish_version
    from cordee.paths.models import Cohort, Path
    from cordee.paths.queries.paths import path_seen
    from cordee.people.models import Person
    from cordee.studio.actions.taking import take_in
    from cordee.studio.fitting import fit
    from cordee.studio.report import Report

    author = Person.objects.filter(is_administrator=True, is_active=True).order_by("id")[0]
    path = Path.objects.filter(title=PATH).first()
    if path is None:
        now, report = timezone.now() - timedelta(days=10), Report()
        course = course_of("entretien", learning()["entretien"].path)
        course.title = PATH
        fit(course, report)
        path = take_in(author, course, report, now=now)
        where = path_seen(author, path.slug)
        publish_version(where, now=now)
        for name, size in SIZES.items():
            _cohort(where, name, size, now)
    return path, {name: Cohort.objects.get(path=path, title=name) for name in SIZES}


def _cohort(where: Any, name: str, size: int, now: datetime) -> None:
    """A cohort with learners who have come as far as their number says, and conversations at its first step."""
    from django.db import transaction

    from cordee.paths.actions.cohorts import open_cohort
    from cordee.paths.actions.conversations import contribute
    from cordee.paths.actions.enrolling import give_place
    from cordee.paths.models import Cohort, Enrolment, Progress
    from cordee.paths.queries.paths import path_seen
    from cordee.people.models import Person

    where = path_seen(where.person, where.path.slug)
    cohort = open_cohort(where, title=name, starts_on=now.date(), entry=Cohort.Entry.HAND, now=now)
    people = Person.objects.bulk_create(
        Person(handle=f"bench-{name}-{at}", name=f"Personne {name} {at}", joined_at=now) for at in range(size)
    )
    with transaction.atomic():
        for person in people:
            give_place(cohort, person, by=where.person, now=now)
    steps = list(cohort.version.activities.all())
    rows = []
    places = list(Enrolment.objects.filter(cohort=cohort).order_by("id"))
    for at, place in enumerate(places):
        place.done_count = at % len(steps)
        rows += [
            Progress(enrolment=place, activity_key=step.key, started_at=now, seen_at=now, done_at=now)
            for step in steps[: place.done_count]
        ]
    Progress.objects.bulk_create(rows, batch_size=2_000)
    Enrolment.objects.bulk_update(places, ["done_count"], batch_size=500)
    page = next(step for step in steps if step.kind == "page")
    for at in range(THREADS):
        contribute(
            people[at % len(people)],
            cohort,
            page,
            kind="question",
            title=f"Question {at}",
            body="Comment ?",
            now=now,
        )


if __name__ == "__main__":
    print(json.dumps(main()))
