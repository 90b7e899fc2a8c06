"""People of this Cordée as agents: by an account that is a number; others may name them by their e-mail address."""

from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings

from cordee.people.models import Person


def agent_of(person_id: UUID) -> dict[str, Any]:
    """The agent as which this Cordée tells of a person: no name, so that forgetting them leaves none behind."""
    return {
        "objectType": "Agent",
        "account": {"homePage": settings.SITE_ADDRESS, "name": str(person_id)},
    }


def agents_of(person: Person) -> list[dict[str, Any]]:
    """Every agent that is this person: ours, and their addresses. One query."""
    addresses = {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    return [agent_of(person.id), *({"mbox": f"mailto:{one}"} for one in sorted(filter(None, addresses)))]
