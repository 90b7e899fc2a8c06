"""Statements as learning software sends them: what the record store is measured with."""

import random
from typing import Any
from uuid import UUID

import orjson

PEOPLE, ACTIVITIES, COURSES = 5_000, 500, 20
# How often each is said, of a hundred.
_VERBS = {
    "initialized": 14,
    "progressed": 20,
    "completed": 35,
    "passed": 10,
    "failed": 3,
    "answered": 8,
    "commented": 2,
    "experienced": 8,
}
_ROOT = "https://learning.example.org"


def one(chance: random.Random) -> dict[str, Any]:
    """A statement of about one kilobyte: who, what, with what, how it went, in which course."""
    (verb,) = chance.choices(list(_VERBS), list(_VERBS.values()))
    course = chance.randrange(COURSES)
    number = _often(chance, ACTIVITIES, 2)
    return {
        "actor": {
            "objectType": "Agent",
            "name": "Somebody",
            "account": {"homePage": _ROOT, "name": str(_often(chance, PEOPLE, 3))},
        },
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}", "display": {"en": verb, "fr": verb}},
        "object": {
            "objectType": "Activity",
            "id": f"{_ROOT}/activities/{number}",
            "definition": {
                "name": {"en": f"Activity {number}", "fr": f"Activité {number}"},
                "description": {"en": "Something to do, with others, in ten minutes."},
                "type": "http://adlnet.gov/expapi/activities/lesson",
            },
        },
        "result": {
            "score": {"scaled": chance.randrange(100) / 100, "raw": 12.5, "min": 0, "max": 20},
            "success": True,
            "completion": True,
            "duration": "PT12M30.5S",
        },
        "context": {
            "registration": str(UUID(int=chance.getrandbits(128), version=4)),
            "platform": "Learning",
            "language": "fr",
            "contextActivities": {
                "parent": [{"objectType": "Activity", "id": f"{_ROOT}/courses/{course}"}],
                "category": [
                    {"objectType": "Activity", "id": "https://w3id.org/xapi/cmi5/context/categories/cmi5"}
                ],
            },
            "extensions": {f"{_ROOT}/extensions/session": f"{chance.getrandbits(64):x}"},
        },
        "timestamp": "2026-11-27T10:00:00.123Z",
    }


def _often(chance: random.Random, among: int, power: int) -> int:
    """One of so many, the first ones far more often: a few people do much, a few contents are taken by many."""
    return int(among * chance.random() ** power)


def batch(seed: int, size: int = 100) -> bytes:
    """A request of so many statements; the store gives the identifiers, so it may be sent again."""
    chance = random.Random(seed)
    return orjson.dumps([one(chance) for _number in range(size)])
