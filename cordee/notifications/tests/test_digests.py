"""Digests: at each one's hour, with what their people made, and none where there is nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from cordee.journal.readers import catch_up
from cordee.notifications.actions.bell import read_all
from cordee.notifications.delivering import sending
from cordee.notifications.delivering.hours import next_digest
from cordee.notifications.delivering.parcels import parcels_of
from cordee.notifications.digest.beginning import begin_digests
from cordee.notifications.models import Attention, Message, Pace, Preference
from cordee.people.models import Person
from cordee.spaces.actions.following import follow
from cordee.spaces.actions.posts import publish
from cordee.testing.cast import Stage

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def monday(today: datetime) -> datetime:
    """The next moment of weekly digests in Paris."""
    return next_digest(today, PARIS, 8, 0)


@pytest.fixture
def came(stage: Stage, today: datetime) -> None:
    """Léa and Inès have signed in before."""
    Person.objects.filter(id__in=[stage.cast.lea.id, stage.cast.ines.id]).update(last_login=today)
    catch_up()


def sent(moment: datetime) -> list[str]:
    """Who is sent a digest at a moment."""
    begin_digests("email", moment)
    mail.outbox.clear()
    sending.deliver("email", lambda: moment)
    return sorted(one.to[0] for one in mail.outbox)


@pytest.mark.usefixtures("came")
def test_what_my_people_made_comes_once_at_my_hour(stage: Stage, today: datetime, monday: datetime) -> None:
    publish(stage.cast.ines, stage.open, kind="tip", title="Se taire", body="Dix secondes.", now=today)
    catch_up()
    assert sent(monday - timedelta(minutes=1)) == []
    assert sent(monday) == ["lea@example.org"]  # Inès wrote it, the others never came
    assert "Se taire" in mail.outbox[0].body
    assert "Inès Ferreira, dans «\u00a0Entretiens\u00a0»" in mail.outbox[0].body
    assert sent(monday + timedelta(minutes=10)) == []
    assert sent(monday + timedelta(days=7)) == []


@pytest.mark.usefixtures("came")
def test_each_one_has_their_own_hour(stage: Stage, today: datetime, monday: datetime) -> None:
    Attention.objects.create(person=stage.cast.lea, digest_day=2, digest_hour=18)
    publish(stage.cast.karim, stage.open, kind="tip", title="Se taire", body="Dix secondes.", now=today)
    catch_up()
    wednesday = next_digest(today, PARIS, 18, 2)
    moments = {monday: "ines@example.org", wednesday: "lea@example.org"}
    for moment in sorted(moments):
        fresh = (
            next_digest(moment - timedelta(days=7), PARIS, 8, 0) < today
        )  # nothing older than a week is news
        assert sent(moment) == [moments[moment]], fresh


@pytest.mark.usefixtures("came")
@pytest.mark.parametrize("day", [date(2026, 3, 30), date(2026, 10, 26)])
def test_it_is_the_hour_of_the_clocks_in_the_week_in_which_they_change(day: date) -> None:
    hour = datetime.combine(day, time(8), PARIS).astimezone(UTC)
    assert begin_digests("email", hour - timedelta(minutes=1)) == 0
    assert begin_digests("email", hour) == 2
    assert begin_digests("email", hour + timedelta(hours=5)) == 0


@pytest.mark.usefixtures("came")
def test_nothing_happened_and_nothing_is_sent(monday: datetime) -> None:
    assert sent(monday) == []
    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.NEEDLESS}


@pytest.mark.usefixtures("came")
def test_a_question_alone_is_no_reason_for_a_mail(stage: Stage, today: datetime, monday: datetime) -> None:
    publish(stage.cast.karim, stage.open, kind="question", title="Et après ?", body="Je cherche.", now=today)
    catch_up()
    assert sent(monday) == ["ines@example.org", "lea@example.org"]
    assert mail.outbox[0].body.count("Et après") == 1  # as news, and not again as what waits
    assert sent(monday + timedelta(days=7)) == []  # it waits still, and nothing is new


@pytest.mark.usefixtures("came")
def test_who_stopped_digests_gets_none(stage: Stage, today: datetime, monday: datetime) -> None:
    Preference.objects.create(person=stage.cast.lea, channel="email", group="spaces", pace=Pace.NEVER)
    publish(stage.cast.ines, stage.open, kind="tip", title="Se taire", body="Dix secondes.", now=today)
    catch_up()
    assert sent(monday) == []


@pytest.mark.usefixtures("came")
def test_what_was_planned_joins_a_digest_that_was_begun(
    stage: Stage, today: datetime, monday: datetime
) -> None:
    follow(stage.cast.lea, space=stage.open, now=today - timedelta(days=1))
    begin_digests("email", monday)
    publish(stage.cast.ines, stage.open, kind="tip", title="Se taire", body="Dix secondes.", now=today)
    catch_up()
    assert sent(monday + timedelta(minutes=1)) == ["lea@example.org"]
    assert mail.outbox[0].body.count("Se taire") == 1
    assert Message.objects.filter(person_id=stage.cast.lea.id).count() == 1


@pytest.mark.usefixtures("came")
def test_read_on_the_page_is_read(stage: Stage, today: datetime, monday: datetime) -> None:
    follow(stage.cast.lea, space=stage.open, now=today - timedelta(days=1))
    publish(stage.cast.ines, stage.open, kind="tip", title="Se taire", body="Dix secondes.", now=today)
    catch_up()
    read_all(stage.cast.lea, now=today)
    assert sent(monday) == []


def test_a_batch_costs_the_same_for_one_as_for_many(
    stage: Stage, today: datetime, django_assert_max_num_queries: Callable
) -> None:
    people = Person.objects.bulk_create(
        Person(handle=f"p{n}", name=f"P {n}", email=f"p{n}@example.org", joined_at=today) for n in range(40)
    )
    for person in people:
        follow(person, space=stage.open, now=today - timedelta(days=1))
    Preference.objects.bulk_create(
        Preference(person=person, channel="email", group="spaces", pace=Pace.ONCE) for person in people
    )
    catch_up()
    publish(stage.cast.ines, stage.open, kind="tip", title="Se taire", body="Dix secondes.", now=today)
    catch_up()
    moment = today + timedelta(days=1)
    sending.gather("email", moment)
    messages = list(Message.objects.filter(person_id__in=[person.id for person in people]))
    with django_assert_max_num_queries(14):
        assert len(parcels_of(messages, moment)) == 40
