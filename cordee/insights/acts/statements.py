"""Which statement of other software is which act."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings

from cordee.insights.acts.around import Around, uuid_of
from cordee.insights.acts.verbs import ASKED, kind_of, mode_of
from cordee.insights.models.acts import Act, Kind, Mode, Source
from cordee.records.validation.agents import identifier
from cordee.records.validation.statements import VOIDED


def act_of_statement(statement: Mapping[str, Any], around: Around) -> Act | None:
    """The act that a valid statement tells of, not saved; None where it is nobody's here, or only voids another."""
    verb, actor, thing = statement["verb"]["id"], statement["actor"], statement["object"]
    person = around.people.get(agent_name(actor) or ("", ""))
    if person is None or verb == VOIDED:
        return None
    is_activity = thing.get("objectType", "Activity") == "Activity"
    iri = str(thing["id"]) if is_activity else ""
    kind = kind_of(verb)
    ours = uuid_of(iri.removeprefix(_ours())) if iri.startswith(_ours()) else None
    if ours is not None and kind is Kind.STEP:
        kind = Kind.OTHER  # a unit that is played here: the journal says when its step is done
    told, stored = (datetime.fromisoformat(statement[one]).astimezone(UTC) for one in ("timestamp", "stored"))
    at = min(told, stored)  # a clock that goes wrong elsewhere tells of no act to come
    return Act(
        id=UUID(statement["id"]),
        at=at,
        day=at.date(),
        person_id=person,
        kind=kind,
        mode=mode_of(kind, _type(thing)) if is_activity else Mode.FORMAL,
        unit_id=around.units.get(person),
        object_id=ours or (uuid5(NAMESPACE_URL, iri) if iri else None),
        thread_id=_parent(statement),
        question=verb == ASKED,
        source=Source.STATEMENT,
    )


def agent_name(agent: Mapping[str, Any]) -> tuple[str, str] | None:
    """By what an agent is known: addresses are told apart without regard to case. None for a group without a name."""
    named = identifier(dict(agent))
    return (named[0], named[1].lower()) if named else None


def _ours() -> str:
    return f"{settings.SITE_ADDRESS}/xapi/activities/"


def _type(thing: Mapping[str, Any]) -> str:
    kind = thing.get("definition", {}).get("type", "")
    return kind if isinstance(kind, str) and urlsplit(kind).scheme else ""


def _parent(statement: Mapping[str, Any]) -> UUID | None:
    held = statement.get("context", {}).get("contextActivities", {}).get("parent")
    first = held[0] if isinstance(held, list) and held else held
    iri = str(first["id"]) if isinstance(first, dict) and "id" in first else ""
    return uuid5(NAMESPACE_URL, iri) if iri else None
