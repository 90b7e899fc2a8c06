"""A unit at the door of the record store: its session's token, and what it may ask there.

It reads and writes what is of its own learner and registration; what it states is held to the rules of cmi5.
"""

import hmac
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from cordee.cmi5 import vocabulary as words
from cordee.cmi5.actions.hearing import hear, told_in
from cordee.cmi5.actions.telling import credential
from cordee.cmi5.models import Registration, Session
from cordee.cmi5.preferences import check_preferences
from cordee.cmi5.rules import Breach
from cordee.records.actions.credentials import hash_of
from cordee.records.models import Statement
from cordee.records.passes import Answer, Pass
from cordee.records.validation.agents import agent
from cordee.records.validation.values import uuid
from cordee.records.views.asked import Asked
from cordee.records.views.statements import sent_in

_OVER = "this session is over: launch the unit again"


def open_session(user: str, password: str) -> Pass | None:
    """The pass of a session's token (8.2); None for what is none."""
    try:
        identifier = UUID(hex=user) if len(user) == 32 else None
    except ValueError:
        return None
    session = Session.objects.filter(pk=identifier).first() if identifier else None
    if session is None or not hmac.compare_digest(session.token_hash, hash_of(password)):
        return None
    return SessionPass(credential(session.id), session.id)


@dataclass(frozen=True)
class SessionPass(Pass):
    """What the unit of one session is let through with."""

    session_id: UUID

    def through(self, resource: str, asked: Asked, answer: Answer) -> HttpResponse:
        """Answer what is asked for, and note what follows. Raises Breach (403), and what the answer raises."""
        if resource == "statements" and not asked.reads:
            return self._stated(asked, answer)
        session = Session.objects.select_related("registration").get(pk=self.session_id)
        if session.ended_at is not None:
            raise Breach("8.1.2", _OVER)
        if resource == "statements":
            return self._read(session, asked, answer)
        if resource == "activities/state":
            self._check_state(session, asked)
        elif resource == "activities/profile":
            _check_activity(session, asked)
        elif resource in ("agents/profile", "agents"):
            _check_agent(session, asked)
            if asked.parameters.get("profileId") == words.PREFERENCES:
                _meet_preferences(session, asked)
        return answer(asked, self.credential)

    @transaction.atomic
    def _stated(self, asked: Asked, answer: Answer) -> HttpResponse:
        """Who states something is alone in the registration until it is stored."""
        sent, _files = sent_in(asked)
        whose = Session.objects.filter(pk=self.session_id).values("registration")
        Registration.objects.select_for_update().get(pk__in=whose)
        sessions = Session.objects.select_for_update(of=("self",)).select_related("registration__course")
        session = sessions.get(pk=self.session_id)
        statements = sent if type(sent) is list else [sent]
        if asked.method == "PUT" and (named := asked.value("statementId", uuid)):
            for one in statements[:1]:
                one.setdefault("id", named)
        ids = [one["id"] for one in statements if "id" in one]
        known = {str(one) for one in Statement.objects.filter(id__in=ids).values_list("id", flat=True)}
        # What comes again after a lost answer was checked the first time: the store says whether it is the same.
        fresh = [one for one in statements if str(one.get("id", "")).lower() not in known]
        told = told_in(session)
        for one in fresh:
            if session.ended_at is not None:
                raise Breach("9.3.6, 9.3.8", _OVER)
            told.take(one)
        response = answer(asked, self.credential)
        if fresh:
            hear(session, fresh, told, now=timezone.now())
        return response

    def _read(self, session: Session, asked: Asked, answer: Answer) -> HttpResponse:
        """Of statements those of its own registration alone."""
        registration = str(session.registration_id)
        if "agent" in asked.parameters:
            _check_agent(session, asked)
        one = {"statementId", "voidedStatementId"} & asked.parameters.keys()
        if not one:
            if asked.parameters.setdefault("registration", registration).lower() != registration:
                raise Breach("8.1.4", "the registration is the one that the launch named")
            return answer(asked, self.credential)
        alone = {name: value for name, value in asked.parameters.items() if name != "attachments"}
        response = answer(replace(asked, parameters=alone), self.credential)
        told = orjson.loads(response.content)
        if told.get("context", {}).get("registration") != registration:
            raise Breach("9.6.1", "this statement is of another registration")
        return answer(asked, self.credential) if "attachments" in asked.parameters else response

    def _check_state(self, session: Session, asked: Asked) -> None:
        _check_activity(session, asked)
        _check_agent(session, asked)
        given = asked.value("registration", uuid)
        if (given or "").lower() != str(session.registration_id):
            raise Breach("8.1.4", "the registration is the one that the launch named")
        if not asked.reads and asked.parameters.get("stateId", words.LAUNCH_DATA) == words.LAUNCH_DATA:
            raise Breach("10.2.1", "LMS.LaunchData is read only; other documents are deleted by their names")


def _check_activity(session: Session, asked: Asked) -> None:
    """Documents are about the unit, or about what its maker names; never about another activity of ours."""
    own, given = session.launch["activityId"], asked.parameters.get("activityId", "")
    ours = own[: own.index("/xapi/activities/") + len("/xapi/activities/")]
    if given != own and given.startswith(ours) and not given.startswith(f"{own}/"):
        raise Breach("8.1.5", "the activityId is the one that the launch named")


def _check_agent(session: Session, asked: Asked) -> None:
    given: dict[str, Any] = asked.json("agent", agent) or {}
    if given.get("account") != session.registration.actor["account"]:
        raise Breach("8.1.3", "the agent is the actor that the launch named")


def _meet_preferences(session: Session, asked: Asked) -> None:
    if asked.reads:
        if session.preferences_at is None:
            Session.objects.filter(pk=session.pk).update(preferences_at=timezone.now())
    elif asked.method != "DELETE":
        check_preferences(asked.body, asked.media_type)
