"""Who moderates what."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden
from cordee.spaces import access
from cordee.spaces.models import Membership


def moderated(who: access.Viewer, space: str = "space_id") -> Q:
    """The rows, by the field that names their ``space``, that ``who`` moderates or oversees, as a condition."""
    return Q() if who.oversees else Q(**{f"{space}__in": facilitated(who)})


def moderates_somewhere(who: access.Viewer) -> bool:
    """Administers, audits, or facilitates a space."""
    return who.oversees or bool(facilitated(who))


def check_moderates(who: access.Viewer) -> None:
    """Raises Forbidden."""
    if not moderates_somewhere(who):
        raise Forbidden(_("This is for those who moderate a space."))


def facilitated(who: access.Viewer) -> list[UUID]:
    """The spaces of which ``who`` is a facilitator; none for who only reads for a time."""
    if who.is_suspended:
        return []
    return [space for space, one in who.standings.items() if one.role == Membership.Role.FACILITATOR]
