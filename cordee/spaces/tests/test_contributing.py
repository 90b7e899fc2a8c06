"""Contributing, replying, editing: what is refused, what is kept."""

import pytest

from cordee.core.errors import Forbidden, Invalid
from cordee.journal.models import Event
from cordee.spaces.actions.comments import edit_comment, reply
from cordee.spaces.actions.drafts import keep
from cordee.spaces.actions.posts import edit_post, publish
from cordee.spaces.models import Comment, Draft, Post, Revision
from cordee.spaces.queries.drafts import draft_at
from cordee.testing.cast import NOW, Stage


@pytest.mark.django_db
def test_an_act_and_its_event_stand_together(stage: Stage) -> None:
    post = publish(stage.cast.lea, stage.open, kind="tip", title="Noter à deux", body="@ines essaie", now=NOW)
    event = Event.objects.get(object_id=post.id)
    assert (event.verb, event.actor_id, event.space_id, event.at) == (
        "post.published",
        stage.cast.lea.id,
        stage.open.id,
        NOW,
    )
    assert event.data == {"kind": "tip", "mentioned": ["ines"]}
    assert "essaie" not in str(event.data)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "\u200b\u200b"}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"body": " \n\u200b"}, "body"),
        ({"body": "x" * 1_000_000}, "body"),
        ({"kind": "sermon"}, "kind"),
        ({"kind": "resource"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"skills": ["no-such-skill"]}, "skills"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_its_field(stage: Stage, given: dict, field: str) -> None:
    whole = {"kind": "tip", "title": "T", "body": "B"} | given
    keep(stage.cast.lea, "new:x", {"body": "précieux"}, 1, now=NOW)
    before = Post.objects.count(), Event.objects.count()
    with pytest.raises(Invalid) as refused:
        publish(stage.cast.lea, stage.open, now=NOW, draft="new:x", **whole)
    assert field in refused.value.fields
    assert (Post.objects.count(), Event.objects.count()) == before
    draft = draft_at(stage.cast.lea, "new:x")
    assert draft is not None
    assert draft.fields == {"body": "précieux"}


@pytest.mark.django_db
def test_publishing_takes_the_draft_away(stage: Stage) -> None:
    keep(stage.cast.lea, "new:x", {"body": "B"}, 1, now=NOW)
    publish(stage.cast.lea, stage.open, kind="tip", title="T", body="B", now=NOW, draft="new:x")
    assert draft_at(stage.cast.lea, "new:x") is None


@pytest.mark.django_db
def test_an_older_draft_never_replaces_a_newer_one(stage: Stage) -> None:
    keep(stage.cast.lea, "p", {"body": "new"}, 5, now=NOW)
    keep(stage.cast.lea, "p", {"body": "late request"}, 4, now=NOW)
    assert Draft.objects.get().fields == {"body": "new"}


@pytest.mark.django_db
def test_replies_are_two_levels_deep(stage: Stage) -> None:
    second = reply(stage.cast.lea, stage.question, body="Merci", to=stage.answer, now=NOW)
    third = reply(stage.cast.ines, stage.question, body="De rien", to=second, now=NOW)
    assert second.parent_id == third.parent_id == stage.answer.id
    assert second.root_id == third.root_id == stage.answer.id
    other = publish(stage.cast.lea, stage.open, kind="tip", title="T", body="B", now=NOW)
    with pytest.raises(Invalid):
        reply(stage.cast.lea, other, body="Ailleurs", to=stage.answer, now=NOW)


@pytest.mark.django_db
def test_an_edit_keeps_what_stood_before(stage: Stage) -> None:
    edit_post(stage.cast.lea, stage.question, title="Autre titre", body="Autre texte", now=NOW)
    edit_post(stage.cast.lea, stage.question, title="Autre titre", body="Autre texte", now=NOW)
    (revision,) = Revision.objects.filter(post=stage.question)
    assert (revision.title, revision.body) == ("Comment finir un entretien ?", "Je ne sais jamais **finir**.")
    edit_comment(stage.cast.ines, stage.answer, body="Mieux dit", now=NOW)
    assert Revision.objects.get(comment=stage.answer).body.startswith("Je demande")
    stage.answer.refresh_from_db()
    assert stage.answer.edited_at == NOW


@pytest.mark.django_db
def test_one_edits_ones_own_words_only(stage: Stage) -> None:
    for other in (stage.cast.ines, stage.cast.karim):
        with pytest.raises(Forbidden):
            edit_post(other, stage.question, title="T", body="B", now=NOW)
    with pytest.raises(Forbidden):
        edit_comment(stage.cast.lea, stage.answer, body="B", now=NOW)
    assert Comment.objects.get(pk=stage.answer.pk).body.startswith("Je demande")
