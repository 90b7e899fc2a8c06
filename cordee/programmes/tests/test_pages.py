"""The pages of a programme: planned, moved, tried and closed by plain forms, at a known cost."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from cordee.programmes.actions.publishing import publish_now
from cordee.programmes.models import Programme, Prompt
from cordee.programmes.tests.conftest import Planned, plan
from cordee.spaces.actions.comments import reply
from cordee.testing.cast import Stage

pytestmark = pytest.mark.django_db
HERE = "/spaces/entretiens/programme/"
Enter = Callable[..., Client]


@pytest.fixture
def coming(stage: Stage) -> Planned:
    """A programme of twelve weeks that begins within the week."""
    return plan(stage, count=12, first=date.today() + timedelta(days=2), now=timezone.now())


@pytest.mark.parametrize("who", ["karim", "lea"])
def test_a_programme_costs_eight_queries_at_most(
    coming: Planned, stage: Stage, sign_in: Enter, who: str, django_assert_max_num_queries: Callable
) -> None:
    client = sign_in(getattr(stage.cast, who))
    client.get("/")
    with django_assert_max_num_queries(8):
        assert client.get(HERE).status_code == 200


def test_twelve_prompts_are_planned_by_one_form(stage: Stage, sign_in: Enter) -> None:
    client = sign_in(stage.cast.karim)
    form = {
        "template": "question-a-week", "title": "Une question", "first": "2030-01-07", "weekday": "1",
        "clock": "09:00", "every": "1", "count": "12", "title-0": "La mienne", "body-0": "Dites.",
    }  # fmt: skip
    assert client.post(f"{HERE}new/", form | {"act": "preview"}).status_code == 200
    assert not Programme.objects.exists()
    client.post(f"{HERE}new/", form)
    prompts = Prompt.objects.filter(programme__space=stage.open).order_by("due_at")
    assert (len(prompts), prompts[0].title, prompts[0].on) == (12, "La mienne", date(2030, 1, 8))
    assert all(not one.is_empty and one.objective_id for one in prompts)


@pytest.mark.parametrize(
    ("name", "value"),
    [("first", "demain"), ("clock", "neuf"), ("title", " "), ("objective-0", "x"), ("kind-0", "poll")],
)
def test_a_refused_form_comes_back_with_what_was_sent(
    stage: Stage, sign_in: Enter, name: str, value: str
) -> None:
    form = {
        "title": "Un fil", "first": "2030-01-07", "weekday": "1", "clock": "09:00", "every": "1", "count": "2",
        "title-0": "Ma question", "body-0": "Dites.",
    }  # fmt: skip
    answer = sign_in(stage.cast.karim).post(f"{HERE}new/", form | {name: value})
    assert answer.status_code == 422
    assert not Programme.objects.exists()


def test_members_see_when_the_next_one_comes_and_not_its_words(
    coming: Planned, stage: Stage, sign_in: Enter
) -> None:
    page = sign_in(stage.cast.lea).get(HERE).content.decode()
    aim = stage.open.objectives.get()
    assert "La suite" in page
    assert aim.text.split("'")[0] in page
    assert "Question 1" not in page


def test_a_script_that_moves_one_gets_what_happened_as_json(
    coming: Planned, stage: Stage, sign_in: Enter
) -> None:
    first = coming.prompts()[0]
    client = sign_in(stage.cast.karim)
    on = (first.on + timedelta(days=1)).isoformat()
    headers = {"X-Requested-With": "fetch"}
    moved = client.post(f"{HERE}{first.id}/place/", {"on": on}, headers=headers)
    assert moved.json()["said"].startswith("Déplacée")
    late = client.post(f"{HERE}{first.id}/place/", {"on": "2020-01-01"}, headers=headers)
    assert (late.status_code, late.json()["said"]) == (422, "Ce moment est passé. Choisissez-en un à venir.")


def test_it_is_sent_to_who_asks_and_to_nobody_else(coming: Planned, stage: Stage, sign_in: Enter) -> None:
    first = coming.prompts()[0]
    sign_in(stage.cast.karim).post(f"{HERE}{first.id}/act/", {"act": "try"})
    (sent,) = mail.outbox
    assert sent.to == ["karim@example.org"]
    assert sent.subject == "[Essai] Question 1"
    html, _kind = sent.alternatives[0]
    assert "<strong>1</strong>" in html
    assert Prompt.objects.get(pk=first.pk).is_planned


def test_a_week_is_skipped_and_a_missed_prompt_planned_again(
    coming: Planned, stage: Stage, sign_in: Enter
) -> None:
    client = sign_in(stage.cast.karim)
    first, second, *_rest = coming.prompts()
    client.post(f"{HERE}{first.id}/act/", {"act": "skip"})
    assert Prompt.objects.get(pk=first.pk).on >= second.on
    Prompt.objects.filter(pk=first.pk).update(state="missed", why="late")
    client.post(f"{HERE}{first.id}/act/", {"act": "again"})
    again = Prompt.objects.get(pk=first.pk)
    assert (again.state, again.why) == ("planned", "")


def test_the_thread_of_a_prompt_says_so_and_its_recap_is_one_click_away(
    coming: Planned, stage: Stage, sign_in: Enter
) -> None:
    out = publish_now(stage.cast.karim, coming.prompts()[0], now=timezone.now())
    reply(stage.cast.lea, out.post, body="Je commence par me taire.", now=timezone.now())
    client = sign_in(stage.cast.karim)
    assert f"{HERE}{out.id}/recap/" in client.get(out.post.url).content.decode()
    draft = client.get(f"{HERE}{out.id}/recap/").content.decode()
    assert "Je commence par me taire." in draft
    said = client.post(f"{HERE}{out.id}/recap/", {"act": "publish", "body": "Ce qui ressort."}, follow=True)
    assert "Ce qui ressort." in said.content.decode()
    assert "Lire la synthèse" in sign_in(stage.cast.lea).get(out.post.url).content.decode()
