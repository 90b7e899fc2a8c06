"""What a row of the export holds: a statement in flat, typed columns, and its JSON as it is stored."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson

from cordee.insights.acts.statements import agent_name
from cordee.records.validation.values import moment

VERSION = "1"  # of the columns and of what is put into them: files of another are written again
TEXT, WHOLE, REAL, TRUTH, MOMENT = "VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "TIMESTAMPTZ"
COLUMNS: Mapping[str, str] = {
    "id": TEXT,
    "position": WHOLE,
    "stored": MOMENT,
    "timestamp": MOMENT,
    "actor": TEXT,
    "person_id": TEXT,
    "verb": TEXT,
    "activity": TEXT,
    "activity_type": TEXT,
    "registration": TEXT,
    "success": TRUTH,
    "completion": TRUTH,
    "score_scaled": REAL,
    "duration_seconds": REAL,
    "kind": TEXT,
    "mode": TEXT,
    "space_id": TEXT,
    "path_id": TEXT,
    "cohort_id": TEXT,
    "unit_id": TEXT,
    "thread_id": TEXT,
    "question": TRUTH,
    "source": TEXT,
    "voided": TRUTH,
    "raw": TEXT,
}
DAY = "day"  # the folder a row stands in: the UTC day of its timestamp
PERSONAL = ("actor", "person_id", "registration")  # by what one person's rows are recognised

_DURATION = re.compile(
    r"P(?:(\d+(?:[.,]\d+)?)W|(?:(\d+(?:[.,]\d+)?)Y)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)D)?"
    r"(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?)"
)
# A year is 365 days and a month 30: durations of learning have neither.
_SECONDS = (604_800, 31_536_000, 2_592_000, 86_400, 3_600, 60, 1)
_BREAKS = re.compile(r"[\x00-\x1f]")


@dataclass(frozen=True)
class Row:
    """A statement as it is stored."""

    position: int
    voided: bool
    raw: str


@dataclass(frozen=True)
class Flattening:
    """How statements become lines. ``people``: who is who, by what names an agent. ``pseudonym`` hides who they are."""

    people: Mapping[tuple[str, str], str]
    raw: bool = True
    pseudonym: Callable[[str], str] | None = None
    acts: Callable[[dict[str, Any], str], Mapping[str, Any]] = field(default=lambda told, person: {})

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of its lines, the day last."""
        return (*(name for name in COLUMNS if self.raw or name != "raw"), DAY)

    def line(self, row: Row) -> str:
        """A row as text: columns parted by tabs, empty where there is nothing. The JSON has no tab and no line break."""
        told = orjson.loads(row.raw)
        cells = self._cells(told, row)
        if self.pseudonym:
            for name in PERSONAL:
                if cells[name]:
                    cells[name] = self.pseudonym(cells[name])
        flat = [_cell(cells[name]) for name in COLUMNS if name != "raw"]
        return "\t".join(
            [*flat, row.raw, cells["timestamp"][:10]] if self.raw else [*flat, cells["timestamp"][:10]]
        )

    def _cells(self, told: dict[str, Any], row: Row) -> dict[str, Any]:
        thing, result = told["object"], told.get("result", {})
        is_activity = thing.get("objectType", "Activity") == "Activity"
        actor = actor_key(told["actor"])
        person = self.people.get(agent_name(told["actor"]) or ("", ""), "")
        cells = dict.fromkeys(COLUMNS, "") | {
            "id": told["id"],
            "position": row.position,
            "stored": _moment(told["stored"]),
            "timestamp": _moment(told["timestamp"]),
            "actor": actor,
            "person_id": person,
            "verb": told["verb"]["id"],
            "activity": thing["id"] if is_activity else "",
            "activity_type": thing.get("definition", {}).get("type", "") if is_activity else "",
            "registration": told.get("context", {}).get("registration", ""),
            "success": result.get("success", ""),
            "completion": result.get("completion", ""),
            "score_scaled": result.get("score", {}).get("scaled", ""),
            "duration_seconds": seconds(result["duration"]) if "duration" in result else "",
            "voided": row.voided,
        }
        return cells | dict(self.acts(told, person)) if person and not row.voided else cells


def actor_key(agent: Mapping[str, Any]) -> str:
    """Who an agent is, in one text: an account as ``homePage|name``, else its mbox, its hash or its OpenID.

    A group without a name of its own has none.
    """
    if account := agent.get("account"):
        return f"{account['homePage']}|{account['name']}"
    if hashed := agent.get("mbox_sha1sum"):
        return f"sha1:{hashed}"
    return agent.get("mbox") or agent.get("openid") or ""


def seconds(duration: str) -> float | str:
    """How long an ISO 8601 duration is; empty for what has no length."""
    found = _DURATION.fullmatch(duration)
    if found is None:
        return ""
    parts = zip(found.groups(), _SECONDS, strict=True)
    return float(sum(float(part.replace(",", ".")) * unit for part, unit in parts if part))


def _moment(said: str) -> str:
    """A moment of a stored statement, in UTC to the microsecond."""
    if said[19:20] in "Z." and said[-1] == "Z" and said[17:19] != "60":
        return said if len(said) <= 27 else said[:26] + "Z"
    return moment(said, "timestamp", True).astimezone(UTC).isoformat()


def _cell(value: Any) -> str:
    if type(value) is str:
        return _BREAKS.sub(" ", value) if _BREAKS.search(value) else value
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is datetime:
        return value.isoformat()
    return "" if value is None else str(value)
