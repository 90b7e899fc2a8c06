"""Verbs and types of activity of other software, by their IRI: which act, and how one learns by it.

Verbs of ADL (https://w3id.org/xapi/adl/verbs, https://w3id.org/xapi/cmi5), of the Tin Can registry
(https://registry.tincanapi.com), of Activity Streams 1.0 and of the video profile. A verb that is not here is an act of
kind ``other``: that somebody learned is known, what they did is not.
"""

from collections.abc import Mapping

from cordee.insights.models.acts import Kind, Mode

_ADL = "http://adlnet.gov/expapi/verbs/"
_CMI5 = "https://w3id.org/xapi/adl/verbs/"
_STREAMS = "http://activitystrea.ms/schema/1.0/"
_STREAMS_2 = "http://activitystrea.ms/"
_TINCAN = "http://id.tincanapi.com/verb/"
_UK = "http://www.tincanapi.co.uk/verbs/"
_VIDEO = "https://w3id.org/xapi/video/verbs/"
_BRINDLE = "http://brindlewaye.com/xAPITerms/verbs/"

_NAMED: Mapping[Kind, tuple[str, ...]] = {
    Kind.STEP: (
        f"{_ADL}completed", f"{_ADL}passed", f"{_ADL}mastered", f"{_CMI5}satisfied", f"{_STREAMS}complete",
    ),
    Kind.READ: (
        f"{_ADL}experienced", f"{_TINCAN}viewed", f"{_TINCAN}previewed", f"{_STREAMS}read", f"{_STREAMS}watch",
        f"{_STREAMS}listen", f"{_STREAMS}play", f"{_STREAMS}consume", f"{_VIDEO}played",
        "https://w3id.org/xapi/dod-isd/verbs/viewed", "https://w3id.org/xapi/dod-isd/verbs/read",
    ),
    Kind.CONTRIBUTE: (
        f"{_ADL}shared", f"{_ADL}asked", f"{_STREAMS}share", f"{_STREAMS}author", f"{_STREAMS}create",
        f"{_TINCAN}posted",
    ),
    Kind.REPLY: (f"{_ADL}commented", f"{_TINCAN}replied", f"{_STREAMS}answer"),
    Kind.REACT: (
        f"{_TINCAN}voted-up", f"{_STREAMS}like", f"{_STREAMS}favorite", f"{_TINCAN}rated", f"{_STREAMS}agree",
    ),
    Kind.VOTE: (f"{_TINCAN}voted", "https://w3id.org/xapi/dod-isd/verbs/voted"),
    Kind.TEACH: (f"{_UK}taught", f"{_BRINDLE}taught", f"{_TINCAN}mentored", f"{_TINCAN}tutored"),
    Kind.TRY: (f"{_ADL}practiced", f"{_TINCAN}practiced", f"{_TINCAN}applied"),
    Kind.WORK: (f"{_STREAMS}submit", f"{_TINCAN}submitted"),
    Kind.JUDGE: (f"{_UK}evaluated", f"{_TINCAN}reviewed", f"{_ADL}scored", f"{_UK}assessed"),
    Kind.ATTEND: (f"{_ADL}attended", f"{_STREAMS}attend"),
    Kind.JOIN: (f"{_ADL}registered", f"{_STREAMS}join", f"{_TINCAN}enrolled-onto-learning-plan"),
    Kind.ACCEPT: (f"{_STREAMS}resolve",),
}  # fmt: skip
VERBS: Mapping[str, Kind] = {iri: kind for kind, iris in _NAMED.items() for iri in iris}
ASKED = f"{_ADL}asked"
# What another Cordée says in words of its own: the end of its IRI, whatever its address.
OWN_VERBS: Mapping[str, Kind] = {"adapted": Kind.ADAPT, "taught": Kind.TEACH, "thanked": Kind.THANK}
OWN_PROFILE = "/xapi/profile/verbs/"

_TYPES = "http://adlnet.gov/expapi/activities/"
_TINCAN_TYPE = "http://id.tincanapi.com/activitytype/"
_MODES: Mapping[Mode, tuple[str, ...]] = {
    Mode.SOCIAL: (
        f"{_TINCAN_TYPE}discussion", f"{_TINCAN_TYPE}forum-topic", f"{_TINCAN_TYPE}forum-reply",
        f"{_TINCAN_TYPE}chat-message", f"{_TINCAN_TYPE}chat-channel", f"{_TINCAN_TYPE}blog",
        f"{_TINCAN_TYPE}conversation", f"{_STREAMS}group", f"{_STREAMS}comment", f"{_STREAMS}question",
        f"{_STREAMS}note", f"{_STREAMS_2}schema/1.0/review", "https://w3id.org/xapi/acrossx/activities/message",
    ),
    Mode.PRACTICE: (
        f"{_TYPES}simulation", f"{_TYPES}performance", f"{_STREAMS}task", f"{_STREAMS}job", f"{_TINCAN_TYPE}project",
        f"{_TINCAN_TYPE}checklist", f"{_TINCAN_TYPE}scenario", "https://w3id.org/xapi/seriousgames/activity-types/serious-game",
    ),
}  # fmt: skip
MODES: Mapping[str, Mode] = {iri: mode for mode, iris in _MODES.items() for iri in iris}


def kind_of(verb: str) -> Kind:
    """What somebody did, by the IRI of the verb; ``http`` and ``https``, a slash at its end or none, are one."""
    iri = verb.rstrip("/")
    if OWN_PROFILE in iri and (own := OWN_VERBS.get(iri.rpartition("/")[2])):
        return own
    for one in (iri, iri.replace("https://", "http://", 1), iri.replace("http://", "https://", 1)):
        if one in VERBS:
            return VERBS[one]
    return Kind.OTHER


def mode_of(kind: Kind, activity_type: str) -> Mode:
    """How one learns by it: as the type of the activity says; else an act among people is social; else formal."""
    iri = activity_type.rstrip("/")
    for one in (iri, iri.replace("https://", "http://", 1)):
        if one in MODES:
            return MODES[one]
    return _BY_KIND.get(kind, Mode.FORMAL)


_BY_KIND = {
    Kind.CONTRIBUTE: Mode.SOCIAL,
    Kind.REPLY: Mode.SOCIAL,
    Kind.REACT: Mode.SOCIAL,
    Kind.THANK: Mode.SOCIAL,
    Kind.TEACH: Mode.SOCIAL,
    Kind.VOTE: Mode.SOCIAL,
    Kind.TRY: Mode.PRACTICE,
    Kind.ADAPT: Mode.PRACTICE,
}
