"""Experts by API: who agreed, with the evidence; what nobody holds, for who administers."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from cordee.people.actions.profiles import edit_profile
from cordee.recommendations.actions import show_me
from cordee.spaces.actions.resolutions import accept_answer
from cordee.testing.cast import Stage

pytestmark = pytest.mark.django_db


def test_experts_are_told_with_their_evidence(
    stage: Stage, calling: Callable, django_assert_max_num_queries: Callable
) -> None:
    lea, now = calling(stage.cast.lea), timezone.now()
    accept_answer(stage.cast.lea, stage.answer, now=now)
    assert lea("get", "/skills/ecoute/experts").json() == []
    show_me(stage.cast.ines, ["ecoute"], now=now)
    with django_assert_max_num_queries(13):
        (one,) = lea("get", "/skills/ecoute/experts").json()
    assert (one["person"]["handle"], one["declared"]) == ("ines", False)
    assert [(fact["what"], fact["url"]) for fact in one["evidence"]] == [("accepted", stage.answer.url)]
    assert lea("get", "/skills/nowhere/experts").status_code == 404


def test_what_nobody_holds_is_for_who_administers(
    stage: Stage, calling: Callable, django_assert_max_num_queries: Callable
) -> None:
    edit_profile(stage.cast.marc, learns=["retour"], now=timezone.now())
    thomas = calling(stage.cast.thomas)
    with django_assert_max_num_queries(10):
        told = thomas("get", "/experts/missing").json()
    assert told[0] == {"skill": {"slug": "retour", "name": "Donner un retour"}, "learners": 1, "waiting": 0}
    assert calling(stage.cast.lea)("get", "/experts/missing").status_code == 403
