"""From an act to an address: signed, once, tried again, given up; and receivers that misbehave, contained."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from cordee.core import sending
from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.journal.models import Event
from cordee.journal.readers import catch_up, named, replay
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Post
from cordee.testing.cast import Stage
from cordee.testing.receiver import Receiver
from cordee.webhooks.actions import deliveries
from cordee.webhooks.actions.deliveries import PAUSES, attempt, pick_up, send_again, send_test
from cordee.webhooks.actions.hooks import edit_hook, make_hook, remove_hook, rotate_secret, switch
from cordee.webhooks.models import Delivery, Hook
from cordee.webhooks.verbs import known_verbs, wants

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOK_PRIVATE = True
    one = Receiver()
    yield one
    one.close()


@pytest.fixture
def now() -> datetime:
    """Webhooks tell of the present."""
    return timezone.now()


@pytest.fixture
def hook(stage: Stage, receiver: Receiver, now: datetime) -> Hook:
    catch_up()
    made, _secret = make_hook(stage.cast.thomas, name="Support", address=receiver.address, now=now)
    return made


def ask(stage: Stage, now: datetime, title: str = "Une question") -> Post:
    post = publish(stage.cast.lea, stage.open, kind="question", title=title, body="Secret ?", now=now)
    catch_up()
    return post


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE '%%deliver'")
        return int(cursor.fetchone()[0])


def is_ours(secret: str, header: str, body: bytes) -> bool:
    """What docs/webhooks.md tells a receiver to do."""
    parts = [part.split("=", 1) for part in header.split(",")]
    stamp = dict(parts)["t"]
    wanted = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(wanted, value) for name, value in parts if name == "v1")


def test_an_act_arrives_signed_once_and_without_its_words(
    stage: Stage, receiver: Receiver, now: datetime
) -> None:
    catch_up()
    _hook, secret = make_hook(stage.cast.thomas, address=receiver.address, now=now)
    post = ask(stage, now)
    delivery = Delivery.objects.get(verb="post.published")
    assert jobs() >= 1
    outcome = attempt(delivery.id, timezone.now())
    assert outcome is not None
    assert outcome.arrived
    headers, body = receiver.got[-1]
    assert is_ours(secret, headers["Cordee-Signature"], body)
    assert not is_ours(secret, headers["Cordee-Signature"], body + b" ")
    told = json.loads(body)
    assert told["delivery"] == headers["Cordee-Delivery"] == str(delivery.id)
    assert (told["verb"], told["object"], told["actor"]) == (
        "post.published", str(post.id), str(stage.cast.lea.id),
    )  # fmt: skip
    assert told["api"]["object"] == f"/api/v1/posts/{post.id}"
    assert b"Secret" not in body
    assert b"Une question" not in body
    assert attempt(delivery.id, timezone.now()) is None
    assert len(receiver.got) == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status, delivery.tries) == ("delivered", 204, 1)


def test_the_row_and_its_job_stand_or_fall_with_the_cursor(
    hook: Hook, stage: Stage, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from procrastinate.contrib.django import app

    class Elsewhere:
        """The worker's connector, with connections of its own: no job may be written through it."""

        def __getattr__(self, name: str) -> Any:
            raise AssertionError("a job outside our transaction")

    monkeypatch.setattr(app.job_manager, "connector", Elsewhere())
    before = jobs()
    ask(stage, now)
    assert jobs() == before + Delivery.objects.count() > before


def test_a_rebuild_tells_nothing_twice(hook: Hook, stage: Stage, now: datetime) -> None:
    ask(stage, now)
    count = Delivery.objects.count()
    Delivery.objects.all().delete()
    replay(named("webhooks"))
    assert Delivery.objects.count() == 0
    ask(stage, now, "Encore")
    assert Delivery.objects.count() == count


def test_only_what_was_chosen_and_nothing_of_the_past(hook: Hook, stage: Stage, now: datetime) -> None:
    edit_hook(stage.cast.thomas, hook, verbs=["comment.published"], spaces=[stage.open.id], now=now)
    post = ask(stage, now)
    reply(stage.cast.ines, post, body="R", now=now)
    reply(stage.cast.ines, post, body="R", now=now - timedelta(days=3))  # an import tells of the past
    hidden = publish(stage.cast.lea, stage.hidden, kind="tip", title="T", body="B", now=now)
    reply(stage.cast.ines, hidden, body="R", now=now)
    catch_up()
    assert [one.verb for one in Delivery.objects.all()] == ["comment.published"]


