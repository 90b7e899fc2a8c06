"""Two requests at the same moment (a double click, two facilitators): as if one had come after the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cordee.core.errors import Conflict
from cordee.journal.models import Event
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.drafts import keep
from cordee.spaces.actions.memberships import admit, join, leave
from cordee.spaces.actions.reactions import react
from cordee.spaces.actions.resolutions import accept_answer
from cordee.spaces.models import Draft, Membership, Post, Reaction, Resolution
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 8  # one meeting of two transactions is a matter of luck, eight are not


def together(*acts: Callable[[], object]) -> list[Exception]:
    """Do all acts at once, each on a connection of its own; returns what they refused."""
    start = Barrier(len(acts))

    def one(act: Callable[[], object]) -> Exception | None:
        try:
            connection.ensure_connection()
            start.wait(60)
            act()
        except Exception as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return [error for error in pool.map(one, acts) if error is not None]


def test_joining_twice_at_once_is_joining_once(stage: Stage) -> None:
    marc = stage.cast.marc
    for _ in range(TIMES):
        Membership.objects.filter(person=marc).delete()
        assert together(*[lambda: join(marc, stage.open, now=NOW)] * 3) == []
        assert Membership.objects.filter(person=marc, space=stage.open).count() == 1
    joined = Event.objects.filter(verb="space.joined", actor_id=marc.id, space_id=stage.open.id)
    assert joined.count() == TIMES


def test_the_last_two_facilitators_cannot_both_leave(stage: Stage) -> None:
    karim, lea = stage.cast.karim, stage.cast.lea
    Membership.objects.filter(space=stage.open, person=stage.cast.thomas).delete()
    for _ in range(TIMES):
        for person in (karim, lea):
            admit(stage.cast.thomas, stage.open, person, role="facilitator", now=NOW)
        refused = together(lambda: leave(karim, stage.open, now=NOW), lambda: leave(lea, stage.open, now=NOW))
        assert [type(error) for error in refused] == [Conflict]
        assert Membership.objects.filter(space=stage.open, role="facilitator").count() == 1


def test_two_answers_accepted_at_once_leave_one(stage: Stage) -> None:
    other = reply(stage.cast.karim, stage.question, body="Je résume", now=NOW)
    for _ in range(TIMES):
        Resolution.objects.all().delete()
        refused = together(
            lambda: accept_answer(stage.cast.lea, stage.answer, now=NOW),
            lambda: accept_answer(stage.cast.karim, other, now=NOW),
        )
        assert refused == []
        assert Resolution.objects.count() == 1


def test_a_double_click_reacts_once(stage: Stage) -> None:
    for _ in range(TIMES):
        Reaction.objects.all().delete()
        Post.objects.filter(pk=stage.experience.pk).update(tried_count=0)
        refused = together(
            *[lambda: react(stage.cast.lea, stage.experience, meaning="tried", note="Oui", now=NOW)] * 3
        )
        assert refused == []
        assert Reaction.objects.count() == 1
        assert Post.objects.get(pk=stage.experience.pk).tried_count == 1


def test_replies_at_once_are_all_counted(stage: Stage) -> None:
    before = Post.objects.get(pk=stage.question.pk).comment_count
    acts = [lambda: reply(stage.cast.ines, stage.question, body="Aussi", now=NOW)] * 6
    assert together(*acts) == []
    assert Post.objects.get(pk=stage.question.pk).comment_count == before + 6


def test_two_tabs_that_keep_a_draft_leave_the_newer(stage: Stage) -> None:
    for _ in range(TIMES):
        Draft.objects.all().delete()
        refused = together(
            lambda: keep(stage.cast.lea, "new:x", {"body": "old"}, 1, now=NOW),
            lambda: keep(stage.cast.lea, "new:x", {"body": "new"}, 2, now=NOW),
        )
        assert refused == []
        assert Draft.objects.get().fields == {"body": "new"}
