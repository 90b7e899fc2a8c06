"""Mail of ours that came back: for good, it stops; for now, it is counted."""

from datetime import datetime, timedelta

from cordee.mailbox.failures import Failure, failure
from cordee.mailbox.models import Received
from cordee.notifications.actions.reaching import stop_reaching
from cordee.notifications.addresses import whose_mail_came_back
from cordee.people.models import Person

WITHIN, TOO_OFTEN = (
    timedelta(days=14),
    5,
)  # so many delays, on as many days at least half, are as good as never
_DAYS = 3


def came_back(row: Received, token: str, raw: bytes, *, now: datetime, person: Person | None = None) -> None:
    """Whose mail it was, and what becomes of it. ``person`` where the address itself does not say (a reply's)."""
    person = person or whose_mail_came_back(token, now=now)
    if person is None:
        row.state, row.note = Received.State.IGNORED, "of an address that is nobody's by now"
        return
    row.person = person
    # To this address programs write nothing else: what no library understands is a failure for now.
    found = failure(raw) or Failure(for_good=False, why="")
    row.state = Received.State.BOUNCED if found.for_good else Received.State.DELAYED
    row.note = found.why[:200]
    if found.for_good or _too_often(person, now):
        stop_reaching(person.id, "email", person.email or "", why=found.why, now=now)


def _too_often(person: Person, now: datetime) -> bool:
    rows = Received.objects.filter(person=person, state=Received.State.DELAYED, received_at__gt=now - WITHIN)
    times = [at for (at,) in rows.values_list("received_at")[:50]] + [now]
    return len(times) >= TOO_OFTEN and len({at.date() for at in times}) >= _DAYS