def test_moderation_is_told_only_to_who_asks_for_it(hook: Hook, stage: Stage) -> None:
    assert wants(hook, "post.published", stage.open.id)
    assert not wants(hook, "report.made", stage.open.id)
    hook.verbs = ["report.made"]
    assert wants(hook, "report.made", stage.open.id)
    assert not wants(hook, "webhook.stopped", None)


def test_it_is_tried_for_a_day_then_given_up(
    hook: Hook, receiver: Receiver, stage: Stage, now: datetime
) -> None:
    receiver.manner = "error"
    ask(stage, now)
    delivery = Delivery.objects.get(verb="post.published")
    at, tries = timezone.now(), 0
    while delivery.state == "waiting":
        Hook.objects.update(rests_until=None)
        assert attempt(delivery.id, at) is not None
        tries += 1
        delivery.refresh_from_db()
        assert delivery.trouble == "answered 500"
        assert delivery.answer == "<b>broken</b>  [31m"
        at = max(at, delivery.due_at)
    assert tries == len(PAUSES) + 1
    assert timedelta(hours=20) < at - now < timedelta(hours=36)
    assert attempt(delivery.id, at + timedelta(days=9)) is None
    receiver.manner = "ok"
    send_again(stage.cast.thomas, delivery, now=at)
    outcome = attempt(delivery.id, at)
    assert outcome is not None
    assert outcome.arrived
    hook.refresh_from_db()
    assert (hook.failing_since, hook.failures) == (None, 0)


def test_an_address_that_fails_for_days_is_stopped_and_said(
    hook: Hook, receiver: Receiver, stage: Stage, sign_in: Callable[..., Client]
) -> None:
    receiver.manner = "error"
    now = timezone.now()
    ask(stage, now)
    delivery = Delivery.objects.get(verb="post.published")
    Hook.objects.update(failing_since=now - timedelta(days=6), failures=1)
    attempt(delivery.id, timezone.now())
    hook.refresh_from_db()
    assert hook.disabled_by_failing
    assert Event.objects.filter(verb="webhook.stopped", object_id=hook.id).exists()
    client = sign_in(stage.cast.thomas)
    assert "webhook" in client.get("/administration/").content.decode().lower()
    before = Delivery.objects.count()
    ask(stage, timezone.now(), "Plus rien")
    assert Delivery.objects.count() == before
    with pytest.raises(Conflict):
        send_test(stage.cast.thomas, hook, now=now)
    switch(stage.cast.thomas, hook, on=True, now=now)
    ask(stage, timezone.now(), "De nouveau")
    assert Delivery.objects.count() > before


def test_a_failing_address_rests_and_holds_nobody_up(
    hook: Hook, receiver: Receiver, stage: Stage, now: datetime
) -> None:
    receiver.manner = "error"
    for number in range(deliveries.PATIENCE_WITH_ADDRESS + 1):
        ask(stage, now, f"Question {number}")
    for delivery in Delivery.objects.filter(verb="post.published").order_by("id"):
        attempt(delivery.id, timezone.now())
    assert len(receiver.got) == deliveries.PATIENCE_WITH_ADDRESS
    hook.refresh_from_db()
    assert hook.rests_until is not None


