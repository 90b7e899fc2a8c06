"""A dashboard that leaves, by whichever door, is asked the same question first."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from cordee.core.errors import Forbidden
from cordee.insights.access import subject
from cordee.insights.boards import board
from cordee.insights.mailing.dashboards import dashboard_named
from cordee.insights.models import Scope
from cordee.insights.taking import check_taken
from cordee.people.models import Person
from cordee.spaces import access
from cordee.testing.cast import Stage


@pytest.fixture
def sophie(busy: Stage) -> Person:
    """Who is responsible for training, and facilitates nothing."""
    Person.objects.filter(pk=busy.cast.nadia.id).update(is_training_manager=True)
    return Person.objects.get(pk=busy.cast.nadia.id)


@pytest.mark.django_db
def test_no_door_gives_what_another_refuses(
    busy: Stage, sophie: Person, sign_in: Callable[..., Client]
) -> None:
    """The open space holds all but a few of the organisation: taken both, they would tell of these few."""
    client, space = sign_in(sophie), f"/insights/space/{busy.open.id}/"
    assert client.get("/insights/?form=csv&sheet=figures").status_code == 200
    assert client.get("/insights/?form=xlsx").status_code == 200  # again, in another form: the same figures
    assert client.get(f"{space}?form=csv&sheet=figures").status_code == 403
    assert client.get(f"/api/v1/insights/space/{busy.open.id}").status_code == 403
    told = dashboard_named("insights.figures-space").told(sophie, busy.open.id, timezone.now())
    assert told is not None and not told.sheets and told.paper is None
    assert "moins de cinq" in told.sentences[-1]
    assert client.get(space).status_code == 200  # on the page each figure has its own threshold


@pytest.mark.django_db
def test_who_sees_the_acts_is_not_asked(busy: Stage, sophie: Person) -> None:
    def take(person: Person) -> None:
        for scope, scope_id in ((Scope.ORGANISATION, None), (Scope.SPACE, busy.open.id)):
            check_taken(person, board(subject(access.viewer(person), scope, scope_id)))

    take(busy.cast.thomas)
    take(busy.cast.karim)  # of the organisation he is asked, of his space not
    with pytest.raises(Forbidden):
        take(sophie)


@pytest.mark.django_db
def test_who_answers_for_training_reads_no_names_where_they_look_after_nobody(
    busy: Stage, sophie: Person, sign_in: Callable[..., Client]
) -> None:
    acts = f"/insights/space/{busy.open.id}/acts/"
    assert busy.cast.lea.name in sign_in(busy.cast.karim).get(acts).content.decode()
    assert busy.cast.lea.name not in sign_in(sophie).get(acts).content.decode()
