"""Passing statements on: in the order of their places, from where the last ones arrived."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from cordee.core.sending import Outcome
from cordee.journal.actions import record
from cordee.records import events
from cordee.records.actions.references import settled
from cordee.records.forwarding.delivering import deliver
from cordee.records.forwarding.parcels import parcels
from cordee.records.keys import VERB, key
from cordee.records.models import Forwarding, SetAside, Statement
from cordee.records.positions import from_moment
from cordee.records.queries.statements import Found, Sought, many_statements

AT_ONCE = 100
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PAUSES = (MINUTE, 5 * MINUTE, 20 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR)  # then six hours again and again
GIVE_UP = timedelta(days=5)  # of nothing but failures
LEASE = 10 * MINUTE  # longer than the requests of one parcel may take
# Parcels of which not one is taken are tried so often; then, if they are so small, they are set aside.
PATIENCE_WITH_FEW, FEW = 3, 3


def pass_on(forwarding_id: UUID, now: datetime) -> bool:
    """Pass on the next statements of a forwarding that is due; returns whether there may be more.

    No transaction is open while the network is waited for. What arrived is written down parcel by parcel: a process that
    dies in between sends one of them again, which changes nothing at the other end.
    """
    forwarding = _leased(forwarding_id, now)
    if forwarding is None:
        return False
    horizon = from_moment(settled())
    found = many_statements(
        Sought(
            filters=[key(VERB, forwarding.verb)] if forwarding.verb else [],
            family=forwarding.family,
            low=forwarding.position + 1,
            high=horizon,
            ascending=True,
            voided=True,
            limit=AT_ONCE,
        )
    )
    for parcel in parcels(found):
        if not _parcel(forwarding, parcel, now):
            return False
    more = len(found) == AT_ONCE
    position = found[-1].position if more else max(forwarding.position, horizon - 1)
    _own(forwarding).update(position=position, leased_until=None)
    return more


def due(now: datetime) -> list[UUID]:
    """Forwardings that somebody should see to. One query."""
    return list(_free(now).order_by("id").values_list("id", flat=True))


def try_again(forwarding_id: UUID) -> int:
    """Send what was set aside once more, one by one; returns how many arrived. Each costs a request."""
    forwarding = Forwarding.objects.get(id=forwarding_id)
    arrived = 0
    for one in SetAside.objects.filter(forwarding=forwarding).order_by("id")[:AT_ONCE]:
        row = Statement.objects.filter(id=one.statement_id).values_list("position", "raw", "attached").first()
        if row is None:  # let go of here meanwhile
            one.delete()
            continue
        done = deliver(forwarding, [Found(row[0], row[1], tuple(row[2]))])
        if done.trouble:
            break
        if done.arrived:
            one.delete()
        arrived += done.arrived
    _own(forwarding).update(passed_on=F("passed_on") + arrived)
    return arrived


def _parcel(forwarding: Forwarding, parcel: Sequence[Found], now: datetime) -> bool:
    """Deliver a parcel and write down what became of it; returns whether one may go on."""
    done = deliver(forwarding, parcel)
    said = [outcome for _one, outcome in done.refused if outcome.status is not None]
    enough = len(parcel) <= FEW and forwarding.failures + 1 >= PATIENCE_WITH_FEW
    if done.trouble is None and not done.arrived and said and not enough:
        # Where not one is taken it is rather the other store that is wrong than all of them.
        done.trouble = said[0]
    if done.trouble is not None:
        _failed(forwarding, done.trouble, now)
        return False
    with transaction.atomic():
        SetAside.objects.bulk_create(
            [_set_aside(forwarding, one, outcome, now) for one, outcome in done.refused],
            ignore_conflicts=True,
        )
        forwarding.position = parcel[-1].position
        forwarding.passed_on += done.arrived
        forwarding.failures = 0
        _own(forwarding).update(
            position=forwarding.position,
            passed_on=forwarding.passed_on,
            arrived_at=now if done.arrived else F("arrived_at"),
            failing_since=None,
            failures=0,
            due_at=None,
            trouble="",
            leased_until=now + LEASE,
        )
    return True


def _set_aside(forwarding: Forwarding, one: Found, outcome: Outcome, now: datetime) -> SetAside:
    return SetAside(
        forwarding=forwarding,
        statement_id=one.id,
        position=one.position,
        status=outcome.status,
        trouble=outcome.trouble,
        answer=outcome.answer,
        at=now,
    )


@transaction.atomic
def _leased(forwarding_id: UUID, now: datetime) -> Forwarding | None:
    found = _free(now).select_for_update(skip_locked=True).filter(id=forwarding_id).first()
    if found is not None:
        _own(found).update(leased_until=now + LEASE)
    return found


@transaction.atomic
def _failed(forwarding: Forwarding, trouble: Outcome, now: datetime) -> None:
    """It did not work: later again, each time after a longer pause; after days of it no more, until somebody looks."""
    since = forwarding.failing_since or now
    pause = PAUSES[min(forwarding.failures, len(PAUSES) - 1)]
    stopped = now - since >= GIVE_UP
    _own(forwarding).update(
        failing_since=since,
        failures=forwarding.failures + 1,
        due_at=now + pause,
        trouble=trouble.trouble,
        leased_until=None,
    )
    if stopped:
        _own(forwarding).update(disabled_at=now, disabled_by_failing=True)
        record(events.of_forwarding(events.FORWARDING_STOPPED, forwarding, None), at=now)


def _free(now: datetime) -> QuerySet[Forwarding]:
    return Forwarding.objects.filter(
        Q(leased_until=None) | Q(leased_until__lt=now), Q(due_at=None) | Q(due_at__lte=now), disabled_at=None
    )


def _own(forwarding: Forwarding) -> QuerySet[Forwarding]:
    return Forwarding.objects.filter(pk=forwarding.pk)
