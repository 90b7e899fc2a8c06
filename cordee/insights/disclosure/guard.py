"""What an export of figures asks first: may this person take this, beside what they took before?"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Group:
    """Those whom a figure is about (not only those who acted) over some days, ``until`` not in them."""

    people: frozenset[UUID]
    since: date
    until: date


def take_figures(
    person: Person,
    figure: str,
    scope: str,
    groups: Sequence[Group],
    *,
    now: datetime,
    object_id: UUID | None = None,
) -> None:
    """Note that somebody takes a figure away. Raises Forbidden: too few people, or too close to what they took before.

    ``scope`` names it for good ("space:<id>"); ``groups`` are the windows that it holds, the one asked for first: of
    others, those with too few people say nothing and are passed over. ``object_id`` is what the audit log says it
    concerns. Both answers stand in the audit log; what was taken already is let through without a word. Two requests of
    one person wait for each other. Seven queries.
    """
    news = [Taken(figure, scope, marks(one.people), one.since, one.until) for one in groups]
    first, telling = news[0], [one for one in news if len(one.people) >= FEWEST]
    # The refusal is written down on its own: raising must not undo it.
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        before = _before(person, figure, telling)
        if all(one in before for one in telling) and first in telling:
            return
        why = _refusal(first, telling, before)
        told = {
            "figure": figure,
            "scope": scope,
            "since": first.since.isoformat(),
            "until": first.until.isoformat(),
        }
        record(Fact(REFUSED if why else TAKEN, object_id or person.pk, actor_id=person.pk, data=told), at=now)
        if not why:
            _keep(person, telling, now)
    if why:
        raise Forbidden(why)


def _refusal(first: Taken, telling: Sequence[Taken], before: Sequence[Taken]) -> str:
    """Why a figure cannot be taken; empty where it can."""
    if first not in telling:
        return _("These figures are about fewer than five people: they would say who did what.")
    close = next((found for new in telling if (found := too_close(new, before))), None)
    if close is None:
        return ""
    return _(
        "You took the same figures of another group, from %(since)s, from which this one differs by fewer than five "
        "people: together they would say what these few did. Choose other weeks, or a group that differs more."
    ) % {"since": close.since.isoformat()}


def marks(people: Iterable[UUID]) -> frozenset[bytes]:
    """A mark for each person, which only this installation can make."""
    key = settings.SECRET_KEY.encode()
    return frozenset(hmac.digest(key, b"disclosure" + one.bytes, "sha256")[:MARK] for one in people)


def forget_taken(before: datetime, now: datetime) -> int:
    """Let go of what was taken before, and of groups that nothing names any more; returns how many figures went."""
    gone = forget(TakenFigure.objects.filter(at__lt=before))
    TakenGroup.objects.exclude(pk__in=TakenFigure.objects.values("group")).delete()
    return gone


def _before(person: Person, figure: str, news: Sequence[Taken]) -> list[Taken]:
    if not news:
        return []
    begins, ends = min(one.since for one in news), max(one.until for one in news)
    rows = TakenFigure.objects.filter(person=person, figure=figure, since__lt=ends, until__gt=begins)
    return [
        Taken(row.figure, row.scope, _marks_in(bytes(row.group.marks)), row.since, row.until)
        for row in rows.select_related("group")
    ]


def _keep(person: Person, news: Sequence[Taken], now: datetime) -> None:
    groups: dict[str, bytes] = {}
    rows = []
    for new in news:
        together = b"".join(sorted(new.people))
        digest = hashlib.sha256(together).hexdigest()
        groups[digest] = together
        rows.append(
            TakenFigure(
                person=person,
                figure=new.figure,
                scope=new.scope,
                group_id=digest,
                since=new.since,
                until=new.until,
                at=now,
            )
        )
    TakenGroup.objects.bulk_create(
        [TakenGroup(digest=digest, marks=together) for digest, together in groups.items()],
        ignore_conflicts=True,
    )
    TakenFigure.objects.bulk_create(rows, ignore_conflicts=True)


def _marks_in(together: bytes) -> frozenset[bytes]:
    return frozenset(together[at : at + MARK] for at in range(0, len(together), MARK))
