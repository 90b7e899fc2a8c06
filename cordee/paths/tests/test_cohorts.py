"""A cohort: who comes in and how, circles, dates, how far each has come."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.core.errors import Forbidden, Invalid, Missing
from cordee.paths.actions import circles, cohorts, deadlines, enrolling, inviting
from cordee.paths.actions.circles import FEWEST, MOST, sizes
from cordee.paths.models import Cohort, Enrolment
from cordee.paths.queries.outline import outline
from cordee.paths.tests.conftest import Taken
from cordee.people.actions.arranging import add_group, put_in
from cordee.people.actions.arriving import welcome
from cordee.spaces.models import Membership
from cordee.testing.cast import NOW, Stage


@given(st.integers(0, 2000), st.integers(FEWEST, MOST))
def test_circles_hold_five_to_twelve_evenly(people: int, aim: int) -> None:
    made = sizes(people, aim)
    assert sum(made) == people
    assert max(made, default=0) - min(made, default=0) <= 1
    if people >= FEWEST:
        assert all(FEWEST <= one <= MOST for one in made)


def test_thirty_seven_are_split_evenly() -> None:
    assert sizes(37) == [8, 8, 7, 7, 7]


@pytest.mark.django_db
def test_a_list_is_shown_before_it_is_done(taken: Taken, stage: Stage, sign_in) -> None:
    client = sign_in(stage.cast.karim)
    address = f"/cohorts/{taken.cohort.id}/people/"
    text = "e-mail\nmarc@example.org;Marc\n@nadia\nlea\nnobody@example.org\n"
    shown = client.post(address, {"people": text})
    assert "nobody@example.org" in shown.content.decode()
    assert Enrolment.objects.count() == 1
    client.post(address, {"people": text, "sure": "1"})
    assert {one.person.handle for one in Enrolment.objects.all()} == {"lea", "marc", "nadia"}
    assert Membership.objects.filter(space=taken.cohort.space, person=stage.cast.marc).exists()


@pytest.mark.django_db
def test_a_link_lets_in_while_it_holds(taken: Taken, stage: Stage, sign_in) -> None:
    where = taken.seen_by(stage.cast.karim)
    cohort = cohorts.edit_cohort(where, taken.cohort, entry=Cohort.Entry.LINK, now=NOW)
    client = sign_in(stage.cast.marc)
    assert client.get(f"/cohorts/join/{cohort.link}/").status_code == 200
    assert client.get("/cohorts/join/nothing/").status_code == 404
    assert client.post(f"/cohorts/join/{cohort.link}/").status_code == 302
    assert Enrolment.objects.filter(person=stage.cast.marc).exists()
    cohorts.edit_cohort(where, cohort, entry=Cohort.Entry.HAND, now=NOW)
    assert sign_in(stage.cast.nadia).get(f"/cohorts/join/{cohort.link}/").status_code == 404
    with pytest.raises(Forbidden):
        enrolling.enrol_myself(taken.seen_by(stage.cast.nadia), cohort, link=cohort.link, now=NOW)


@pytest.mark.django_db
def test_a_rule_enrols_who_comes_later_and_not_who_left(taken: Taken, stage: Stage) -> None:
    group = add_group(stage.cast.thomas, name="Nord", now=NOW)
    put_in(stage.cast.thomas, group, stage.cast.marc, now=NOW)
    where = taken.seen_by(stage.cast.karim)
    cohort = cohorts.edit_cohort(where, taken.cohort, entry=Cohort.Entry.RULE, groups=[group], now=NOW)
    assert inviting.enrol_by_rule(cohort, now=NOW) == 1
    place = Enrolment.objects.get(person=stage.cast.marc)
    enrolling.withdraw(taken.seen_by(stage.cast.marc), place, now=NOW)
    put_in(stage.cast.thomas, group, stage.cast.nadia, now=NOW)
    assert inviting.enrol_by_rule(cohort, now=NOW) == 1
    place.refresh_from_db()
    assert place.left_at


@pytest.mark.django_db
def test_circles_stay_and_newcomers_join_the_smallest(taken: Taken, stage: Stage) -> None:
    where = taken.seen_by(stage.cast.karim)
    for number in range(15):
        person = welcome(name=f"Élève {number}", email=f"e{number}@example.org", handle=f"e{number}", now=NOW)
        enrolling.enrol(where, taken.cohort, person, now=NOW)
    assert circles.form_circles(where, taken.cohort, now=NOW) == 2
    before = dict(Enrolment.objects.values_list("id", "circle"))
    enrolling.enrol(where, taken.cohort, stage.cast.marc, now=NOW)
    circles.form_circles(where, taken.cohort, now=NOW)
    after = dict(Enrolment.objects.values_list("id", "circle"))
    assert {key: after[key] for key in before} == before
    assert all(after.values())


@pytest.mark.django_db
def test_ones_own_date_wins_over_the_cohorts(taken: Taken, stage: Stage) -> None:
    where, key = taken.seen_by(stage.cast.karim), taken.steps["page"].key
    deadlines.set_deadline(where, taken.cohort, None, date(2026, 3, 20), now=NOW)
    deadlines.set_deadline(where, taken.cohort, key, date(2026, 3, 10), now=NOW)

    def due() -> list[date]:
        place = taken.seen_by(stage.cast.lea).learning
        assert place is not None
        return [step.due_at.date() for step in outline(place, now=NOW).steps if step.due_at]

    assert due() == [date(2026, 3, 10), date(2026, 3, 20), date(2026, 3, 20)]
    with pytest.raises(Invalid):
        deadlines.set_deadline(where, taken.cohort, key, date(2026, 4, 1), enrolment=taken.place, now=NOW)
    deadlines.set_deadline(
        where, taken.cohort, key, date(2026, 4, 1), enrolment=taken.place, why="Congé", now=NOW
    )
    assert due()[0] == date(2026, 4, 1)
    with pytest.raises(Missing):
        deadlines.set_deadline(where, taken.cohort, taken.cohort.id, date(2026, 4, 1), now=NOW)


@pytest.mark.django_db
def test_the_gradebook_costs_the_same_for_many_and_opens_in_a_spreadsheet(
    taken: Taken, stage: Stage, sign_in, django_assert_max_num_queries
) -> None:
    where = taken.seen_by(stage.cast.karim)
    for number in range(8):
        person = welcome(
            name=f"=Élève {number}", email=f"e{number}@example.org", handle=f"e{number}", now=NOW
        )
        enrolling.enrol(where, taken.cohort, person, now=NOW + timedelta(minutes=number))
    client = sign_in(stage.cast.karim)
    address = f"/cohorts/{taken.cohort.id}/progress/"
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
    told = b"".join(client.get(address, {"form": "csv"}).streaming_content).decode()
    assert told.startswith("\ufeff")
    assert "'=Élève 3;" in told


@pytest.mark.django_db
def test_the_last_facilitator_stays(taken: Taken, stage: Stage, sign_in) -> None:
    client = sign_in(stage.cast.karim)
    refused = client.post(f"/cohorts/{taken.cohort.id}/staff/", {"person": "karim"})
    assert refused.status_code == 409
    client.post(
        f"/cohorts/{taken.cohort.id}/staff/", {"person": "marc@example.org", "roles": ["facilitator"]}
    )
    assert client.post(f"/cohorts/{taken.cohort.id}/staff/", {"person": "karim"}).status_code == 302
    assert client.get(f"/cohorts/{taken.cohort.id}/settings/").status_code == 403


@pytest.mark.django_db
def test_a_date_for_what_is_no_activity_is_refused_with_words(taken: Taken, stage: Stage, sign_in) -> None:
    client = sign_in(stage.cast.karim)
    sent = {"who": str(taken.place.id), "key": "not-one", "on": "2026-04-01", "why": "Congé"}
    assert client.post(f"/cohorts/{taken.cohort.id}/dates/", sent).status_code == 422


def test_files_of_a_cohort_speak_the_language_of_who_takes_them(taken: Taken, stage: Stage, sign_in) -> None:
    karim = stage.cast.karim
    karim.language = "en"
    karim.save(update_fields=["language"])
    client = sign_in(karim)
    table = client.get(f"{taken.cohort.url}progress/?form=csv").getvalue().decode()
    assert table.removeprefix("\ufeff").startswith("Name,E-mail,State,")
