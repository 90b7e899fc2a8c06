"""A statement of an act: identifiers and kinds, as the journal has them, and never what somebody wrote."""

from collections.abc import Container
from typing import Any
from uuid import UUID

from django.conf import settings

from cordee.journal.models import Event
from cordee.paths import events as paths
from cordee.records.people import agent_of
from cordee.records.positions import written
from cordee.records.profile import vocabulary as words
from cordee.records.profile.acts import ACTS, FOLLOWED, MEANINGS, Says
from cordee.records.profile.vocabulary import PROFILE_TYPE, TYPES, Verb
from cordee.spaces import events as spaces
from cordee.spaces.models import Post, Removal
from cordee.workshops import events as workshops

_REACTIONS = (spaces.REACTION_GIVEN, spaces.REACTION_WITHDRAWN)
_OF_SPACES = (spaces.SPACE_JOINED, spaces.SPACE_LEFT, spaces.SPACE_REQUESTED)


def who_did(event: Event) -> UUID | None:
    """Whose act it is: of the learner, where somebody else noted it."""
    says = ACTS.get(event.verb)
    if says and says.learner and (named := event.data.get("person")):
        return UUID(named)
    return event.actor_id


def statement_of(event: Event, here: Container[UUID]) -> dict[str, Any] | None:
    """The statement of an act of somebody who is ``here``; None where it becomes none."""
    says, who = ACTS.get(event.verb), who_did(event)
    if says is None or who is None or who not in here or not _is_told(event):
        return None
    verb, kind = _verb(event, says), _kind(event, says)
    thing = event.data.get(says.named) if says.named else event.object_id
    if event.verb in _OF_SPACES:
        thing = event.space_id
    if thing is None:
        return None
    told: dict[str, Any] = {
        "id": str(event.id),
        "actor": agent_of(who),
        "verb": {"id": verb.address, "display": {"en": verb.english, "fr": verb.french}},
        "object": activity(kind, thing),
        "context": _context(event),
        "timestamp": written(event.at),
    }
    if result := _result(event, says):
        told["result"] = result
    return told


def activity(kind: str, identifier: object) -> dict[str, Any]:
    """A thing of this Cordée as an activity: named by its kind and identifier, whatever its page is called."""
    # A unit that is played is told the name of its step without its kind (paths.views.recording).
    place = str(identifier) if kind == "step" else f"{kind}/{identifier}"
    iri = f"{settings.SITE_ADDRESS}/xapi/activities/{place}"
    return {"objectType": "Activity", "id": iri, "definition": {"type": TYPES[kind]}}


def _is_told(event: Event) -> bool:
    match event.verb:
        case spaces.POST_REMOVED | spaces.COMMENT_REMOVED:
            return bool(event.data.get("why") == Removal.Why.DELETED)  # what moderators hide is confidential
        case spaces.FOLLOW_CHANGED:
            return event.data.get("what") in FOLLOWED and event.data.get("state") in ("following", "none")
        case workshops.ATTENDANCE_SIGNED | workshops.ATTENDANCE_NOTED:
            return bool(event.data.get("present"))
    return True


def _verb(event: Event, says: Says) -> Verb:
    match event.verb:
        case spaces.POST_PUBLISHED if event.data.get("kind") == Post.Kind.QUESTION:
            return words.ASKED
        case spaces.REACTION_GIVEN:
            return MEANINGS.get(event.data.get("meaning", ""), says.verb)
        case spaces.FOLLOW_CHANGED if event.data["state"] == "none":
            return words.STOPPED_FOLLOWING
    return says.verb


def _kind(event: Event, says: Says) -> str:
    if event.verb == spaces.FOLLOW_CHANGED:
        return str(event.data["what"])
    if event.verb in _REACTIONS and str(event.object_id) != event.data.get("post"):
        return "answer"
    if says.about == "post" and event.data.get("kind") == Post.Kind.QUESTION:
        return "question"
    return says.about


def _context(event: Event) -> dict[str, Any]:
    places: dict[str, Any] = {
        "category": [
            {"objectType": "Activity", "id": words.profile_iri(), "definition": {"type": PROFILE_TYPE}}
        ]
    }
    if event.space_id:
        places["grouping"] = [activity("space", event.space_id)]
    on_answer = _kind(event, ACTS[event.verb]) == "answer"
    if on_answer and (post := event.data.get("post")):
        asked = event.data.get("kind") == Post.Kind.QUESTION
        places["parent"] = [activity("question" if asked else "post", post)]
    elif (path := event.data.get("path")) and event.verb not in (
        paths.ENROLLED,
        paths.WITHDRAWN,
        paths.PATH_COMPLETED,
    ):
        places["parent"] = [activity("path", path)]
    context: dict[str, Any] = {"platform": "Cordée", "contextActivities": places}
    if kind := event.data.get("kind"):
        context["extensions"] = {words.extension("kind"): kind}
    return context


def _result(event: Event, says: Says) -> dict[str, Any]:
    result: dict[str, Any] = {"completion": True} if says.done else {}
    score = event.data.get("score")
    if isinstance(score, int | float) and 0 <= score <= 1:
        result["score"] = {"scaled": score}
    return result
