"""Who may call, and with what."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from cordee.api.actions import create_token, revoke_token, use_token
from cordee.api.models import Token
from cordee.core.errors import Forbidden, Invalid
from cordee.journal.models import Event
from cordee.people.actions.arriving import Author, bring_authors
from cordee.testing.cast import NOW, Cast, Stage


@pytest.mark.django_db
@pytest.mark.parametrize(
    "header", [{}, {"Authorization": "Bearer nope"}, {"Authorization": "Basic bGVhOng="}]
)
def test_without_a_living_token_there_is_a_401(cast: Cast, header: dict[str, str]) -> None:
    answer = Client().get("/api/v1/me", headers=header)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_a_token_that_reads_does_not_write(cast: Cast, calling: Callable) -> None:
    call = calling(cast.lea, scopes=("read",))
    assert call("get", "/me").json()["name"] == "Léa Martin"
    answer = call("patch", "/me/profile", {"headline": "Cheffe"})
    assert answer.status_code == 403
    assert "write" in answer.json()["detail"]


@pytest.mark.django_db
def test_a_token_ends(cast: Cast) -> None:
    token, secret = create_token(cast.lea, name="t", scopes=["read"], days=1, now=NOW)
    assert use_token(secret, NOW + timedelta(hours=23)) == token
    assert use_token(secret, NOW + timedelta(hours=24)) is None
    revoke_token(token, now=NOW)
    assert use_token(secret, NOW) is None
    assert secret not in str(list(Token.objects.values()))
    verbs = Event.objects.filter(object_id=token.id).order_by("recorded_at").values_list("verb", flat=True)
    assert list(verbs) == ["token.created", "token.revoked"]


@pytest.mark.django_db
def test_no_token_acts_for_who_cannot_come_in(cast: Cast) -> None:
    author = bring_authors("archive", [Author("m1", NOW)])["m1"]
    with pytest.raises(Forbidden):
        create_token(author, name="t", scopes=["read"], now=NOW)
    _token, secret = create_token(cast.lea, name="t", scopes=["read"], now=NOW)
    cast.lea.is_active = False
    cast.lea.save()
    assert use_token(secret, NOW) is None


@pytest.mark.django_db
def test_a_session_writes_only_with_its_csrf_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.lea, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/api/v1/me").status_code == 200
    answer = client.patch("/api/v1/me/profile", {"headline": "X"}, content_type="application/json")
    assert answer.status_code == 403
    client.get("/me/profile/")
    token = client.cookies["cordee_csrf"].value
    answer = client.patch(
        "/api/v1/me/profile",
        {"headline": "X"},
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )
    assert answer.json()["headline"] == "X"


@pytest.mark.django_db
def test_the_command_shows_the_secret_once(cast: Cast) -> None:
    out = StringIO()
    call_command(
        "token", "create", person="lea@example.org", name="Moodle", scope=["read"], stdout=out, stderr=out
    )
    secret = out.getvalue().splitlines()[0]
    found = use_token(secret, timezone.now())
    assert found is not None
    listed = StringIO()
    call_command("token", "list", stdout=listed)
    assert "Moodle" in listed.getvalue()
    assert secret not in listed.getvalue()
    call_command("token", "revoke", str(found.id), stdout=listed)
    assert use_token(secret, timezone.now()) is None
    with pytest.raises(CommandError):
        call_command("token", "create", person="nobody@example.org", name="x")


@pytest.mark.django_db
def test_answers_speak_the_callers_language(stage: Stage, calling: Callable) -> None:
    assert "espace" in calling(stage.cast.marc)("get", "/spaces/cercle").json()["detail"]


@pytest.mark.django_db
@pytest.mark.parametrize("days", [0, -1, 10**7])
def test_a_life_that_cannot_be_is_refused(cast: Cast, days: int) -> None:
    with pytest.raises(Invalid):
        create_token(cast.lea, name="t", scopes=["read"], days=days, now=NOW)
    assert not Token.objects.exists()
