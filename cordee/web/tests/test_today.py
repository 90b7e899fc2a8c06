"""The page of the day: what is worth ten minutes, for those who learn and those who look after something."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone, translation

from cordee.asks.tests.conftest import asked, looked
from cordee.moderation.actions.appeals import appeal
from cordee.moderation.actions.decisions import decide
from cordee.moderation.actions.reports import report
from cordee.people.actions.profiles import edit_profile
from cordee.people.models import Person
from cordee.programmes.actions.publishing import publish_due
from cordee.programmes.models import Prompt
from cordee.programmes.tests.conftest import DUE, plan
from cordee.spaces import access
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.posts import publish
from cordee.testing.cast import NOW, Stage
from cordee.web.actions import set_aside
from cordee.web.models import Aside
from cordee.web.worth import Kind, Thing, chosen, worth
from cordee.web.worth.duties import duties, readings

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
@pytest.mark.parametrize(("who", "most"), [("lea", 0), ("karim", 3), ("thomas", 9)])
def test_what_duties_cost(stage: Stage, who: str, most: int, django_assert_max_num_queries: Callable) -> None:
    viewer = access.viewer(getattr(stage.cast, who))
    with django_assert_max_num_queries(most):
        duties(viewer)


@pytest.mark.django_db
def test_a_skill_says_who_can_help(stage: Stage, sign_in: Enter) -> None:
    cast = stage.cast
    edit_profile(cast.ines, now=NOW, helps=["ecoute"])
    edit_profile(cast.marc, now=NOW, learns=["ecoute"])
    assert cast.ines.name in sign_in(cast.lea).get("/skills/ecoute/").content.decode()


def thing(key: str, kind: Kind) -> Thing:
    return Thing(key, kind, key, "/", "")


def test_one_of_each_kind_comes_before_a_second_of_the_same() -> None:
    found = [thing(key, Kind.WAITS) for key in "abcd"] + [thing("help", Kind.HELP), thing("step", Kind.STEP)]
    assert [one.key for one in chosen(found)] == ["a", "step", "help"]
    assert [one.key for one in chosen(found, aside=["step"])] == ["a", "help", "b"]
    assert [one.key for one in chosen(found, most=9)] == ["a", "step", "help", "b", "c", "d"]


@pytest.mark.django_db
def test_what_is_set_aside_comes_back_tomorrow_where_its_owner_is(stage: Stage) -> None:
    lea = stage.cast.lea
    edit_profile(stage.cast.ines, now=NOW, helps=["ecoute"])
    ines = access.viewer(stage.cast.ines)
    waits = publish(
        lea, stage.open, kind="question", title="Et pour commencer ?", body="B", skills=["ecoute"], now=NOW
    )
    (shown,) = worth(ines, NOW).things
    assert (shown.key, shown.kind) == (f"post:{waits.id}", Kind.HELP)
    Person.objects.filter(pk=ines.person.pk).update(time_zone="Asia/Kolkata")
    ines.person.refresh_from_db()
    set_aside(ines.person, shown.key, now=NOW)
    found = worth(ines, NOW)
    assert (found.things, found.aside) == ([], 1)
    midnight = datetime(2026, 3, 3, tzinfo=ZoneInfo("Asia/Kolkata"))
    assert worth(ines, midnight - timedelta(seconds=1)).things == []
    assert worth(ines, midnight).things == [shown]
    set_aside(ines.person, "step:1", now=midnight)
    assert [one.key for one in Aside.objects.all()] == ["step:1"]


@pytest.mark.django_db
def test_not_today_shows_the_next_and_can_be_undone(stage: Stage, sign_in: Enter) -> None:
    cast = stage.cast
    for rank in range(4):
        publish(cast.lea, stage.open, kind="question", title=f"Question {rank}", body="B", now=timezone.now())
    client = sign_in(cast.ines)
    before = worth(access.viewer(cast.ines), timezone.now()).things
    assert len(before) == 3
    fragment = client.post("/aside/", {"key": before[0].key}, headers={"HX-Request": "true"}).content.decode()
    assert before[0].where not in fragment
    assert all(one.where in fragment for one in before[1:])
    client.post("/aside/", {"key": before[0].key, "undo": "1"})
    assert worth(access.viewer(cast.ines), timezone.now()).things == before


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 81])
def test_only_a_thing_is_set_aside(stage: Stage, sign_in: Enter, key: str) -> None:
    assert sign_in(stage.cast.lea).post("/aside/", {"key": key}).status_code == 422
    assert not Aside.objects.exists()


@pytest.mark.django_db
def test_who_is_asked_finds_it_once_and_knows_why(stage: Stage) -> None:
    edit_profile(stage.cast.ines, now=NOW - timedelta(days=9), helps=["ecoute"])
    waits = asked(stage, "Et se taire ?")
    looked()
    with translation.override("fr"):
        (shown,) = worth(access.viewer(stage.cast.ines), NOW + timedelta(hours=1)).things
    assert (shown.key, shown.where, shown.waiting) == (f"post:{waits.id}", waits.url, True)
    why = (
        "Léa Martin pose la question, et on a pensé à vous. Vous pouvez aider sur «\u00a0Écoute active\u00a0»"
    )
    assert shown.why == why


@pytest.mark.django_db
def test_the_prompt_of_the_week_is_offered_until_one_has_answered(stage: Stage) -> None:
    plan(stage, 1)
    publish_due(DUE)
    lea, karim = access.viewer(stage.cast.lea), access.viewer(stage.cast.karim)
    (shown,) = [one for one in worth(lea, DUE).things if one.kind == Kind.PROMPT]
    assert "Question 1" in shown.text
    assert not [one for one in worth(karim, DUE).things if one.kind == Kind.PROMPT]  # his own
    reply(stage.cast.lea, Prompt.objects.get().post, body="Chez nous aussi", now=DUE)
    assert not [one for one in worth(lea, DUE).things if one.kind == Kind.PROMPT]
