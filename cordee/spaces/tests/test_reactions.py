"""Meanings count once, and the counters on the post always equal the rows."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.core.errors import Forbidden, Invalid
from cordee.journal.models import Event
from cordee.spaces import access
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.reactions import react, withdraw
from cordee.spaces.actions.resolutions import accept_answer, unaccept_answer
from cordee.spaces.models import Post, Reaction, Resolution
from cordee.spaces.queries.threads import thread
from cordee.testing.cast import NOW, Stage


class Undone(Exception):  # noqa: N818 (nothing went wrong)
    """Rolls a transaction back on purpose."""


ACTS = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from(["lea", "ines", "karim"]),
        st.sampled_from(["tried", "adapted", "taught"]),
    ),
    max_size=12,
)


@pytest.mark.django_db
@settings(max_examples=20)
@given(acts=ACTS)
def test_the_counter_is_the_number_of_rows(acts: list[tuple[bool, str, str]], stage: Stage) -> None:
    try:
        with transaction.atomic():
            for gives, name, meaning in acts:
                act = react if gives else withdraw
                act(getattr(stage.cast, name), stage.experience, meaning=meaning, now=NOW)
            post = Post.objects.get(pk=stage.experience.pk)
            assert post.tried_count == Reaction.objects.filter(post=post, meaning="tried").count()
            given_, taken = (
                Event.objects.filter(verb=verb, object_id=post.id).count()
                for verb in ("reaction.given", "reaction.withdrawn")
            )
            assert given_ - taken == Reaction.objects.filter(post=post).count()
            raise Undone
    except Undone:
        pass


@pytest.mark.django_db
def test_a_note_tells_what_happened_and_can_be_added_later(stage: Stage) -> None:
    react(stage.cast.lea, stage.experience, meaning="tried", now=NOW)
    react(stage.cast.lea, stage.experience, meaning="tried", note="Il a parlé de lui-même", now=NOW)
    found = thread(access.viewer(stage.cast.karim), stage.experience.id)
    assert [note.note for note in found.notes] == ["Il a parlé de lui-même"]
    assert found.meanings.counts == {"tried": 1}
    assert found.meanings.mine == set()


@pytest.mark.django_db
def test_thanks_come_from_others(stage: Stage) -> None:
    with pytest.raises(Forbidden):
        react(stage.cast.ines, stage.experience, meaning="thanks", now=NOW)
    with pytest.raises(Invalid):
        react(stage.cast.lea, stage.experience, meaning="applause", now=NOW)


@pytest.mark.django_db
def test_who_asked_or_a_facilitator_accepts_the_answer(stage: Stage) -> None:
    with pytest.raises(Forbidden):
        accept_answer(stage.cast.ines, stage.answer, now=NOW)
    accept_answer(stage.cast.lea, stage.answer, now=NOW)
    better = reply(stage.cast.karim, stage.question, body="Je résume", now=NOW)
    accept_answer(stage.cast.karim, better, now=NOW)
    assert Resolution.objects.get().answer == better
    assert Post.objects.get(pk=stage.question.pk).resolved_at == NOW
    verbs = (
        Event.objects.filter(object_id=stage.question.id)
        .order_by("recorded_at")
        .values_list("verb", flat=True)
    )
    assert list(verbs)[1:] == ["answer.accepted", "answer.unaccepted", "answer.accepted"]
    unaccept_answer(stage.cast.lea, stage.question, now=NOW)
    assert Post.objects.get(pk=stage.question.pk).resolved_at is None


@pytest.mark.django_db
def test_only_a_question_has_an_accepted_answer(stage: Stage) -> None:
    comment = reply(stage.cast.lea, stage.experience, body="Merci", now=NOW)
    with pytest.raises(Forbidden):
        accept_answer(stage.cast.ines, comment, now=NOW)
