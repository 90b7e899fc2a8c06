"""People, as administrators look after their accounts."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.core import pages
from cordee.core.errors import Invalid, Missing
from cordee.core.pages import Page
from cordee.people.models import Person

PAGE = 30
FILTERS = {
    "": gettext_lazy("all"),
    "active": gettext_lazy("active"),
    "deactivated": gettext_lazy("deactivated"),
    "administrators": gettext_lazy("administrators"),
    "auditors": gettext_lazy("auditors"),
    "training-managers": gettext_lazy("training managers"),
    "suspended": gettext_lazy("suspended"),
    "never": gettext_lazy("never signed in"),
    "unplaced": gettext_lazy("in no unit"),
    "leaving": gettext_lazy("to be deleted"),
}


def accounts(
    *, words: str = "", state: str = "", now: datetime, cursor: str | None = None, size: int = PAGE
) -> Page[Person]:
    """Accounts by name; deleted ones are gone, an unknown ``state`` is all. One query."""
    states = {
        "active": Q(is_active=True),
        "deactivated": Q(is_active=False),
        "administrators": Q(is_administrator=True),
        "auditors": Q(is_auditor=True),
        "training-managers": Q(is_training_manager=True),
        "suspended": Q(suspended_until__gt=now),
        "never": Q(last_login=None),
        "unplaced": Q(unit=None),
        "leaving": Q(departure__isnull=False),
    }
    rows = Person.objects.filter(states.get(state, Q()), erased_at=None)
    rows = rows.select_related("unit", "manager", "photo")
    words = words.replace("\0", "").strip().lstrip("@")[:100]
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(email__icontains=words) | Q(handle__icontains=words))
    if cursor:
        name, last = pages.decode(cursor, pages.words, UUID)
        rows = rows.filter(Q(name__gt=name) | Q(id__gt=last), name__gte=name)
    found = rows.order_by("name", "id")[: size + 1]
    return pages.cut(list(found), size, lambda person: (person.name, person.id))


def account(handle: str) -> Person:
    """The account of @handle, deactivated or not; raises Missing. One query."""
    found = (
        Person.objects.filter(handle=handle.lower(), erased_at=None)
        .select_related("unit", "manager", "photo")
        .first()
    )
    if found is None:
        raise Missing(_("Nobody has this name here."))
    return found


def named(word: str, *, field: str) -> Person:
    """Whom a field names: by @name, e-mail, or the whole name where one person has it. Raises Invalid. One query."""
    word = word.replace("\0", "").strip()
    handle = word.lstrip("@").lower()
    called = Q(handle=handle) | Q(email__iexact=word) | Q(name__iexact=word)
    found = list(Person.objects.filter(called, erased_at=None).select_related("manager")[:10]) if word else []
    exact = [one for one in found if one.handle == handle or (one.email or "").lower() == word.lower()]
    if len(exact or found) != 1:
        message = (
            _("Several people are called so: write their @name or their e-mail.")
            if found
            else _("Write the @name or the e-mail of somebody who is here.")
        )
        raise Invalid(message, fields={field: message})
    return (exact or found)[0]
