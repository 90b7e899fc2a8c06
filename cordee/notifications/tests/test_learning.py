"""What bells say of learning paths."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from cordee.notifications.kinds import kinds
from cordee.notifications.lines import Line
from cordee.notifications.tests.conftest import Told
from cordee.paths.actions import attempts, certificates, cohorts, deadlines, drafts, enrolling, publishing
from cordee.paths.actions.judging import find_useful, judge
from cordee.paths.actions.progress import complete_step
from cordee.paths.kinds import Sent
from cordee.paths.models import Activity, Certificate, Work
from cordee.paths.queries.paths import path_seen
from cordee.paths.tests.conftest import Taken, take
from cordee.paths.tests.test_attempts import quiz_of
from cordee.spaces.actions.posts import publish
from cordee.studio.actions.crediting import make_activity
from cordee.testing.cast import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(stage: Stage, told: Told) -> Taken:
    """A path that is taken since long ago: no bell tells of it any more."""
    return take(stage)


def said(line: Line) -> tuple[str, str]:
    kind = kinds()[line.kind]
    return kind.words(line), kind.address(line)


def test_a_place_is_told_to_whom_it_is_given_and_a_freed_one_too(
    stage: Stage, taken: Taken, told: Told, today: datetime
) -> None:
    karim = taken.seen_by(stage.cast.karim)
    cohorts.edit_cohort(karim, taken.cohort, capacity=2, now=today)
    taken.cohort.refresh_from_db()
    enrolling.enrol(karim, taken.cohort, stage.cast.marc, now=today)
    enrolling.enrol(karim, taken.cohort, stage.cast.nadia, now=today)
    (line,) = told(stage.cast.marc)
    assert said(line) == (
        "Karim Benali vous a donné une place dans un parcours : vous pouvez commencer",
        taken.path.url,
    )
    assert line.title == "Mener un entretien"
    assert told(stage.cast.nadia) == []
    enrolling.withdraw(taken.seen_by(stage.cast.lea), taken.place, now=today + timedelta(minutes=1))
    (line,) = told(stage.cast.nadia)
    assert said(line)[0].startswith("Une place s’est libérée")
    assert told(stage.cast.lea) == [], "of one's own act nothing is told"


def test_more_time_a_role_and_a_certificate_are_told_to_who_gets_them_alone(
    stage: Stage, taken: Taken, told: Told, today: datetime
) -> None:
    karim = taken.seen_by(stage.cast.karim)
    on = (today + timedelta(days=9)).date()
    deadlines.set_deadline(karim, taken.cohort, None, on, enrolment=taken.place, why="Congé", now=today)
    deadlines.set_deadline(karim, taken.cohort, None, on, now=today)
    cohorts.set_staff(karim, taken.cohort, stage.cast.marc, ["tutor"], now=today)
    certificates.issue_certificate(
        karim, taken.place, Certificate.Kind.REALISATION, now=today + timedelta(minutes=1)
    )
    assert [said(line)[0] for line in told(stage.cast.lea)] == [
        "Karim Benali a délivré votre certificat",
        "Karim Benali a changé votre échéance",
    ]
    (line,) = (line for line in told(stage.cast.marc) if line.kind == "place")
    assert said(line) == (
        "Karim Benali vous demande d’être tuteur ou tutrice d’une session",
        taken.cohort.url,
    )
    assert told(stage.cast.ines) == []


def test_works_wait_on_one_line_for_those_who_lead_and_the_verdict_reaches_the_learner(
    stage: Stage, taken: Taken, told: Told, today: datetime, sign_in: Callable[..., Client]
) -> None:
    where = taken.seen_by(stage.cast.karim)
    module = where.path.current.modules.first()
    made = drafts.add_activity(
        where, module.key, kind="mission", title="Agir", values={"task": "T"}, now=today
    )
    newer = publishing.publish_version(where, now=today)
    enrolling.move_to_version(taken.seen_by(stage.cast.lea), taken.place, newer, now=today)
    mission = Activity.objects.get(version=newer, key=made.key)
    complete_step(taken.place, mission, Sent({"body": "Fait", "shared": "on"}), now=today)
    complete_step(taken.place, mission, Sent({"body": "Fait mieux", "shared": "on"}), now=today)
    for leader in (stage.cast.ines, stage.cast.karim):
        (line,) = told(leader)
        assert (line.kind, line.reason, line.acts) == ("to-judge", "leads", 2)
        assert said(line)[1] == f"{taken.cohort.url}works/"
    work = Work.objects.get()
    judge(taken.seen_by(stage.cast.ines), work, "more", note="Et après ?", now=today)
    judge(taken.seen_by(stage.cast.ines), work, "validated", now=today + timedelta(seconds=1))
    find_useful(stage.cast.karim, taken.seen_by(stage.cast.karim), work, now=today + timedelta(seconds=2))
    assert [said(line) for line in told(stage.cast.lea)] == [
        ("Karim Benali a trouvé votre travail utile", f"{taken.path.url}steps/{mission.key}/"),
        ("Inès Ferreira a validé ce que vous avez fait", f"{taken.path.url}steps/{mission.key}/"),
        (
            "Inès Ferreira voudrait un peu plus sur ce que vous avez fait",
            f"{taken.path.url}steps/{mission.key}/",
        ),
    ]
    page = sign_in(stage.cast.lea).get("/notifications/")
    assert "Mener un entretien" in page.content.decode()


def test_who_wrote_a_contribution_that_became_an_activity_is_told(
    stage: Stage, taken: Taken, told: Told, today: datetime
) -> None:
    post = publish(stage.cast.ines, stage.open, kind="tip", title="Se taire", body="Compter.", now=today)
    where = path_seen(stage.cast.karim, taken.path.slug)
    module = drafts.draft_of(where, now=today).modules.first()
    make_activity(where, module.key, post, now=today)
    (line,) = told(stage.cast.ines)
    assert (line.kind, line.title, said(line)[1]) == ("credited", "Se taire", post.url)
    assert "« Mener un entretien »" in said(line)[0].replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")


def test_open_answers_wait_for_those_who_lead_and_their_points_are_told(
    stage: Stage, taken: Taken, told: Told, today: datetime
) -> None:
    quiz = quiz_of(taken, stage, ["open"])
    taken.place.refresh_from_db()
    begun = attempts.begin(taken.place, quiz, now=today)
    key = UUID(begun.drawn[0])
    ended = attempts.end_attempt(begun, answers={key: "Mon avis"}, now=today)
    (line,) = told(stage.cast.ines)
    assert said(line)[1] == f"{taken.cohort.url}answers/"
    attempts.grade_answer(taken.seen_by(stage.cast.ines), ended, key, credit=1, now=today)
    (line,) = told(stage.cast.lea)
    assert said(line)[1] == f"/attempts/{ended.id}/"
