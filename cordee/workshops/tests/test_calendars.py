"""The calendar's address: secret, revocable, and right in every zone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from icalendar import Calendar

from cordee.paths.actions.deadlines import set_deadline
from cordee.testing.cast import NOW, Stage
from cordee.workshops.actions.calendars import renew_calendar, revoke_calendar
from cordee.workshops.actions.planning import cancel_workshop
from cordee.workshops.actions.seats import decline
from cordee.workshops.models import CalendarKey
from cordee.workshops.queries.calendars import feed
from cordee.workshops.tests.conftest import STARTS, Planned
from cordee.workshops.views import calendars

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def events(content: bytes) -> dict[str, object]:
    return {str(one["SUMMARY"]): one for one in Calendar.from_ical(content).walk("VEVENT")}


def test_all_dates_stand_in_it_for_who_has_the_address(planned: Planned, stage: Stage, sign_in) -> None:
    where = planned.taken.seen_by(stage.cast.karim)
    page, cohort = planned.taken.steps["page"].key, planned.taken.cohort
    set_deadline(where, cohort, page, date(2026, 3, 10), now=NOW)
    set_deadline(where, cohort, page, date(2026, 4, 1), enrolment=planned.place, why="Congé", now=NOW)
    secret = renew_calendar(stage.cast.lea, now=NOW)
    visitor = sign_in(None)
    answer = visitor.get(f"/calendars/{secret}/")
    assert answer["Content-Type"].startswith("text/calendar")
    found = events(answer.content)
    workshop = found["Rejouer un entretien"]
    assert workshop["DTSTART"].dt == STARTS
    assert workshop["DTEND"].dt == STARTS + timedelta(hours=8)
    assert found["À terminer\u00a0: Étape page"]["DTSTART"].dt == date(2026, 4, 1)  # one's own date wins
    assert found["Début\u00a0: Mener un entretien, Printemps"]["DTSTART"].dt == cohort.starts_on
    again = visitor.get(f"/calendars/{secret}/", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert events(visitor.get(f"/calendars/{secret}/{cohort.id}/").content).keys() == found.keys()
    other = visitor.get(f"/calendars/{secret}/{planned.workshop.id}/")
    assert not events(other.content)


def test_the_feed_costs_few_queries(planned: Planned, stage: Stage, django_assert_max_num_queries) -> None:
    planned.another()
    with django_assert_max_num_queries(6):
        assert b"Un autre" in feed(stage.cast.lea, "https://example.org", NOW)


def test_days_and_clocks_that_change_are_right(planned: Planned, stage: Stage, sign_in) -> None:
    # From the Friday before clocks go forward in Paris to the Monday after.
    planned.another(
        title="Long",
        starts_at=datetime(2026, 3, 27, 8, tzinfo=UTC),
        ends_at=datetime(2026, 3, 30, 15, tzinfo=UTC),
    )
    secret = renew_calendar(stage.cast.lea, now=NOW)
    found = events(sign_in(None).get(f"/calendars/{secret}/").content)
    days = [one["DTSTART"].dt for title, one in found.items() if title.startswith("Long (jour")]
    assert [(one.day, one.hour) for one in days] == [(27, 8), (28, 8), (29, 7), (30, 7)]


def test_the_address_is_made_anew_and_taken_back(planned: Planned, stage: Stage, sign_in) -> None:
    client = sign_in(stage.cast.lea)
    client.post("/me/calendar/")
    first = client.get("/me/calendar/").content.decode().split("/calendars/")[1].split("/")[0]
    assert client.get(f"/calendars/{first}/").status_code == 200
    assert first not in CalendarKey.objects.get().sealed
    client.post("/me/calendar/")
    assert client.get(f"/calendars/{first}/").status_code == 404
    secret = renew_calendar(stage.cast.lea, now=NOW)
    stage.cast.lea.is_active = False
    stage.cast.lea.save()
    assert client.get(f"/calendars/{secret}/").status_code == 404
    revoke_calendar(stage.cast.lea, now=NOW)
    assert not CalendarKey.objects.exists()


@pytest.mark.parametrize("limit", ["MOST_AN_HOUR", "MOST_OF_A_VISITOR"])
def test_it_is_not_asked_for_without_end(
    planned: Planned, stage: Stage, sign_in, monkeypatch, limit: str
) -> None:
    monkeypatch.setattr(calendars, limit, 3)
    secret, visitor = renew_calendar(stage.cast.lea, now=NOW), sign_in(None)
    assert [visitor.get(f"/calendars/{secret}/").status_code for _time in range(4)] == [200, 200, 200, 429]


def test_what_is_called_off_or_declined(planned: Planned, stage: Stage, sign_in) -> None:
    secret, visitor = renew_calendar(stage.cast.lea, now=NOW), sign_in(None)
    planned.another(title="Pas pour moi")
    cancel_workshop(planned.seen_by(stage.cast.karim), planned.workshop, why="Grève", now=NOW)
    found = events(visitor.get(f"/calendars/{secret}/").content)
    assert found["Rejouer un entretien"]["STATUS"] == "CANCELLED"
    assert found["Rejouer un entretien"]["SEQUENCE"] == 1
    other = next(one for one in planned.taken.cohort.workshops.all() if one.title == "Pas pour moi")
    decline(planned.seen_by(stage.cast.lea), other, now=NOW)
    assert "Pas pour moi" not in events(visitor.get(f"/calendars/{secret}/").content)


def test_one_workshop_is_taken_into_a_calendar(planned: Planned, stage: Stage, sign_in) -> None:
    answer = sign_in(stage.cast.lea).get(f"{planned.workshop.url}calendar.ics")
    (event,) = events(answer.content).values()
    assert str(event["LOCATION"]) == "Salle 1"
