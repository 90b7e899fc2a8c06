"""Coming in, being let in, leaving."""

import pytest

from cordee.core.errors import Conflict, Forbidden, Missing
from cordee.spaces.actions.memberships import admit, decline, join, leave, remove
from cordee.spaces.models import JoinRequest, Membership
from cordee.testing.cast import NOW, Stage


@pytest.mark.django_db
def test_an_open_space_is_joined_at_once_and_once(stage: Stage) -> None:
    first = join(stage.cast.marc, stage.open, now=NOW)
    assert isinstance(first, Membership)
    assert join(stage.cast.marc, stage.open, now=NOW) == first


@pytest.mark.django_db
def test_a_space_on_request_is_asked_for_and_opened_by_a_facilitator(stage: Stage) -> None:
    asked = join(stage.cast.marc, stage.request, now=NOW, message="Pour mon équipe")
    assert isinstance(asked, JoinRequest)
    with pytest.raises(Forbidden):
        admit(stage.cast.lea, stage.request, stage.cast.marc, now=NOW)
    admit(stage.cast.karim, stage.request, stage.cast.marc, now=NOW)
    assert not JoinRequest.objects.exists()
    assert Membership.objects.filter(space=stage.request, person=stage.cast.marc).exists()


@pytest.mark.django_db
def test_a_request_can_be_declined(stage: Stage) -> None:
    asked = join(stage.cast.marc, stage.request, now=NOW)
    assert isinstance(asked, JoinRequest)
    decline(stage.cast.karim, asked, now=NOW)
    assert not JoinRequest.objects.exists()


@pytest.mark.django_db
def test_a_hidden_space_cannot_be_asked_for(stage: Stage) -> None:
    with pytest.raises(Missing):
        join(stage.cast.marc, stage.hidden, now=NOW)


@pytest.mark.django_db
def test_a_space_keeps_a_facilitator(stage: Stage) -> None:
    leave(stage.cast.thomas, stage.open, now=NOW)
    with pytest.raises(Conflict):
        leave(stage.cast.karim, stage.open, now=NOW)
    admit(stage.cast.karim, stage.open, stage.cast.lea, role="facilitator", now=NOW)
    leave(stage.cast.karim, stage.open, now=NOW)
    with pytest.raises(Conflict):
        admit(stage.cast.lea, stage.open, stage.cast.lea, role="member", now=NOW)


@pytest.mark.django_db
def test_leaving_and_coming_back_keeps_ones_word_and_words(stage: Stage) -> None:
    leave(stage.cast.lea, stage.open, now=NOW)
    assert stage.open.posts.filter(author=stage.cast.lea).exists()
    back = join(stage.cast.lea, stage.open, now=NOW)
    assert isinstance(back, Membership)
    assert back.charter_version == stage.charter.version


@pytest.mark.django_db
def test_a_facilitator_takes_somebody_out(stage: Stage) -> None:
    with pytest.raises(Forbidden):
        remove(stage.cast.lea, stage.open, stage.cast.ines, now=NOW)
    remove(stage.cast.karim, stage.open, stage.cast.ines, now=NOW)
    assert not Membership.objects.filter(space=stage.open, person=stage.cast.ines).exists()
