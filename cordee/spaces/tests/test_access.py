"""Who may do what: the questions in Python and the conditions in SQL say the same."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cordee.core.errors import CharterNeeded, Forbidden, Missing, Suspended
from cordee.moderation.access import moderates_somewhere
from cordee.spaces import access
from cordee.spaces.access import Standing, Viewer
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Membership, Space
from cordee.testing.cast import NOW, Cast, Stage

EVERYBODY = ["thomas", "karim", "lea", "ines", "marc", "nadia"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", EVERYBODY)
def test_sql_and_python_agree(stage: Stage, name: str) -> None:
    who = access.viewer(getattr(stage.cast, name))
    every = list(Space.objects.all())
    assert set(Space.objects.filter(access.readable(who))) == {space for space in every if who.reads(space)}
    assert set(Space.objects.filter(access.visible(who))) == {space for space in every if who.sees(space)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "where", "sees", "reads", "facilitates"),
    [
        ("thomas", "hidden", True, True, True),
        ("karim", "hidden", True, True, True),
        ("lea", "hidden", True, True, False),
        ("marc", "hidden", False, False, False),
        ("marc", "request", True, False, False),
        ("lea", "request", True, True, False),
        ("marc", "open", True, True, False),
        ("karim", "open", True, True, True),
    ],
)
def test_the_table_of_rights(
    stage: Stage, name: str, where: str, sees: bool, reads: bool, facilitates: bool
) -> None:
    who, space = access.viewer(getattr(stage.cast, name)), getattr(stage, where)
    assert (who.sees(space), who.reads(space), who.facilitates(space)) == (sees, reads, facilitates)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "where", "refusal"),
    [
        ("marc", "hidden", Missing),
        ("marc", "request", Forbidden),
        ("marc", "open", Forbidden),
        ("nadia", "open", Forbidden),
    ],
)
def test_who_does_not_belong_does_not_contribute(
    stage: Stage, name: str, where: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal) as refused:
        publish(getattr(stage.cast, name), getattr(stage, where), kind="tip", title="T", body="B", now=NOW)
    assert type(refused.value) is refusal


@pytest.mark.django_db
def test_a_new_charter_asks_again(stage: Stage) -> None:
    from cordee.spaces.actions.charters import accept_charter, publish_charter

    new = publish_charter(stage.cast.karim, stage.open, "- Une règle de plus", now=NOW)
    assert new.version == 2
    with pytest.raises(CharterNeeded):
        publish(stage.cast.lea, stage.open, kind="tip", title="T", body="B", now=NOW)
    accept_charter(stage.cast.lea, new, now=NOW)
    assert publish(stage.cast.lea, stage.open, kind="tip", title="T", body="B", now=NOW).pk


@pytest.mark.django_db
def test_the_same_charter_again_is_no_new_version(stage: Stage) -> None:
    from cordee.spaces.actions.charters import publish_charter

    again = publish_charter(stage.cast.karim, stage.open, stage.charter.body, now=NOW)
    assert again == stage.charter


@pytest.mark.django_db
def test_changing_visibility_loses_nothing(stage: Stage) -> None:
    from cordee.spaces.actions.spaces import edit_space

    before = set(Membership.objects.filter(space=stage.open).values_list("person_id", "role"))
    for visibility in ("hidden", "request", "open"):
        edit_space(stage.cast.karim, stage.open, visibility=visibility, now=NOW)
        assert set(Membership.objects.filter(space=stage.open).values_list("person_id", "role")) == before
        assert access.viewer(stage.cast.lea).reads(stage.open)
        assert access.viewer(stage.cast.marc).reads(stage.open) == (visibility == "open")
    assert stage.open.posts.count() == 2


def test_an_accepted_charter_is_remembered_by_its_version(cast: Cast) -> None:
    space = Space(id=uuid4(), visibility="open")
    who = Viewer(cast.lea, {space.id: Standing("member", 2)})
    assert [who.must_accept(space, version) for version in (0, 1, 2, 3)] == [False, False, False, True]


@pytest.mark.django_db
def test_who_keeps_a_space_keeps_nothing_while_suspended_or_auditing(stage: Stage) -> None:
    karim, later = stage.cast.karim, timezone.now() + timedelta(days=3)
    karim.suspended_until = later
    who = access.viewer(karim)
    assert not who.facilitates(stage.open)
    assert not moderates_somewhere(who)
    with pytest.raises(Suspended):
        access.check_may_write(who)
    karim.suspended_until, karim.is_auditor = None, True
    assert not access.viewer(karim).facilitates(stage.open)
    with pytest.raises(Forbidden):
        access.check_acts(access.viewer(karim))
    karim.is_administrator = True
    assert access.viewer(karim).facilitates(stage.open)
