"""The learner's preferences: the document cmi5LearnerPreferences of their agent profile (cmi5, section 11)."""

from typing import Any

from cordee.cmi5.rules import Breach
from cordee.records.parsing import parsed
from cordee.records.refusals import Bad
from cordee.records.validation.values import language

NAMES = ("languagePreference", "audioPreference")


def check_preferences(body: bytes, media_type: str) -> None:
    """Raises Breach for what is no such document."""
    try:
        given: Any = parsed(body) if media_type == "application/json" else None
    except Bad:
        given = None
    if type(given) is not dict or not all(type(given.get(name)) is str for name in NAMES):
        raise Breach("11", "the preferences are a JSON object with languagePreference and audioPreference")
    for one in given["languagePreference"].split(","):
        try:
            language(one.strip(), "languagePreference")
        except Bad:
            raise Breach("11.1", "languagePreference is a list of language tags, with commas") from None
    if given["audioPreference"] not in ("on", "off"):
        raise Breach("11.2", "audioPreference is on or off")
