"""Operations: deleting and putting back, moderating, reporting, deciding, appealing."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from cordee.api import shapes
from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas.moderation import (
    AppealAnswerIn,
    AppealIn,
    AppealOut,
    DecisionIn,
    DecisionOut,
    DeletedOut,
    EntryOut,
    MergedOut,
    MergeIn,
    MoveIn,
    MyDecisionOut,
    MyReportOut,
    PastOut,
    ReasonIn,
    ReportIn,
    ReportOut,
)
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.moderation.access import check_moderates
from cordee.moderation.actions import acts, appeals, decisions, reports
from cordee.moderation.models import Decision
from cordee.moderation.queries import queue
from cordee.people.actions.looks import note_look
from cordee.people.models import DataLook, Person
from cordee.people.queries import person_by_handle
from cordee.spaces.actions.removals import KEPT
from cordee.spaces.models import Comment, Removal
from cordee.spaces.queries import threads
from cordee.spaces.queries.merging import merged_into
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor

router = Router(tags=["Moderation"])
DONE = answers(None, 204)


@router.delete("/posts/{post_id}/removal", response=DONE, summary="Put a contribution back")
def restore_post(request: HttpRequest, post_id: UUID) -> Any:
    """What I deleted; for those who moderate, what was hidden."""
    acts.restore(actor(request), threads.post_read(who(request), post_id), now=timezone.now())
    return Status(204, None)


@router.delete("/comments/{comment_id}/removal", response=DONE, summary="Put a reply back")
def restore_comment(request: HttpRequest, comment_id: UUID) -> Any:
    """What I deleted; for those who moderate, what was hidden."""
    acts.restore(actor(request), threads.comment_read(who(request), comment_id), now=timezone.now())
    return Status(204, None)


@router.put("/posts/{post_id}/hiding", response=answers(DecisionOut), summary="Hide a contribution")
def hide_post(request: HttpRequest, post_id: UUID, sent: ReasonIn) -> Any:
    """By those who moderate; its author reads the reason and may appeal."""
    text = threads.post_read(who(request), post_id)
    return decisions.impose(
        actor(request), text, what=Decision.What.HIDDEN, reason=sent.reason, now=timezone.now()
    )


@router.put("/comments/{comment_id}/hiding", response=answers(DecisionOut), summary="Hide a reply")
def hide_comment(request: HttpRequest, comment_id: UUID, sent: ReasonIn) -> Any:
    """By those who moderate; its author reads the reason and may appeal."""
    text = threads.comment_read(who(request), comment_id)
    return decisions.impose(
        actor(request), text, what=Decision.What.HIDDEN, reason=sent.reason, now=timezone.now()
    )


@router.put("/posts/{post_id}/lock", response=DONE, summary="Close a conversation")
def lock_post(request: HttpRequest, post_id: UUID) -> Any:
    """No new replies and reactions."""
    acts.lock(actor(request), threads.post_read(who(request), post_id), now=timezone.now())
    return Status(204, None)


@router.delete("/posts/{post_id}/lock", response=DONE, summary="Open a conversation again")
def unlock_post(request: HttpRequest, post_id: UUID) -> Any:
    """Replies and reactions are welcome again."""
    acts.lock(actor(request), threads.post_read(who(request), post_id), now=timezone.now(), undo=True)
    return Status(204, None)


@router.put("/posts/{post_id}/pin", response=DONE, summary="Pin a contribution")
def pin_post(request: HttpRequest, post_id: UUID) -> Any:
    """First in its space; three at most."""
    acts.pin(actor(request), threads.post_read(who(request), post_id), now=timezone.now())
    return Status(204, None)


@router.delete("/posts/{post_id}/pin", response=DONE, summary="Unpin a contribution")
def unpin_post(request: HttpRequest, post_id: UUID) -> Any:
    """In its place among the others."""
    acts.pin(actor(request), threads.post_read(who(request), post_id), now=timezone.now(), undo=True)
    return Status(204, None)


@router.put("/posts/{post_id}/space", response=DONE, summary="Move to another space")
def move_post(request: HttpRequest, post_id: UUID, sent: MoveIn) -> Any:
    """By somebody who facilitates both spaces, or administers."""
    viewer = who(request)
    post, to = threads.post_read(viewer, post_id), space_seen(viewer, sent.space)
    acts.move(actor(request), post, to, now=timezone.now())
    return Status(204, None)


@router.get(
    "/posts/{post_id}/merge", response=answers(MergedOut), summary="Where a merged thread is read now"
)
def read_merge(request: HttpRequest, post_id: UUID) -> Any:
    """404 when it was not merged, or where the caller may not read the other one."""
    into = merged_into(who(request), post_id)
    if into is None:
        raise Missing(_("There is nothing here."))
    return {"into": into.id}


@router.put("/posts/{post_id}/merge", response=DONE, summary="Merge into another thread")
def merge_post(request: HttpRequest, post_id: UUID, sent: MergeIn) -> Any:
    """Its text becomes a reply there, its replies follow."""
    viewer = who(request)
    post, into = threads.post_read(viewer, post_id), threads.post_read(viewer, sent.into)
    acts.merge(actor(request), post, into, now=timezone.now())
    return Status(204, None)


@router.delete("/posts/{post_id}/merge", response=DONE, summary="Part merged threads")
def part_post(request: HttpRequest, post_id: UUID) -> Any:
    """For thirty days after they were merged."""
    acts.part(actor(request), threads.post_read(who(request), post_id), now=timezone.now())
    return Status(204, None)


@router.post("/posts/{post_id}/reports", response=answers(MyReportOut, 201), summary="Report a contribution")
def report_post(request: HttpRequest, post_id: UUID, sent: ReportIn) -> Any:
    """unkind, personal, wrong, advertising, off-topic, other. Its author never learns who reported."""
    text = threads.post_read(who(request), post_id)
    return Status(201, _mine(reports.report(actor(request), text, **sent.dict(), now=timezone.now())))


@router.post("/comments/{comment_id}/reports", response=answers(MyReportOut, 201), summary="Report a reply")
def report_comment(request: HttpRequest, comment_id: UUID, sent: ReportIn) -> Any:
    """The same reasons as for a contribution."""
    text = threads.comment_read(who(request), comment_id)
    return Status(201, _mine(reports.report(actor(request), text, **sent.dict(), now=timezone.now())))


@router.get("/me/reports", response=answers(PageOf[MyReportOut]), summary="What I reported")
def list_my_reports(request: HttpRequest, after: Text | None = None) -> Any:
    """With what became of it, newest first."""
    return shapes.page(queue.reported_by(actor(request), after), _mine)


@router.get("/me/decisions", response=answers(PageOf[MyDecisionOut]), summary="Decisions that concern me")
def list_my_decisions(request: HttpRequest, after: Text | None = None) -> Any:
    """Newest first, with my appeal and its answer."""
    return shapes.page(queue.about(actor(request), after), _about_me)


@router.get("/me/deleted", response=answers(PageOf[DeletedOut]), summary="What I deleted")
def list_my_deleted(request: HttpRequest, after: Text | None = None) -> Any:
    """Newest first; it can be put back for thirty days: DELETE its removal."""
    return shapes.page(queue.deleted_by(actor(request), after), _deleted)


@router.post("/decisions/{decision_id}/appeal", response=answers(AppealOut, 201), summary="Appeal")
def create_appeal(request: HttpRequest, decision_id: UUID, sent: AppealIn) -> Any:
    """Once a decision, by the person concerned."""
    me = actor(request)
    decision = queue.decision_of(me, decision_id)
    return Status(201, appeals.appeal(me, decision, words=sent.words, now=timezone.now()))


@router.get("/reports", response=answers(PageOf[ReportOut]), summary="Open reports")
def list_reports(request: HttpRequest, after: Text | None = None) -> Any:
    """In the spaces that the caller moderates, the oldest first."""
    return shapes.page(queue.open_reports(who(request), after))


@router.put("/reports/{report_id}/decision", response=answers(DecisionOut), summary="Decide on a report")
def put_decision(request: HttpRequest, report_id: UUID, sent: DecisionIn) -> Any:
    """dismissed, hidden, warned, suspended (administrators, with ``days``); closes all reports on the text."""
    report = queue.report_seen(who(request), report_id)
    return decisions.decide(actor(request), report, **sent.dict(), now=timezone.now())


@router.get("/appeals", response=answers(PageOf[AppealOut]), summary="Appeals that wait")
def list_appeals(request: HttpRequest, after: Text | None = None) -> Any:
    """The oldest first."""
    return shapes.page(queue.appeals(who(request), after))


@router.put("/appeals/{appeal_id}/answer", response=DONE, summary="Answer an appeal")
def put_answer(request: HttpRequest, appeal_id: UUID, sent: AppealAnswerIn) -> Any:
    """By another moderator than who decided, where there is one."""
    made = queue.appeal_seen(who(request), appeal_id)
    appeals.decide_appeal(actor(request), made, **sent.dict(), now=timezone.now())
    return Status(204, None)


@router.get("/moderation/log", response=answers(PageOf[EntryOut]), summary="The log of moderation")
def list_entries(request: HttpRequest, after: Text | None = None) -> Any:
    """Who did what and why, newest first; nobody can change it."""
    return shapes.page(queue.entries(who(request), after))


@router.get("/moderation/people/{handle}", response=answers(PastOut), summary="What stands behind a name")
def read_past(request: HttpRequest, handle: Text) -> Any:
    """How many reports, warnings and suspensions. They can read that the caller looked."""
    person, _decisions = _looked_into(request, handle)
    return queue.past_of([person.id])[person.id]


@router.get(
    "/moderation/people/{handle}/decisions",
    response=answers(PageOf[DecisionOut]),
    summary="Decisions that concern somebody",
)
def list_decisions(request: HttpRequest, handle: Text, after: Text | None = None) -> Any:
    """In the spaces that the caller moderates, newest first. They can read that the caller looked."""
    _person, decisions = _looked_into(request, handle, after)
    return shapes.page(decisions)


def _looked_into(
    request: HttpRequest, handle: str, after: str | None = None
) -> tuple[Person, Page[Decision]]:
    viewer = who(request)
    check_moderates(viewer)
    person = person_by_handle(handle)
    decisions = queue.history(viewer, person, after)
    note_look(viewer.person, person, what=DataLook.What.REPORTS, now=timezone.now())
    return person, decisions


def _mine(report: Any) -> dict[str, Any]:
    names = ("id", "post_id", "comment_id", "reason", "words", "at")
    outcome = report.decision.what if report.decision else None
    return {name: getattr(report, name) for name in names} | {"outcome": outcome}


def _about_me(decision: Decision) -> dict[str, Any]:
    names = ("id", "what", "post_id", "comment_id", "reason", "at", "until", "ended_at")
    return {name: getattr(decision, name) for name in names} | {"appeal": getattr(decision, "appeal", None)}


def _deleted(removal: Removal) -> dict[str, Any]:
    text = removal.post or removal.comment
    post = text.post if isinstance(text, Comment) else text
    assert post is not None
    return {
        "post_id": post.id,
        "comment_id": removal.comment_id,
        "title": post.title,
        "space_slug": post.space.slug,
        "at": removal.at,
        "until": removal.at + KEPT,
    }
