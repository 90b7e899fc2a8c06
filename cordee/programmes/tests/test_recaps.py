"""The recap: drafted from what people wrote, the most proven first, and let out by a facilitator."""

from datetime import timedelta

import pytest

from cordee.core.errors import Conflict, Forbidden
from cordee.journal.models import Event
from cordee.programmes.actions import recaps
from cordee.programmes.actions.publishing import publish_due
from cordee.programmes.models import Prompt
from cordee.programmes.queries.prompts import (
    mark_of,
    prompt_of_week,
    prompts_of_week,
)
from cordee.programmes.queries.recaps import RIPE, answers_to
from cordee.programmes.tests.conftest import DUE, Planned
from cordee.spaces import access
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.reactions import react
from cordee.spaces.actions.removals import delete
from cordee.testing.cast import Stage

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def answered(planned: Planned, stage: Stage) -> Prompt:
    """The first prompt, out, with three replies: one tried, one useful, one of the facilitator."""
    publish_due(DUE)
    prompt = planned.prompts()[0]
    first = reply(
        stage.cast.lea, prompt.post, body="Je *souris* [d'abord](https://example.org).", now=DUE + HOUR
    )
    second = reply(stage.cast.ines, prompt.post, body="Je compte jusqu'à dix.", now=DUE + 2 * HOUR)
    reply(stage.cast.karim, prompt.post, body="Merci à vous.", now=DUE + 3 * HOUR)
    react(stage.cast.karim, first.post, meaning="useful", comment=first, now=DUE + 3 * HOUR)
    react(
        stage.cast.lea, second.post, meaning="tried", comment=second, note="Il a parlé.", now=DUE + 3 * HOUR
    )
    return prompt


def test_what_was_tried_comes_before_what_was_useful_and_who_asked_is_left_out(
    answered: Prompt, stage: Stage
) -> None:
    said = answers_to(answered)
    assert [(one.author.handle, one.tried, one.valued) for one in said] == [("ines", 1, 0), ("lea", 0, 1)]


def test_a_draft_quotes_as_it_was_written_with_the_author_and_the_way(answered: Prompt) -> None:
    tried, useful = answers_to(answered)
    text = recaps.draft([tried, useful])
    assert text.index("Je compte jusqu'à dix.") < text.index("Je souris d'abord.")
    assert f"[Inès Ferreira](/people/@ines/), [dans le fil]({tried.url})" in text
    assert text.startswith("**2 personnes ont répondu.**")


def test_what_was_removed_is_not_quoted(answered: Prompt, stage: Stage) -> None:
    taken = answered.post.comments.get(author=stage.cast.ines)
    delete(stage.cast.ines, taken, now=DUE + 4 * HOUR)
    assert [one.author.handle for one in answers_to(answered)] == ["lea"]


def test_it_goes_out_as_a_reply_and_names_who_is_still_quoted(answered: Prompt, stage: Stage) -> None:
    tried, _useful = answers_to(answered)
    now = DUE + timedelta(days=6)
    recaps.save_recap(stage.cast.karim, answered, body="Brouillon", now=now)
    out = recaps.publish_recap(stage.cast.karim, answered, body=recaps.draft([tried]), now=now)
    assert out.comment.author == stage.cast.karim
    told = Event.objects.get(verb="recap.published")
    assert told.data["quoted"] == [str(stage.cast.ines.id)]
    mark = mark_of(answered.post_id)
    assert mark is not None
    assert mark.recap_id == out.comment_id
    with pytest.raises(Conflict):
        recaps.publish_recap(stage.cast.karim, answered, body="Encore", now=now)


def test_only_facilitators_write_it(answered: Prompt, stage: Stage) -> None:
    with pytest.raises(Forbidden):
        recaps.save_recap(stage.cast.lea, answered, body="Moi", now=DUE)


def test_the_prompt_of_the_week_knows_who_answered(answered: Prompt, stage: Stage) -> None:
    def week(person):  # type: ignore[no-untyped-def]
        return prompt_of_week(access.viewer(person), stage.open, DUE + 4 * HOUR)

    assert (week(stage.cast.lea).answered, week(stage.cast.marc).answered) == (True, False)
    assert week(stage.cast.lea).replies == 3
    late = DUE + timedelta(days=15)
    assert prompt_of_week(access.viewer(stage.cast.lea), stage.open, late) is None
    assert [one.id for one in prompts_of_week(access.viewer(stage.cast.lea), DUE + HOUR)] == [answered.id]
    assert prompts_of_week(access.viewer(stage.cast.marc), DUE + HOUR) == []


def test_each_costs_one_query(answered: Prompt, stage: Stage, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    who, now = access.viewer(stage.cast.karim), DUE + RIPE
    for ask in (
        lambda: prompt_of_week(who, stage.open, now),
        lambda: prompts_of_week(who, now),
        lambda: mark_of(answered.post_id),
    ):
        with django_assert_num_queries(1):
            ask()
