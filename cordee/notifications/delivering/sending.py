"""Sending what waits: in batches, one committed mark a message, with pauses that grow where something fails.

What a mail server (or a push service) took before our process died, and what we did not come to mark, is sent again: no
protocol promises more. It is one message at most a process, and it goes out under the same identifier.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from cordee.notifications.actions.reaching import stop_reaching
from cordee.notifications.channels import channels
from cordee.notifications.channels.contract import Channel, Down, Outcome, Result
from cordee.notifications.delivering.gathering import gather
from cordee.notifications.delivering.holding import let_go, sender, take
from cordee.notifications.delivering.parcels import parcels_of
from cordee.notifications.models import Message, Rest

BATCH = 100
WORKS_FOR = timedelta(
    minutes=2
)  # on what was taken at once; then it is let go of, before it counts as abandoned
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# Of one message that may still arrive: about three days in all.
PAUSES = (5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 24 * HOUR)
# Of a channel that is down: nothing is given up meanwhile, however long it takes.
RESTS = (MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE)

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


def deliver(name: str, clock: Clock = timezone.now) -> int:
    """Send by one channel all that is due; returns how many messages left. Several processes may be at it at once."""
    channel, done = channels()[name], 0
    if Rest.objects.filter(channel=name, until__gt=clock()).exists():
        return 0
    with sender() as number:
        try:
            while True:
                gathered = gather(name, clock())
                taken = take(name, number, clock(), BATCH)
                if not taken and not gathered:
                    return done
                done += _send(channel, taken, number, clock)
        except Down as trouble:
            _rest(name, str(trouble), clock())
            return done
        finally:
            let_go(number)


def _send(channel: Channel, messages: Sequence[Message], number: int, clock: Clock) -> int:
    started, done = clock(), 0
    parcels = parcels_of(messages, started)
    reached = channel.reached({parcel.person.id for parcel in parcels})
    going = [parcel for parcel in parcels if parcel.person.id in reached]
    needless = {message.id for message in messages} - {parcel.message.id for parcel in going}
    Message.objects.filter(id__in=needless).update(
        state=Message.State.NEEDLESS, done_at=started, sender=None, held_until=None
    )
    with _quick_commits():
        for result in channel.send(going, now=started):
            _mark(result, reached[result.parcel.person.id], channel.name, clock())
            done += result.outcome is Outcome.SENT
            if clock() - started > WORKS_FOR:
                break
    if done:
        Rest.objects.filter(channel=channel.name).delete()
    return done


def _mark(result: Result, address: str, channel: str, now: datetime) -> None:
    """Say what became of a message, in a transaction of its own."""
    message = result.parcel.message
    tries = message.tries + 1
    state, due = Message.State.WAITING, message.due
    match result.outcome:
        case Outcome.SENT:
            state = Message.State.SENT
        case Outcome.GONE:
            state = Message.State.GONE
            stop_reaching(message.person_id, channel, address, why=result.trouble, now=now)
        case Outcome.LATER if tries > len(PAUSES):
            state = Message.State.GIVEN_UP
        case Outcome.LATER:
            due = now + PAUSES[tries - 1]
    Message.objects.filter(id=message.id).update(
        state=state,
        tries=tries,
        due=due,
        things=result.parcel.things,
        trouble=result.trouble[:200],
        done_at=None if state == Message.State.WAITING else now,
        sender=None,
        held_until=None,
    )


def _rest(name: str, trouble: str, now: datetime) -> None:
    """Leave the channel alone for a while, longer each time."""
    row, made = Rest.objects.get_or_create(channel=name, defaults={"since": now, "until": now, "failures": 1})
    if not made:
        row.failures += 1
    pause = RESTS[min(row.failures, len(RESTS)) - 1]
    row.until = now + pause
    row.save()
    log.warning("Nothing leaves by %s (%s): next try in %s", name, trouble, pause)


@contextmanager
def _quick_commits() -> Iterator[None]:
    """Marks do not wait for the disk. A process that dies loses none of them; a machine that does, half a second's."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")
