"""The form under a reply: a page without scripts, a part of the thread with them, and reactions on a reply."""

from collections.abc import Callable

import pytest
from django.test import Client

from cordee.spaces.models import Comment, Draft, Reaction
from cordee.testing.cast import NOW, Stage

Enter = Callable[..., Client]
HTMX = {"HX-Request": "true"}


@pytest.mark.django_db
def test_the_thread_leads_to_the_form_and_the_form_to_the_thread(stage: Stage, sign_in: Enter) -> None:
    lea = sign_in(stage.cast.lea)
    form = f"{stage.question.url}comments/?to={stage.answer.id}"
    thread = lea.get(stage.question.url).content.decode()
    assert f'hx-get="{form}"' in thread
    assert thread.count("<textarea") == 1
    page = lea.get(form).content.decode()
    assert "<html" in page
    assert f'name="to" value="{stage.answer.id}"' in page
    sent = lea.post(f"{stage.question.url}comments/", {"body": "Merci", "to": str(stage.answer.id)})
    made = Comment.objects.get(body="Merci")
    assert made.parent_id == stage.answer.id
    assert sent["Location"] == made.url


@pytest.mark.django_db
def test_the_form_in_the_thread_holds_the_draft(stage: Stage, sign_in: Enter) -> None:
    place = f"reply:{stage.answer.id}"
    Draft.objects.create(
        person=stage.cast.lea, place=place, fields={"body": "Je commençais"}, version=7, saved_at=NOW
    )
    answer = sign_in(stage.cast.lea).get(f"{stage.question.url}comments/?to={stage.answer.id}", headers=HTMX)
    part = answer.content.decode()
    assert "<html" not in part
    assert "Je commençais</textarea>" in part
    assert 'data-version="7"' in part
    assert f'hx-target="#replies-{stage.answer.root_id}"' in part


@pytest.mark.django_db
def test_a_refused_reply_to_a_reply_keeps_its_words_and_its_place(stage: Stage, sign_in: Enter) -> None:
    sent = {"body": "y" * 60_000, "to": str(stage.answer.id)}
    answer = sign_in(stage.cast.lea).post(f"{stage.question.url}comments/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "y" * 60_000 in page
    assert f'name="to" value="{stage.answer.id}"' in page


@pytest.mark.django_db
def test_who_may_not_contribute_gets_no_form(stage: Stage, sign_in: Enter) -> None:
    form = f"{stage.question.url}comments/?to={stage.answer.id}"
    assert sign_in(stage.cast.marc).get(form).status_code == 403


@pytest.mark.django_db
def test_one_form_of_reactions_gives_and_takes_back(stage: Stage, sign_in: Enter) -> None:
    lea, base = sign_in(stage.cast.lea), f"{stage.question.url}comments/{stage.answer.id}/reactions/"
    lea.post(base, {"meaning": "thanks"})
    assert Reaction.objects.filter(comment=stage.answer, meaning="thanks").count() == 1
    assert f'action="{base}"' in lea.get(stage.question.url).content.decode()
    bar = lea.post(base, {"undo": "thanks"}, headers=HTMX).content.decode()
    assert not Reaction.objects.exists()
    assert 'name="meaning" value="thanks"' in bar
