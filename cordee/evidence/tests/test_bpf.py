"""The yearly report, with numbers reckoned by hand."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation
from cordee.evidence.bpf import frames
from cordee.evidence.bpf.hours import counted
from cordee.evidence.bpf.report import Frame, due_on, last_year, period, report
from cordee.paths.actions.dossiers import set_cohort_dossier, set_dossiers
from cordee.paths.actions.enrolling import enrol
from cordee.paths.models import Activity, Cohort, Enrolment, Progress
from cordee.paths.tests.conftest import Taken, take
from cordee.people.models import Person
from cordee.testing.cast import NOW, Stage
from cordee.testing.costs import costs
from cordee.workshops.models import Signature, Workshop

MINUTES = st.integers(0, 5_000)


@given(MINUTES, MINUTES, st.none() | MINUTES, MINUTES, MINUTES)
def test_years_add_up_and_what_is_signed_is_never_cut(
    signed: int, steps: int, planned: int | None, more_signed: int, more_steps: int
) -> None:
    before, then = counted(signed, steps, planned), counted(signed + more_signed, steps + more_steps, planned)
    assert then >= before
    assert then >= signed + more_signed
    if planned is not None and signed + more_signed <= planned:
        assert then <= planned


def _sign(
    workshop: Workshop, on: date, minutes: int, by: Person, place: Enrolment | None = None, **more: Any
) -> Signature:
    told = {"part": "am", "name": by.name, "present": True, "way": "typed", "at": NOW} | more
    return Signature.objects.create(workshop=workshop, on=on, minutes=minutes, enrolment=place, by=by, **told)


def _do(place: Enrolment, step: Activity, at: datetime) -> None:
    Progress.objects.create(enrolment=place, activity_key=step.key, started_at=at, seen_at=at, done_at=at)


@pytest.fixture
def year(stage: Stage) -> Taken:
    """2026 of one path: four learners, of whom one came from another organisation and one has a paper sheet."""
    taken, cast = take(stage), stage.cast
    for kind, minutes in (("page", 60), ("checklist", 30), ("discussion", 90)):
        Activity.objects.filter(key=taken.steps[kind].key).update(minutes=minutes)
    lead, cohort = taken.seen_by(cast.karim), taken.cohort
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=date(2025, 12, 1), ends_on=date(2026, 6, 30))
    marc, nadia, ines = (enrol(lead, cohort, one, now=NOW) for one in (cast.marc, cast.nadia, cast.ines))
    said = {"category": "employee", "objective": "rs", "nsf": "326t", "modality": "remote"}
    set_cohort_dossier(lead, cohort, now=NOW, **said)
    own = {"category": "seeker", "objective": "training", "nsf": "413", "modality": "mixed"}
    set_dossiers(lead, cohort, [taken.place], minutes_planned=240, now=NOW, **own)
    set_dossiers(
        lead, cohort, [nadia], minutes_done=420, entrusted_to="Sous-traitant", modality="on-site", now=NOW
    )
    set_dossiers(lead, cohort, [ines], entrusted_by="Autre organisme", now=NOW)
    workshop = Workshop.objects.create(
        cohort=cohort, title="Atelier", starts_at=NOW, ends_at=NOW.replace(hour=12), time_zone="Europe/Paris",
        created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    _sign(workshop, date(2026, 3, 5), 180, cast.lea, taken.place)
    wrong = _sign(workshop, date(2026, 3, 6), 180, cast.lea, taken.place)
    _sign(
        workshop,
        date(2026, 3, 6),
        180,
        cast.karim,
        taken.place,
        present=False,
        replaces=wrong,
        reason="Absente",
    )
    _sign(workshop, date(2026, 3, 5), 180, cast.karim)
    for step in ("page", "checklist"):
        _do(taken.place, taken.steps[step], datetime(2026, 4, 1, tzinfo=UTC))
    _do(marc, taken.steps["discussion"], datetime(2025, 12, 31, 22, 59, tzinfo=UTC))  # 23:59 in Paris
    _do(marc, taken.steps["page"], datetime(2025, 12, 31, 23, 1, tzinfo=UTC))  # the new year in Paris
    _do(nadia, taken.steps["discussion"], datetime(2026, 4, 1, tzinfo=UTC))  # the paper sheet counts instead
    _do(ines, taken.steps["page"], datetime(2026, 4, 1, tzinfo=UTC))
    return taken


def _told(frame: Frame) -> dict[str, tuple[int | None, int | None]]:
    return {line.label: (line.count, line.hours) for line in frame.lines if line.count != 0}


@pytest.mark.django_db
def test_a_year_by_hand(year: Taken) -> None:
    """Léa: 180 signed and 90 of steps, of 240 planned: 4 h. Marc: 1 h. Nadia: 7 h on paper. Inès: 1 h, in G."""
    found = report(2026)
    told = {frame.name: _told(frame) for frame in found.frames}
    assert told["E"] == {frames.TRAINERS["own"]: (1, 3), frames.TRAINERS["outside"]: (None, None)}
    assert told["F-1"] == {
        frames.CATEGORIES["employee"]: (2, 8),
        frames.CATEGORIES["seeker"]: (1, 4),
        "Total (1)": (3, 12),
        frames.REMOTE: (2, None),
    }
    assert told["F-2"] == {"Total (2)": (1, 7)}
    assert told["F-3"] == {
        frames.OBJECTIVES["rs"]: (2, 8),
        frames.OBJECTIVES["training"]: (1, 4),
        "Total (3)": (3, 12),
    }
    specialties = {label[:3]: value for label, value in told["F-4"].items()}
    assert specialties == {"326": (2, 8), "413": (1, 4), "Tot": (3, 12)}
    assert told["G"] == {"Total (5)": (1, 1)}
    assert found.incomplete == []
    before = {frame.name: _told(frame) for frame in report(2025).frames}
    assert before["F-1"]["Total (1)"] == (1, 2)  # Marc's 90 minutes of the last hour of December, rounded up
    assert before["G"] == {}


@pytest.mark.django_db
def test_what_nobody_said_is_a_line_of_its_own_and_listed(year: Taken, stage: Stage) -> None:
    lead = year.seen_by(stage.cast.karim)
    set_cohort_dossier(lead, year.cohort, category="", now=NOW)
    found = report(2026)
    category = next(frame for frame in found.frames if frame.name == "F-1")
    assert _told(category)[frames.UNSAID] == (2, 8)
    assert _told(category)["Total (1)"] == (3, 12)
    assert {one.held.enrolment.person.name: one.missing for one in found.incomplete} == {
        "Marc Delorme": ["category"],
        "Nadia Rousseau": ["category"],
        "Inès Ferreira": ["category"],
    }


@pytest.mark.django_db
def test_the_accounting_year_and_its_deadline_are_settings(stage: Stage) -> None:
    assert period(2026) == (date(2026, 1, 1), date(2026, 12, 31))
    assert due_on(date(2026, 12, 31)) == date(2027, 4, 30)
    assert last_year(date(2026, 12, 31)) == 2025
    Organisation.objects.update(year_begins=9, bpf_until="05-31")
    forget_organisation()
    assert period(2026) == (date(2026, 9, 1), date(2027, 8, 31))
    assert due_on(date(2027, 8, 31)) == date(2028, 5, 31)
    assert last_year(date(2027, 9, 1)) == 2026


@pytest.mark.django_db
def test_the_page_and_its_files(year: Taken, stage: Stage, sign_in: Callable[..., Client]) -> None:
    thomas = sign_in(stage.cast.thomas)
    page = thomas.get("/evidence/bpf/?year=2026").content.decode()
    assert frames.TITLES["F-3"].replace("’", "’") in page
    assert costs(thomas, ["/evidence/bpf/?year=2026"])["/evidence/bpf/?year=2026"] <= 12
    table = b"".join(thomas.get("/evidence/bpf/?year=2026&form=csv&sheet=frames").streaming_content).decode()
    assert "Total (1);3;12" in table
    assert thomas.get("/evidence/bpf/?year=1").status_code == 422
    assert sign_in(stage.cast.karim).get("/evidence/bpf/").status_code == 403
