"""Who sees how knowledge travels: the whole to who oversees it, a space to who looks after it, one's own to oneself."""

from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden
from cordee.spaces import access
from cordee.spaces.models import Membership, Space


def check_sees_organisation(who: access.Viewer) -> None:
    """Raises Forbidden."""
    if not who.person.answers_for_training:
        raise Forbidden(
            _(
                "How knowledge travels through the whole organisation is for administrators, auditors and training "
                "managers."
            )
        )


def check_sees_space(who: access.Viewer, space: Space) -> None:
    """Raises Missing, Forbidden."""
    access.check_sees(who, space)
    if not (who.facilitates(space) or who.person.answers_for_training):
        raise Forbidden(_("How knowledge travels in a space is for those who facilitate it."))


def is_told_who_is_alone(who: access.Viewer, space: Space) -> bool:
    """The facilitators of the space themselves, to act on it: nobody who only looks, and no administrator as such."""
    standing = who.standings.get(space.id)
    return (
        standing is not None
        and standing.role == Membership.Role.FACILITATOR
        and not who.audits
        and not who.is_suspended
    )
