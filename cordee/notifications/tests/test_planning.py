"""Who is told outside of the bell, by which channel, when: what each person chose, and not twice."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from procrastinate.contrib.django.models import ProcrastinateJob

from cordee.journal.models import Cursor
from cordee.journal.readers import advance, catch_up, named
from cordee.notifications.delivering import hours
from cordee.notifications.delivering.waking import hand_over
from cordee.notifications.models import Attention, Delivery, Pace, Preference, Unreachable
from cordee.people.models import Person
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.following import follow
from cordee.spaces.actions.posts import publish
from cordee.testing.cast import Stage

ZONES = [
    "Europe/Paris",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Pacific/Chatham",
    "UTC",
]
MOMENTS = some.integers(0, 2 * 365 * 24 * 3600).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
CLOCKS = some.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))


def sent_to(person: Person) -> list[tuple[str, str]]:
    """What waits to be sent to somebody: kind and pace, in order."""
    catch_up()
    rows = Delivery.objects.filter(person_id=person.id, channel="email").order_by("position")
    return list(rows.values_list("kind", "pace"))


def choose(person: Person, pace: Pace, group: str = "", space: object = None) -> None:
    """A row as the page writes it."""
    Preference.objects.create(
        person=person, channel="email", group=group, space_id=getattr(space, "id", None), pace=pace
    )


def test_what_concerns_somebody_comes_at_once_and_the_rest_in_the_digest(
    stage: Stage, today: datetime
) -> None:
    catch_up()
    follow(stage.cast.lea, space=stage.open, now=today)
    tip = publish(stage.cast.ines, stage.open, kind="tip", title="Écouter", body="Oui.", now=today)
    reply(stage.cast.karim, tip, body="Vous en pensez quoi, @lea ?", now=today)
    assert sent_to(stage.cast.lea) == [("news", "weekly"), ("mention", "once")]
    assert sent_to(stage.cast.ines) == [("reply", "once")]
    assert sent_to(stage.cast.karim) == []


def test_the_closest_choice_holds(stage: Stage, today: datetime) -> None:
    catch_up()
    tip = publish(stage.cast.ines, stage.open, kind="tip", title="Écouter", body="Oui.", now=today)
    wanted = [
        (None, "", Pace.WEEKLY),
        (None, "answers", Pace.DAILY),
        (stage.open, "", Pace.NEVER),
        (stage.open, "answers", Pace.ONCE),
    ]
    said = []
    for space, group, pace in wanted:
        choose(stage.cast.ines, pace, group, space)
        reply(stage.cast.karim, tip, body="Encore.", now=today)
        said.append(sent_to(stage.cast.ines)[-1:])
    assert said == [[("reply", "weekly")], [("reply", "daily")], [("reply", "daily")], [("reply", "once")]]
    assert Delivery.objects.filter(person_id=stage.cast.ines.id).count() == 3


def test_taking_the_journal_again_sends_nothing_twice(stage: Stage, today: datetime) -> None:
    publish(stage.cast.ines, stage.open, kind="tip", title="Écouter", body="Pour @lea.", now=today)
    assert sent_to(stage.cast.lea) == [("mention", "once")]
    Cursor.objects.filter(reader="notifications-outside").update(position=0)
    assert advance(named("notifications-outside"))
    assert sent_to(stage.cast.lea) == [("mention", "once")]


def test_who_cannot_be_reached_is_left_alone_until_their_address_changes(
    stage: Stage, today: datetime
) -> None:
    lea = stage.cast.lea
    Unreachable.objects.create(person_id=lea.id, channel="email", address=lea.email, at=today)
    post = publish(stage.cast.ines, stage.open, kind="tip", title="Écouter", body="Pour @lea.", now=today)
    assert sent_to(lea) == []
    Person.objects.filter(id=lea.id).update(email="lea@refuge.example")
    reply(stage.cast.ines, post, body="Encore pour @lea.", now=today)
    assert sent_to(lea) == [("mention", "once")]


def test_nothing_is_due_in_the_quiet_hours_of_ones_own_zone(stage: Stage, today: datetime) -> None:
    lea = stage.cast.lea
    Person.objects.filter(id=lea.id).update(time_zone="Asia/Kathmandu")
    there = today.astimezone(ZoneInfo("Asia/Kathmandu"))
    before, after = ((there + timedelta(hours=hours)).time() for hours in (-1, 1))
    Attention.objects.create(person=lea, quiet_from=before, quiet_until=after)
    publish(stage.cast.ines, stage.open, kind="tip", title="Écouter", body="Pour @lea.", now=today)
    assert sent_to(lea) == [("mention", "once")]
    wait = Delivery.objects.get(person_id=lea.id).due - today
    assert timedelta(minutes=59) < wait <= timedelta(hours=1)


# The end is left out that night, and an hour later it is quiet again.
@example(datetime(2026, 3, 28, 20, tzinfo=UTC), "Europe/Paris", time(3, 15), time(2, 30))
@given(MOMENTS, some.sampled_from(ZONES), CLOCKS, CLOCKS)
def test_out_of_quiet_hours_is_not_quiet_and_not_later_than_needed(
    moment: datetime, zone: str, begins: time, ends: time
) -> None:
    there = ZoneInfo(zone)
    told = hours.out_of_quiet(moment, there, begins, ends)
    assert told >= moment
    assert not hours.is_quiet(told, there, begins, ends)
    assert told == moment or hours.is_quiet(moment, there, begins, ends)
    days = {told.astimezone(there).date() - timedelta(days=back) for back in (0, 1)}
    left_out = any(
        datetime.combine(day, ends, there).astimezone(UTC).astimezone(there).time() != ends for day in days
    )
    assert told - moment <= timedelta(hours=50 if left_out else 26)


@given(MOMENTS, some.sampled_from(ZONES), some.integers(0, 23), some.none() | some.integers(0, 6))
def test_digests_come_once_each_day_or_week_at_the_hour(
    moment: datetime, zone: str, hour: int, weekday: int | None
) -> None:
    there = ZoneInfo(zone)
    first = hours.next_digest(moment, there, hour, weekday)
    second = hours.next_digest(first, there, hour, weekday)
    assert moment < first < second
    days = (second.astimezone(there).date() - first.astimezone(there).date()).days
    assert days == (1 if weekday is None else 7)
    for one in (first, second):
        clock = one.astimezone(there)
        left_out = clock.replace(hour=hour, minute=0).astimezone(ZoneInfo("UTC")) != one
        assert clock.hour == hour or left_out
        assert weekday is None or clock.weekday() == weekday


@pytest.mark.parametrize(
    ("moment", "until", "told"),
    [
        ("2026-03-29T00:30+00:00", "02:30", "2026-03-29T01:30+00:00"),  # 2:30 is left out in Paris that night
        ("2026-10-25T01:15+00:00", "02:30", "2026-10-25T01:30+00:00"),  # the second 2:15 of the night
        ("2026-10-25T00:15+00:00", "02:30", "2026-10-25T00:30+00:00"),  # the first
    ],
)
def test_the_nights_of_clock_changes(moment: str, until: str, told: str) -> None:
    found = hours.out_of_quiet(
        datetime.fromisoformat(moment), ZoneInfo("Europe/Paris"), time(22), time.fromisoformat(until)
    )
    assert found.isoformat() == datetime.fromisoformat(told).isoformat()


def test_what_is_due_soon_has_a_job_of_its_own_and_only_one(stage: Stage, today: datetime) -> None:
    catch_up()
    Attention.objects.create(person=stage.cast.lea, quiet_from=None, quiet_until=None)
    post = publish(stage.cast.ines, stage.open, kind="tip", title="Écouter", body="Pour @lea.", now=today)
    catch_up()
    hand_over([today], today)
    hand_over([today], today)
    reply(stage.cast.ines, post, body="Encore pour @lea.", now=today)
    rows = ProcrastinateJob.objects.filter(task_name__endswith="deliver_messages")
    names = list(rows.values_list("queueing_lock", flat=True))
    assert len(names) == len(set(names))
    assert rows.filter(scheduled_at__gt=today + timedelta(minutes=1)).exists()
    hand_over([today + timedelta(hours=9)], today)
    assert rows.count() == len(names)
