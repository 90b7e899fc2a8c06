"""Looking up: /xapi/about, /xapi/activities, /xapi/agents (1.0.3 Communication, 2.4, 2.5, 2.8)."""

from django.http import HttpRequest, HttpResponse

from cordee.records import access
from cordee.records.models import Credential
from cordee.records.queries.terms import described, person_of
from cordee.records.refusals import Bad, NotTaken
from cordee.records.validation.agents import agent
from cordee.records.validation.values import iri
from cordee.records.versions import HEADER, Version, answered_in
from cordee.records.views.answers import as_json
from cordee.records.views.asked import Asked

_OF_FIRST = ["1.0.0", "1.0.1", "1.0.2", "1.0.3"]


def about(asked: HttpRequest | Asked) -> HttpResponse:
    """Which versions are spoken, to anybody. Who speaks 1.0 is told those of 1.0: it allows no others (XAPI-00316).

    It is asked as HTTP has it, in whatever version or none, or all in a form.
    """
    if asked.method not in ("GET", "HEAD"):
        raise NotTaken(("GET",))
    if asked.parameters if isinstance(asked, Asked) else asked.META.get("QUERY_STRING"):
        raise Bad("This resource takes no parameters.")
    first = isinstance(asked, Asked) or answered_in(asked.headers.get(HEADER)) is Version.FIRST
    return as_json({"version": _OF_FIRST if first else [Version.FIRST, Version.SECOND]})


def activity(asked: Asked, caller: Credential) -> HttpResponse:
    """An activity as all statements describe it; an unknown one as no more than its name."""
    access.check_looks(caller)
    asked.only({"activityId"}, ("activityId",))
    named = asked.value("activityId", iri) or ""
    access.check_family(caller, named)
    told = {"objectType": "Activity", "id": named}
    definition = described([("activity", named)]).get(("activity", named))
    return as_json({**told, "definition": definition} if definition else told)


def person(asked: Asked, caller: Credential) -> HttpResponse:
    """The person behind an agent."""
    access.check_looks(caller)
    asked.only({"agent"}, ("agent",))
    who = asked.json("agent", agent)
    return as_json(person_of(who or {}))
