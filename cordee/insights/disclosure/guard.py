"""What an export of figures asks first: may this person take this, beside what they took before?"""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden
from cordee.core.forgetting import forget
from cordee.insights.disclosure.differencing import Taken, too_close
from cordee.insights.disclosure.hiding import FEWEST
from cordee.insights.disclosure.models import TakenFigure, TakenGroup
from cordee.journal.actions import Fact, record
from cordee.people.models import Person

TAKEN, REFUSED = "figures.taken", "figures.refused"
MARK = 8  # bytes: two people of a hundred thousand share one once in some billion installations


def take_figures(
    person: Person,
    figure: str,
    scope: str,
    people: Iterable[UUID],
    *,
    since: date,
    until: date,
    now: datetime,
    object_id: UUID | None = None,
) -> None:
    """Note that somebody takes a figure away. Raises Forbidden: too few people, or too close to what they took before.

    ``scope`` names it for good ("space:<id>"); ``people`` are those whom the figure is about (not only those who acted);
    ``object_id`` is what the audit log says it concerns. Both answers stand in the audit log. Five queries.
    """
    marked = marks(people)
    new = Taken(figure, scope, marked, since, until)
    why = ""
    if len(marked) < FEWEST:
        why = _("These figures are about fewer than five people: they would say who did what.")
    elif close := too_close(new, _before(person, new)):
        why = _(
            "You took the same figures of another group, from %(since)s, from which this one differs by fewer than five "
            "people: together they would say what these few did. Choose other weeks, or a group that differs more."
        ) % {"since": close.since.isoformat()}
    # The refusal is written down on its own: raising must not undo it.
    with transaction.atomic():
        told = {"figure": figure, "scope": scope, "since": since.isoformat(), "until": until.isoformat()}
        record(Fact(REFUSED if why else TAKEN, object_id or person.pk, actor_id=person.pk, data=told), at=now)
        if not why:
            _keep(person, new, now)
    if why:
        raise Forbidden(why)


def marks(people: Iterable[UUID]) -> frozenset[bytes]:
    """A mark for each person, which only this installation can make."""
    key = settings.SECRET_KEY.encode()
    return frozenset(hmac.digest(key, b"disclosure" + one.bytes, "sha256")[:MARK] for one in people)


def forget_taken(before: datetime, now: datetime) -> int:
    """Let go of what was taken before, and of groups that nothing names any more; returns how many figures went."""
    gone = forget(TakenFigure.objects.filter(at__lt=before))
    TakenGroup.objects.exclude(pk__in=TakenFigure.objects.values("group")).delete()
    return gone


def _before(person: Person, new: Taken) -> list[Taken]:
    rows = TakenFigure.objects.filter(
        person=person, figure=new.figure, since__lt=new.until, until__gt=new.since
    ).select_related("group")
    return [
        Taken(row.figure, row.scope, _marks_in(bytes(row.group.marks)), row.since, row.until) for row in rows
    ]


def _keep(person: Person, new: Taken, now: datetime) -> None:
    together = b"".join(sorted(new.people))
    digest = hashlib.sha256(together).hexdigest()
    TakenGroup.objects.bulk_create([TakenGroup(digest=digest, marks=together)], ignore_conflicts=True)
    row = TakenFigure(
        person=person,
        figure=new.figure,
        scope=new.scope,
        group_id=digest,
        since=new.since,
        until=new.until,
        at=now,
    )
    TakenFigure.objects.bulk_create([row], ignore_conflicts=True)


def _marks_in(together: bytes) -> frozenset[bytes]:
    return frozenset(together[at : at + MARK] for at in range(0, len(together), MARK))
