"""An export that would single somebody out is refused with its reason, and the audit log has it."""

from datetime import date, timedelta

import pytest

from cordee.core.errors import Forbidden
from cordee.core.ids import uuid7
from cordee.insights.disclosure.guard import forget_taken, take_figures
from cordee.insights.disclosure.models import TakenFigure, TakenGroup
from cordee.journal.models import Event
from cordee.testing.cast import NOW, Cast

MONDAY = date(2026, 3, 2)
WEEKS = {"since": MONDAY, "until": MONDAY + timedelta(weeks=4), "now": NOW}


@pytest.mark.django_db
def test_two_exports_do_not_single_anybody_out(cast: Cast) -> None:
    people = [uuid7(NOW) for _number in range(12)]
    take_figures(cast.karim, "participation", "unit:a", people, **WEEKS)
    take_figures(cast.karim, "participation", "unit:a", people, **WEEKS)
    assert (TakenFigure.objects.count(), TakenGroup.objects.count()) == (1, 1)
    with pytest.raises(Forbidden, match=r"moins de cinq|fewer than five"):
        take_figures(cast.karim, "participation", "space:b", people[1:], **WEEKS)
    with pytest.raises(Forbidden):
        take_figures(cast.karim, "participation", "space:c", people[:4], **WEEKS)
    take_figures(cast.thomas, "participation", "space:b", people[1:], **WEEKS)
    take_figures(cast.karim, "participation", "space:d", people[5:], **WEEKS)
    verbs = list(
        Event.objects.filter(actor_id=cast.karim.pk, verb__startswith="figures.").values_list(
            "verb", flat=True
        )
    )
    assert sorted(verbs) == ["figures.refused"] * 2 + ["figures.taken"] * 3
    assert forget_taken(NOW + timedelta(days=1), NOW) == 3
    assert not TakenGroup.objects.exists()
