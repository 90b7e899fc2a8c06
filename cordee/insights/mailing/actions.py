"""Putting a dashboard on a calendar, and taking it off."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid, Missing
from cordee.insights.mailing.dashboards import dashboard_named
from cordee.insights.mailing.models import Mailing
from cordee.insights.mailing.rhythms import Rhythm, next_after
from cordee.journal.actions import Fact, record
from cordee.people.models import Person

PLANNED, STOPPED = "mailing.planned", "mailing.stopped"
MOST = 20  # a person
SALT = "cordee.mailing.stop"


@transaction.atomic
def plan_mailing(
    person: Person,
    dashboard: str,
    scope_id: UUID | None,
    *,
    rhythm: str,
    hour: int,
    with_xlsx: bool = False,
    now: datetime,
) -> Mailing:
    """Put a dashboard on somebody's calendar; again changes when it comes.

    Raises Missing, Forbidden (it is not open to them), Invalid, Conflict.
    """
    dashboard_named(dashboard).about(person, scope_id)
    if rhythm not in Rhythm.values:
        raise Invalid(_("Choose one of those offered."), fields={"rhythm": _("Choose one of those offered.")})
    if not 0 <= hour <= 23:
        raise Invalid(_("Choose one of those offered."), fields={"hour": _("Choose one of those offered.")})
    if not person.email:
        raise Conflict(_("Your account has no e-mail address: nothing can come to it."))
    Person.objects.select_for_update().get(pk=person.pk)
    others = Mailing.objects.filter(person=person, ended_at=None).exclude(
        dashboard=dashboard, scope_id=scope_id
    )
    if others.count() >= MOST:
        raise Conflict(_("At most %(most)s dashboards come by mail: stop one first.") % {"most": MOST})
    found, _made = Mailing.objects.update_or_create(
        person=person,
        dashboard=dashboard,
        scope_id=scope_id,
        defaults={
            "rhythm": rhythm,
            "hour": hour,
            "with_xlsx": with_xlsx,
            "made_at": now,
            "next_at": next_after(now, rhythm, hour, ZoneInfo(person.time_zone)),
            "ended_at": None,
        },
    )
    told = {"dashboard": dashboard, "rhythm": rhythm}
    record(Fact(PLANNED, found.id, actor_id=person.id, data=told), at=now)
    return found


@transaction.atomic
def stop_mailing(mailing: Mailing, *, now: datetime) -> None:
    """Take it off the calendar."""
    record(
        Fact(STOPPED, mailing.id, actor_id=mailing.person_id, data={"dashboard": mailing.dashboard}), at=now
    )
    mailing.delete()


def mailing_of(person: Person, mailing_id: UUID) -> Mailing:
    """One of somebody's. One query. Raises Missing."""
    found = Mailing.objects.filter(person=person, id=mailing_id).first()
    if found is None:
        raise Missing(_("There is nothing here."))
    return found


def stop_secret(mailing: Mailing) -> str:
    """What stands in the link by which a mail is stopped. It does not expire: a mail of last year stops too."""
    return signing.dumps(mailing.id.hex, salt=SALT)


def mailing_behind(secret: str) -> Mailing | None:
    """What a link stops; None where it is stopped already. One query. Raises Missing for a link that is not ours."""
    try:
        identifier = UUID(signing.loads(secret, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        raise Missing(_("This link is not one of ours, or was cut: copy the whole of it.")) from None
    return Mailing.objects.select_related("person").filter(id=identifier).first()
