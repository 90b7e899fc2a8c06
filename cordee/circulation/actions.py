"""Agreeing to be named, and being forgotten."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from cordee.circulation.models import NamedCarrier, Passing, Place
from cordee.people.models import Person


@transaction.atomic
def agree_to_be_named(actor: Person, *, agreed: bool, now: datetime) -> None:
    """Be named as somebody who carries or bridges, or no longer. Nothing is recorded: it shows on the pages at once."""
    if agreed:
        NamedCarrier.objects.get_or_create(person=actor, defaults={"at": now})
    else:
        NamedCarrier.objects.filter(person=actor).delete()


@transaction.atomic
def forget_carrier(person: Person) -> None:
    """Somebody left: their place is forgotten now, their part in figures the next time these are made."""
    NamedCarrier.objects.filter(person=person).delete()
    Place.objects.filter(person_id=person.id).delete()
    Passing.objects.filter(Q(taker_id=person.id) | Q(giver_id=person.id)).delete()
