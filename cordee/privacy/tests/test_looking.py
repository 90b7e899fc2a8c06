"""People read who opened a view that they may be in, and nobody else reads it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cordee.people.actions.looks import saw_view, saw_views
from cordee.people.models import Unit, ViewLook
from cordee.people.views_of_data import DataView, register, views
from cordee.privacy.looking import all_opened, opened
from cordee.testing.cast import NOW, Stage

HEALTH = "insights.space-health"


@pytest.mark.django_db
def test_one_look_an_hour_and_only_of_what_is_in_the_register(stage: Stage) -> None:
    thomas, space = stage.cast.thomas, stage.open.id
    for minutes in (0, 5, 59, 60):
        saw_view(thomas, HEALTH, "space", space, NOW + timedelta(minutes=minutes))
        saw_view(None, HEALTH, "organisation", None, NOW + timedelta(minutes=minutes))
    assert ViewLook.objects.filter(viewer=thomas).count() == 2
    assert ViewLook.objects.filter(viewer=None).count() == 2
    with pytest.raises(LookupError):
        saw_view(thomas, "nowhere.told", "space", space, NOW)
    with pytest.raises(ValueError, match="continent"):
        saw_view(thomas, HEALTH, "continent", None, NOW)
    with pytest.raises(ValueError, match="Two views"):
        register(DataView(HEALTH, "Another", "of nothing", "nobody"))


@pytest.mark.django_db
def test_who_may_be_in_it_reads_who_opened_it(stage: Stage) -> None:
    cast = stage.cast
    above = Unit.objects.create(name="Soins")
    cast.lea.unit = Unit.objects.create(name="Nord", parent=above)
    cast.lea.save()
    other = Unit.objects.create(name="Sud")
    saw_views(cast.thomas, HEALTH, "space", [stage.open.id, stage.hidden.id], NOW)
    saw_views(cast.karim, HEALTH, "unit", [above.id, other.id], NOW)
    saw_view(cast.lea, HEALTH, "organisation", None, NOW)
    saw_view(None, HEALTH, "organisation", None, NOW)
    saw_view(cast.thomas, HEALTH, "space", stage.open.id, NOW - timedelta(days=4000))

    def told(person) -> list[tuple]:
        return [(one.viewer and one.viewer.handle, one.scope, one.title) for one in opened(person).rows]

    assert told(cast.lea) == [
        (None, "organisation", ""),
        ("karim", "unit", "Soins"),
        ("thomas", "space", stage.hidden.title),
        ("thomas", "space", stage.open.title),
    ]
    assert told(cast.marc) == [(None, "organisation", ""), ("lea", "organisation", "")]
    assert opened(cast.lea).rows[0].words == str(next(v.title for v in views() if v.name == HEALTH))
    first = opened(cast.lea, size=3)
    assert [len(first.rows), len(opened(cast.lea, first.next).rows)] == [3, 1]
    assert len(list(all_opened(cast.lea))) == 4
    with CaptureQueriesContext(
        connection,
    ) as queries:
        opened(cast.lea)
    assert len(queries) == 4


@pytest.mark.django_db
def test_pages_of_figures_leave_a_look(stage: Stage, sign_in: Callable[..., Client]) -> None:
    client = sign_in(stage.cast.karim)
    client.get(f"/spaces/{stage.open.slug}/health/")
    client.get(f"/spaces/{stage.open.slug}/cockpit/")
    client.get("/cockpit/")
    seen = {one.view for one in ViewLook.objects.filter(scope_id=stage.open.id, viewer=stage.cast.karim)}
    assert seen == {HEALTH, "cockpit.space"}
