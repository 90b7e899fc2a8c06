"""Operations: search."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas import Text
from cordee.api.schemas.search import FoundOut, ResultsOut, SuggestionsOut
from cordee.search import queries
from cordee.search.queries import Found, Wanted

router = Router(tags=["Search"])


@router.get("/search", response=answers(ResultsOut), summary="Find contributions by their words")
def search(
    request: HttpRequest,
    q: Text = Query(..., max_length=queries.LONGEST),  # noqa: B008 (ninja's way)
    kind: Text = "",
    space: Text = "",
    skill: Text = "",
    person: Text = "",
    since: date | None = None,
    until: date | None = None,
    solved: bool | None = None,
    after: int = Query(0, ge=0, le=queries.MOST),
) -> Any:
    """Best first, among what the caller may read. Replies count for their contribution.

    `kind` is one of the contributions' kinds, or `person`, `space`, `skill` or `path` for those of that name.
    """
    wanted = Wanted(q, kind, space, skill, person.lstrip("@"), since, until, solved)
    zone = timezone.get_current_timezone()
    results = queries.search(who(request), wanted, zone=zone, after=after)
    named = queries.places(who(request), q, kind) if wanted.named else queries.Places([], [], [])
    return {
        "people": named.people,
        "spaces": named.spaces,
        "skills": named.skills,
        "paths": named.paths,
        "items": [_told(one) for one in results.found],
        "next": str(results.next) if results.next else None,
        "instead": results.instead,
        "perhaps": results.perhaps,
    }


@router.get("/suggestions", response=answers(SuggestionsOut), summary="What to offer while somebody types")
def suggestions(
    request: HttpRequest,
    q: Text = Query(..., max_length=queries.LONGEST),  # noqa: B008
    about: Literal["everything", "answers"] = "everything",
) -> Any:
    """The last word may be a beginning. With ``about=answers``, only answered questions that are close to ``q``."""
    viewer = who(request)
    if about == "answers":
        return {
            "posts": [_told(one) for one in queries.closest(viewer, q)],
            "people": [],
            "spaces": [],
            "skills": [],
            "paths": [],
        }
    named = queries.places(viewer, q)
    return {
        "posts": [_told(one) for one in queries.offers(viewer, q).found],
        "people": named.people,
        "spaces": named.spaces,
        "skills": named.skills,
        "paths": named.paths,
    }


@router.get("/posts/{post_id}/similar", response=answers(list[FoundOut]), summary="On the same subject")
def similar(request: HttpRequest, post_id: UUID) -> Any:
    """Four threads at most that the caller may read."""
    return [_told(one) for one in queries.similar(who(request), post_id)]


def _told(one: Found) -> dict[str, Any]:
    return {
        "post": one.line,
        "title_html": str(one.title),
        "excerpt_html": str(one.passage.text) if one.passage else "",
        "comment_id": one.passage.comment_id if one.passage else None,
        "url": one.url,
    }
