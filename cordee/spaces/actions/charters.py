"""Publishing a charter and accepting it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.text import clean, render
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.models import Charter, CharterAcceptance, Membership, Space

LONGEST = 20_000


@transaction.atomic
def publish_charter(actor: Person, space: Space, body: str, *, now: datetime) -> Charter:
    """Put a new version of the charter in force: members are asked again before their next contribution."""
    access.check_facilitates(access.viewer(actor), space)
    body = clean(body)
    if not body or len(body) > LONGEST:
        message = _("A charter has between 1 and %(limit)s characters.") % {"limit": LONGEST}
        raise Invalid(message, fields={"body": message})
    Space.objects.select_for_update().get(pk=space.pk)
    last = Charter.objects.filter(space=space).order_by("-version").first()
    if last and last.body == body:
        return last
    charter = Charter.objects.create(
        space=space,
        version=last.version + 1 if last else 1,
        body=body,
        body_html=render(body),
        published_at=now,
        published_by=actor,
    )
    record(events.of_charter(events.CHARTER_PUBLISHED, charter, actor), at=now)
    return charter


@transaction.atomic
def accept_charter(actor: Person, charter: Charter, *, now: datetime) -> CharterAcceptance:
    """Give one's word; doing it again changes nothing. Only the version in force, and only by members."""
    who = access.viewer(actor)
    access.check_sees(who, charter.space)
    access.check_acts(who)
    membership = Membership.objects.filter(space=charter.space, person=actor).first()
    if membership is None:
        raise Forbidden(_("Join the space first: it takes one click."))
    if Charter.objects.filter(space=charter.space, version__gt=charter.version).exists():
        raise Conflict(_("The charter has a newer version: read that one."))
    acceptance, made = CharterAcceptance.objects.get_or_create(
        charter=charter, person=actor, defaults={"at": now}
    )
    if made:
        membership.charter_version = charter.version
        membership.save(update_fields=["charter_version"])
        record(events.of_charter(events.CHARTER_ACCEPTED, charter, actor), at=now)
    return acceptance
