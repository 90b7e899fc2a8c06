"""The profile as JSON-LD (xAPI Profiles 1.0): our verbs and extensions, and a template a kind of statement."""

from typing import Any

from cordee.records.profile.acts import ACTS, MEANINGS
from cordee.records.profile.vocabulary import EXTENSIONS, OWN, TYPES, Verb, extension, profile_iri

CONTEXT = "https://w3id.org/xapi/profiles/context"
_SINCE = "2026-11-27T00:00:00Z"


def profile() -> dict[str, Any]:
    """The whole profile."""
    name = profile_iri()
    return {
        "@context": CONTEXT,
        "id": name,
        "type": "Profile",
        "conformsTo": "https://w3id.org/xapi/profiles#1.0",
        "prefLabel": {"en": "Social learning in Cordée", "fr": "L’apprentissage social dans Cordée"},
        "definition": {
            "en": "What people do in spaces, learning paths and workshops, and how practices travel between them.",
            "fr": "Ce que les personnes font dans les espaces, parcours et ateliers, et comment les pratiques circulent.",
        },
        "author": {"type": "Organization", "name": "Cordée"},
        "versions": [{"id": f"{name}/1", "generatedAtTime": _SINCE}],
        "concepts": [concept(one) for one in OWN.values()] + [_extension(one) for one in EXTENSIONS],
        "templates": _templates(),
    }


def concept(verb: Verb) -> dict[str, Any]:
    """A verb of ours."""
    return {
        "id": verb.address,
        "type": "Verb",
        "inScheme": f"{profile_iri()}/1",
        "prefLabel": {"en": verb.english, "fr": verb.french},
        "definition": {"en": verb.meaning},
    }


def _extension(name: str) -> dict[str, Any]:
    return {
        "id": extension(name),
        "type": "ContextExtension",
        "inScheme": f"{profile_iri()}/1",
        "prefLabel": {"en": name},
        "definition": {"en": EXTENSIONS[name]},
        "inlineSchema": '{"type": "string"}',
    }


def _templates() -> list[dict[str, Any]]:
    """A template for each pair of a verb and a type of activity."""
    pairs = {(says.verb.address, TYPES[says.about]) for says in ACTS.values()}
    pairs |= {(verb.address, TYPES["post"]) for verb in MEANINGS.values()}
    return [
        {
            "id": f"{profile_iri()}/templates/{number}",
            "type": "StatementTemplate",
            "inScheme": f"{profile_iri()}/1",
            "prefLabel": {"en": f"{verb.rpartition('/')[2]}: {kind.rpartition('/')[2]}"},
            "definition": {"en": "An act of this Cordée."},
            "verb": verb,
            "objectActivityType": kind,
            "contextCategoryActivityType": ["http://adlnet.gov/expapi/activities/profile"],
            "rules": [{"location": "$.actor.account.homePage", "presence": "included"}],
        }
        for number, (verb, kind) in enumerate(sorted(pairs), start=1)
    ]
