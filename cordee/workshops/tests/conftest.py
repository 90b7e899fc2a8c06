"""A workshop of the path that Léa takes: Karim planned it, a whole day, and it completes a step of the path."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cordee.paths.actions import drafts, enrolling, publishing
from cordee.paths.models import Activity, Enrolment
from cordee.paths.queries.paths import path_seen
from cordee.paths.tests.conftest import Taken, take
from cordee.people.models import Person
from cordee.testing.cast import NOW, Stage
from cordee.workshops.access import Sight
from cordee.workshops.actions.planning import plan_workshop
from cordee.workshops.halves import Half
from cordee.workshops.models import Workshop
from cordee.workshops.queries.workshops import workshop_seen

STARTS = datetime(2026, 3, 5, 8, tzinfo=UTC)  # 9:00 in Paris
ENDS = datetime(2026, 3, 5, 16, tzinfo=UTC)
DRAWN = "[[[10,10],[200,120],[400,30]],[[50,150],[300,150]]]"


@dataclass
class Planned:
    """The workshop, and who stands how to it."""

    taken: Taken
    workshop: Workshop
    step: Activity

    def seen_by(self, person: Person) -> Sight:
        """Where somebody stands to it."""
        return workshop_seen(person, self.workshop.id)[0]

    @property
    def morning(self) -> Half:
        """Its first half-day."""
        return self.workshop.halves[0]

    @property
    def afternoon(self) -> Half:
        """Its second."""
        return self.workshop.halves[1]

    @property
    def place(self) -> Enrolment:
        """Léa's place in the cohort."""
        return Enrolment.objects.select_related("cohort", "person").get(person__handle="lea")

    def enrol(self, person: Person) -> Enrolment:
        """One learner more."""
        where = self.taken.seen_by(Person.objects.get(handle="karim"))
        return enrolling.enrol(where, self.taken.cohort, person, now=NOW)

    def another(self, **details: Any) -> Workshop:
        """A workshop more of the same cohort."""
        sight = self.seen_by(Person.objects.get(handle="karim"))
        usual = {"title": "Un autre", "place": "Salle 2", "starts_at": STARTS, "ends_at": ENDS}
        return plan_workshop(sight, now=NOW, **usual | details)


@pytest.fixture
def planned(stage: Stage) -> Planned:
    """The workshop as it is planned."""
    return plan(stage)


def plan(stage: Stage) -> Planned:
    """Add its step to the path, and plan it; for tests of other rooms too."""
    taken = take(stage)
    where = taken.seen_by(stage.cast.karim)
    module = drafts.add_module(where, title="Se voir", now=NOW)
    drafts.add_activity(
        where, module.key, kind="workshop", title="L'atelier", values={"about": "On rejoue."}, now=NOW
    )
    version = publishing.publish_version(where, now=NOW)
    taken.cohort.version = version
    taken.cohort.save()
    taken.place.version = version
    taken.place.save()
    step = version.activities.get(kind="workshop")
    sight = Sight(path_seen(stage.cast.karim, taken.path.slug), taken.cohort)
    workshop = plan_workshop(
        sight,
        title="Rejouer un entretien",
        about="Apportez **un passage**.",
        starts_at=STARTS,
        ends_at=ENDS,
        place="Salle 1",
        activity_key=step.key,
        now=NOW,
    )
    return Planned(taken, workshop, step)


@pytest.fixture
def soon(planned: Planned) -> Callable[..., Workshop]:
    """Plan a workshop more that begins in so many hours."""
    from django.utils import timezone

    def made(hours: float, **details: Any) -> Workshop:
        starts = timezone.now() + timedelta(hours=hours)
        return planned.another(starts_at=starts, ends_at=starts + timedelta(hours=3), **details)

    return made
