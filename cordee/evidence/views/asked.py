"""What a request asks for: filters of a list, a scope. What makes no sense is left out, as in any link."""

from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict

from cordee.evidence.queries.pieces import Filters
from cordee.evidence.scope import Scope


def filters(query: QueryDict) -> Filters:
    """How a list is narrowed."""
    indicator = query.get("indicator", "")
    return Filters(
        kind=query.get("kind", "")[:30].replace("\0", ""),
        indicator=int(indicator)
        if indicator.isascii() and indicator.isdigit() and len(indicator) < 4
        else None,
        cohort=uuid_of(query.get("cohort", "")),
        learner=query.get("learner", "").strip()[:80].replace("\0", ""),
        since=day_of(query.get("since", "")),
        until=day_of(query.get("until", "")),
    )


def scope(query: QueryDict) -> Scope:
    """What is to be taken away."""
    return Scope(
        paths=uuids(query.getlist("path")),
        cohorts=uuids(query.getlist("cohort")),
        since=day_of(query.get("since", "")),
        until=day_of(query.get("until", "")),
    )


def without_page(query: QueryDict) -> str:
    """The query of a list without its place, to go on with."""
    kept: Any = query.copy()
    kept.pop("after", None)
    return str(kept.urlencode())


def uuids(texts: list[str]) -> tuple[UUID, ...]:
    """Those that are identifiers."""
    return tuple(found for text in texts[:200] if (found := uuid_of(text)))


def uuid_of(text: str) -> UUID | None:
    """An identifier, or nothing."""
    with suppress(ValueError):
        return UUID(text)
    return None


def day_of(text: str) -> date | None:
    """A day, or nothing."""
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None
