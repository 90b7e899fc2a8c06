"""Who reads the health of a space: figures about people are for those who look after it."""

from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden
from cordee.spaces import access
from cordee.spaces.models import Space


def check_reads_health(who: access.Viewer, space: Space) -> None:
    """Raises Missing, Forbidden."""
    access.check_sees(who, space)
    if not (who.facilitates(space) or who.oversees):
        raise Forbidden(_("The health of a space is for those who facilitate it."))
