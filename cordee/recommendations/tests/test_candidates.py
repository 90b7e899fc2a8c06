"""Who might answer: only those who may, each with evidence."""

from datetime import datetime, timedelta

import pytest

from cordee.journal.readers import catch_up
from cordee.people.models import Person
from cordee.recommendations.candidates import Evidence, Question, What, who_might_answer
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Post
from cordee.testing.cast import Stage

pytestmark = pytest.mark.django_db


def test_who_answered_in_the_space_is_thought_of_with_evidence(stage: Stage, now: datetime) -> None:
    found = who_might_answer(Question.of(_asked_by_karim(stage, now)), now=now)
    assert [one.person_id for one in found] == [stage.cast.ines.id]
    assert found[0].evidence
    for fact in found[0].evidence:
        assert Evidence.from_data(fact.as_data()) == fact
        assert fact.what in What


def test_who_asks_is_not_asked(stage: Stage, now: datetime) -> None:
    found = who_might_answer(Question("Encore", "?", stage.open, stage.cast.ines.id), now=now)
    assert stage.cast.ines.id not in {one.person_id for one in found}


@pytest.mark.parametrize(
    "change",
    [
        {"is_active": False},
        {"is_auditor": True},
        {"suspended_until": datetime.fromisoformat("2026-04-01T00:00:00Z")},
    ],
)
def test_who_is_gone_suspended_or_only_looks_is_not_asked(
    stage: Stage, now: datetime, change: dict[str, object]
) -> None:
    asked = Question.of(_asked_by_karim(stage, now))
    Person.objects.filter(id=stage.cast.ines.id).update(**change)
    assert who_might_answer(asked, now=now) == []


def test_without_leaves_people_out(stage: Stage, now: datetime) -> None:
    asked = Question.of(_asked_by_karim(stage, now))
    assert who_might_answer(asked, now=now, without={stage.cast.ines.id}) == []


def _asked_by_karim(stage: Stage, now: datetime) -> Post:
    catch_up()
    return publish(
        stage.cast.karim,
        stage.open,
        kind="question",
        title="Comment commencer un entretien ?",
        body="Les premières minutes sont longues.",
        skills=["ecoute"],
        now=now - timedelta(hours=1),
    )
