"""Who the organisation is before the law: the numbers checked, and the lines that stand on its papers.

What a paper says is frozen by who issues it (``legal_record``), then read again from that record (``legal_lines``).
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.core.errors import Invalid
from cordee.core.models import Organisation

LEGAL = ("legal_name", "legal_address", "siret", "activity_number", "signatory", "signatory_role", "qualiopi")
# What a "certificat de réalisation" is expected to say, with the word for what is missing.
EXPECTED = {
    "legal_address": gettext_lazy("the address"),
    "siret": gettext_lazy("the SIRET number"),
    "activity_number": gettext_lazy("the activity declaration number"),
    "signatory": gettext_lazy("who signs"),
}
SIRET = re.compile(r"[0-9]{14}")
ACTIVITY = re.compile(r"[0-9]{2}[0-9A-Z]{9}")  # a region, a department (2A and 2B: Corsica), an order
LA_POSTE = "356000000"  # its thousands of offices overran the usual control


def checked_siret(text: str) -> str:
    """A SIRET as its fourteen digits, however it was spaced; empty stays empty. Raises Invalid."""
    siret = _compact(text)
    if not siret:
        return ""
    if not SIRET.fullmatch(siret):
        raise Invalid(_("A SIRET has 14 digits: the 9 of the SIREN, then the 5 of the establishment."))
    if not _holds(siret):
        raise Invalid(_("These 14 digits are no SIRET: one of them is probably mistyped."))
    return siret


def checked_activity_number(text: str) -> str:
    """The number of the declaration of activity, eleven signs; empty stays empty. Raises Invalid."""
    number = _compact(text).upper()
    if number and not (ACTIVITY.fullmatch(number) and sum(sign.isdigit() for sign in number) >= 9):
        raise Invalid(_("This number has 11 digits, sometimes with a letter among them, as 84 69 01234 69."))
    return number


def legal_record(organisation: Organisation) -> dict[str, Any]:
    """What the organisation says of itself now, without what it left empty."""
    return {name: value for name in LEGAL if (value := getattr(organisation, name))}


def missing(organisation: Organisation) -> list[str]:
    """What a "certificat de réalisation" would lack, in the reader's words."""
    return [str(words) for name, words in EXPECTED.items() if not getattr(organisation, name)]


def legal_lines(record: Mapping[str, Any]) -> list[str]:
    """The lines under the organisation's name, in the reader's language; none where nothing is known."""
    lines = [record.get("legal_name", ""), record.get("legal_address", "")]
    if siret := record.get("siret"):
        lines.append(_("SIRET %(number)s") % {"number": _spaced(siret, 3, 3, 3, 5)})
    if number := record.get("activity_number"):
        lines.append(
            _(
                "Training activity declared under the number %(number)s; "
                "this registration is no approval by the State."
            )
            % {"number": _spaced(number, 2, 2, 5, 2)}
        )
    if record.get("qualiopi"):
        lines.append(_("Qualiopi certification for training actions."))
    return [line for line in lines if line]


def signatory_line(record: Mapping[str, Any]) -> str:
    """Who signs for the organisation, with their function; empty where nobody is named."""
    return ", ".join(one for one in (record.get("signatory"), record.get("signatory_role")) if one)


def _compact(text: str) -> str:
    return re.sub(r"[\s.\-]", "", str(text))


def _holds(siret: str) -> bool:
    """Luhn's control, from the right; La Poste's offices have their own (a sum divisible by five)."""
    digits = [int(digit) for digit in siret]
    doubled = [2 * digit if place % 2 == 0 else digit for place, digit in enumerate(digits)]
    luhn = sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0
    return luhn or (siret.startswith(LA_POSTE) and sum(digits) % 5 == 0)


def _spaced(number: str, *widths: int) -> str:
    """In groups, as it is read aloud, that do not part at the end of a line."""
    parts, at = [], 0
    for width in widths:
        parts.append(number[at : at + width])
        at += width
    return "\N{NO-BREAK SPACE}".join(parts)
