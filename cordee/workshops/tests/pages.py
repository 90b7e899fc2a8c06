"""Which pages of workshops are opened in a real browser (testing/rooms.py says how)."""

from cordee.testing.cast import Stage

BROWSER: dict[str, list[str]] = {
    "lea": ["/workshops/{workshop}/", "/workshops/{upcoming}/", "/workshops/{workshop}/{half}/sign/", "/me/calendar/"],
    "karim": [
        "/workshops/{workshop}/", "/workshops/{upcoming}/", "/workshops/{workshop}/settings/",
        "/cohorts/{cohort}/workshops/new/",
        "/workshops/{workshop}/{half}/", "/workshops/{workshop}/{half}/code/",
    ],
}  # fmt: skip


def prepare(stage: Stage) -> dict[str, object]:
    """Two workshops of the cohort of the pages of paths: one that was, one to come with few places."""
    from datetime import timedelta

    from django.utils import timezone

    from cordee.paths.access import Standing
    from cordee.paths.models import Cohort
    from cordee.paths.queries.cohorts import cohort_seen
    from cordee.testing.cast import NOW
    from cordee.workshops.access import Sight
    from cordee.workshops.actions.calendars import renew_calendar
    from cordee.workshops.actions.planning import plan_workshop
    from cordee.workshops.tests.conftest import ENDS, STARTS

    cohort = Cohort.objects.get(title="Printemps")
    where: Standing
    where, cohort = cohort_seen(stage.cast.karim, cohort.id)
    sight = Sight(where, cohort)
    past = plan_workshop(sight, title="Hier", place="Salle 1", starts_at=STARTS, ends_at=ENDS, now=NOW)
    starts = timezone.now() + timedelta(days=3)
    upcoming = plan_workshop(
        sight, title="Bientôt", link="https://visio.example.org/atelier", about="Pour **essayer**.",
        starts_at=starts, ends_at=starts + timedelta(hours=3), capacity=2, now=NOW,
    )  # fmt: skip
    return {
        "workshop": past.id,
        "upcoming": upcoming.id,
        "half": past.halves[0].key,
        "calendar_secret": renew_calendar(stage.cast.lea, now=NOW),
    }
