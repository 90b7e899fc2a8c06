"""What a statement alone says of the act that it tells of: its kind, how one learns by it, where it was done."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings

from cordee.insights.acts.verbs import ASKED, kind_of, mode_of
from cordee.insights.models import Kind, Mode, Presence, Scope, Source
from cordee.paths.models import Cohort
from cordee.records.profile import vocabulary as words
from cordee.records.profile.vocabulary import TYPES
from cordee.records.reader import HOUSE

_ABOUT_TEXTS = frozenset({TYPES["post"], TYPES["question"], TYPES["answer"]})
# What this Cordée says in words that mean something else in other software.
_OF_A_TEXT = {
    words.ATTEMPTED.address: (Kind.TRY, Mode.PRACTICE),
    words.EXPERIENCED.address: (Kind.REACT, Mode.SOCIAL),
}


class Telling:
    """The columns of the act of a statement. Two queries, when it is made."""

    def __init__(self) -> None:
        self._ours = f"{settings.SITE_ADDRESS}/xapi/activities/"
        cohorts = Cohort.objects.exclude(space=None).values_list("space_id", "path_id", "id")
        self._cohorts = {str(space): (str(path), str(cohort)) for space, path, cohort in cohorts}
        self._units: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        rows = Presence.objects.filter(scope=Scope.UNIT).exclude(scope_id=None).order_by("since")
        for person, unit, since, until in rows.values_list(
            "person_id", "scope_id", "since", "until"
        ).iterator():
            self._units[str(person)].append(
                (since.isoformat(), until.isoformat() if until else "9999", str(unit))
            )

    def __call__(self, told: Mapping[str, Any], person: str) -> dict[str, Any]:
        """The columns; of somebody who is here. Raises nothing for a valid statement."""
        verb, thing = told["verb"]["id"], told["object"]
        type_ = thing.get("definition", {}).get("type", "") if "id" in thing else ""
        kind, mode = _act(verb, type_ if isinstance(type_, str) else "")
        found: dict[str, Any] = {
            "kind": kind,
            "mode": mode,
            "question": verb == ASKED,
            "source": Source.JOURNAL.value if self._is_ours(told) else Source.STATEMENT.value,
            "unit_id": self._unit(person, told["timestamp"]),
        }
        for place in told.get("context", {}).get("contextActivities", {}).values():
            for one in place:
                self._place(one["id"], found)
        if "id" in thing:
            self._place(thing["id"], found)
        if cohort := self._cohorts.get(found.get("space_id", "")):
            found["path_id"], found["cohort_id"] = cohort
        return found

    def _place(self, iri: str, found: dict[str, Any]) -> None:
        if not iri.startswith(self._ours):
            return
        kind, _slash, number = iri[len(self._ours) :].partition("/")
        match kind:
            case "space" | "path":
                found[f"{kind}_id"] = number
            case "post" | "question":
                found["thread_id"] = number

    def _unit(self, person: str, at: str) -> str:
        stood = self._units.get(person, ())
        place = bisect_right(stood, (at, "~", "~")) - 1
        return stood[place][2] if place >= 0 and at < stood[place][1] else ""

    def _is_ours(self, told: Mapping[str, Any]) -> bool:
        account = told.get("authority", {}).get("account", {})
        return bool(account.get("name") == HOUSE and account.get("homePage") == settings.SITE_ADDRESS)


@lru_cache(maxsize=4096)
def _act(verb: str, type_: str) -> tuple[str, str]:
    if verb in _OF_A_TEXT and type_ in _ABOUT_TEXTS:
        kind, mode = _OF_A_TEXT[verb]
    else:
        kind = kind_of(verb)
        mode = mode_of(kind, type_)
    return kind.value, mode.value
