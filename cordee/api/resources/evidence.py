"""Operations: the ledger of evidence, read only."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from cordee.api.resources import answers
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas.evidence import CheckpointOut, PieceOut
from cordee.evidence import access
from cordee.evidence.actions.looking import saw_ledger, saw_piece
from cordee.evidence.kinds import kind_of
from cordee.evidence.models import Checkpoint, Piece
from cordee.evidence.queries.pieces import Filters, page_of, piece_read
from cordee.spaces.views.viewing import actor

router = Router(tags=["Evidence"])


@router.get("/evidence", response=answers(PageOf[PieceOut]), summary="Pieces of evidence that I may read")
def list_pieces(
    request: HttpRequest,
    kind: Text = "",
    indicator: int | None = None,
    cohort: UUID | None = None,
    learner: Text = "",
    since: date | None = None,
    until: date | None = None,
    after: Text | None = None,
) -> Any:
    """Newest first: all for who administers or audits, those of their cohorts for staff, one's own for a learner."""
    me = actor(request)
    saw_ledger(me, timezone.now())
    narrowed = Filters(kind, indicator, cohort, learner, since, until)
    page = page_of(access.readable(me) & narrowed.condition, after)
    return {"items": [_piece(row) for row in page.rows], "next": page.next}


@router.get("/evidence/checkpoints", response=answers(list[CheckpointOut]), summary="The last checkpoints")
def list_checkpoints(request: HttpRequest) -> Any:
    """Newest first, thirty at most. For who administers or audits."""
    access.check_oversees(actor(request))
    rows = Checkpoint.objects.order_by("-number")[:30]
    return [
        {
            "number": row.number,
            "at": row.at,
            "last": row.last,
            "head": bytes(row.head).hex(),
            "digest": bytes(row.digest).hex(),
        }
        for row in rows
    ]


@router.get("/evidence/{number}", response=answers(PieceOut), summary="A piece of evidence")
def read_piece(request: HttpRequest, number: int) -> Any:
    """404 where it is not mine to read."""
    me = actor(request)
    piece = piece_read(number, access.readable(me))
    saw_piece(me, piece, timezone.now())
    return _piece(piece)


def _piece(row: Piece) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": row.kind,
        "indicators": list(kind_of(row.kind).indicators),
        "at": row.at,
        "recorded_at": row.recorded_at,
        "path": row.path_id,
        "cohort": row.cohort_id,
        "author": json.loads(row.author_part or "{}").get("name", ""),
        "subject": json.loads(row.subject_part or "{}"),
        "erased": row.subject_part is None or row.author_part is None,
        "leaf": bytes(row.leaf).hex(),
        "link": bytes(row.link).hex(),
    }
