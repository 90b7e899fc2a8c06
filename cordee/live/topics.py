"""What a page that is open wants to hear of, and which acts belong to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cordee.core.errors import Missing, Refusal
from cordee.spaces import access
from cordee.spaces.events import POST_READ
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.queries.threads import post_read

MOST = 20  # topics of one page
# What everybody who reads there may see happen. Who reported a text, whom somebody follows, who voted or asked to come
# in concerns others: pages never hear of it.
_SEEN_BY_ALL = ("post.", "comment.", "reaction.", "answer.", "duplicate.", "practice.")
_OF_A_POST = ("post.", "answer.", "duplicate.", "poll.", "practice.")


@dataclass(frozen=True, slots=True)
class Topic:
    """A thread, a space, or all the spaces that somebody belongs to ("today"): its name, and the space it stands in."""

    name: str
    space: UUID | None


def permitted(who: access.Viewer, names: list[str]) -> list[Topic]:
    """The topics of these names: ``thread:<id>``, ``space:<address>``, ``today``.

    Raises Missing for one that the viewer may not read, as for one that is not there. Two queries a topic at most.
    """
    if len(names) > MOST:
        raise Missing("too many topics")
    topics: dict[str, Topic] = {}
    for name in names:
        kind, _colon, what = name.partition(":")
        try:
            for topic in _permitted(who, kind, what):
                topics[topic.name] = topic
        except (ValueError, Refusal):
            raise Missing("no such topic") from None
    return list(topics.values())


def _permitted(who: access.Viewer, kind: str, what: str) -> list[Topic]:
    match kind:
        case "thread":
            post = post_read(who, UUID(what))
            return [Topic(thread(post.id), post.space_id)]
        case "space":
            space = space_seen(who, what)
            access.check_reads(who, space)
            return [Topic(f"space:{space.id}", space.id)]
        case "today":
            return [Topic(f"space:{space_id}", space_id) for space_id in who.standings]
    raise ValueError(kind)


def thread(post_id: UUID | str) -> str:
    """The name of a thread's topic."""
    return f"thread:{post_id}"


def seen_by_all(verb: str) -> bool:
    """Whether an act shows on the pages of whoever may read where it happened."""
    return verb.startswith(_SEEN_BY_ALL) and verb != POST_READ


def names_of(verb: str, space_id: UUID | None, object_id: UUID, data: Mapping[str, Any]) -> list[str]:
    """The topics to which an act belongs."""
    names = [f"space:{space_id}"] if space_id else []
    if post := (object_id if verb.startswith(_OF_A_POST) else data.get("post")):
        names.append(thread(post))
    if former := data.get("from"):
        names.append(f"space:{former}")
    return names
