"""A concern is acknowledged, answered, acted upon and closed; who raised it is told at each step, and reads no more."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing, TooFast
from cordee.improvement.actions import handling, measures
from cordee.improvement.actions.adapting import end_adaptation, note_adaptation
from cordee.improvement.actions.forgetting import forget_concerns, forget_concerns_of
from cordee.improvement.actions.lateness import tell_late
from cordee.improvement.actions.watching import set_watch
from cordee.improvement.clock import working_days_after
from cordee.improvement.models import Adaptation, Concern, Step, Watch
from cordee.improvement.queries.figures import figures
from cordee.improvement.queries.register import concern_seen, given_to, register, steps_of
from cordee.improvement.tests.conftest import WORDS, complain
from cordee.journal.models import Event
from cordee.journal.readers import catch_up
from cordee.notifications.kinds import kinds
from cordee.notifications.queries import bell
from cordee.paths.tests.conftest import take
from cordee.testing.cast import NOW, Stage
from cordee.testing.costs import costs

DAY = timedelta(days=1)


def whats(concern: Concern, *, inner: bool = True) -> list[str]:
    return [one.what for one in steps_of(concern, inner=inner)]


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 30))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    found = working_days_after(day, count)
    assert found.weekday() < 5
    assert working_days_after(day, count + 1) > found >= day + count * DAY
    assert working_days_after(working_days_after(day, 1), count) == working_days_after(day, count + 1)


def test_week_ends_and_public_holidays_are_no_working_days() -> None:
    assert working_days_after(date(2026, 3, 6), 2) == date(2026, 3, 10)  # from a Friday
    assert working_days_after(date(2026, 4, 30), 1) == date(2026, 5, 4)  # Labour Day, then a week-end


@pytest.mark.django_db
def test_the_whole_way(stage: Stage, complaint: Concern) -> None:
    cast = stage.cast
    assert (complaint.acknowledge_by, complaint.answer_by) == (date(2026, 3, 4), date(2026, 4, 1))
    with pytest.raises(Conflict):
        handling.close(cast.thomas, complaint, "Rien", now=NOW)
    handling.acknowledge(cast.thomas, complaint, words="Nous regardons.", now=NOW + DAY)
    with pytest.raises(Conflict):
        handling.acknowledge(cast.thomas, complaint, now=NOW + DAY)
    handling.assign(cast.thomas, complaint, cast.karim, now=NOW + DAY)
    handling.note(cast.karim, complaint, "Le fournisseur a changé d'adresse.", now=NOW + DAY)
    made = measures.plan_measure(
        cast.karim,
        complaint,
        what="Vérifier les liens",
        owner=cast.ines,
        due_on=date(2026, 3, 9),
        now=NOW + 1.5 * DAY,
    )
    handling.answer(cast.karim, complaint, "Le lien est réparé.", now=NOW + 2 * DAY)
    with pytest.raises(Conflict):
        handling.close(cast.karim, complaint, "Fini", now=NOW + 3 * DAY)
    with pytest.raises(Invalid):
        measures.finish_measure(cast.ines, made, outcome="Fait", works="", now=NOW + 3 * DAY)
    measures.finish_measure(
        cast.ines, made, outcome="Une vérification la veille", works="yes", now=NOW + 3 * DAY
    )
    handling.close(cast.karim, complaint, "Plus de lien mort depuis.", now=NOW + 4 * DAY)
    told = ["received", "acknowledged", "planned", "answered", "done", "closed"]
    assert whats(complaint, inner=False) == told
    assert set(whats(complaint)) - set(told) == {"assigned", "noted"}
    handling.reopen(cast.lea, complaint, "Encore aujourd'hui.", now=NOW + 5 * DAY)
    complaint.refresh_from_db()
    assert complaint.closed_at is None
    verbs = list(
        Event.objects.filter(object_id=complaint.id).order_by("at", "id").values_list("verb", flat=True)
    )
    assert verbs[0] == "concern.raised"
    assert verbs[-1] == "concern.reopened"
    assert WORDS not in str(list(Event.objects.values_list("data", flat=True)))


@pytest.mark.django_db
def test_who_raised_it_and_who_looks_after_it_are_told(stage: Stage) -> None:
    cast, now = stage.cast, timezone.now()
    complaint = complain(stage, now=now)
    handling.assign(cast.thomas, complaint, cast.karim, now=now)
    handling.answer(cast.karim, complaint, "Réparé.", now=now)
    catch_up()
    said = {
        one.name: [kinds()[line.kind].words(line) for line in bell(one.id).rows]
        for one in (cast.lea, cast.thomas, cast.karim, cast.marc)
    }
    assert said["Léa Martin"] == ["Votre demande a sa réponse."]
    assert said["Thomas Nguyen"] == ["Une réclamation, un incident ou une idée est arrivé"]
    assert said["Karim Benali"] == ["Une demande vous est confiée"]
    assert said["Marc Delorme"] == []
    assert bell(cast.lea.id).rows[0].kind == "concern"


@pytest.mark.django_db
def test_it_is_confidential(stage: Stage, complaint: Concern) -> None:
    cast = stage.cast
    for stranger in (cast.karim, cast.ines, cast.marc):
        with pytest.raises(Missing):
            concern_seen(stranger, complaint.id)
        with pytest.raises(Forbidden):
            register(stranger, today=NOW.date())
        with pytest.raises(Forbidden):
            handling.answer(stranger, complaint, "Moi", now=NOW)
    with pytest.raises(Forbidden):
        handling.acknowledge(cast.lea, complaint, now=NOW)
    with pytest.raises(Invalid):
        handling.assign(cast.thomas, complaint, cast.lea, now=NOW)
    handling.assign(cast.thomas, complaint, cast.karim, now=NOW)
    assert concern_seen(cast.karim, complaint.id) == complaint
    assert [one.id for one in given_to(cast.karim)[0]] == [complaint.id]


@pytest.mark.django_db
def test_an_audit_finding_is_nobodys_own_and_only_administrators_say_so(stage: Stage) -> None:
    found = complain(stage, actor=stage.cast.thomas, kind="finding", source="audit")
    assert (found.person, found.source) == (None, "audit")
    handling.close(stage.cast.thomas, found, "Vu", now=NOW)  # nobody waits for an answer
    own = complain(stage, source="audit")
    assert (own.person, own.source) == (stage.cast.lea, "learner")
    with pytest.raises(TooFast):
        for _n in range(11):
            complain(stage)


@pytest.mark.django_db
def test_what_is_late_is_told_once(stage: Stage, complaint: Concern) -> None:
    assert tell_late(NOW + 2 * DAY) == 0
    assert tell_late(NOW + 3 * DAY) == 1
    assert tell_late(NOW + 4 * DAY) == 0
    measures.plan_measure(
        stage.cast.thomas, complaint, what="X", owner=stage.cast.karim, due_on=NOW.date() + 5 * DAY, now=NOW
    )
    assert tell_late(NOW + 60 * DAY) == 2  # not answered, and an action overdue
    assert tell_late(NOW + 61 * DAY) == 0


@pytest.mark.django_db
def test_figures_by_hand(stage: Stage) -> None:
    """Three complaints: acknowledged after 1 and 3 days, answered after 5; one never looked at, hence late."""
    first, second, _third = (complain(stage, now=NOW + n * timedelta(hours=1)) for n in range(3))
    handling.acknowledge(stage.cast.thomas, first, now=first.at + DAY)
    handling.acknowledge(stage.cast.thomas, second, now=second.at + 3 * DAY)
    handling.answer(stage.cast.thomas, first, "Oui", now=first.at + 5 * DAY)
    told = figures(NOW + 10 * DAY)
    assert (told.open, told.late, told.raised, told.closed) == (3, 1, 3, 0)
    assert (told.acknowledged, told.days_to_acknowledge) == (2, 2.0)
    assert (told.answered, told.days_to_answer) == (1, 5.0)
    assert figures(NOW, paths=[first.id]).raised == 0
    late = register(stage.cast.thomas, today=(NOW + 10 * DAY).date(), shown="late")
    assert len(late.rows) == 1


@pytest.mark.django_db
def test_words_go_and_dates_stay(stage: Stage, complaint: Concern) -> None:
    handling.answer(stage.cast.thomas, complaint, "Réparé pour Léa", now=NOW)
    handling.close(stage.cast.thomas, complaint, "Fini pour Léa", now=NOW)
    assert forget_concerns(NOW - DAY, NOW) == 0
    assert forget_concerns(NOW + DAY, NOW) == 1
    assert forget_concerns(NOW + DAY, NOW) == 0
    complaint.refresh_from_db()
    assert (complaint.words, complaint.person, complaint.answered_at) == ("", None, NOW)
    assert set(Step.objects.values_list("words", flat=True)) == {""}
    again = complain(stage, now=NOW + DAY)
    forget_concerns_of(stage.cast.lea, now=NOW + 2 * DAY)
    again.refresh_from_db()
    assert (again.words, again.person, again.closed_at) == ("", None, NOW + 2 * DAY)


@pytest.mark.django_db
def test_the_pages_of_who_looks_after_it_and_of_who_raised_it(
    stage: Stage, complaint: Concern, sign_in: Callable[..., Client]
) -> None:
    thomas, lea = sign_in(stage.cast.thomas), sign_in(stage.cast.lea)
    act = f"/improvement/{complaint.id}/act/"
    refused = thomas.post(act, {"act": "answer", "words": ""})
    assert refused.status_code == 422
    kept = thomas.post(act, {"act": "plan", "what": "Vérifier chaque lien", "due_on": "hier"})
    assert "Vérifier chaque lien" in kept.content.decode()
    assert thomas.post(act, {"act": "note", "words": "Entre nous"}).status_code == 302
    assert thomas.post(act, {"act": "answer", "words": "Réparé."}).status_code == 302
    assert "Entre nous" in thomas.get(complaint.url).content.decode()
    page = lea.get(complaint.url).content.decode()
    assert "Réparé." in page
    assert "Entre nous" not in page
    assert lea.post(act, {"act": "note", "words": "Moi"}).status_code == 403
    assert costs(thomas, ["/improvement/", complaint.url])["/improvement/"] <= 8
    for _n in range(5):
        complain(stage)
    assert costs(thomas, ["/improvement/"])["/improvement/"] <= 8


@pytest.mark.django_db
def test_a_space_is_watched_by_the_word_of_its_facilitators(stage: Stage) -> None:
    with pytest.raises(Forbidden):
        set_watch(stage.cast.lea, stage.open, "legal", now=NOW)
    with pytest.raises(Invalid):
        set_watch(stage.cast.karim, stage.open, "weather", now=NOW)
    set_watch(stage.cast.karim, stage.open, "legal", now=NOW)
    set_watch(stage.cast.karim, stage.open, "trade", now=NOW)
    assert Watch.objects.get().kind == "trade"
    set_watch(stage.cast.karim, stage.open, "", now=NOW)
    assert not Watch.objects.exists()


@pytest.mark.django_db
def test_an_adaptation_is_noted_by_the_staff_and_leaves_with_the_learner(stage: Stage) -> None:
    taken = take(stage)
    place, staff = taken.place, taken.seen_by(stage.cast.ines)
    with pytest.raises(Forbidden):
        note_adaptation(taken.seen_by(stage.cast.lea), place, "Un tiers de temps en plus", now=NOW)
    made = note_adaptation(staff, place, "Un tiers de temps en plus", now=NOW)
    end_adaptation(staff, made, now=NOW + DAY)
    made.refresh_from_db()
    assert made.ended_at == NOW + DAY
    forget_concerns_of(stage.cast.lea, now=NOW)
    assert not Adaptation.objects.exists()
