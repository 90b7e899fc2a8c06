"""What this Cordée states itself of a registration: launched, abandoned, waived, satisfied (cmi5, 9.3)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from cordee.cmi5 import vocabulary as words
from cordee.cmi5.models import Registration, Session
from cordee.cmi5.names import block_iri, course_iri, unit_iri
from cordee.cmi5.structure import Block, Course, Unit
from cordee.records.actions.statements import store
from cordee.records.models import DEFINE, PROFILE, READ, STATE, WRITE, Credential
from cordee.records.positions import written
from cordee.records.versions import Version


def credential(identifier: UUID) -> Credential:
    """What statements of courses are stored by, and what a unit may do; it is in no table and opens nothing."""
    return Credential(id=identifier, name="cmi5", user="cmi5", scopes=[WRITE, READ, STATE, PROFILE, DEFINE])


def tell_launched(session: Session, unit: Unit, address: str) -> None:
    """State that a unit is launched (9.3.1). ``address``: its page, without what the launch adds."""
    launch = session.launch["document"]
    extensions = {words.MODE: session.mode, words.ADDRESS: address, words.MOVE_ON: launch["moveOn"]}
    if "masteryScore" in launch:
        extensions[words.MASTERY] = launch["masteryScore"]
    if "launchParameters" in launch:
        extensions[words.PARAMETERS] = launch["launchParameters"]
    told = _of_unit(session.registration, unit, words.LAUNCHED, session.id, session.launched_at, extensions)
    _store([told])


def tell_abandoned(session: Session, unit: Unit, *, now: datetime) -> None:
    """State that a session was left without an end (9.3.6): it lasted until the last thing that was stated."""
    told = _of_unit(session.registration, unit, words.ABANDONED, session.id, now)
    told["result"] = {"duration": _duration(session.last_at - session.launched_at)}
    _store([told])


def tell_waived(registration: Registration, unit: Unit, reason: str, session: UUID, *, now: datetime) -> None:
    """State that somebody need not do a unit (9.3.7)."""
    told = _of_unit(registration, unit, words.WAIVED, session, now)
    told["result"] = {"success": True, "completion": True, "extensions": {words.REASON: reason}}
    told["context"]["contextActivities"]["category"].append(words.activity(words.MOVE_ON_CATEGORY))
    _store([told])


def tell_satisfied(
    registration: Registration,
    course: Course,
    parts: Sequence[Block | Course],
    session: UUID,
    unit: Unit | None,
    *,
    now: datetime,
) -> None:
    """State that blocks, or the course, are satisfied (9.3.9); by a ``unit``, where one brought it about.

    Each names its designer's identifier, those of what is satisfied with it, and that of the unit.
    """
    named = [one.iri for one in parts] + ([unit.iri] if unit else [])
    told = []
    for one in parts:
        iri, kind = (
            (block_iri(one.key), words.BLOCK)
            if isinstance(one, Block)
            else (course_iri(one.key), words.COURSE)
        )
        thing = words.activity(iri, type=kind, name=one.title, description=one.description)
        groups = dict.fromkeys([one.iri, *named])
        told.append(_statement(registration, words.SATISFIED, thing, list(groups), session, now))
    _store(told)


def _of_unit(
    registration: Registration,
    unit: Unit,
    verb: str,
    session: UUID,
    at: datetime,
    extensions: dict[str, Any] | None = None,
) -> dict[str, Any]:
    iri = unit_iri(registration.course, unit.key)
    thing = words.activity(iri, type=unit.activity_type, name=unit.title, description=unit.description)
    return _statement(registration, verb, thing, [unit.iri], session, at, extensions)


def _statement(
    registration: Registration,
    verb: str,
    thing: dict[str, Any],
    publishers: list[str],
    session: UUID,
    at: datetime,
    extensions: dict[str, Any] | None = None,
) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "actor": registration.actor,
        "verb": {"id": verb, "display": words.DISPLAYS[verb]},
        "object": thing,
        "context": {
            "registration": str(registration.id),
            "contextActivities": {
                "category": [words.activity(words.CATEGORY)],
                "grouping": [words.activity(one) for one in publishers],
            },
            "extensions": {words.SESSION: str(session), **(extensions or {})},
        },
        "timestamp": written(at),
    }


def _store(statements: list[dict[str, Any]]) -> None:
    # At the moment itself: what is stated after something, in the same act, is stored after it.
    store(statements, {}, by=credential(uuid4()), version=Version.FIRST, now=timezone.now())


def _duration(length: timedelta) -> str:
    return f"PT{max(0.0, length.total_seconds()):.2f}S"
