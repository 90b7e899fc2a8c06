"""A ledger with some life in it: Léa takes a path, works, signs, is answered, and Karim sees to her."""

from datetime import timedelta

import pytest

from cordee.evidence.models import Piece
from cordee.evidence.reader import EvidenceReader
from cordee.journal.readers import advance
from cordee.journal.sequence import sequence
from cordee.paths.actions import certificates, progress
from cordee.paths.kinds import Sent
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Post, Space
from cordee.testing.cast import NOW, Stage
from cordee.workshops.actions.signing import Sent as Signed
from cordee.workshops.actions.signing import correct, note, sign_on_device
from cordee.workshops.tests.conftest import STARTS, Planned, planned

__all__ = ["planned"]


def read_on() -> int:
    """Let the ledger take what was recorded; how many events it took."""
    while sequence():
        pass
    taken = 0
    while count := advance(EvidenceReader()):
        taken += count
    return taken


@pytest.fixture
def lived(planned: Planned, stage: Stage) -> Planned:
    """Some acts of each sort, and the ledger that they made."""
    cast, place = stage.cast, planned.place
    step = planned.taken.steps["page"]
    progress.open_step(place, step, now=NOW)
    progress.complete_step(place, step, Sent({}), now=NOW)
    sight = planned.seen_by(cast.karim)
    sign_on_device(sight, planned.workshop, planned.morning, place, Signed(typed="Léa Martin"), now=STARTS)
    absent = note(
        sight,
        planned.workshop,
        planned.afternoon,
        place,
        present=False,
        reason="Partie",
        now=STARTS + timedelta(hours=5),
    )
    correct(sight, absent, present=True, reason="Revenue", now=STARTS + timedelta(hours=6))
    space = planned.taken.cohort.space
    assert isinstance(space, Space)
    asked: Post = publish(
        cast.lea, space, kind="question", title="Et le silence ?", body="Combien de temps ?", now=NOW
    )
    reply(cast.ines, asked, body="Dix secondes.", now=NOW + timedelta(hours=3))
    where = planned.taken.seen_by(cast.karim)
    certificates.issue_certificate(where, place, "realisation", now=NOW + timedelta(days=4))
    read_on()
    return planned


def pieces(kind: str) -> list[Piece]:
    """Those of a kind, in order."""
    return list(Piece.objects.filter(kind=kind).order_by("number"))
