"""What is known of activities, verbs and agents."""

from collections.abc import Iterable
from typing import Any

import orjson

from cordee.records.actions.terms import digest_of
from cordee.records.keys import AGENT, agent_key
from cordee.records.models import Term
from cordee.records.queries.statements import Sought, many_statements
from cordee.records.validation.agents import IDENTIFIERS, identifier

LOOKED_AT = 20  # statements in which the names of an agent are looked for


def described(names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
    """What all statements say of these activities and verbs, by kind and IRI. One query."""
    wanted = {digest_of(*name): name for name in names}
    rows = Term.objects.filter(digest__in=list(wanted)).values_list("digest", "held")
    return {wanted[bytes(digest)]: orjson.loads(held) for digest, held in rows}


def person_of(agent: dict[str, Any]) -> dict[str, Any]:
    """A Person (1.0.3 Communication, 2.4): what the agent that is asked for is called, in lists. One query.

    Only what names this very agent: other identifiers of the same human being are not put together here.
    """
    names = [agent["name"]] if "name" in agent else []
    key = agent_key(AGENT, agent)
    if key is not None:
        for found in many_statements(Sought(filters=[key], limit=LOOKED_AT)):
            names += _names(orjson.loads(found.raw), identifier(agent))
    person: dict[str, Any] = {"objectType": "Person"}
    if names:
        person["name"] = list(dict.fromkeys(names))
    return person | {key: [agent[key]] for key in sorted(IDENTIFIERS) if key in agent}


def _names(statement: dict[str, Any], named: tuple[str, str] | None) -> Iterable[str]:
    actor, thing = statement["actor"], statement["object"]
    for one in (actor, thing, *actor.get("member", ()), *thing.get("member", ())):
        is_agent = one is actor or one.get("objectType") in ("Agent", "Group") or "definition" not in one
        if is_agent and "id" not in one and "name" in one and identifier(one) == named:
            yield one["name"]
