"""Looking is an act that those who are looked at may know of."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from cordee.people.models import DataLook, Person, ViewLook
from cordee.people.views_of_data import view_named


def note_look(viewer: Person, person: Person, *, now: datetime, what: str = DataLook.What.ACCOUNT) -> None:
    """The person can read that their account, or ``what``, was opened. Nothing for one's own. One query."""
    if viewer.pk != person.pk:
        DataLook.objects.create(subject=person, viewer=viewer, what=what, at=now)


def note_look_today(viewer: Person, person: Person, *, now: datetime, what: str) -> None:
    """The same for what is opened again and again: once a day. Two queries at most."""
    seen = DataLook.objects.filter(viewer=viewer, subject=person, what=what, at__date=timezone.localdate(now))
    if viewer.pk != person.pk and not seen.exists():
        note_look(viewer, person, now=now, what=what)


def saw_view(viewer: Person | None, view: str, scope: str, scope_id: UUID | None, now: datetime) -> None:
    """Those who may be in a view can read that it was opened: once an hour, viewer and scope. One query.

    Nobody (None) is somebody who was let in by a link alone. ``scope`` is one of ``ViewLook.Scope``. Raises LookupError
    for a view that is in no register.
    """
    saw_views(viewer, view, scope, [scope_id], now)


def saw_views(
    viewer: Person | None, view: str, scope: str, scope_ids: Iterable[UUID | None], now: datetime
) -> None:
    """The same for several spaces, cohorts… on one page. One query."""
    name, kind = view_named(view).name, ViewLook.Scope(scope)
    hour = now.replace(minute=0, second=0, microsecond=0)
    looks = (
        ViewLook(viewer=viewer, view=name, scope=kind, scope_id=one, at=now, hour=hour) for one in scope_ids
    )
    ViewLook.objects.bulk_create(looks, ignore_conflicts=True)
