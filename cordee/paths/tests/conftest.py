"""A path that is taken: Karim wrote it and leads its cohort, Inès is its tutor, Léa takes it. Nadia and Marc do not."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from cordee.paths.access import Standing
from cordee.paths.actions import cohorts, drafts, enrolling, publishing
from cordee.paths.actions.paths import create_path
from cordee.paths.models import Activity, Cohort, Enrolment, Path
from cordee.paths.queries.paths import path_seen
from cordee.people.models import Person
from cordee.testing.cast import NOW, Stage


@dataclass
class Taken:
    """The path, its steps by kind, and Léa's place in its cohort."""

    path: Path
    cohort: Cohort
    place: Enrolment
    steps: dict[str, Activity]

    def seen_by(self, person: Person) -> Standing:
        """Where somebody stands to it."""
        return path_seen(person, self.path.slug)


@pytest.fixture
def taken(stage: Stage) -> Taken:
    """The path as it is taken."""
    return take(stage)


def take(stage: Stage) -> Taken:
    """Write, publish and open it; for tests of other rooms too."""
    cast, before = stage.cast, NOW - timedelta(days=10)
    made = create_path(cast.karim, title="Mener un entretien", summary="De l'accueil au suivi.", now=before)
    where = path_seen(cast.karim, made.slug)
    drafts.set_objectives(where, [drafts.Aim("Reformuler ce que l'autre a dit", ["ecoute"])], now=before)
    objective = drafts.draft_of(where, now=before).objectives.get()
    first = drafts.add_module(where, title="Écouter", now=before)
    second = drafts.add_module(where, title="Agir", now=before)
    contents = {
        "page": (first, {"body": "Écouter, c'est **se taire**."}),
        "checklist": (first, {"items": ["Préparer la salle", "Éteindre le téléphone"]}),
        "discussion": (second, {"prompt": "Votre dernier entretien ?"}),
    }
    steps = {}
    for kind, (module, values) in contents.items():
        steps[kind] = drafts.add_activity(
            where,
            module.key,
            kind=kind,
            title=f"Étape {kind}",
            values=values,
            objectives=[objective.key],
            now=before,
        )
    publishing.publish_version(where, now=before)
    cohort = cohorts.open_cohort(
        where,
        title="Printemps",
        starts_on=(NOW - timedelta(days=5)).date(),
        entry=Cohort.Entry.HAND,
        now=before,
    )
    where = path_seen(cast.karim, made.slug)
    cohorts.set_staff(where, cohort, cast.ines, ["tutor"], now=before)
    enrolling.enrol(where, cohort, cast.lea, now=before)
    place = path_seen(cast.lea, made.slug).learning
    assert place is not None
    return Taken(made, cohort, place, steps)
