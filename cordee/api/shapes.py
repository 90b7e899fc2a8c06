"""Turning what queries give into what the API gives, where the names differ."""

from typing import Any

from cordee.core.pages import Page
from cordee.media.models import File
from cordee.people.models import Person
from cordee.people.queries import skills_of
from cordee.spaces import access
from cordee.spaces.models import Space
from cordee.spaces.queries.threads import CommentView, Meanings, Thread


def page(found: Page, shape: Any = None) -> dict[str, Any]:
    """A page of a list."""
    return {"items": [shape(row) for row in found.rows] if shape else found.rows, "next": found.next}


def space(found: Space, who: access.Viewer) -> dict[str, Any]:
    """A space as the caller stands to it."""
    return {
        "id": found.id,
        "slug": found.slug,
        "title": found.title,
        "theme": found.theme,
        "visibility": found.visibility,
        "time_zone": found.time_zone,
        "welcome": found.welcome if who.reads(found) else "",
        "aims": found.aims,
        "charter_version": found.charter_version,
        "member": who.belongs(found),
        "facilitator": who.facilitates(found),
        "readable": who.reads(found),
        "must_accept": who.belongs(found) and who.must_accept(found, found.charter_version),
        "cover_url": found.cover.url if found.cover else None,
    }


def meanings(found: Meanings) -> dict[str, Any]:
    """What reactions say."""
    return {"counts": found.counts, "mine": sorted(found.mine)}


def comment(view: CommentView) -> dict[str, Any]:
    """A reply with those below it."""
    return {
        "id": view.id,
        "parent_id": view.parent_id,
        "body_html": view.body_html,
        "created_at": view.created_at,
        "edited_at": view.edited_at,
        "author": view.author,
        "meanings": meanings(view.meanings),
        "replies": [comment(below) for below in view.replies],
    }


def post(found: Thread) -> dict[str, Any]:
    """A contribution, whole."""
    row = found.post
    return {
        "id": row.id,
        "space_slug": row.space.slug,
        "kind": row.kind,
        "title": row.title,
        "body": row.body,
        "body_html": row.body_html,
        "link": row.link,
        "attachment_url": row.attachment.url if row.attachment else None,
        "created_at": row.created_at,
        "edited_at": row.edited_at,
        "last_activity_at": row.last_activity_at,
        "comment_count": row.comment_count,
        **{name: getattr(row, name) for name in ("resolved_at", "removed_at", "locked_at", "pinned_at")},
        "author": found.author,
        "skills": found.skills,
        "meanings": meanings(found.meanings),
        "notes": found.notes,
        "answer": comment(found.answer) if found.answer else None,
    }


def profile(person: Person, figures: Any) -> dict[str, Any]:
    """What others read of somebody. One query beside the person's and the figures' own."""
    sides = skills_of(person)
    return {
        **{
            name: getattr(person, name)
            for name in ("id", "name", "handle", "headline", "avatar_url", "about")
        },
        "availability": person.availability,
        "helps": sides.helps,
        "learns": sides.learns,
        "figures": figures,
    }


def me(person: Person, figures: Any) -> dict[str, Any]:
    """What one sees of oneself."""
    own = {name: getattr(person, name) for name in ("email", "language", "time_zone", "theme", "motion")}
    return profile(person, figures) | own


def file(stored: File) -> dict[str, Any]:
    """A stored file."""
    names = ("id", "url", "name", "size", "width", "height", "alternative")
    return {name: getattr(stored, name) for name in names}
