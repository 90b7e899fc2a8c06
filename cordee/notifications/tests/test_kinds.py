"""Who is told of what, and why."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from cordee.core.ids import uuid7
from cordee.journal.actions import record
from cordee.journal.readers import catch_up
from cordee.moderation import events as moderation
from cordee.notifications import queries
from cordee.notifications.groups import GROUPS
from cordee.notifications.kinds import kinds
from cordee.notifications.models import Notice
from cordee.notifications.tests.conftest import Talk, Told
from cordee.people.models import Person
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.following import follow, mute
from cordee.spaces.actions.memberships import admit, decline, join
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.reactions import react, withdraw
from cordee.spaces.actions.resolutions import accept_answer
from cordee.spaces.models import JoinRequest
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db


def brief(told: Told, person: Person) -> list[tuple[str, str]]:
    return [(line.kind, line.reason) for line in told(person)]


def test_a_reply_is_told_to_who_asked_and_to_nobody_else(stage: Stage, talk: Talk, told: Told) -> None:
    (line,) = told(stage.cast.lea)
    assert (line.kind, line.reason, line.unread) == ("reply", "wrote", True)
    assert kinds()["reply"].words(line) == "Inès Ferreira a répondu à votre question"
    assert kinds()["reply"].address(line) == talk.answer.url
    assert [told(one) for one in (stage.cast.ines, stage.cast.karim, stage.cast.thomas)] == [[], [], []]


def test_a_mention_in_a_reply_is_one_line_for_the_stronger_reason(
    stage: Stage, talk: Talk, told: Told, today: datetime
) -> None:
    reply(stage.cast.karim, talk.question, to=talk.answer, body="Comme @ines et @lea.", now=today)
    assert brief(told, stage.cast.ines) == [("mention", "mentioned")]
    assert brief(told, stage.cast.lea) == [("mention", "mentioned"), ("reply", "wrote")]


def test_a_reply_to_my_reply_and_a_thread_that_i_take_part_in(
    stage: Stage, talk: Talk, told: Told, today: datetime
) -> None:
    reply(stage.cast.karim, talk.question, to=talk.answer, body="Oui.", now=today)
    reply(stage.cast.lea, talk.question, body="Merci.", now=today + timedelta(seconds=1))
    assert brief(told, stage.cast.ines) == [("thread", "takes-part"), ("reply", "wrote-reply")]
    assert brief(told, stage.cast.karim) == [("thread", "takes-part")]


def test_an_accepted_answer(stage: Stage, talk: Talk, told: Told, today: datetime) -> None:
    accept_answer(stage.cast.karim, talk.answer, now=today)
    assert brief(told, stage.cast.ines) == [("accepted", "wrote-reply")]
    assert brief(told, stage.cast.lea) == [("solved", "wrote"), ("reply", "wrote")]


def test_followers_hear_of_new_contributions_once_by_the_closest_reason(
    stage: Stage, told: Told, today: datetime
) -> None:
    before = today - timedelta(hours=1)
    follow(stage.cast.nadia, now=before, space=stage.open)
    follow(stage.cast.nadia, now=before, somebody=stage.cast.ines)
    for n in range(3):
        publish(stage.cast.ines, stage.open, kind="tip", title=f"T{n}", body="B", now=today)
    publish(stage.cast.lea, stage.open, kind="tip", title="L", body="B", now=today)
    assert brief(told, stage.cast.nadia) == [("news", "follows-space"), ("news", "follows-person")]
    news = told(stage.cast.nadia)[1]
    assert kinds()["news"].words(news) == "3 nouvelles publications de Inès Ferreira"
    assert kinds()["news"].address(news) == "/people/@ines/"


def test_who_muted_hears_nothing(stage: Stage, talk: Talk, told: Told, today: datetime) -> None:
    mute(stage.cast.lea, now=today + timedelta(seconds=1), post=talk.question)
    reply(stage.cast.ines, talk.question, body="Encore, @lea.", now=today + timedelta(seconds=2))
    (line,) = told(stage.cast.lea)
    assert line.acts == 1


def test_nobody_hears_of_a_space_that_they_may_not_read(stage: Stage, told: Told, today: datetime) -> None:
    follow(stage.cast.lea, now=today, space=stage.hidden)
    secret = publish(stage.cast.lea, stage.hidden, kind="tip", title="Secret", body="Pour @marc.", now=today)
    assert told(stage.cast.marc) == []
    reply(stage.cast.ines, secret, body="Vu.", now=today)
    (line,) = told(stage.cast.lea)
    stage.hidden.memberships.filter(person=stage.cast.lea).delete()
    assert told(stage.cast.lea) == []
    assert queries.unread(stage.cast.lea.id) == 0
    assert Notice.objects.filter(id=line.id).exists()


def test_a_text_that_is_out_of_sight_takes_its_line_with_it(
    stage: Stage, talk: Talk, told: Told, today: datetime
) -> None:
    assert len(told(stage.cast.lea)) == 1
    talk.answer.removed_at = today
    talk.answer.save()
    assert (told(stage.cast.lea), queries.unread(stage.cast.lea.id)) == ([], 0)
    reply(stage.cast.karim, talk.question, body="Une autre.", now=today)
    (line,) = told(stage.cast.lea)
    assert [card.handle for card in line.people] == ["karim"]


def test_a_reaction_taken_back_goes_from_the_line(
    stage: Stage, talk: Talk, told: Told, today: datetime
) -> None:
    for who in (stage.cast.karim, stage.cast.ines):
        react(who, talk.question, meaning="useful", now=today)
    withdraw(stage.cast.karim, talk.question, meaning="useful", now=today)
    line = told(stage.cast.lea)[0]
    assert (line.kind, line.people_count, dict(line.meanings)) == ("reaction", 1, {"useful": 1})
    withdraw(stage.cast.ines, talk.question, meaning="useful", now=today)
    assert brief(told, stage.cast.lea) == [("reply", "wrote")]


def test_coming_into_a_space(stage: Stage, told: Told, today: datetime) -> None:
    join(stage.cast.marc, stage.request, now=today)
    join(stage.cast.nadia, stage.request, now=today)
    (line,) = told(stage.cast.karim)
    assert (
        kinds()["request"].words(line)
        == "Nadia Rousseau et Marc Delorme demandent à entrer dans votre espace"
    )
    assert kinds()["request"].address(line) == "/spaces/qualiopi/members/"
    admit(stage.cast.karim, stage.request, stage.cast.marc, now=today)
    decline(stage.cast.karim, JoinRequest.objects.get(person=stage.cast.nadia), now=today)
    assert kinds()["welcome"].words(told(stage.cast.marc)[0]) == "Karim Benali vous a fait entrer"
    assert kinds()["welcome"].words(told(stage.cast.nadia)[0]) == "Karim Benali a décliné votre demande"


def test_what_is_long_past_is_no_news(stage: Stage) -> None:
    reply(stage.cast.ines, stage.question, body="Tardif, @marc.", now=NOW)
    catch_up()
    assert not Notice.objects.exists()


def test_moderation_is_told_without_names(stage: Stage, told: Told, today: datetime) -> None:
    cast, text = stage.cast, stage.question.id
    with transaction.atomic():
        made = moderation.of(
            moderation.REPORT_MADE, uuid7(), cast.ines, stage.open.id, what="post", post=text, reason="other"
        )
        record(made, at=today)
        hidden = moderation.of(
            moderation.TEXT_HIDDEN, uuid7(), cast.karim, stage.open.id, person=cast.lea.id, post=text
        )
        record(hidden, at=today)
        appeal = moderation.of(
            moderation.APPEAL_MADE,
            uuid7(),
            cast.lea,
            stage.open.id,
            person=cast.lea.id,
            decided_by=cast.karim.id,
        )
        record(appeal, at=today)
    stage.question.removed_at = today
    stage.question.save()
    (line,) = told(cast.lea)
    assert kinds()["decided"].words(line).startswith("Un de vos textes a été masqué")
    assert (line.people, kinds()["decided"].address(line)) == ([], "/moderation/mine/")
    assert [kinds()["look"].words(line) for line in told(cast.karim)] == ["Un texte a été signalé"]
    assert [kinds()["look"].words(line) for line in told(cast.thomas)] == [
        "Un recours vous attend",
        "Un texte a été signalé",
    ]


def test_each_kind_belongs_to_a_group_that_people_can_choose_a_pace_for() -> None:
    assert {kind.group for kind in kinds().values()} == set(GROUPS)
