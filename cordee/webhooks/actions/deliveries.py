"""Deliveries: written with the journal's cursor, sent by jobs, tried again for about a day, then given up."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from procrastinate import jobs, manager
from procrastinate.contrib.django.django_connector import DjangoConnector

from cordee.core.addresses import target_of
from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.sending import Outcome, send
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.webhooks import events
from cordee.webhooks.models import Delivery, Hook
from cordee.webhooks.payload import TEST, of_test
from cordee.webhooks.signing import HEADER, secret_of, signature

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PAUSES = (
    timedelta(seconds=10), MINUTE, 5 * MINUTE, 20 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR,
)  # fmt: skip
GIVE_UP_ADDRESS = timedelta(days=5)  # of nothing but failures
LEASE = timedelta(minutes=1)  # longer than a request may take: who tries a delivery holds it for so long
PATIENCE_WITH_ADDRESS = 3  # failures in a row after which an address is left alone for a while


def hand_over(deliveries: Iterable[Delivery]) -> None:
    """Have each delivery tried when it is due, by a job that is written in the transaction in hand."""
    from cordee.webhooks.tasks import deliver

    # The worker's own connector is asynchronous, with connections of its own: a job written through it would not stand
    # or fall with our transaction.
    ours = manager.JobManager(DjangoConnector(alias="default"))
    for delivery in deliveries:
        job = deliver.configure(schedule_at=delivery.due_at).job
        jobs.JobDeferrer(job_manager=ours, job=job).defer(delivery=str(delivery.id))


@transaction.atomic
def send_test(actor: Person, hook: Hook, *, now: datetime) -> Delivery:
    """Tell an address of nothing, to see whether it arrives. Raises Forbidden, Conflict."""
    _check(actor, hook)
    delivery = Delivery.objects.create(
        hook=hook, verb=TEST, body=of_test(now.isoformat()), due_at=now, at=now
    )
    hand_over([delivery])
    return delivery


@transaction.atomic
def send_again(actor: Person, delivery: Delivery, *, now: datetime) -> Delivery:
    """Try a delivery once more now, whatever became of it; it keeps its identifier. Raises Forbidden, Conflict."""
    _check(actor, delivery.hook)
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if row.state == Delivery.State.WAITING and row.tried_at is None:
        raise Conflict(_("This delivery is on its way already."))
    row.state, row.due_at, row.tries = Delivery.State.WAITING, now, 0
    row.save(update_fields=["state", "due_at", "tries"])
    Hook.objects.filter(pk=row.hook_id).update(rests_until=None)
    hand_over([row])
    return row


def attempt(delivery_id: UUID, now: datetime) -> Outcome | None:
    """Try a delivery that is due, and write down what came of it; None where there is nothing to do.

    No transaction is open while the network is waited for. A process that dies in between leaves the delivery waiting:
    it is picked up again when its lease is over.
    """
    delivery = _leased(delivery_id, now)
    if delivery is None:
        return None
    body = json.dumps(
        {"delivery": str(delivery.id), **delivery.body}, ensure_ascii=False, separators=(",", ":")
    ).encode()
    hook = delivery.hook
    secrets = [secret_of(hook.id, number) for number in hook.generations(now)]
    headers = {
        HEADER: signature(secrets, int(now.timestamp()), body),
        "Cordee-Delivery": str(delivery.id),
        "Cordee-Event": delivery.verb,
    }
    try:
        outcome = send(target_of(hook.address), body, headers)
    except Invalid as refusal:  # what was allowed when it was made is not any more
        outcome = Outcome(None, 0, "", refusal.message[:200])
    _write_down(delivery, outcome, now)
    return outcome


def pick_up(now: datetime, most: int = 500) -> int:
    """Hand deliveries over again whose job was lost with its worker; returns how many."""
    late = now - 5 * MINUTE
    with transaction.atomic():
        rows = list(
            Delivery.objects.select_for_update(skip_locked=True)
            .filter(state=Delivery.State.WAITING, due_at__lt=late, hook__disabled_at=None)
            .order_by("due_at")[:most]
        )
        for row in rows:
            row.due_at = now
        Delivery.objects.bulk_update(rows, ["due_at"])
        hand_over(rows)
    return len(rows)


@transaction.atomic
def _leased(delivery_id: UUID, now: datetime) -> Delivery | None:
    """The delivery, if it is due and nobody else is at it; from here on others leave it alone for a while."""
    delivery = (
        Delivery.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("hook")
        .filter(id=delivery_id, state=Delivery.State.WAITING, due_at__lte=now)
        .first()
    )
    if delivery is None:
        return None
    if delivery.hook.disabled_at:
        delivery.state, delivery.trouble = Delivery.State.GIVEN_UP, "the webhook is switched off"
        delivery.save(update_fields=["state", "trouble"])
        return None
    rests = delivery.hook.rests_until
    if rests and rests > now and delivery.event_id:
        # The address has just failed several times: do not hold a worker up for each of its deliveries.
        delivery.due_at = rests
        delivery.save(update_fields=["due_at"])
        hand_over([delivery])
        return None
    delivery.due_at = now + LEASE
    delivery.save(update_fields=["due_at"])
    return delivery


@transaction.atomic
def _write_down(delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    hook = Hook.objects.select_for_update().filter(pk=delivery.hook_id).first()
    if hook is None:
        return  # taken away meanwhile, and its log with it
    delivery.tries += 1
    delivery.tried_at = now
    delivery.status, delivery.milliseconds = outcome.status, outcome.milliseconds
    delivery.answer, delivery.trouble = outcome.answer, outcome.trouble
    again = delivery.event_id is not None and delivery.tries <= len(PAUSES)
    if outcome.arrived:
        delivery.state = Delivery.State.DELIVERED
    elif again:
        delivery.due_at = now + PAUSES[delivery.tries - 1]
    else:
        delivery.state = Delivery.State.GIVEN_UP
    delivery.save()
    _judge(hook, outcome, now, counts=delivery.event_id is not None)
    if delivery.state == Delivery.State.WAITING and hook.disabled_at is None:
        hand_over([delivery])


def _judge(hook: Hook, outcome: Outcome, now: datetime, *, counts: bool) -> None:
    """What a result says of the address: well again, resting, or stopped after days of failing. Tests only heal."""
    if outcome.arrived:
        Hook.objects.filter(pk=hook.pk).update(failing_since=None, failures=0, rests_until=None)
        return
    if not counts:
        return
    hook.failing_since = hook.failing_since or now
    hook.failures = F("failures") + 1
    hook.save(update_fields=["failing_since", "failures"])
    hook.refresh_from_db(fields=["failures"])
    if hook.failures >= PATIENCE_WITH_ADDRESS:
        hook.rests_until = now + PAUSES[min(hook.failures - PATIENCE_WITH_ADDRESS + 1, len(PAUSES) - 3)]
        hook.save(update_fields=["rests_until"])
    if hook.disabled_at is None and now - hook.failing_since >= GIVE_UP_ADDRESS:
        hook.disabled_at, hook.disabled_by_failing = now, True
        hook.save(update_fields=["disabled_at", "disabled_by_failing"])
        record(events.of_hook(events.WEBHOOK_STOPPED, hook, None), at=now)


def _check(actor: Person, hook: Hook) -> None:
    if not actor.is_administrator:
        raise Forbidden(_("This is for the administrators of the organisation."))
    if hook.disabled_at:
        raise Conflict(_("This webhook is switched off: switch it on first."))
