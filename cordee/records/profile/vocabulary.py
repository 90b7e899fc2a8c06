"""Verbs, types, extensions: of ADL, Activity Streams and the Tin Can registry first, our own where none fits."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

PATH = "/xapi/profile"
_ADL = "http://adlnet.gov/expapi/verbs/"
_STREAMS = "http://activitystrea.ms/schema/1.0/"
_REGISTRY = "http://id.tincanapi.com/verb/"


@dataclass(frozen=True)
class Verb:
    """A verb and its words. ``meaning`` is said of our own alone: whoever made the others says what they mean."""

    iri: str
    english: str
    french: str
    meaning: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it is defined here."""
        return not self.iri.startswith("http")

    @property
    def address(self) -> str:
        """Its IRI; our own stand below this Cordée's address."""
        return f"{profile_iri()}/verbs/{self.iri}" if self.is_own else self.iri


def profile_iri() -> str:
    """The IRI of the profile."""
    return settings.SITE_ADDRESS + PATH


ACCEPTED = Verb(f"{_STREAMS}accept", "accepted", "a accepté")
ADAPTED = Verb(
    "adapted", "adapted", "a adapté", "Used somebody's practice otherwise, to fit one's own situation."
)
AGREED = Verb(f"{_STREAMS}agree", "agreed to", "a accepté")
APPROVED = Verb(f"{_STREAMS}approve", "approved", "a approuvé")
ASKED = Verb(f"{_ADL}asked", "asked", "a demandé")
ATTEMPTED = Verb(f"{_ADL}attempted", "attempted", "a essayé")
ATTENDED = Verb(f"{_ADL}attended", "attended", "a assisté à")
COMPLETED = Verb(f"{_ADL}completed", "completed", "a terminé")
CONFIRMED = Verb(f"{_STREAMS}confirm", "confirmed", "a confirmé")
DELETED = Verb(f"{_STREAMS}delete", "deleted", "a supprimé")
EARNED = Verb(f"{_REGISTRY}earned", "earned", "a obtenu")
EVALUATED = Verb("http://www.tincanapi.co.uk/verbs/evaluated", "evaluated", "a évalué")
EXPERIENCED = Verb(f"{_ADL}experienced", "experienced", "a vécu")
FOLLOWED = Verb(f"{_STREAMS}follow", "followed", "suit")
INITIALIZED = Verb(f"{_ADL}initialized", "began", "a commencé")
JOINED = Verb(f"{_STREAMS}join", "joined", "a rejoint")
LEFT = Verb(f"{_STREAMS}leave", "left", "a quitté")
REGISTERED = Verb(f"{_ADL}registered", "registered for", "s’est inscrit à")
REOPENED = Verb(
    "reopened", "reopened", "a rouvert", "Said that a question which had an accepted answer has none."
)
REPLIED = Verb(f"{_REGISTRY}replied", "replied", "a répondu")
REQUESTED = Verb(f"{_STREAMS}request", "asked to join", "a demandé à rejoindre")
RESOLVED = Verb(f"{_STREAMS}resolve", "resolved", "a résolu")
RESPONDED = Verb(f"{_ADL}responded", "responded", "a répondu")
RESUMED = Verb(f"{_ADL}resumed", "resumed", "a repris")
RETRACTED = Verb(f"{_STREAMS}retract", "took back", "a retiré")
SHARED = Verb(f"{_ADL}shared", "shared", "a partagé")
SKIPPED = Verb(f"{_REGISTRY}skipped", "skipped", "a passé")
STAYS_AWAY = Verb(f"{_STREAMS}rsvp-no", "does not come to", "ne vient pas à")
STOPPED_FOLLOWING = Verb(f"{_STREAMS}stop-following", "stopped following", "ne suit plus")
SUBMITTED = Verb(f"{_STREAMS}submit", "submitted", "a remis")
TAUGHT = Verb("taught", "taught", "a transmis", "Passed somebody's practice on to others.")
THANKED = Verb("thanked", "gave thanks for", "a remercié pour", "Said thanks for what somebody shared.")
VOTED_UP = Verb(f"{_REGISTRY}voted-up", "found useful", "a trouvé utile")
WILL_COME = Verb(f"{_STREAMS}rsvp-yes", "comes to", "vient à")

_TYPES = "http://adlnet.gov/expapi/activities/"
TYPES: Mapping[str, str] = {
    "answer": "http://id.tincanapi.com/activitytype/forum-reply",
    "attempt": f"{_TYPES}attempt",
    "certificate": f"{_STREAMS}badge",
    "charter": f"{_STREAMS}article",
    "path": f"{_TYPES}course",
    "post": "http://id.tincanapi.com/activitytype/forum-topic",
    "question": f"{_STREAMS}question",
    "skill": f"{_TYPES}objective",
    "space": f"{_STREAMS}group",
    "step": f"{_TYPES}lesson",
    "work": f"{_STREAMS}file",
    "workshop": f"{_TYPES}meeting",
}
PROFILE_TYPE = f"{_TYPES}profile"
EXTENSIONS: Mapping[str, str] = {
    "kind": "The kind of a contribution: discussion, question, experience, tip, resource, poll; or of an activity.",
}
OWN = {verb.iri: verb for verb in list(globals().values()) if isinstance(verb, Verb) and verb.is_own}


def extension(name: str) -> str:
    """The IRI of an extension of ours."""
    return f"{profile_iri()}/extensions/{name}"
