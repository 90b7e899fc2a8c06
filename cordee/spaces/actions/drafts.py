"""Keeping what somebody is writing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.text import clean, clean_line
from cordee.people.models import Person
from cordee.spaces.models import Draft

LONGEST_PLACE = 120
LONGEST_DRAFT = 200_000
MOST_FIELDS = 20


@transaction.atomic
def keep(actor: Person, place: str, fields: dict[str, str], version: int, *, now: datetime) -> Draft:
    """Keep a form as it stands. An older ``version`` (another tab, a late request) never replaces a newer one.

    Drafts are nobody else's business: the journal is not told.
    """
    if not place or len(place) > LONGEST_PLACE:
        raise Invalid(_("This draft has no place."))
    if len(fields) > MOST_FIELDS or sum(len(value) for value in fields.values()) > LONGEST_DRAFT:
        raise Invalid(_("This draft is too long to be kept here; your device still has it."))
    draft, made = Draft.objects.select_for_update().get_or_create(
        person=actor,
        place=place,
        defaults={"fields": _clean(fields), "version": version, "saved_at": now},
    )
    if not made and version >= draft.version:
        draft.fields, draft.version, draft.saved_at = _clean(fields), version, now
        draft.save()
    return draft


def discard(actor: Person, place: str | None) -> None:
    """Forget the draft of a form that was published, or that its author threw away."""
    if place:
        Draft.objects.filter(person=actor, place=place).delete()


def _clean(fields: dict[str, str]) -> dict[str, str]:
    return {clean_line(name)[:60]: clean(value) for name, value in fields.items()}
