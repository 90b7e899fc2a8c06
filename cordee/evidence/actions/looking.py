"""Who reads other people's evidence: told to those whom it is about."""

from datetime import datetime

from cordee.evidence import access
from cordee.evidence.data_views import LEDGER
from cordee.evidence.models import Piece
from cordee.people.actions.looks import saw_view, saw_views
from cordee.people.models import Person


def saw_ledger(viewer: Person, now: datetime) -> None:
    """Somebody opened the list: of the organisation, or of the cohorts that they lead. Two queries at most."""
    if access.oversees(viewer):
        saw_view(viewer, LEDGER.name, "organisation", None, now)
    else:
        saw_views(viewer, LEDGER.name, "cohort", access.led_by(viewer), now)


def saw_piece(viewer: Person, piece: Piece, now: datetime) -> None:
    """Somebody opened a piece; one's own, or one of no cohort, tells nobody anything. One query at most."""
    if piece.cohort_id and piece.subject_id != viewer.id:
        saw_view(viewer, LEDGER.name, "cohort", piece.cohort_id, now)
