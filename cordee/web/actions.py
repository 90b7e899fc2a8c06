"""What somebody does with their own first page."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.people.models import Person
from cordee.web.models import Aside

LONGEST = 80  # characters of a key


@transaction.atomic
def set_aside(actor: Person, key: str, *, now: datetime) -> Aside:
    """Not today: the thing comes back tomorrow, as the day is counted where the person is. What came back goes. Raises
    Invalid."""
    if not 0 < len(key) <= LONGEST:
        raise Invalid(_("There is nothing to set aside here."))
    Aside.objects.filter(person=actor, until__lte=now).delete()
    zone = ZoneInfo(actor.time_zone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    until = datetime.combine(tomorrow, time.min, tzinfo=zone)
    return Aside.objects.update_or_create(person=actor, key=key, defaults={"until": until})[0]


@transaction.atomic
def take_back(actor: Person, key: str) -> None:
    """Offer it again today; nothing happens where it was not set aside."""
    Aside.objects.filter(person=actor, key=key).delete()
