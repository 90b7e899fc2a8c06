"""What becomes of a suggestion: shown, followed, put away; and what happened afterwards."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.cockpit import events
from cordee.cockpit.models import Suggestion
from cordee.cockpit.suggestions import kinds
from cordee.cockpit.suggestions.contract import FOLLOWS_WITHIN, Found, Key, Sent, since
from cordee.core.errors import Conflict, Invalid, Missing
from cordee.core.forgetting import forget
from cordee.core.ids import uuid7
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access

State, Reason = Suggestion.State, Suggestion.Reason
LATER = timedelta(days=7)
KIND_RESTS = timedelta(days=90)  # a kind that is not wanted in a space
AT_ONCE = 500


@transaction.atomic
def note_shown(actor: Person, found: Sequence[Found], *, now: datetime) -> None:
    """Keep that these are shown, once each, and give each its row. Two queries."""
    rows = [
        Suggestion(
            id=uuid7(), space_id=one.space_id, kind=one.kind, person_id=one.person.id if one.person else None,
            post_id=one.post_id, shown_at=now, shown_to=actor,
        )
        for one in found
    ]  # fmt: skip
    Suggestion.objects.bulk_create(rows, ignore_conflicts=True)
    shown = Suggestion.objects.filter(space_id__in={one.space_id for one in found}, state=State.SHOWN)
    ids: dict[Key, UUID] = {
        (space, kind, person, post): row
        for row, space, kind, person, post in shown.filter(kind__in={one.kind for one in found}).values_list(
            "id", "space_id", "kind", "person_id", "post_id"
        )
    }
    for one in found:
        one.row_id = ids[one.key]


@transaction.atomic
def follow_suggestion(actor: Person, row_id: UUID, sent: Sent, *, now: datetime) -> Suggestion:
    """Do what is suggested, in one click. Raises Missing, Forbidden, Conflict, and what the act itself raises."""
    row = _held(actor, row_id)
    kind = kinds()[row.kind]
    kind.act(actor, row, sent, now)
    _settle(row, State.ACTED, actor, now, now + kind.rests if kind.rests else None)
    record(events.of_suggestion(events.SUGGESTION_FOLLOWED, row, actor), at=now)
    return row


@transaction.atomic
def dismiss(actor: Person, row_id: UUID, *, reason: str, words: str = "", now: datetime) -> Suggestion:
    """Put it away, with a reason that is learned from. Raises Missing, Forbidden, Conflict, Invalid."""
    if reason not in Reason.values:
        message = _("Choose a reason.")
        raise Invalid(message, fields={"reason": message})
    row = _held(actor, row_id)
    row.reason, row.words = reason, clean_line(words)[:300]
    rests = {Reason.LATER: now + LATER, Reason.KIND: now + KIND_RESTS}.get(Reason(reason))
    if rests is None and (usual := kinds()[row.kind].rests):
        rests = now + usual
    _settle(row, State.DISMISSED, actor, now, rests)
    record(events.of_suggestion(events.SUGGESTION_DISMISSED, row, actor, reason=reason), at=now)
    return row


def _held(actor: Person, row_id: UUID) -> Suggestion:
    who = access.viewer(actor)
    row = (
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("space", "person")
        .filter(id=row_id)
        .first()
    )
    if row is None or not who.sees(row.space) or row.kind not in kinds():
        raise Missing(_("There is no such suggestion."))
    access.check_facilitates(who, row.space)
    access.check_may_write(who)
    if row.state != State.SHOWN:
        raise Conflict(_("Somebody has seen to this already."))
    return row


def _settle(row: Suggestion, state: str, actor: Person, now: datetime, rests: datetime | None) -> None:
    row.state, row.settled_at, row.settled_by, row.rests_until = state, now, actor, rests
    row.save()


def forget_suggestions(before: datetime, now: datetime) -> int:
    """Let go of those that were shown before, but for what must never come again; returns how many."""
    old = Suggestion.objects.filter(shown_at__lt=before).exclude(
        state=State.DISMISSED, rests_until__isnull=True
    )
    return forget(old)


def look_at_what_followed(now: datetime) -> int:
    """Each night: note what happened after suggestions of the last fourteen days; stop looking at older ones.

    Returns how many were looked at. One query a kind, in lots.
    """
    rows = list(Suggestion.objects.filter(closed=False).order_by("shown_at")[:AT_ONCE])
    by_kind: dict[str, list[Suggestion]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    for name, some in by_kind.items():
        found = kinds()[name].followed(some) if name in kinds() else {}
        for row in some:
            row.followed_at = found.get(row.id, row.followed_at)
            row.closed = row.followed_at is not None or now > since(row) + FOLLOWS_WITHIN
            if row.closed and row.state == State.SHOWN:
                row.state = State.GONE
    Suggestion.objects.bulk_update(rows, ["followed_at", "closed", "state"], batch_size=200)
    return len(rows)
