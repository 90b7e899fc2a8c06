"""Who is shown as somebody who can help: with consent, by evidence that the viewer may open, not for ever."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from cordee.core.errors import Forbidden
from cordee.people.actions.leaving import forget_person
from cordee.people.actions.profiles import edit_profile
from cordee.people.models import Person, Skill
from cordee.people.queries import skill_by_slug
from cordee.recommendations import loads
from cordee.recommendations.actions import show_me
from cordee.recommendations.evidence import What
from cordee.recommendations.experts import directory, experts_on
from cordee.recommendations.proofs import STALE
from cordee.spaces import access
from cordee.spaces.actions.reactions import react
from cordee.spaces.actions.resolutions import accept_answer
from cordee.testing.cast import Stage
from cordee.testing.costs import costs

pytestmark = pytest.mark.django_db


def _names(who: Person, skill: Skill, now: datetime) -> list[str]:
    return [one.card.handle for one in experts_on(access.viewer(who), skill, now=now)]


def test_nobody_is_shown_for_what_they_did_before_they_agree(stage: Stage, now: datetime) -> None:
    skill, lea, ines = skill_by_slug("ecoute"), stage.cast.lea, stage.cast.ines
    accept_answer(lea, stage.answer, now=now)
    assert _names(lea, skill, now) == []
    show_me(ines, ["ecoute"], now=now)
    (shown,) = experts_on(access.viewer(lea), skill, now=now)
    assert [fact.what for fact in shown.evidence] == [What.ACCEPTED]
    assert shown.evidence[0].url == stage.answer.url
    show_me(ines, [], now=now)
    assert _names(lea, skill, now) == []


def test_evidence_goes_stale(stage: Stage, now: datetime) -> None:
    skill = skill_by_slug("ecoute")
    accept_answer(stage.cast.lea, stage.answer, now=now)
    show_me(stage.cast.ines, ["ecoute"], now=now)
    assert _names(stage.cast.lea, skill, now + STALE) == ["ines"]
    assert _names(stage.cast.lea, skill, now + STALE + timedelta(days=1)) == []


def test_who_was_asked_much_comes_later(stage: Stage, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    skill, cast = skill_by_slug("ecoute"), stage.cast
    accept_answer(cast.lea, stage.answer, now=now)
    show_me(cast.ines, ["ecoute"], now=now)
    edit_profile(cast.karim, helps=["ecoute"], now=now)
    assert _names(cast.lea, skill, now) == ["ines", "karim"]
    monkeypatch.setattr(loads, "_counters", [lambda people, now: {cast.ines.id: 4}])
    assert _names(cast.lea, skill, now) == ["karim", "ines"]


def test_evidence_behind_a_closed_door_is_not_told(stage: Stage, now: datetime) -> None:
    from cordee.spaces.actions.posts import publish

    skill, cast = skill_by_slug("retour"), stage.cast
    secret = publish(
        cast.lea, stage.hidden, kind="tip", title="Entre nous", body="B", skills=["retour"], now=now
    )
    react(cast.ines, secret, meaning="taught", now=now)
    show_me(cast.ines, ["retour"], now=now)
    assert _names(cast.lea, skill, now) == ["ines"]
    assert _names(cast.marc, skill, now) == []


def test_who_leaves_is_shown_no_more(stage: Stage, now: datetime) -> None:
    accept_answer(stage.cast.lea, stage.answer, now=now)
    show_me(stage.cast.ines, ["ecoute"], now=now)
    forget_person(stage.cast.ines, by=None, now=now)
    assert _names(stage.cast.lea, skill_by_slug("ecoute"), now) == []
    assert not any(line.holders for line in directory())


def test_an_auditor_is_not_shown(stage: Stage, now: datetime) -> None:
    Person.objects.filter(id=stage.cast.nadia.id).update(is_auditor=True)
    with pytest.raises(Forbidden):
        show_me(Person.objects.get(id=stage.cast.nadia.id), ["ecoute"], now=now)


def test_skills_that_nobody_holds_are_for_who_administers(
    stage: Stage, sign_in: Callable[[Person], Client], now: datetime
) -> None:
    edit_profile(stage.cast.marc, learns=["retour"], now=now)
    line = next(line for line in directory() if line.skill.slug == "retour")
    assert (line.holders, line.learners, line.waiting) == (0, 1, 0)
    assert next(line.waiting for line in directory() if line.skill.slug == "ecoute") == 1
    assert "Donner un retour" in sign_in(stage.cast.thomas).get("/experts/").content.decode()
    assert "Donner un retour" not in sign_in(stage.cast.lea).get("/experts/").content.decode()


def test_asking_begins_with_the_skill_and_the_person(
    stage: Stage, sign_in: Callable[[Person], Client]
) -> None:
    client = sign_in(stage.cast.lea)
    asked = "?kind=question&skills=ecoute&to=ines"
    chosen = client.get(f"/contribute/{asked}").content.decode()
    assert "/spaces/entretiens/new/?kind=question&amp;skills=ecoute&amp;to=ines" in chosen
    page = client.get(f"/spaces/entretiens/new/{asked}").content.decode()
    assert "@ines" in page
    assert 'value="ecoute" checked' in page


def test_pages_of_experts_cost_few_queries(
    stage: Stage, sign_in: Callable[[Person], Client], now: datetime
) -> None:
    accept_answer(stage.cast.lea, stage.answer, now=now)
    show_me(stage.cast.ines, ["ecoute"], now=now)
    client = sign_in(stage.cast.ines)
    client.get("/experts/")
    told = costs(client, ["/experts/", "/skills/ecoute/experts/", "/me/expertise/"])
    assert max(told.values()) <= 14, told