@pytest.mark.parametrize("manner", ["hang", "drip", "flood", "redirect"])
def test_a_receiver_that_misbehaves_is_contained(
    manner: str, hook: Hook, receiver: Receiver, stage: Stage, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    if manner in ("hang", "drip"):  # the others answer, on a busy machine not within a second
        monkeypatch.setattr(sending, "PATIENCE", 1.0)
    receiver.manner = manner
    ask(stage, now)
    delivery = Delivery.objects.get(verb="post.published")
    started = time.monotonic()
    outcome = attempt(delivery.id, timezone.now())
    assert time.monotonic() - started < 4
    assert outcome is not None
    assert len(outcome.answer) <= sending.MOST_KEPT
    assert outcome.arrived == (manner == "flood")
    if manner == "redirect":
        assert "redirects are not followed" in outcome.trouble
    delivery.refresh_from_db()
    assert delivery.tries == 1


def test_a_closed_port_and_a_name_that_is_gone(hook: Hook, stage: Stage, now: datetime) -> None:
    edit_hook(stage.cast.thomas, hook, address="http://127.0.0.1:9/", now=now)
    ask(stage, now)
    outcome = attempt(Delivery.objects.get(verb="post.published").id, timezone.now())
    assert outcome is not None
    assert "ConnectError" in outcome.trouble


def test_what_was_allowed_once_is_checked_at_each_delivery(
    hook: Hook, stage: Stage, now: datetime, settings: Any, receiver: Receiver
) -> None:
    ask(stage, now)
    settings.WEBHOOK_PRIVATE = False
    outcome = attempt(Delivery.objects.get(verb="post.published").id, timezone.now())
    assert outcome is not None
    assert not outcome.arrived
    assert not receiver.got


def test_a_new_secret_leaves_a_day_to_change(
    stage: Stage, receiver: Receiver, hook: Hook, now: datetime
) -> None:
    from cordee.webhooks.signing import secret_of

    old = secret_of(hook.id, 1)
    new = rotate_secret(stage.cast.thomas, hook, now=now)
    assert old != new
    for at, valid in ((now, [old, new]), (now + timedelta(days=2), [new])):
        test = send_test(stage.cast.thomas, hook, now=at)
        attempt(test.id, at)
        headers, body = receiver.got[-1]
        assert [one for one in (old, new) if is_ours(one, headers["Cordee-Signature"], body)] == valid
    assert new not in str(list(Hook.objects.values()))


def test_a_lost_job_is_picked_up(hook: Hook, stage: Stage, now: datetime, receiver: Receiver) -> None:
    ask(stage, now)
    lost = Delivery.objects.get(verb="post.published")
    later = timezone.now() + timedelta(minutes=10)
    count = jobs()
    assert pick_up(later) == Delivery.objects.filter(state="waiting").count()
    assert jobs() > count
    assert attempt(lost.id, later) is not None
    assert pick_up(later) == 0


def test_who_may(stage: Stage, hook: Hook, now: datetime) -> None:
    for act in (
        lambda: make_hook(stage.cast.karim, address="https://example.org/", now=now),
        lambda: edit_hook(stage.cast.karim, hook, name="x", now=now),
        lambda: rotate_secret(stage.cast.karim, hook, now=now),
        lambda: switch(stage.cast.karim, hook, on=False, now=now),
        lambda: remove_hook(stage.cast.karim, hook, now=now),
        lambda: send_test(stage.cast.karim, hook, now=now),
    ):
        with pytest.raises(Forbidden):
            act()
    with pytest.raises(Invalid):
        edit_hook(stage.cast.thomas, hook, verbs=["nothing.such"], now=now)
    assert "post.published" in known_verbs()


def test_the_pages(stage: Stage, hook: Hook, receiver: Receiver, sign_in: Callable[..., Client]) -> None:
    client = sign_in(stage.cast.thomas)
    sent = {
        "name": "CRM",
        "address": "http://127.0.0.1:8080/",
        "verbs": ["post.published"],
        "spaces": [str(stage.open.id)],
    }
    answer = client.post("/administration/webhooks/new/", sent)
    assert "whsec_" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    made = Hook.objects.get(name="CRM")
    assert made.spaces == [stage.open.id]
    assert client.post("/administration/webhooks/new/", {**sent, "address": "ftp://x"}).status_code == 422
    assert client.post("/administration/webhooks/new/", {**sent, "spaces": ["x"]}).status_code == 422
    assert (
        client.post(f"/administration/webhooks/{made.id}/edit/", {**sent, "name": "CRM 2"}).status_code == 302
    )
    act = f"/administration/webhooks/{hook.id}/act/"
    assert client.post(act, {"act": "test"}).status_code == 302
    receiver.manner = "error"
    test = Delivery.objects.get(verb="webhook.test")
    attempt(test.id, timezone.now())
    page = client.get(f"/administration/webhooks/{hook.id}/").content.decode()
    assert "&lt;b&gt;broken" in page
    assert "whsec_" not in page
    assert client.post(f"/administration/deliveries/{test.id}/resend/").status_code == 302
    assert "whsec_" in client.post(act, {"act": "rotate"}).content.decode()
    assert client.post(act, {"act": "nothing"}).status_code == 422
    assert client.post(act, {"act": "off"}).status_code == 302
    assert client.post(act, {"act": "remove"})["Location"] == "/administration/webhooks/"
    assert sign_in(stage.cast.karim).post(act, {"act": "on"}).status_code == 403
