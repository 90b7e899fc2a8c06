"""The addresses that this Cordée has had: a person is the same agent under each of them.

An agent's account names the home page of its system, which is this site's address; when that changes, what was recorded
under the former one must still be found, given out and forgotten. So accounts of people are known by the number of the
person alone, wherever their home page is an address of ours (``validation.agents.identifier``).
"""

import re
from functools import cache, partial

from django.conf import settings
from django.db import transaction

from cordee.records.models import Home

_NUMBER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def is_person(home_page: str, name: str) -> bool:
    """Whether an account is that of a person here. One query in the life of a process."""
    if not _NUMBER.fullmatch(name):
        return False
    return home_page == settings.SITE_ADDRESS or home_page in former_homes()


@cache
def former_homes() -> frozenset[str]:
    """The addresses that were written down before this process began; later ones are its own present address."""
    return frozenset(Home.objects.values_list("address", flat=True))


_written: set[str] = set()


def remember_home(address: str) -> None:
    """Write the present address down, before anything is told under it. A query, until that is committed once."""
    if address not in _written:
        Home.objects.get_or_create(address=address)
        transaction.on_commit(partial(_written.add, address))
