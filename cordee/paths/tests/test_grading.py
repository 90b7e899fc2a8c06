"""Reading open answers: oldest first, one after the other, and two readers do not write over each other."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from cordee.core.errors import Forbidden
from cordee.paths.actions import attempts, cohorts, enrolling
from cordee.paths.models import Activity, Attempt, Response
from cordee.paths.queries.grading import grade_url, looked_after, next_waiting, waiting_answers
from cordee.paths.tests.conftest import Taken
from cordee.paths.tests.test_attempts import quiz_of
from cordee.people.models import Person
from cordee.spaces.actions import drafts
from cordee.testing.cast import NOW, Stage

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db


def answered(taken: Taken, quiz: Activity, who: Person, minutes: int, words: str = "Mon avis") -> Response:
    """Somebody of the cohort hands in an open answer."""
    place = taken.seen_by(who).learning
    assert place
    place.version = quiz.version
    place.save()
    attempt = attempts.begin(place, quiz, now=NOW)
    at = NOW + timedelta(minutes=minutes)
    attempts.end_attempt(attempt, answers={UUID(key): words for key in attempt.drawn}, now=at)
    return Response.objects.get(attempt=attempt)


def two_answers(taken: Taken, stage: Stage) -> tuple[Response, Response]:
    """Marc's, handed in after Léa's."""
    quiz = quiz_of(taken, stage, ["open"], pass_at=0.5)
    enrolling.enrol(taken.seen_by(stage.cast.karim), taken.cohort, stage.cast.marc, now=NOW)
    second = answered(taken, quiz, stage.cast.marc, 9)
    return answered(taken, quiz, stage.cast.lea, 3), second


def test_the_oldest_is_read_first_and_saving_goes_on(taken: Taken, stage: Stage, sign_in: Enter) -> None:
    first, second = two_answers(taken, stage)
    page = waiting_answers(taken.cohort, stage.cast.karim, size=1)
    assert [one.response for one in page.rows] == [first]
    rest = waiting_answers(taken.cohort, stage.cast.karim, page.next)
    assert [one.response for one in rest.rows] == [second]
    client, base = sign_in(stage.cast.ines), f"{taken.cohort.url}answers/"
    assert grade_url(first) in client.get(base).content.decode()
    sent = client.post(f"{grade_url(first)}?nameless=1", {"share": "0.5", "remark": "Bien **vu**"})
    assert sent["Location"] == f"{grade_url(second)}?nameless=1"
    sent = client.post(grade_url(second), {"points": "0,8"})
    assert sent["Location"] == base
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.credit, second.credit, first.graded_by) == (0.5, 0.8, stage.cast.ines)
    assert "Rien ne vous attend ici" in client.get(base).content.decode()
    seen = sign_in(stage.cast.lea).get(f"/attempts/{first.attempt_id}/").content.decode()
    assert "<strong>vu</strong>" in seen
    assert stage.cast.ines.name in seen
    assert ">Points : 0,5 sur 1<" in seen.replace("\u00a0", " ")


def test_what_is_skipped_comes_back_at_the_end(taken: Taken, stage: Stage, sign_in: Enter) -> None:
    first, second = two_answers(taken, stage)
    client = sign_in(stage.cast.karim)
    assert f'data-key="n" href="{grade_url(second)}"' in client.get(grade_url(first)).content.decode()
    assert client.post(grade_url(second), {"share": "1"})["Location"] == grade_url(first)


def test_two_who_read_at_once_are_told(taken: Taken, stage: Stage, sign_in: Enter) -> None:
    first, _second = two_answers(taken, stage)
    there = grade_url(first)
    karim, ines = sign_in(stage.cast.karim), stage.cast.ines
    drafts.keep(ines, f"grade:{first.pk}", {"remark": "Je lis"}, 1, now=NOW)
    page = karim.get(there).content.decode()
    assert ines.name not in page  # that draft is months old
    drafts.keep(ines, f"grade:{first.pk}", {"remark": "Je lis"}, 2, now=timezone.now())
    karim = sign_in(stage.cast.karim)
    assert ines.name in karim.get(there).content.decode()
    attempts.grade_answer(
        taken.seen_by(ines), first.attempt, first.question_key, credit=1, now=NOW + timedelta(hours=1)
    )
    late = karim.post(there, {"share": "0", "remark": "Mes mots", "known": ""})
    assert late.status_code == 409
    assert "Mes mots" in late.content.decode()
    first.refresh_from_db()
    assert (first.credit, first.graded_by) == (1, ines)
    assert first.graded_at
    again = karim.post(there, {"share": "0", "known": first.graded_at.isoformat()})
    assert again.status_code == 302
    first.refresh_from_db()
    assert first.credit == 0


def test_a_draft_of_a_grade_is_there_until_it_is_saved(taken: Taken, stage: Stage, sign_in: Enter) -> None:
    first, _second = two_answers(taken, stage)
    there, place = grade_url(first), f"grade:{first.pk}"
    drafts.keep(stage.cast.karim, place, {"remark": "À finir", "share": "0.25"}, 1, now=NOW)
    client = sign_in(stage.cast.karim)
    page = client.get(there).content.decode()
    assert "À finir" in page
    assert 'value="0.25" checked' in page
    client.post(there, {"share": "0.25", "remark": "Fini"})
    assert not stage.cast.karim.drafts.filter(place=place).exists()


def test_names_are_hidden_when_asked(taken: Taken, stage: Stage, sign_in: Enter) -> None:
    first, _second = two_answers(taken, stage)
    client, base = sign_in(stage.cast.karim), f"{taken.cohort.url}answers/"
    for there in (base, grade_url(first)):
        assert stage.cast.lea.name in client.get(there).content.decode()
        assert stage.cast.lea.name not in client.get(f"{there}?nameless=1").content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"points": "beaucoup"}, {"points": "2"}, {"points": "nan"}, {"share": "-1"}]
)
def test_points_that_are_none_are_refused_with_the_words_kept(
    taken: Taken, stage: Stage, sign_in: Enter, sent: dict[str, str]
) -> None:
    first, _second = two_answers(taken, stage)
    answer = sign_in(stage.cast.karim).post(grade_url(first), sent | {"remark": "Gardé"})
    assert answer.status_code == 422
    assert "Gardé" in answer.content.decode()
    assert Response.objects.get(pk=first.pk).credit is None


def test_nobody_reads_their_own(taken: Taken, stage: Stage) -> None:
    cohorts.set_staff(taken.seen_by(stage.cast.karim), taken.cohort, stage.cast.lea, ["tutor"], now=NOW)
    first, second = two_answers(taken, stage)
    assert next_waiting(taken.cohort, stage.cast.lea) == second
    with pytest.raises(Forbidden):
        attempts.grade_answer(
            taken.seen_by(stage.cast.lea), first.attempt, first.question_key, credit=1, now=NOW
        )


def test_today_says_what_waits(taken: Taken, stage: Stage, sign_in: Enter) -> None:
    two_answers(taken, stage)
    for who in (stage.cast.karim, stage.cast.ines):
        assert [(one.id, one.waiting) for one in looked_after(who)] == [(taken.cohort.id, 2)]
        assert "2 réponses à lire" in sign_in(who).get("/paths/").content.decode()
    assert looked_after(stage.cast.lea) == []
    client = sign_in(stage.cast.karim)
    assert f'href="{taken.cohort.url}answers/"' in client.get("/").content.decode()
    assert "Réponses à lire (2)" in client.get(taken.cohort.url).content.decode()


def test_what_reading_costs(
    taken: Taken, stage: Stage, sign_in: Enter, django_assert_max_num_queries: Callable
) -> None:
    first, _second = two_answers(taken, stage)
    client, base = sign_in(stage.cast.karim), f"{taken.cohort.url}answers/"
    client.get(base)
    with django_assert_max_num_queries(8):
        client.get(base)
    with django_assert_max_num_queries(10):
        client.get(grade_url(first))
    assert Attempt.objects.count() == 2
