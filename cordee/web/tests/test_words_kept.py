"""Whatever becomes of a form that was sent, what somebody wrote in it stands in the answer."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cordee.moderation.actions.appeals import appeal
from cordee.moderation.actions.decisions import decide
from cordee.moderation.actions.reports import report
from cordee.people.models import Person
from cordee.spaces.actions import limits
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.locks import lock
from cordee.spaces.actions.pins import pin
from cordee.spaces.actions.polls import Ballot
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Comment, Poll
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]
WORDS = "Des mots que je ne veux pas <b>perdre</b>"
SHOWN = "Des mots que je ne veux pas &lt;b&gt;perdre&lt;/b&gt;"
OURS = {"Origin": "http://testserver"}


def _strict(person: Person | None, sign_in: Enter) -> Client:
    client = sign_in(person)
    client.handler.enforce_csrf_checks = True
    return client


def test_a_session_that_ended_while_one_wrote(stage: Stage, sign_in: Enter) -> None:
    visitor, address = sign_in(None), f"/posts/{stage.question.id}/comments/"
    answer = visitor.post(address, {"body": WORDS, "to": str(stage.answer.id)}, headers=OURS)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert SHOWN in page
    assert f'name="to" value="{stage.answer.id}"' in page
    assert f'action="{address}"' in page
    part = visitor.post(address, {"body": WORDS}, headers=OURS | {"HX-Request": "true"})
    assert (part.status_code, part["HX-Reswap"]) == (401, "none")
    assert "HX-Trigger" in part
    gone = visitor.get(f"/posts/{stage.question.id}/menu/", headers={"HX-Request": "true"})
    assert gone.status_code == 401  # the sign-in does not take the place of a part
    assert visitor.get("/", headers=OURS)["Location"].startswith("/sign-in/")
    assert visitor.post(address, {"body": ""}, headers=OURS)["Location"].startswith("/sign-in/")


def test_a_form_older_than_its_session_is_sent_again(stage: Stage, sign_in: Enter) -> None:
    client, address = _strict(stage.cast.ines, sign_in), f"/posts/{stage.question.id}/comments/"
    refused = client.post(address, {"body": WORDS, "csrfmiddlewaretoken": "x" * 64}, headers=OURS)
    page = refused.content.decode()
    assert refused.status_code == 403
    assert SHOWN in page
    token = re.search(r'<form class="form".*?name="csrfmiddlewaretoken" value="(\w+)"', page, re.S)
    assert token
    assert (
        client.post(address, {"body": WORDS, "csrfmiddlewaretoken": token[1]}, headers=OURS).status_code
        == 302
    )
    assert Comment.objects.filter(body=WORDS).count() == 1


@pytest.mark.parametrize(
    "said", [{"Origin": "https://evil.org"}, {}, {"Referer": "https://evil.org/testserver"}]
)
def test_what_another_site_sends_is_not_offered_to_be_sent(
    stage: Stage, sign_in: Enter, said: dict[str, str]
) -> None:
    client = _strict(stage.cast.ines, sign_in)
    answer = client.post(f"/posts/{stage.question.id}/comments/", {"body": WORDS}, headers=said)
    assert answer.status_code == 403
    assert "perdre" not in answer.content.decode()


def test_secrets_are_never_shown_again(stage: Stage, sign_in: Enter) -> None:
    sent = {"body": WORDS, "password": "corde et piolet", "code": "zyx-123456"}
    page = sign_in(None).post(f"/posts/{stage.question.id}/comments/", sent, headers=OURS).content.decode()
    assert SHOWN in page
    assert "piolet" not in page
    assert "zyx-123456" not in page


def _locked(stage: Stage) -> None:
    lock(stage.cast.karim, stage.question, now=NOW)


def _suspended(stage: Stage) -> None:
    Person.objects.filter(pk=stage.cast.ines.pk).update(suspended_until=timezone.now() + timedelta(days=1))


def _hurried(stage: Stage) -> None:
    for n in range(limits.REPLIES.usual[0]):
        reply(stage.cast.ines, stage.question, body=f"R{n}", now=timezone.now())


def _nothing(stage: Stage) -> None:
    """The form itself is at fault."""


LONG = f"{WORDS} {'é' * 2100}"


@pytest.mark.parametrize(
    ("before", "path", "sent", "status"),
    [
        (_locked, "/posts/{question}/comments/", {"body": WORDS}, 409),
        (_suspended, "/posts/{question}/comments/", {"body": WORDS}, 403),
        (_hurried, "/posts/{question}/comments/", {"body": WORDS}, 429),
        (_hurried, "/posts/{question}/comments/", {"body": WORDS, "to": "{answer}"}, 429),
        (_suspended, "/comments/{answer}/edit/", {"body": WORDS}, 403),
        (_nothing, "/comments/{answer}/edit/", {"body": WORDS + "x" * 300_000}, 422),
        (_suspended, "/spaces/entretiens/new/", {"kind": "tip", "title": "T", "body": WORDS}, 403),
        (_nothing, "/spaces/entretiens/new/", {"kind": "poll", "title": "T", "body": WORDS, "options": "x"}, 422),
        (_nothing, "/posts/{experience}/edit/", {"title": "", "body": WORDS}, 422),
        (_suspended, "/posts/{experience}/edit/", {"title": "T", "body": WORDS}, 403),
        (_nothing, "/posts/{question}/reactions/", {"meaning": "tried", "note": LONG}, 422),
        (_locked, "/posts/{question}/reactions/", {"meaning": "tried", "note": WORDS}, 409),
        (_nothing, "/posts/{question}/bookmark/", {"note": LONG}, 422),
        (_nothing, "/posts/{question}/report/", {"reason": "boredom", "words": WORDS}, 422),
        (_nothing, "/posts/{question}/report/", {"reason": "other", "words": LONG}, 422),
        (_nothing, "/spaces/cercle2/new/", {"kind": "tip", "title": "T", "body": WORDS}, 404),
        (_nothing, "/posts/00000000-0000-0000-0000-000000000000/comments/", {"body": WORDS}, 404),
        (_nothing, "/me/profile/", {"name": "", "about": WORDS}, 422),
    ],
)  # fmt: skip
def test_words_stand_in_the_answer(
    stage: Stage,
    sign_in: Enter,
    before: Callable[[Stage], None],
    path: str,
    sent: dict[str, str],
    status: int,
) -> None:
    places = {"question": stage.question.id, "answer": stage.answer.id, "experience": stage.experience.id}
    before(stage)
    client = sign_in(stage.cast.ines)
    given = {name: value.format(**places) if value.startswith("{") else value for name, value in sent.items()}
    answer = client.post(path.format(**places), given, headers=OURS)
    assert answer.status_code == status
    assert SHOWN in answer.content.decode()


def test_moderation_keeps_what_was_written_in_its_place(stage: Stage, sign_in: Enter) -> None:
    cast = stage.cast
    made = report(cast.ines, stage.question, reason="unkind", now=NOW)
    karim, lea, thomas = (sign_in(person) for person in (cast.karim, cast.lea, cast.thomas))

    def refused(client: Client, path: str, **sent: Any) -> str:
        answer = client.post(path, sent, headers=OURS)
        assert answer.status_code in (409, 422, 404), answer.status_code
        return answer.content.decode()

    page = refused(thomas, f"/moderation/reports/{made.id}/", what="suspended", reason=WORDS, days="x")
    assert SHOWN in page
    assert 'value="suspended" checked' in page
    long_reason = refused(karim, f"/moderation/reports/{made.id}/", what="warned", reason=LONG)
    assert SHOWN in long_reason
    decision = decide(cast.karim, made, what="warned", reason="Relisez.", now=NOW)
    assert SHOWN in refused(karim, f"/moderation/reports/{made.id}/", what="warned", reason=WORDS)
    assert SHOWN in refused(lea, f"/moderation/decisions/{decision.id}/appeal/", words=LONG)
    waits = appeal(cast.lea, decision, words="W", now=NOW)
    assert SHOWN in refused(thomas, f"/moderation/appeals/{waits.id}/", upheld="yes", answer=LONG)
    assert SHOWN in refused(karim, f"/posts/{stage.experience.id}/hiding/", reason=LONG)
    assert "https://nowhere" in refused(karim, f"/posts/{stage.experience.id}/merge/", into="https://nowhere")
    tips = [publish(cast.ines, stage.open, kind="tip", title=f"T{n}", body="B", now=NOW) for n in range(4)]
    for tip in tips[:3]:
        pin(cast.karim, tip, now=NOW)
    assert f"acts-{tips[3].id}" in refused(karim, f"/posts/{tips[3].id}/pin/")


def test_a_vote_that_comes_too_late_meets_the_result(stage: Stage, sign_in: Enter) -> None:
    end = NOW + timedelta(days=1)
    ballot = Ballot(["Mardi", "Jeudi"], closes_at=end)
    poll = publish(stage.cast.lea, stage.open, kind="poll", title="Quand ?", body="", ballot=ballot, now=NOW)
    option = Poll.objects.get(post=poll).options.first()
    assert option
    for headers in ({}, {"HX-Request": "true"}):
        answer = sign_in(stage.cast.ines).post(
            f"/posts/{poll.id}/vote/", {"choices": option.id}, headers=headers
        )
        assert answer.status_code == 422
        assert "Personne n’a voté" in answer.content.decode()
