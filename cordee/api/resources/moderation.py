"""Operations: deleting and putting back, moderating, reporting, deciding, appealing."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas.moderation import (
    AppealAnswerIn,
    AppealIn,
    AppealOut,
    DecisionIn,
    DecisionOut,
    EntryOut,
    MergeIn,
    MoveIn,
    MyReportOut,
    ReasonIn,
    ReportIn,
    ReportOut,
)
from cordee.core import pages
from cordee.moderation.actions import acts, appeals, decisions, reports
from cordee.moderation.models import Decision
from cordee.moderation.queries import queue
from cordee.spaces.queries import threads
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


@router.get("/me/reports", response=answers(list[MyReportOut]), summary="What I reported")
def list_my_reports(request: HttpRequest) -> Any:
    """With what became of it, newest first, a hundred at most."""
    return [_mine(one) for one in queue.reported_by(actor(request))]


@router.get("/me/decisions", response=answers(list[DecisionOut]), summary="Decisions that concern me")
def list_my_decisions(request: HttpRequest) -> Any:
    """Newest first, a hundred at most."""
    return queue.about(actor(request))


@router.post("/decisions/{decision_id}/appeal", response=answers(AppealOut, 201), summary="Appeal")
def create_appeal(request: HttpRequest, decision_id: UUID, sent: AppealIn) -> Any:
    """Once a decision, by the person concerned."""
    me = actor(request)
    decision = queue.decision_of(me, decision_id)
    return Status(201, appeals.appeal(me, decision, words=sent.words, now=timezone.now()))


@router.get("/reports", response=answers(list[ReportOut]), summary="Open reports")
def list_reports(request: HttpRequest) -> Any:
    """In the spaces that the caller moderates, by text, the oldest first."""
    return [one for case in queue.cases(who(request)) for one in case.reports]


@router.put("/reports/{report_id}/decision", response=answers(DecisionOut), summary="Decide on a report")
def put_decision(request: HttpRequest, report_id: UUID, sent: DecisionIn) -> Any:
    """dismissed, hidden, warned, suspended (administrators, with ``days``); closes all reports on the text."""
    report = queue.report_seen(who(request), report_id)
    return decisions.decide(actor(request), report, **sent.dict(), now=timezone.now())


@router.get("/appeals", response=answers(list[AppealOut]), summary="Appeals that wait")
def list_appeals(request: HttpRequest) -> Any:
    """The oldest first."""
    return queue.appeals(who(request))


@router.put("/appeals/{appeal_id}/answer", response=DONE, summary="Answer an appeal")
def put_answer(request: HttpRequest, appeal_id: UUID, sent: AppealAnswerIn) -> Any:
    """By another moderator than who decided, where there is one."""
    made = queue.appeal_seen(who(request), appeal_id)
    appeals.decide_appeal(actor(request), made, **sent.dict(), now=timezone.now())
    return Status(204, None)


@router.get("/moderation/log", response=answers(PageOf[EntryOut]), summary="The log of moderation")
def list_entries(request: HttpRequest, after: Text | None = None) -> Any:
    """Who did what and why, newest first; nobody can change it."""
    (last,) = pages.decode(after, UUID) if after else (None,)
    rows = queue.entries(who(request), last, queue.MOST + 1)
    page = pages.cut(rows, queue.MOST, lambda row: (row.id,))
    return {"items": page.rows, "next": page.next}


def _mine(report: Any) -> dict[str, Any]:
    names = ("id", "post_id", "comment_id", "reason", "words", "at")
    outcome = report.decision.what if report.decision else None
    return {name: getattr(report, name) for name in names} | {"outcome": outcome}
