"""The pages of the cockpit: what they cost whatever the size, and a suggestion followed without scripts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cordee.cockpit.models import Suggestion
from cordee.journal.readers import catch_up
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.standing_in import end_stand_in, name_stand_in
from cordee.testing.cast import NOW, Stage
from cordee.testing.costs import costs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def test_the_cost_does_not_grow_with_what_waits(stage: Stage, sign_in: Callable[..., Client]) -> None:
    told = []
    for more in (1, 12):
        for number in range(more):
            at = NOW - timedelta(days=4, minutes=number + 60 * more)
            for space in (stage.request, stage.hidden):
                publish(stage.cast.lea, space, kind="question", title=f"Q{number}", body="B", now=at)
        catch_up()
        told.append(costs(sign_in(stage.cast.karim), ["/cockpit/", "/spaces/cercle/cockpit/"]))
    assert max(told[0].values()) <= 50
    assert max(told[1].values()) <= 50


def test_a_click_without_scripts(stage: Stage, sign_in: Callable[..., Client]) -> None:
    publish(stage.cast.lea, stage.hidden, kind="question", title="Q", body="B", now=NOW - timedelta(days=4))
    catch_up()
    client = sign_in(stage.cast.karim)
    page = client.get("/spaces/cercle/cockpit/").content.decode()
    row = Suggestion.objects.get()
    assert f"/cockpit/suggestions/{row.id}/" in page
    answer = client.post(f"/cockpit/suggestions/{row.id}/", {"next": "/spaces/cercle/cockpit/"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/spaces/cercle/cockpit/"
    row.refresh_from_db()
    assert row.state == Suggestion.State.ACTED
    again = client.post(f"/cockpit/suggestions/{row.id}/", {"next": "https://evil.example/"})
    assert again["Location"] == "/cockpit/"


def test_looking_as_an_auditor_notes_nothing(stage: Stage, sign_in: Callable[..., Client]) -> None:
    publish(stage.cast.lea, stage.hidden, kind="question", title="Q", body="B", now=NOW - timedelta(days=4))
    stage.cast.nadia.is_auditor = True
    stage.cast.nadia.save()
    catch_up()
    assert sign_in(stage.cast.nadia).get("/spaces/cercle/cockpit/").status_code == 200
    assert not Suggestion.objects.exists()


def test_one_space_alone_has_its_own_page(stage: Stage, sign_in: Callable[..., Client]) -> None:
    from cordee.spaces.actions.memberships import admit

    admit(stage.cast.thomas, stage.open, stage.cast.marc, role="facilitator", now=NOW)
    assert sign_in(stage.cast.marc).get("/cockpit/")["Location"] == "/spaces/entretiens/cockpit/"
    assert sign_in(stage.cast.lea).get("/cockpit/").status_code == 403


def test_who_facilitates_has_a_way_here_on_every_page(stage: Stage, sign_in: Callable[..., Client]) -> None:
    way, day = 'href="/cockpit/"', NOW.date()
    karim, lea = sign_in(stage.cast.karim), sign_in(stage.cast.lea)
    assert way in karim.get("/me/preferences/").content.decode(), "from the first page on"
    assert way not in lea.get("/spaces/").content.decode()
    row = name_stand_in(stage.cast.karim, stage.open, stage.cast.lea, first=day, last=day, now=NOW)
    assert way in lea.get("/spaces/").content.decode()
    assert way in lea.get("/me/preferences/").content.decode()
    end_stand_in(stage.cast.karim, stage.open, row.id, now=NOW)
    assert way not in lea.get("/spaces/").content.decode()
