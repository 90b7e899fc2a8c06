"""Dashboards: a fixed cost, nothing of fewer than five people, nothing that a difference of two groups would tell."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from cordee.insights.models import Snapshot
from cordee.people.models import Unit, ViewLook
from cordee.testing.cast import Stage
from cordee.testing.costs import costs

SUNDAY = date(2026, 3, 1)


@pytest.mark.django_db
def test_the_dashboards_cost_little_and_say_who_looked(busy: Stage, sign_in: Callable[..., Client]) -> None:
    client = sign_in(busy.cast.thomas)
    space = f"/insights/space/{busy.open.id}/"
    found = costs(client, ["/insights/", space, "/insights/acts/"])
    assert max(found.values()) <= 20, found
    page = client.get("/insights/").content.decode()
    told = Snapshot.objects.get(scope="organisation", name="participation", until=SUNDAY)
    assert told.numerator == 11  # the nine, Léa and Inès
    assert f"{told.numerator}" in page and "insights/acts" in page
    looks = ViewLook.objects.filter(viewer=busy.cast.thomas).values_list("view", "scope")
    assert {("insights.figures", "organisation"), ("insights.acts", "organisation")} <= set(looks)
    assert client.get("/insights/?until=2026-02-30").status_code == 422
    sheet = client.get("/insights/?form=csv&sheet=figures")
    assert sheet.status_code == 200
    assert client.get("/insights/acts/?figure=writers").content.decode().count("<li>") >= 11


@pytest.mark.django_db
def test_why_nothing_is_told_is_said_once(busy: Stage, sign_in: Callable[..., Client]) -> None:
    south = Unit.objects.get(name="Sud")
    page = sign_in(busy.cast.thomas).get(f"/insights/unit/{south.id}/").content.decode()
    assert page.count("Rien n’est dit") + page.count("Trop peu pour dire") <= 2
    assert 'id="untold"' in page
    assert "<svg" not in page.split('id="untold"')[1].split("</section>")[0]
    of_all = sign_in(busy.cast.thomas).get("/insights/").content.decode()
    # One contribution was met, by one person: said once, of both figures that this is about.
    assert of_all.count("moins de cinq personnes sont concernées") == 1


@pytest.mark.django_db
def test_a_line_manager_reads_no_unit_that_a_difference_would_single_out(
    busy: Stage, sign_in: Callable[..., Client]
) -> None:
    from cordee.people.models import Unit

    client = sign_in(busy.cast.marc)
    north, south = (Unit.objects.get(name=name) for name in ("Nord", "Sud"))
    assert (
        Snapshot.objects.get(scope="unit", scope_id=north.id, name="participation", until=SUNDAY).people == 7
    )
    page = client.get(f"/insights/unit/{north.id}/").content.decode()
    small = client.get(f"/insights/unit/{south.id}/").content.decode()
    # Nine in both, seven in one: told, it would tell of the two others.
    assert "vital__value" not in page and "vital__value" not in small
    acts = client.get(f"/insights/unit/{south.id}/acts/").content.decode()
    assert "Nouveau" not in acts
    assert client.get(f"/insights/unit/{Unit.objects.get(name='Réseau').id}/").status_code == 404


@pytest.mark.django_db
def test_the_api_gives_the_same_figures_with_their_definitions(
    busy: Stage, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(busy.cast.thomas)
    told = client.get("/api/v1/insights/organisation").json()
    first = told["indicators"][0]
    assert first["definition"]["name"] == "participation" and first["definition"]["version"] == 1
    assert (first["windows"][0]["numerator"], first["windows"][0]["until"]) == (11, "2026-03-01")
    names = [one["name"] for one in client.get("/api/v1/insights/definitions").json()]
    assert len(names) == 11
    assert client.get(f"/api/v1/insights/space/{busy.open.id}?until=2026-02-28").status_code == 422
