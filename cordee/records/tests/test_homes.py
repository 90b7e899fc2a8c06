"""The site gets another address: who is recorded under the former one is still the same person."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from cordee.records import homes
from cordee.records.actions.forgetting import forget_recorded
from cordee.records.homes import former_homes, remember_home
from cordee.records.models import Home
from cordee.records.people import agent_of
from cordee.records.queries.people import statements_about
from cordee.records.tests.conftest import ACTOR, Lrs
from cordee.testing.cast import Stage


@pytest.fixture(autouse=True)
def _nothing_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process wrote in other tests is not in the database any more."""
    monkeypatch.setattr(homes, "_written", set())


@pytest.fixture
def moved(stage: Stage, lrs: Lrs, settings) -> Iterator[str]:
    """A statement about Léa from before the site moved; its identifier."""
    remember_home(settings.SITE_ADDRESS)
    kept = lrs.kept(actor=agent_of(stage.cast.lea.id))
    lrs.call("PUT", "agents/profile", {"agent": agent_of(stage.cast.lea.id), "profileId": "p"}, {"x": 1})
    settings.SITE_ADDRESS = "https://elsewhere.example"
    former_homes.cache_clear()
    yield kept
    former_homes.cache_clear()


def test_they_are_found_under_either_address(moved: str, stage: Stage, lrs: Lrs, settings) -> None:
    new = agent_of(stage.cast.lea.id)
    assert new["account"]["homePage"] == "https://elsewhere.example"
    later = lrs.kept(actor=new)
    assert lrs.found(agent=new) == [later, moved]
    assert lrs.get("agents/profile", agent=new, profileId="p").json() == {"x": 1}
    assert len(list(statements_about(stage.cast.lea))) == 2


def test_they_are_forgotten_under_either_address(moved: str, stage: Stage, lrs: Lrs) -> None:
    forget_recorded(stage.cast.lea, remove=False)
    assert str(stage.cast.lea.id) not in lrs.get("statements", statementId=moved).content.decode()


def test_a_number_of_another_system_is_not_a_person_here(moved: str, stage: Stage, lrs: Lrs) -> None:
    other = {"account": {"homePage": "https://lms.example", "name": str(stage.cast.lea.id)}}
    lrs.kept(actor=ACTOR)
    assert lrs.found(agent=other) == []


def test_an_address_is_written_anew_where_that_was_undone(
    db: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    address = "https://undone.example"
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        remember_home(address)
        raise ZeroDivisionError
    with django_capture_on_commit_callbacks(execute=True):
        remember_home(address)
    assert Home.objects.filter(address=address).exists()
    with CaptureQueriesContext(connection) as asked:
        remember_home(address)
    assert not asked.captured_queries
