"""Following: one row a thing, told to the journal, and only of what one may read."""

import pytest

from cordee.core.errors import Forbidden, Invalid, Missing
from cordee.journal.models import Event
from cordee.people.models import Skill
from cordee.spaces import access
from cordee.spaces.actions.following import follow, mute, stop, unfollow
from cordee.spaces.actions.memberships import remove
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Follow
from cordee.spaces.queries.following import follows, state_of, takes_part
from cordee.testing.cast import NOW, Stage


@pytest.mark.django_db
def test_follow_mute_and_stop_are_told_once_each(stage: Stage) -> None:
    lea = stage.cast.lea
    for _again in range(2):
        follow(lea, space=stage.open, now=NOW)
    mute(lea, space=stage.open, now=NOW)
    assert state_of(access.viewer(lea), space=stage.open) == "muted"
    for _again in range(2):
        unfollow(lea, space=stage.open, now=NOW)
    told = Event.objects.filter(verb="follow.changed").order_by("recorded_at").values_list("data", flat=True)
    assert [one["state"] for one in told] == ["following", "muted", "none"]
    assert {one["what"] for one in told} == {"space"}
    assert not Follow.objects.exists()


@pytest.mark.django_db
def test_four_things_can_be_followed_one_at_a_time(stage: Stage) -> None:
    lea, ines = stage.cast.lea, stage.cast.ines
    skill = Skill.objects.get(slug="ecoute")
    follow(lea, space=stage.open, now=NOW)
    follow(lea, post=stage.experience, now=NOW)
    follow(lea, somebody=ines, now=NOW)
    last = follow(lea, skill=skill, now=NOW)
    with pytest.raises(Invalid):
        follow(lea, now=NOW)
    with pytest.raises(Invalid):
        follow(lea, space=stage.open, skill=skill, now=NOW)
    with pytest.raises(Invalid):
        follow(lea, somebody=lea, now=NOW)
    who = access.viewer(lea)
    assert [line.what for line in follows(who).rows] == ["skill", "somebody", "post", "space"]
    assert [line.what for line in follows(who, what="post").rows] == ["post"]
    first = follows(who, size=3)
    assert [line.what for line in follows(who, cursor=first.next).rows] == ["space"]
    stop(lea, last.id, now=NOW)
    with pytest.raises(Missing):
        stop(lea, last.id, now=NOW)
    with pytest.raises(Missing):
        stop(ines, Follow.objects.get(space=stage.open).id, now=NOW)


@pytest.mark.django_db
def test_what_one_may_not_read_is_not_followed(stage: Stage) -> None:
    marc = stage.cast.marc
    secret = publish(stage.cast.lea, stage.hidden, kind="tip", title="T", body="B", now=NOW)
    with pytest.raises(Missing):
        follow(marc, space=stage.hidden, now=NOW)
    with pytest.raises(Missing):
        follow(marc, post=secret, now=NOW)
    with pytest.raises(Forbidden):
        mute(marc, space=stage.request, now=NOW)
    assert not Event.objects.filter(verb="follow.changed").exists()


@pytest.mark.django_db
def test_who_left_a_space_sees_nothing_of_it_and_can_stop(stage: Stage) -> None:
    lea = stage.cast.lea
    kept = follow(lea, space=stage.hidden, now=NOW)
    remove(stage.cast.karim, stage.hidden, lea, now=NOW)
    assert follows(access.viewer(lea)).rows == []
    stop(lea, kept.id, now=NOW)
    assert not Follow.objects.exists()


@pytest.mark.django_db
def test_who_wrote_in_a_thread_takes_part(stage: Stage) -> None:
    cast = stage.cast
    assert takes_part(access.viewer(cast.lea), stage.question)
    assert takes_part(access.viewer(cast.ines), stage.question)
    assert not takes_part(access.viewer(cast.karim), stage.question)
