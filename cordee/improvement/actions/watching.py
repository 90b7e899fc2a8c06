"""Which spaces are there to keep the organisation informed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.improvement import events
from cordee.improvement.models import Watch
from cordee.journal.actions import Fact, record
from cordee.people.models import Person
from cordee.spaces.access import check_facilitates, check_may_write, viewer
from cordee.spaces.models import Space


@transaction.atomic
def set_watch(actor: Person, space: Space, kind: str, *, now: datetime) -> None:
    """People watch ``kind`` in this space; nothing: they do not any more. For facilitators. Raises Forbidden, Invalid."""
    who = viewer(actor)
    check_facilitates(who, space)
    check_may_write(who)
    if kind and kind not in Watch.Kind.values:
        message = _("Choose one of those offered.")
        raise Invalid(message, fields={"kind": message})
    if (Watch.objects.filter(space=space).values_list("kind", flat=True).first() or "") == kind:
        return
    Watch.objects.filter(space=space).delete()
    if kind:
        Watch.objects.create(space=space, kind=kind, by=actor, at=now)
    fact = Fact(
        events.WATCH_SET, space.id, actor_id=actor.id, space_id=space.id, data={"kind": kind or "none"}
    )
    record(fact, at=now)
