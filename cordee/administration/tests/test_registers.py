"""Roles, spaces, tokens, health, audit: what they show, what one does there, what it costs."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from cordee.administration.actions.audit import export_audit
from cordee.administration.queries.audit import Filters, entries
from cordee.administration.roles import ACTS, ROLES, rights
from cordee.administration.words import WORDS
from cordee.api.actions import create_token
from cordee.api.models import Token
from cordee.journal.models import Event
from cordee.people.models import DataLook
from cordee.spaces.models import Membership
from cordee.testing.cast import NOW, Stage
from cordee.webhooks.verbs import known_verbs

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


def test_the_table_of_roles_says_what_the_product_does() -> None:
    names = [role.name for role in ROLES]
    with translation.override("en"):
        said = {str(act.label): dict(zip(names, answers, strict=True)) for act, answers in rights()}
    assert len(said) == len(ACTS)
    assert not any(answers["visitor"] for answers in said.values())
    hidden = said["Read a hidden space"]
    assert [hidden[name] for name in names[:5]] == [False, False, True, True, True]
    assert not any(said["Edit the words of somebody else"].values())
    change = said["Change settings, accounts, webhooks"]
    assert [name for name in names if change[name]] == ["administrator"]
    look = said["Read the administration: people, log, health"]
    assert [name for name in names if look[name]] == ["administrator", "auditor"]
    contribute = said["Contribute and reply in an open space"]
    assert [name for name in names if contribute[name]] == ["member", "facilitator"]


def test_a_space_without_a_facilitator_is_pointed_at_and_gets_one(stage: Stage, sign_in: Enter) -> None:
    Membership.objects.filter(space=stage.open, role="facilitator").update(role="member")
    client = sign_in(stage.cast.thomas)
    assert "/administration/spaces/" in client.get("/administration/").content.decode().split("parts")[0]
    address = "/administration/spaces/entretiens/facilitators/"
    assert client.post(address, {"handle": "@ines"}).status_code == 302
    assert Membership.objects.get(space=stage.open, person=stage.cast.ines).role == "facilitator"
    assert sign_in(stage.cast.karim).post(address, {"handle": "lea"}).status_code == 403
    assert client.post(address, {"handle": "nobody"}).status_code == 404


def test_a_token_is_shown_once_and_taken_back(stage: Stage, sign_in: Enter) -> None:
    lea, thomas = sign_in(stage.cast.lea), sign_in(stage.cast.thomas)
    answer = lea.post("/me/tokens/", {"name": "Intranet", "scope": "read", "days": "30"})
    token = Token.objects.get()
    secret = answer.content.decode().split("<code>")[1].split("<")[0]
    assert secret.startswith("cordee_")
    assert "no-store" in answer["Cache-Control"]
    assert secret not in lea.get("/me/tokens/").content.decode()
    assert lea.post("/me/tokens/", {"name": "", "scope": "read", "days": "x"}).status_code == 422
    page = thomas.get("/administration/tokens/").content.decode()
    assert "Intranet" in page
    assert "Léa Martin" in page
    other = f"/me/tokens/{token.id}/revoke/"
    assert sign_in(stage.cast.karim).post(other).status_code == 404
    assert sign_in(stage.cast.karim).post(f"/administration/tokens/{token.id}/revoke/").status_code == 403
    assert thomas.post(f"/administration/tokens/{token.id}/revoke/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at
    told = Event.objects.get(verb="token.revoked")
    assert (told.actor_id, told.data["owner"]) == (stage.cast.thomas.id, str(stage.cast.lea.id))


def test_a_token_that_ended_says_so(stage: Stage, sign_in: Enter) -> None:
    create_token(
        stage.cast.lea, name="Vieux", scopes=["read"], days=1, now=timezone.now() - timedelta(days=3)
    )
    assert "expiré" in sign_in(stage.cast.lea).get("/me/tokens/").content.decode()


def test_health_and_a_mail_to_myself(stage: Stage, sign_in: Enter) -> None:
    client = sign_in(stage.cast.thomas)
    text = client.get("/administration/health/").content.decode()
    assert "PostgreSQL" in text
    assert "Lecteur activity" in text
    assert client.post("/administration/health/mail/").status_code == 302
    assert mail.outbox[0].to == ["thomas@example.org"]


def test_every_verb_has_words() -> None:
    assert not set(known_verbs()) - set(WORDS), "put it into words in administration/words.py"


def test_the_log_is_read_by_person_act_space_and_day(stage: Stage) -> None:
    cast = stage.cast
    whole = entries(Filters(), size=500).rows
    assert [one.event.at for one in whole] == sorted((one.event.at for one in whole), reverse=True)
    seen, cursor = [], None
    while True:
        page = entries(Filters(), cursor, size=7)
        seen += [one.event.id for one in page.rows]
        cursor = page.next
        if cursor is None:
            break
    assert seen == [one.event.id for one in whole]
    of_lea = entries(Filters(person=cast.lea), size=500).rows
    assert of_lea
    assert all(cast.lea.id in (one.event.actor_id, one.event.object_id) for one in of_lea)
    asked = entries(Filters(verb="post.published", space=stage.open)).rows
    assert {one.event.verb for one in asked} == {"post.published"}
    day = date(2026, 2, 28)
    assert {one.event.at.date() for one in entries(Filters(since=day, until=day)).rows} == {day}


def test_reading_about_somebody_is_noted_once_a_day(stage: Stage, sign_in: Enter) -> None:
    client = sign_in(stage.cast.thomas)
    for _time in range(2):
        assert client.get("/administration/audit/?person=@lea").status_code == 200
    look = DataLook.objects.get()
    assert (look.viewer, look.subject, look.what) == (stage.cast.thomas, stage.cast.lea, "audit")
    client.get("/administration/audit/?person=thomas")
    assert DataLook.objects.count() == 1
    assert client.get("/administration/audit/?person=nobody").status_code == 422
    assert client.get("/administration/audit/?since=99999-1-1").status_code == 422


def test_no_formula_leaves_with_the_log(stage: Stage, sign_in: Enter) -> None:
    stage.cast.lea.name = '=HYPERLINK("http://evil";"x")'
    stage.cast.lea.save()
    answer = sign_in(stage.cast.thomas).get("/administration/audit.csv?person=lea")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "\"'=HYPERLINK" in text
    assert ",=" not in text
    assert ',"=' not in text
    assert Event.objects.filter(verb="audit.exported", actor_id=stage.cast.thomas.id).exists()
    assert "a publié" in text
    lines = list(export_audit(stage.cast.thomas, Filters(), now=NOW))
    assert len(lines) == Event.objects.count() + 1


@pytest.mark.parametrize(
    ("address", "most"),
    [("/administration/", 10), ("/administration/settings/", 4), ("/administration/roles/", 3),
     ("/administration/spaces/", 6), ("/administration/tokens/", 4), ("/me/tokens/", 4),
     ("/administration/webhooks/", 4), ("/administration/audit/", 8)],
)  # fmt: skip
def test_what_a_page_costs(
    stage: Stage, sign_in: Enter, address: str, most: int, django_assert_max_num_queries: Callable
) -> None:
    client = sign_in(stage.cast.thomas)
    client.get("/")
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


def test_who_may_not_act(stage: Stage, sign_in: Enter) -> None:
    stage.cast.nadia.is_auditor = True
    stage.cast.nadia.save()
    acts = ["/administration/health/mail/", "/administration/spaces/entretiens/facilitators/"]
    for person in (stage.cast.nadia, stage.cast.karim):
        for address in acts:
            assert sign_in(person).post(address, {"handle": "lea"}).status_code == 403
    for address in acts:
        assert sign_in(None).post(address).status_code == 302


def test_a_mail_that_does_not_leave_is_said(stage: Stage, sign_in: Enter, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client = sign_in(stage.cast.thomas)
    answer = client.post("/administration/health/mail/", follow=True)
    assert answer.status_code == 200
    assert "n’est pas parti" in answer.content.decode()
