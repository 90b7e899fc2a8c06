"""Who hears of an ask: who was asked, who keeps the space, who took it; and nobody else."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cordee.asks.actions.owning import take
from cordee.asks.actions.responding import name_somebody
from cordee.asks.tests.conftest import asked, looked, verbs, watch_of
from cordee.journal.readers import catch_up
from cordee.notifications.models import Notice
from cordee.notifications.queries import bell
from cordee.notifications.views.bell import shown
from cordee.people.actions.profiles import edit_profile
from cordee.people.models import Person
from cordee.spaces.actions.comments import reply
from cordee.testing.cast import Stage
from cordee.webhooks.models import Hook
from cordee.webhooks.verbs import wants

pytestmark = pytest.mark.django_db


def lines(person: Person) -> list[tuple[str, str]]:
    """What somebody's bell says of asks, and where it leads."""
    catch_up()
    kinds = ("asked", "escalated", "taken")
    told = [shown(line) for line in bell(person.id).rows if line.kind in kinds]
    return [(one["line"].kind, str(one["words"])) for one in told]


def test_who_is_asked_hears_of_it_and_nobody_else(stage: Stage) -> None:
    now = timezone.now()
    edit_profile(stage.cast.ines, now=now - timedelta(days=1), helps=["ecoute"])
    post = asked(stage, "Comment se taire ?", now=now)
    looked(now + timedelta(minutes=11))
    assert lines(stage.cast.ines) == [("asked", "Vous pouvez peut-être répondre à une question")]
    assert [row.person_id for row in Notice.objects.filter(kind="asked", subject=post.id)] == [
        stage.cast.ines.id
    ]


def test_who_named_somebody_is_named(stage: Stage) -> None:
    post = asked(stage, "Comment se taire ?", now=timezone.now())
    name_somebody(stage.cast.karim, post, stage.cast.ines, now=timezone.now())
    assert lines(stage.cast.ines) == [("asked", "Karim Benali pense que vous pouvez répondre à une question")]


def test_facilitators_hear_what_comes_to_them(stage: Stage) -> None:
    now = timezone.now()
    post = asked(stage, "Personne ne sait", now=now, skills=["retour"])
    watch_of(post)
    for days in range(0, 15, 3):
        looked(now + timedelta(days=days, minutes=11))
    assert "ask.escalated" in verbs(post)
    assert lines(stage.cast.karim)[0] == (
        "escalated",
        "Une question attend encore\N{NO-BREAK SPACE}: à vous de trouver qui répond",
    )
    assert "escalated" not in dict(lines(stage.cast.ines))


def test_who_took_it_is_reminded_on_the_last_morning(stage: Stage) -> None:
    now = timezone.now()
    post = asked(stage, "Comment se taire ?", now=now)
    day = (now + timedelta(days=3)).date()
    row = take(stage.cast.ines, post, until=day, now=now)
    looked(row.ends_at - timedelta(hours=14))
    assert dict(lines(stage.cast.ines))["taken"] == "Vous vous occupez d’une question jusqu’à ce soir"


def test_a_reply_wakes_the_clock(stage: Stage) -> None:
    now = timezone.now()
    post = asked(stage, "Comment se taire ?", now=now)
    looked(now + timedelta(minutes=11))
    catch_up()
    reply(stage.cast.karim, post, body="Comptez.", now=now + timedelta(minutes=12))
    catch_up()
    looked(timezone.now())
    assert watch_of(post).state == "replied"


def test_the_reader_opens_a_watch_once_and_a_rebuild_changes_nothing(stage: Stage) -> None:
    from cordee.asks.models import Watch
    from cordee.journal.readers import named, replay
    from cordee.spaces.actions.posts import publish

    now = timezone.now()
    post = publish(stage.cast.lea, stage.open, kind="question", title="Q", body="B", now=now)
    tip = publish(stage.cast.lea, stage.open, kind="tip", title="T", body="B", now=now)
    catch_up()
    assert set(Watch.objects.values_list("post_id", flat=True)) == {post.id}, tip.id
    before = Watch.objects.values_list("post_id", "state", "stage", "opened_at").get()
    replay(named("asks"))
    assert Watch.objects.values_list("post_id", "state", "stage", "opened_at").get() == before


def test_a_webhook_hears_of_asks_only_when_it_names_them() -> None:
    assert not wants(Hook(verbs=[], spaces=[]), "ask.declined", None)
    assert wants(Hook(verbs=["ask.declined"], spaces=[]), "ask.declined", None)


def test_a_day_is_the_space_s(stage: Stage) -> None:
    now = timezone.now()
    post = asked(stage, "Comment se taire ?", now=now)
    until = date.fromordinal(now.date().toordinal() + 2)
    row = take(stage.cast.ines, post, until=until, now=now)
    assert row.ends_at.astimezone(timezone.get_default_timezone()).hour in (22, 23)
