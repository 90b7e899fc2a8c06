"""/xapi/statements (1.0.3 Communication, 2.1; IEEE 9274.1.1, 4.1.6.1)."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import orjson
from django.http import HttpResponse

from cordee.core.errors import Missing
from cordee.records import access
from cordee.records.actions.statements import File, store
from cordee.records.formats import canonical, ids, terms
from cordee.records.keys import (
    ACTIVITY,
    AGENT,
    AUTHORITY,
    REGISTRATION,
    RELATED_ACTIVITY,
    RELATED_AGENT,
    VERB,
    agent_key,
    key,
)
from cordee.records.languages import Wanted
from cordee.records.models import Credential
from cordee.records.multipart import boundary_of, files_of, headers_of, parts_of, statements_part, written
from cordee.records.parsing import parsed
from cordee.records.positions import after_moment, moment_of
from cordee.records.queries.statements import Found, Sought, contents, many_statements, one_statement
from cordee.records.queries.terms import described
from cordee.records.refusals import Bad
from cordee.records.signatures import check_signatures
from cordee.records.validation.agents import actor
from cordee.records.validation.statements import statement
from cordee.records.validation.values import iri, moment, refuse, uuid
from cordee.records.versions import Version
from cordee.records.views.answers import as_json, dated
from cordee.records.views.asked import Asked

MOST = 500  # statements of one answer
_ONE = {"statementId", "voidedStatementId", "attachments", "format"}
_MANY = {
    "agent", "verb", "activity", "registration", "related_activities", "related_agents", "since", "until", "limit",
    "format", "attachments", "ascending", "from",
}  # fmt: skip


def put(asked: Asked, caller: Credential) -> HttpResponse:
    """Store one statement under the identifier that is asked for."""
    access.check_writes(caller)
    asked.only({"statementId"}, ("statementId",))
    asked.value("statementId", uuid)
    sent, files = sent_in(asked)
    if type(sent) is not dict:
        raise Bad("What is put is one statement.")
    named = sent.setdefault("id", asked.parameters["statementId"])
    if type(named) is not str or named.lower() != asked.parameters["statementId"].lower():
        raise Bad("The id of the statement is not the statementId of the request.")
    _stored([sent], files, asked, caller)
    return HttpResponse(status=204)


def post(asked: Asked, caller: Credential) -> HttpResponse:
    """Store a statement, or several: all or none."""
    access.check_writes(caller)
    asked.only(())
    sent, files = sent_in(asked)
    statements = sent if type(sent) is list else [sent]
    return as_json(_stored(statements, files, asked, caller) if statements else [])


def get(asked: Asked, caller: Credential) -> HttpResponse:
    """One statement, or those that meet all that is asked."""
    mine = agent_key(AUTHORITY, access.authority(caller)) if access.only_own(caller) else None
    if "statementId" in asked.parameters or "voidedStatementId" in asked.parameters:
        return _one(asked, caller, mine)
    asked.only(_MANY)
    sought, way = _sought(asked, caller, mine)
    found = many_statements(sought)
    more = ""
    if len(found) == sought.limit:
        found.pop()
        rest = {**asked.parameters, "from": str(found[-1].position)}
        more = f"/xapi/statements?{urlencode(rest)}"
    texts = ",".join(_written(found, way, asked))
    body = f'{{"statements":[{texts}],"more":{orjson.dumps(more).decode()}}}'.encode()
    last = max((one.position for one in found), default=None)
    return _given(asked, body, found, None if last is None else moment_of(last))


def sent_in(asked: Asked) -> tuple[Any, dict[str, File]]:
    """The statement or the statements of a request, valid, with their files. Raises Bad."""
    content_type = asked.headers.get("content-type", "")
    if asked.media_type == "application/json":
        sent = parsed(asked.body)
        _check(sent, asked.version)
        for one in headers_of(sent if type(sent) is list else [sent]):
            if "fileUrl" not in one:
                raise Bad("An attachment without fileUrl comes as multipart/mixed.")
        _check_signed(sent, {}, asked.version)
        return sent, {}
    if asked.media_type != "multipart/mixed":
        raise Bad("Statements are sent as application/json or multipart/mixed.")
    parts = parts_of(asked.body, boundary_of(content_type))
    sent = parsed(statements_part(parts))
    _check(sent, asked.version)
    described_files = headers_of(sent if type(sent) is list else [sent])
    files = files_of(parts, described_files)
    if any("fileUrl" not in one and one["sha2"].lower() not in files for one in described_files):
        raise Bad("An attachment has neither a fileUrl nor a part with its SHA-2.")
    _check_signed(sent, files, asked.version)
    return sent, files


def _check(sent: Any, version: Version) -> None:
    if type(sent) is list:
        for place, one in enumerate(sent):
            statement(one, f"[{place}]", second=version is Version.SECOND)
    else:
        statement(sent, "statement", second=version is Version.SECOND)


def _check_signed(sent: Any, files: dict[str, File], version: Version) -> None:
    for one in sent if type(sent) is list else [sent]:
        if "attachments" in one:
            check_signatures(one, files, second=version is Version.SECOND)


def _stored(
    statements: list[dict[str, Any]], files: dict[str, File], asked: Asked, caller: Credential
) -> list[str]:
    return store(statements, files, by=caller, version=asked.version)


def _one(asked: Asked, caller: Credential, mine: int | None) -> HttpResponse:
    if "statementId" in asked.parameters and "voidedStatementId" in asked.parameters:
        raise Bad("statementId and voidedStatementId exclude each other.")
    asked.only(_ONE)
    voided = "voidedStatementId" in asked.parameters
    named = asked.value("voidedStatementId" if voided else "statementId", uuid)
    way = _format(asked)
    asked.flag("attachments")
    found = one_statement(UUID(named), voided=voided, authority=mine, family=caller.family)
    if found is None:
        raise Missing("There is no such statement.")
    (text,) = _written([found], way, asked)
    return _given(asked, text.encode(), [found], moment_of(found.position))


def _given(asked: Asked, body: bytes, found: list[Found], changed: datetime | None) -> HttpResponse:
    if asked.flag("attachments"):
        files = contents(sha2 for one in found for sha2 in one.attached)
        content_type, body = written(body, files, headers_of(orjson.loads(one.raw) for one in found))
    else:
        content_type = "application/json"
    return dated(HttpResponse(body, content_type=content_type), changed)


def _format(asked: Asked) -> str:
    way = asked.parameters.get("format", "exact")
    if way not in ("ids", "exact", "canonical"):
        raise Bad("format must be ids, exact or canonical.")
    return way


def _written(found: list[Found], way: str, asked: Asked) -> list[str]:
    if way == "exact":
        return [one.raw for one in found]
    statements = [orjson.loads(one.raw) for one in found]
    if way == "ids":
        told = [ids(one) for one in statements]
    else:
        known = described({(kind, term["id"]) for one in statements for kind, term in terms(one)})
        wanted = Wanted(asked.headers.get("accept-language"))
        told = [canonical(one, known, wanted) for one in statements]
    return [orjson.dumps(one).decode() for one in told]


def _sought(asked: Asked, caller: Credential, mine: int | None) -> tuple[Sought, str]:
    second = asked.version is Version.SECOND
    filters: list[int] = []
    related_agents, related_activities = asked.flag("related_agents"), asked.flag("related_activities")
    if registration := asked.value("registration", uuid):
        filters.append(key(REGISTRATION, registration.lower()))
    if agent := asked.json("agent", actor):
        named = agent_key(RELATED_AGENT if related_agents else AGENT, agent)
        if named is None:
            refuse("agent", "a group must have an identifier")
        filters.append(named)
    if activity := asked.value("activity", iri):
        filters.append(key(RELATED_ACTIVITY if related_activities else ACTIVITY, activity))
    if verb := asked.value("verb", iri):
        filters.append(key(VERB, verb))
    ascending, way = asked.flag("ascending"), _format(asked)
    asked.flag("attachments")
    low = (
        after_moment(moment(asked.parameters["since"], "since", second))
        if "since" in asked.parameters
        else None
    )
    high = (
        after_moment(moment(asked.parameters["until"], "until", second))
        if "until" in asked.parameters
        else None
    )
    if "from" in asked.parameters:
        begun = _whole(asked, "from")
        low, high = (max(low or 0, begun + 1), high) if ascending else (low, min(high or begun, begun))
    limit = _whole(asked, "limit") if "limit" in asked.parameters else 0
    return Sought(filters, mine, caller.family, low, high, ascending, limit=min(limit or MOST, MOST) + 1), way


def _whole(asked: Asked, name: str) -> int:
    value = asked.parameters[name]
    if not (value.isascii() and value.isdigit()) or len(value) > 18 + (name == "from"):
        raise Bad(f"{name} must be a whole number.")
    return min(int(value), 2**63 - 2)
