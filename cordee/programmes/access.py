"""Who may do what with a programme, and who can lend their name to a prompt that comes out by itself."""

from dataclasses import dataclass
from datetime import datetime

from cordee.people.models import Person
from cordee.programmes.models import Programme, Prompt
from cordee.spaces.queries.charters import version_in_force
from cordee.spaces.queries.standing_in import keeping


@dataclass(frozen=True)
class Keeper:
    """Who publishes a prompt; or, where nobody can, why (one of ``Prompt.Why``)."""

    person: Person | None
    why: str = ""


def keeper(programme: Programme, now: datetime) -> Keeper:
    """The facilitator in whose name a prompt comes out: the responsible one, else the longest-standing who can.

    Can: still facilitates the space, or stands in for who does and is away; is neither away themselves, nor gone, nor
    suspended; does not merely audit; accepted the charter in force. Who stands in for the responsible one comes first.
    Three queries.
    """
    keepers = keeping(programme.space_id, now)
    first = keepers.instead.get(programme.responsible_id, programme.responsible_id)  # type: ignore[arg-type]
    here = sorted(keepers.here, key=lambda row: row.person_id != first)
    present = [row for row in here if _is_present(row.person, now)]
    if not present:
        return Keeper(None, Prompt.Why.NOBODY)
    version = version_in_force(programme.space)
    able = next((row.person for row in present if row.charter_version >= version), None)
    return Keeper(able, "" if able else Prompt.Why.CHARTER)


def _is_present(person: Person, now: datetime) -> bool:
    suspended = person.suspended_until is not None and person.suspended_until > now
    return not suspended and (person.is_administrator or not person.is_auditor)
