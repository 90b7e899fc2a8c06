"""Why somebody was chosen, in words that stand before what a click opens."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.recommendations.candidates import Evidence, What


def words_of(fact: Evidence) -> str:
    """The beginning of a line; what the fact is about (``label``) follows it as a link."""
    match fact.what:
        case What.ACCEPTED:
            return _("Your answer was accepted:")
        case What.ANSWERED:
            return _("You answered a question close to this one:")
        case What.TRIED:
            return _("You tried this and said what happened:")
        case What.TAUGHT:
            return _("You shared a practice:")
        case What.DECLARED:
            return _("You say that you can help with")
        case What.ACTIVE:
            said = ngettext(
                "You replied to %(count)s conversation of late in",
                "You replied to %(count)s conversations of late in",
                fact.count,
            )
            return said % {"count": fact.count}
    return _("You may know:")


def first_reason(facts: list[Evidence], by: str = "") -> str:
    """The strongest reason as one short sentence, for Today, the bell and mails; ``by`` named them."""
    if by:
        return _("%(who)s thinks that you may know") % {"who": by}
    if not facts:
        return _("You may know something about it")
    fact = facts[0]
    match fact.what:
        case What.DECLARED:
            return _("You can help with “%(what)s”") % {"what": fact.label}
        case What.ACCEPTED:
            return _("Your answer to “%(what)s” was accepted") % {"what": fact.label}
        case What.ANSWERED:
            return _("You answered “%(what)s”") % {"what": fact.label}
        case What.TRIED:
            return _("You tried “%(what)s”") % {"what": fact.label}
        case What.TAUGHT:
            return _("You shared “%(what)s”") % {"what": fact.label}
    return _("You often reply in “%(what)s”") % {"what": fact.label}
