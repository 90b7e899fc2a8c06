"""Reads of words."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from cordee.cockpit.models import Word
from cordee.core.errors import Missing
from cordee.people.models import Person


def word_of(person: Person, word_id: UUID) -> Word:
    """A word that ``person`` wrote or got. One query. Raises Missing for anybody else, administrators among them."""
    rows = Word.objects.filter(Q(sender=person) | Q(receiver=person), id=word_id)
    found = rows.select_related("space", "sender", "receiver").first()
    if found is None:
        raise Missing(_("There is no such word, or it was for somebody else."))
    return found
