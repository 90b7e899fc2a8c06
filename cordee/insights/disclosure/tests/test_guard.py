"""An export that would single somebody out is refused with its reason, and the audit log has it."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from cordee.core.errors import Forbidden
from cordee.core.ids import uuid7
from cordee.insights.disclosure.guard import Group, forget_taken, take_figures
from cordee.insights.disclosure.models import TakenFigure, TakenGroup
from cordee.journal.models import Event
from cordee.people.models import Person
from cordee.testing.cast import NOW, Cast

MONDAY = date(2026, 3, 2)


def group(people: list[UUID], weeks: int = 0) -> Group:
    """Four weeks, so many weeks before those of the others."""
    begins = MONDAY - timedelta(weeks=weeks)
    return Group(frozenset(people), begins, begins + timedelta(weeks=4))


def take(person: Person, scope: str, people: list[UUID], *others: Group) -> None:
    take_figures(person, "participation", scope, [group(people), *others], now=NOW)


@pytest.mark.django_db
def test_two_exports_do_not_single_anybody_out(cast: Cast) -> None:
    people = [uuid7(NOW) for _number in range(12)]
    take(cast.karim, "unit:a", people)
    take(cast.karim, "unit:a", people)
    assert (TakenFigure.objects.count(), TakenGroup.objects.count()) == (1, 1)
    with pytest.raises(Forbidden, match=r"moins de cinq|fewer than five"):
        take(cast.karim, "space:b", people[1:])
    with pytest.raises(Forbidden):
        take(cast.karim, "space:c", people[:4])
    take(cast.thomas, "space:b", people[1:])
    take(cast.karim, "space:d", people[5:])
    verbs = list(
        Event.objects.filter(actor_id=cast.karim.pk, verb__startswith="figures.").values_list(
            "verb", flat=True
        )
    )
    assert (
        sorted(verbs) == ["figures.refused"] * 2 + ["figures.taken"] * 2
    )  # what was taken before is no news
    assert forget_taken(NOW + timedelta(days=1), NOW) == 3
    assert not TakenGroup.objects.exists()


@pytest.mark.django_db
def test_each_window_of_a_file_counts(cast: Cast) -> None:
    """Of today's people nothing differs; of those of four weeks ago one: the file holds both."""
    people = [uuid7(NOW) for _number in range(12)]
    take(cast.karim, "unit:a", people, group(people, 4))
    with pytest.raises(Forbidden):
        take(cast.karim, "space:b", people, group(people[1:], 4))
    take(cast.karim, "space:c", people, group(people, 4), group(people[:3], 8))  # too few: it says nothing
