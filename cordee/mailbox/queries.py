"""What the demo's box shows: to whom an address belongs, the mails that were written to it."""

from uuid import UUID

from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.mailbox.models import Caught
from cordee.people.models import Person

PAGE = 20


def box_of(person: Person, cursor: str | None = None) -> Page[Caught]:
    """The mails that somebody would have got, the last first. One query. Raises Invalid for a foreign cursor."""
    rows = Caught.objects.filter(to=(person.email or "").lower()).defer("text", "html")
    return pages.newest(rows, cursor, PAGE)


def caught(person: Person, mail_id: UUID) -> Caught:
    """One of them. One query. Raises Missing, as for a mail of somebody else."""
    found = Caught.objects.filter(id=mail_id, to=(person.email or "").lower()).first()
    if found is None:
        raise Missing(_("This mail is not in your box: the oldest go."))
    return found
