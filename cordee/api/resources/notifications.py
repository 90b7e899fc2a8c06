"""Operations: notifications."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from cordee.api import shapes
from cordee.api.resources import answers
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas.notifications import NoticeOut, ReadIn, StoppedOut, UnreadOut
from cordee.notifications import queries
from cordee.notifications.actions.bell import read_all, read_line, read_thread, resume, stop_line
from cordee.notifications.kinds import kinds
from cordee.notifications.lines import Line
from cordee.notifications.reasons import REASONS
from cordee.spaces.views.viewing import actor

router = Router(tags=["Notifications"])


@router.get("/me/notifications", response=answers(PageOf[NoticeOut]), summary="My bell")
def list_notifications(request: HttpRequest, after: Text | None = None) -> Any:
    """What moved last first. What the caller may not read any more is left out."""
    return shapes.page(queries.bell(actor(request).id, after), _told)


@router.get("/me/notifications/count", response=answers(UnreadOut), summary="How many lines I have not read")
def count_notifications(request: HttpRequest) -> Any:
    """The number on the bell."""
    return {"unread": queries.unread(actor(request).id)}


@router.post("/me/notifications/read", response=answers(UnreadOut), summary="Mark many as read")
def read_notifications(request: HttpRequest, sent: ReadIn) -> Any:
    """Everything, everything up to a position, or what tells of one contribution."""
    me, now = actor(request), timezone.now()
    if sent.post_id:
        read_thread(me, sent.post_id, now=now)
    else:
        read_all(me, now=now, until=sent.until)
    return {"unread": queries.unread(me.id)}


@router.get("/me/notifications/{notice_id}", response=answers(NoticeOut), summary="A line of my bell")
def read_notification(request: HttpRequest, notice_id: UUID) -> Any:
    """Looking at it does not mark it as read."""
    return _told(queries.line(actor(request).id, notice_id))


@router.put("/me/notifications/{notice_id}/read", response=answers(None, 204), summary="Mark one as read")
def mark_notification(request: HttpRequest, notice_id: UUID) -> Any:
    """Doing it again changes nothing."""
    queries.line(actor(request).id, notice_id)
    read_line(actor(request), notice_id, now=timezone.now())
    return Status(204, None)


@router.put("/me/notifications/{notice_id}/stop", response=answers(StoppedOut), summary="Hear no more of it")
def stop_notification(request: HttpRequest, notice_id: UUID) -> Any:
    """Mutes what `stop` names, and marks the line as read."""
    _line, was = stop_line(actor(request), notice_id, now=timezone.now())
    return {"was": was}


@router.delete("/me/notifications/{notice_id}/stop", response=answers(None, 204), summary="Hear of it again")
def resume_notification(request: HttpRequest, notice_id: UUID, was: Text = "none") -> Any:
    """With `was=following`, what was followed before is followed again."""
    me = actor(request)
    resume(me, queries.line(me.id, notice_id), was=was, now=timezone.now())
    return Status(204, None)


def _told(line: Line) -> dict[str, Any]:
    kind = kinds()[line.kind]
    same = ("id", "kind", "reason", "at", "position", "unread", "people", "people_count", "acts")
    return {
        **{name: getattr(line, name) for name in (*same, "meanings", "post_id", "comment_id")},
        "text": kind.words(line),
        "title": line.title or str(kind.about),
        "why": str(REASONS[line.reason].words),
        "url": kind.address(line),
        "stop": {"what": line.stops, "id": line.subject} if line.stops and line.subject else None,
    }
