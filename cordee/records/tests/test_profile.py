"""Acts of this Cordée become statements that others understand."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from cordee.journal.models import Event
from cordee.journal.readers import catch_up, named, replay
from cordee.privacy.actions import ask_to_leave, leave
from cordee.records.actions.forgetting import forget_records
from cordee.records.models import Statement
from cordee.records.people import agent_of
from cordee.records.profile.acts import ACTS
from cordee.records.profile.document import profile
from cordee.records.profile.vocabulary import OWN, TYPES, Verb
from cordee.records.refusals import Bad
from cordee.records.tests.conftest import Lrs, an_lrs
from cordee.records.validation.statements import statement
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.reactions import react
from cordee.spaces.models import Post
from cordee.testing.cast import NOW, Stage

ADL, STREAMS = "http://adlnet.gov/expapi/verbs/", "http://activitystrea.ms/schema/1.0/"
OURS = settings.SITE_ADDRESS


@pytest.fixture
def told(stage: Stage) -> Lrs:
    """Léa asks, Inès answers, Léa thanks; all of it is told."""
    cast = stage.cast
    question = publish(
        cast.lea, stage.open, kind="question", title="Secret title", body="Secret body", now=NOW
    )
    comment = reply(cast.ines, question, body="Secret answer", now=NOW + timedelta(minutes=1))
    react(cast.lea, question, comment=comment, meaning="thanks", now=NOW + timedelta(minutes=2))
    catch_up()
    return an_lrs()


def verbs_of(lrs: Lrs, person: object) -> list[str]:
    found = lrs.get("statements", agent=agent_of(person.id), ascending="true").json()["statements"]
    return [one["verb"]["id"] for one in found]


def test_social_acts_are_told_in_words_that_others_know(told: Lrs, stage: Stage) -> None:
    assert verbs_of(told, stage.cast.lea)[-2:] == [f"{ADL}asked", f"{OURS}/xapi/profile/verbs/thanked"]
    answer, *_earlier = told.get(
        "statements", agent=agent_of(stage.cast.ines.id), verb="http://id.tincanapi.com/verb/replied"
    ).json()["statements"]
    places = answer["context"]["contextActivities"]
    assert answer["object"]["definition"]["type"] == TYPES["answer"]
    assert places["parent"][0]["definition"]["type"] == TYPES["question"]
    assert places["grouping"][0]["id"] == f"{OURS}/xapi/activities/space/{stage.open.id}"
    assert places["category"][0]["id"] == f"{OURS}/xapi/profile"
    assert answer["timestamp"].startswith((NOW + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M"))
    thanks = told.get("statements", agent=agent_of(stage.cast.lea.id)).json()["statements"][0]
    assert thanks["object"] == answer["object"]
    assert answer["authority"]["account"]["name"] == "cordee"


def test_no_words_of_people_are_in_them(told: Lrs, stage: Stage) -> None:
    whole = "".join(Statement.objects.values_list("raw", flat=True))
    for word in ("Secret", stage.cast.lea.email, stage.cast.lea.name):
        assert word not in whole


def test_every_statement_is_valid_in_both_versions(told: Lrs) -> None:
    for one in told.get("statements").json()["statements"]:
        for second in (False, True):
            try:
                statement(one, "statement", second=second)
            except Bad as bad:
                pytest.fail(f"{bad.message} {one}")


def test_a_replay_says_nothing_twice_and_nothing_of_who_left(told: Lrs, stage: Stage) -> None:
    before = set(Statement.objects.values_list("id", flat=True))
    replay(named("records"))
    assert set(Statement.objects.values_list("id", flat=True)) == before
    leave(ask_to_leave(stage.cast.ines, by=stage.cast.ines, now=NOW), now=NOW)
    Statement.objects.all().delete()
    replay(named("records"))
    assert verbs_of(told, stage.cast.ines) == [] and verbs_of(told, stage.cast.lea) != []


def test_a_replay_does_not_bring_back_what_was_let_go_of(told: Lrs, stage: Stage) -> None:
    before = Statement.objects.count()
    assert before and forget_records(timezone.now() + timedelta(hours=1), NOW) == before
    react(stage.cast.karim, Post.objects.latest("id"), meaning="useful", now=NOW + timedelta(minutes=3))
    replay(named("records"))
    assert [len(verbs_of(told, one)) for one in (stage.cast.lea, stage.cast.karim)] == [0, 1]


def test_every_act_of_the_profile_is_one_that_the_rooms_tell() -> None:
    from cordee.webhooks.verbs import known_verbs

    assert set(ACTS) <= set(known_verbs())


def test_confidential_acts_become_nothing() -> None:
    assert not [
        verb
        for verb in ACTS
        if verb.startswith(("report.", "appeal.", "suspension.", "person.", "ask.", "text."))
    ]


def test_a_batch_costs_the_same_however_long_it_is(
    told: Lrs, stage: Stage, django_assert_max_num_queries
) -> None:
    events = list(Event.objects.filter(position__isnull=False).order_by("position"))
    Statement.objects.all().delete()
    with django_assert_max_num_queries(12):
        named("records").consume(events)


def test_the_profile_is_json_ld_at_its_address(db: None) -> None:
    response = Client().get("/xapi/profile")
    assert response["Content-Type"] == "application/ld+json" and response.json() == profile()
    identifiers = [one["id"] for one in (*profile()["concepts"], *profile()["templates"])]
    assert len(identifiers) == len(set(identifiers))
    for name, verb in OWN.items():
        assert (
            isinstance(verb, Verb)
            and Client().get(f"/xapi/profile/verbs/{name}").json()["id"] == verb.address
        )
    assert Client().get("/xapi/profile/verbs/unheard-of").status_code == 404
