"""Documents: /xapi/activities/state, /xapi/activities/profile, /xapi/agents/profile (1.0.3 Communication, 2.2 to 2.7)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from cordee.core.errors import Missing
from cordee.records import access
from cordee.records.actions.documents import (
    Condition,
    delete_document,
    delete_documents,
    post_document,
    put_document,
)
from cordee.records.documents import Place
from cordee.records.models import Credential
from cordee.records.parsing import parsed
from cordee.records.queries.documents import names_of_documents, one_document
from cordee.records.refusals import Bad
from cordee.records.validation.agents import agent
from cordee.records.validation.values import iri, moment, uuid
from cordee.records.versions import Version
from cordee.records.views.answers import as_json, dated
from cordee.records.views.asked import FORM, Asked


@dataclass(frozen=True)
class _Resource:
    """How documents of a kind are named: the parameters of their context, that of their name."""

    kind: str
    needed: tuple[str, ...]
    name: str
    optional: tuple[str, ...] = ()

    def place(self, asked: Asked, *, named: bool, also: tuple[str, ...] = ()) -> Place:
        """The place that a request means; ``named``: with a name. Raises Bad."""
        needed = (*self.needed, self.name) if named else self.needed
        asked.only({*self.needed, *self.optional, self.name, *also}, needed)
        if "\0" in asked.parameters.get(self.name, ""):
            raise Bad(f"{self.name} has a character that cannot be kept (U+0000).")
        who: dict[str, Any] | None = asked.json("agent", agent)
        return Place(
            self.kind,
            asked.value("activityId", iri) or "",
            who,
            asked.value("registration", uuid) or "",
            asked.parameters.get(self.name, ""),
        )


_RESOURCES = {
    "state": _Resource("state", ("activityId", "agent"), "stateId", ("registration",)),
    "activity": _Resource("activity", ("activityId",), "profileId"),
    "agent": _Resource("agent", ("agent",), "profileId"),
}


def methods(kind: str) -> dict[str, Callable[[Asked, Credential], HttpResponse]]:
    """What may be done with documents of a kind."""
    resource = _RESOURCES[kind]

    def bound(
        act: Callable[[Asked, Credential, _Resource], HttpResponse],
    ) -> Callable[[Asked, Credential], HttpResponse]:
        return lambda asked, caller: act(asked, caller, resource)

    return {"GET": bound(_get), "PUT": bound(_put), "POST": bound(_post), "DELETE": bound(_delete)}


def _get(asked: Asked, caller: Credential, resource: _Resource) -> HttpResponse:
    access.check_document(caller, resource.kind, write=False)
    named = resource.name in asked.parameters
    # “Not allowed” in IEEE 9274.1.1, 4.1.6.2; in 1.0.3 it says nothing there (XAPI-00192).
    also = () if named and asked.version is Version.SECOND else ("since",)
    place = resource.place(asked, named=named, also=also)
    _check_family(caller, place)
    since = _since(asked)
    if not place.name:
        names, changed = names_of_documents(place, since)
        return as_json(names, changed=changed)
    held = one_document(place)
    if held is None:
        raise Missing("There is no such document.")
    response = HttpResponse(bytes(held.content), content_type=held.media_type)
    response["ETag"] = f'"{held.etag}"'
    return dated(response, held.updated_at)


def _put(asked: Asked, caller: Credential, resource: _Resource) -> HttpResponse:
    access.check_document(caller, resource.kind, write=True)
    place = resource.place(asked, named=True)
    _check_family(caller, place)
    guarded = resource.kind != "state" or asked.version is Version.SECOND
    if asked.media_type == "application/json" and asked.version is Version.FIRST:
        parsed(asked.body)  # 1.0.3 Communication, 3.2.s3.b6; 2.0 has no such rule: a document is what it is
    etag = put_document(
        place, asked.body, _media_type(asked), _condition(asked), guarded=guarded, now=timezone.now()
    )
    return _kept(etag)


def _post(asked: Asked, caller: Credential, resource: _Resource) -> HttpResponse:
    access.check_document(caller, resource.kind, write=True)
    place = resource.place(asked, named=True)
    _check_family(caller, place)
    return _kept(post_document(place, asked.body, _media_type(asked), _condition(asked), now=timezone.now()))


def _delete(asked: Asked, caller: Credential, resource: _Resource) -> HttpResponse:
    access.check_document(caller, resource.kind, write=True)
    several = resource.kind == "state" and resource.name not in asked.parameters
    # As with GET: beside a name it is not allowed in 2.0, and says nothing in 1.0.3 (XAPI-00191).
    also = ("since",) if resource.kind == "state" and (several or asked.version is Version.FIRST) else ()
    place = resource.place(asked, named=not several, also=also)
    _check_family(caller, place)
    since = _since(asked)
    if several:
        delete_documents(place, since)
    else:
        delete_document(place, _condition(asked))
    return HttpResponse(status=204)


def _kept(etag: str) -> HttpResponse:
    response = HttpResponse(status=204)
    response["ETag"] = f'"{etag}"'
    return response


def _since(asked: Asked) -> datetime | None:
    if "since" not in asked.parameters:
        return None
    return moment(asked.parameters["since"], "since", asked.version is Version.SECOND)


def _check_family(caller: Credential, place: Place) -> None:
    if place.kind != "agent":
        access.check_family(caller, place.activity)


def _media_type(asked: Asked) -> str:
    if asked.media_type == FORM and asked.version is Version.FIRST:
        raise Bad("A form must come with “method”.")
    return asked.headers.get("content-type") or "application/octet-stream"


def _condition(asked: Asked) -> Condition:
    return Condition(asked.headers.get("if-match"), asked.headers.get("if-none-match"))
