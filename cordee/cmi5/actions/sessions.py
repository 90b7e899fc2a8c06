"""A session: launched, its token fetched once, ended by its unit or left (cmi5, sections 8, 9.3 and 10)."""

import base64
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID, uuid4

import orjson
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cordee.cmi5 import vocabulary as words
from cordee.cmi5.actions.telling import tell_abandoned, tell_launched
from cordee.cmi5.models import Registration, Session
from cordee.cmi5.names import unit_iri
from cordee.cmi5.structure import Unit
from cordee.core.errors import Conflict, Missing
from cordee.records.actions.credentials import hash_of
from cordee.records.actions.documents import JSON, Condition, put_document
from cordee.records.documents import Place
from cordee.records.queries.documents import one_document

LONGEST = timedelta(hours=24)  # since the last word of its unit, then a session counts as left


@dataclass(frozen=True)
class Launch:
    """How a unit is launched: in which mode, back to where, with which words of the learner's."""

    mode: str = Session.Mode.NORMAL
    back: str = ""
    languages: str = ""  # of the learner's preferences, where there are none yet


@transaction.atomic
def launch(
    registration: Registration, unit: Unit, asked: Launch, page: str, home: str, *, now: datetime
) -> tuple[Session, str]:
    """Launch a unit; the session, and the address that opens it.

    ``page``: where the unit begins, fully qualified. ``home``: our address as the unit will call it, with a slash.
    """
    identifier, secret = uuid4(), secrets.token_urlsafe(24)
    activity = unit_iri(registration.course, unit.key)
    document = _document(unit, asked, identifier)
    session = Session.objects.create(
        id=identifier,
        registration=registration,
        unit=unit.key,
        mode=asked.mode,
        launch={"activityId": activity, "document": document},
        address_hash=hash_of(secret),
        launched_at=now,
        last_at=now,
    )
    place = Place("state", activity, registration.actor, str(registration.id), words.LAUNCH_DATA)
    put_document(place, orjson.dumps(document), JSON, Condition(), guarded=False, now=now)
    if asked.languages:
        _keep_preferences(registration.actor, asked.languages, now)
    tell_launched(session, unit, page)
    parameters = {
        "endpoint": f"{home}xapi/",
        "fetch": f"{home}xapi/cmi5/sessions/{identifier}/{secret}",
        "actor": orjson.dumps(registration.actor).decode(),
        "registration": str(registration.id),
        "activityId": activity,
    }
    return session, _with(page, parameters)


def _document(unit: Unit, asked: Launch, session: UUID) -> dict[str, Any]:
    """LMS.LaunchData (section 10)."""
    document: dict[str, Any] = {
        "contextTemplate": {
            "contextActivities": {"grouping": [words.activity(unit.iri)]},
            "extensions": {words.SESSION: str(session)},
        },
        "launchMode": str(asked.mode),
        "launchMethod": unit.launch_method,
        "moveOn": unit.move_on,
    }
    if unit.launch_parameters is not None:
        document["launchParameters"] = unit.launch_parameters
    if unit.mastery is not None:
        document["masteryScore"] = unit.mastery
    if asked.back:
        document["returnURL"] = asked.back
    if unit.entitlement_key is not None:
        document["entitlementKey"] = {"courseStructure": unit.entitlement_key}
    return document


def _keep_preferences(actor: dict[str, Any], languages: str, now: datetime) -> None:
    """The learner's preferences as they are known here; what units or the learner chose since stays (section 11)."""
    place = Place("agent", agent=actor, name=words.PREFERENCES)
    if one_document(place) is None:
        told = {"languagePreference": languages, "audioPreference": "on"}
        put_document(place, orjson.dumps(told), JSON, Condition(), guarded=False, now=now)


def _with(page: str, parameters: dict[str, str]) -> str:
    """The page with what a launch adds to its query."""
    address, mark, fragment = page.partition("#")
    return (
        f"{address}{'&' if '?' in address else '?'}{urlencode(parameters, quote_via=quote)}{mark}{fragment}"
    )


@transaction.atomic
def fetch_token(session_id: UUID, secret: str, *, now: datetime) -> str | None:
    """The token of a session, the first time that it is asked for; None afterwards. Raises Missing (8.2).

    With it the session begins: those that its learner left open in this course are over (9.3.6), also those launched
    before whose unit never came to ask for its token.
    """
    session = (
        Session.objects.select_for_update(of=("self",))
        .select_related("registration__course")
        .filter(pk=session_id)
        .first()
    )
    if session is None or not hmac.compare_digest(session.address_hash, hash_of(secret)):
        raise Missing("")
    if session.fetched_at is not None or session.ended_at is not None:
        return None
    before = Q(fetched_at__isnull=False) | Q(launched_at__lt=session.launched_at)
    others = session.registration.sessions.filter(before, ended_at__isnull=True).exclude(pk=session.pk)
    for other in others.select_for_update(of=("self",)).order_by("launched_at"):
        abandon(other, now=now)
    token = secrets.token_urlsafe(24)
    session.token_hash, session.fetched_at, session.last_at = hash_of(token), now, now
    session.save(update_fields=["token_hash", "fetched_at", "last_at"])
    return base64.b64encode(f"{session.id.hex}:{token}".encode()).decode()


@transaction.atomic
def abandon(session: Session, *, now: datetime) -> Session:
    """End a session whose unit did not: nothing is taken from it any more (9.3.6). Again changes nothing.

    Raises Conflict where its unit ended it.
    """
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.end == Session.End.TERMINATED:
        raise Conflict(_("This session was ended by its unit."))
    if session.ended_at is None:
        unit = session.registration.course.read.unit(session.unit)
        if unit is not None:
            tell_abandoned(session, unit, now=now)
        session.ended_at, session.end = now, Session.End.ABANDONED
        session.save(update_fields=["ended_at", "end"])
    return session


def abandon_old(*, now: datetime, at_once: int = 200) -> int:
    """End the sessions of which nothing was heard for a day; how many."""
    old = Session.objects.filter(ended_at__isnull=True, last_at__lt=now - LONGEST)
    found = list(old.order_by("last_at").select_related("registration__course")[:at_once])
    for session in found:
        abandon(session, now=now)
    return len(found)
