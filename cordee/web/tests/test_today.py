"""The page of the day for those who look after something."""

from collections.abc import Callable

import pytest
from django.test import Client

from cordee.moderation.actions.appeals import appeal
from cordee.moderation.actions.decisions import decide
from cordee.moderation.actions.reports import report
from cordee.people.actions.profiles import edit_profile
from cordee.people.models import Person
from cordee.people.queries import helpers_on, skill_by_slug
from cordee.spaces import access
from cordee.spaces.actions.comments import reply
from cordee.testing.cast import NOW, Stage
from cordee.web.duties import duties, readings

Enter = Callable[..., Client]


@pytest.mark.django_db
def test_what_is_reported_comes_to_who_decides(stage: Stage, sign_in: Enter) -> None:
    cast = stage.cast
    report(cast.ines, stage.question, reason="unkind", now=NOW)
    report(cast.marc, stage.question, reason="other", now=NOW)
    (duty,) = duties(access.viewer(cast.karim))
    assert (duty.text, duty.where) == ("À décider\u00a0: 1 texte signalé", "/moderation/")
    assert duty.text in sign_in(cast.karim).get("/").content.decode()
    assert duties(access.viewer(cast.lea)) == []


@pytest.mark.django_db
def test_nobody_is_asked_to_judge_themselves(stage: Stage) -> None:
    cast = stage.cast
    own = reply(cast.karim, stage.question, body="Le mien", now=NOW)
    report(cast.lea, own, reason="unkind", now=NOW)
    assert duties(access.viewer(cast.karim)) == []
    assert [duty.text for duty in duties(access.viewer(cast.thomas))] == ["À décider\u00a0: 1 texte signalé"]
    made = report(cast.marc, stage.answer, reason="other", now=NOW)
    warned = decide(cast.karim, made, what="warned", reason="Relisez la charte.", now=NOW)
    appeal(cast.ines, warned, words="Je l'avais relue.", now=NOW)
    assert duties(access.viewer(cast.karim)) == []
    assert [duty.text for duty in duties(access.viewer(cast.thomas))] == [
        "À décider\u00a0: 1 texte signalé et 1 recours"
    ]


@pytest.mark.django_db
def test_an_auditor_begins_with_the_logs(stage: Stage, sign_in: Enter) -> None:
    Person.objects.filter(pk=stage.cast.nadia.pk).update(is_auditor=True)
    nadia = sign_in(stage.cast.nadia)
    page = nadia.get("/").content.decode()
    stage.cast.nadia.refresh_from_db()
    for one in readings(access.viewer(stage.cast.nadia)):
        assert f'href="{one.where}"' in page
        assert nadia.get(one.where).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "most"), [("lea", 0), ("karim", 3), ("thomas", 8)])
def test_what_duties_cost(stage: Stage, who: str, most: int, django_assert_max_num_queries: Callable) -> None:
    viewer = access.viewer(getattr(stage.cast, who))
    with django_assert_max_num_queries(most):
        duties(viewer)


@pytest.mark.django_db
def test_a_skill_says_who_can_help(stage: Stage, sign_in: Enter) -> None:
    cast = stage.cast
    edit_profile(cast.ines, now=NOW, helps=["ecoute"])
    edit_profile(cast.marc, now=NOW, learns=["ecoute"])
    assert helpers_on(skill_by_slug("ecoute")) == [cast.ines]
    assert cast.ines.name in sign_in(cast.lea).get("/skills/ecoute/").content.decode()
