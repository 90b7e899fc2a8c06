"""The specialties of training (nomenclature des spécialités de formation), level 93: groups of three digits.

Source: Code de l'éducation, article D311-4 (formerly décret no. 94-522 of 21 June 1994). The names are the law's, in
French whatever the reader's language: they are what the yearly report asks for.
"""

import re
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.queries import organisation

_WRITTEN = re.compile(r"[1-4][0-9]{2}[a-z]?")  # a letter may follow: the function


@cache
def specialties() -> dict[str, str]:
    """The name of each group by its code, in their order."""
    text = (files("cordee.paths") / "nsf.txt").read_text(encoding="utf-8")
    return {line[:3]: line[4:] for line in text.splitlines() if line}


def specialty(code: str) -> str:
    """The name of a code, with or without its letter; the code itself where the list has none."""
    return specialties().get(code[:3], code)


def checked_nsf(text: str) -> str:
    """A code as it is kept; empty stays empty. Raises Invalid for one that is not in the list, unless allowed."""
    code = text.strip().lower()[:4]
    if code and not _WRITTEN.fullmatch(code):
        raise Invalid(_("A specialty has three digits, as 413; a letter may follow."))
    if code and code[:3] not in specialties() and not organisation().other_nsf:
        raise Invalid(_("The official list has no specialty of this number."))
    return code
