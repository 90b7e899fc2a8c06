"""The administration by API: who may, what comes back, and that a secret comes once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cordee.api.models import KeptAnswer, Token
from cordee.people.models import DataLook
from cordee.people.tests.elsewhere import SECRET, Elsewhere
from cordee.testing.cast import NOW, Stage
from cordee.webhooks.actions.hooks import make_hook
from cordee.webhooks.models import Delivery, Hook

pytestmark = pytest.mark.django_db
READS = ["organisation", "roles", "spaces", "tokens", "webhooks", "providers", "verbs", "health", "audit"]


@pytest.mark.parametrize("what", READS)
def test_administrators_and_auditors_read(stage: Stage, calling: Callable, what: str) -> None:
    stage.cast.nadia.is_auditor = True
    stage.cast.nadia.save()
    path = f"/administration/{what}"
    for person, status in ((stage.cast.thomas, 200), (stage.cast.nadia, 200), (stage.cast.karim, 403)):
        assert calling(person)("get", path).status_code == status


def test_auditors_change_nothing(stage: Stage, calling: Callable) -> None:
    stage.cast.nadia.is_auditor = True
    stage.cast.nadia.save()
    hook, _secret = make_hook(stage.cast.thomas, address="https://example.org/", now=NOW)
    one = f"/administration/webhooks/{hook.id}"
    writes: list[tuple[str, str, Any]] = [
        ("patch", "/administration/organisation", {"name": "X"}),
        ("post", "/administration/webhooks", {"address": "https://example.org/"}),
        ("patch", one, {"on": False}),
        ("delete", one, None),
        ("post", f"{one}/secret", {}),
        ("post", "/administration/providers", {"name": "X", "issuer": "https://idp.example.org"}),
        ("post", f"{one}/test", {}),
    ]
    for person in (stage.cast.nadia, stage.cast.karim):
        for method, path, body in writes:
            assert calling(person)(method, path, body).status_code == 403, path


def test_settings(stage: Stage, calling: Callable) -> None:
    call = calling(stage.cast.thomas)
    told = call(
        "patch", "/administration/organisation", {"name": "Refuge", "retention": {"drafts": 30}}
    ).json()
    assert (told["name"], told["retention"]["drafts"], told["retention"]["deliveries"]) == ("Refuge", 30, 30)
    refused = call("patch", "/administration/organisation", {"accent": "#ffff00"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "accent"
    assert call("patch", "/administration/organisation", {"set_up_at": None}).status_code == 422


def test_a_token_makes_no_token_but_a_session_does(
    stage: Stage, calling: Callable, sign_in: Callable
) -> None:
    assert calling(stage.cast.lea)("post", "/me/tokens", {"name": "x"}).status_code == 403
    client: Client = sign_in(stage.cast.lea)
    answer = client.post(
        "/api/v1/me/tokens",
        {"name": "Mien"},
        content_type="application/json",
        headers={"Idempotency-Key": "k1"},
    )
    assert answer.status_code == 201
    assert "no-store" in answer["Cache-Control"]
    made = answer.json()
    assert made["secret"].startswith("cordee_")
    assert made["secret"].encode() not in b"".join(bytes(one.body) for one in KeptAnswer.objects.all())
    listed = client.get("/api/v1/me/tokens").content.decode()
    assert made["token"]["id"] in listed
    assert made["secret"] not in listed
    other = calling(stage.cast.karim)
    assert other("delete", f"/me/tokens/{made['token']['id']}").status_code == 404
    assert other("delete", f"/administration/tokens/{made['token']['id']}").status_code == 403
    thomas = calling(stage.cast.thomas)
    assert thomas("delete", f"/administration/tokens/{made['token']['id']}").status_code == 204
    assert Token.objects.get(id=made["token"]["id"]).revoked_at


def test_webhooks(stage: Stage, calling: Callable) -> None:
    call = calling(stage.cast.thomas)
    made = call(
        "post", "/administration/webhooks", {"address": "https://example.org/", "verbs": ["post.published"]}
    )
    assert made.status_code == 201
    one = f"/administration/webhooks/{made.json()['webhook']['id']}"
    assert call("get", one).json()["on"] is True
    assert call("post", "/administration/webhooks", {"address": "https://10.0.0.1/"}).status_code == 422
    assert call("patch", one, {"verbs": ["x.y"]}).status_code == 422
    assert call("post", f"{one}/secret", {}).json()["secret"] != made.json()["secret"]
    sent = call("post", f"{one}/test", {})
    assert sent.json()["verb"] == "webhook.test"
    Delivery.objects.update(state="given-up", tries=1, tried_at=NOW)
    assert (
        call("post", f"/administration/deliveries/{sent.json()['id']}/resend", {}).json()["state"]
        == "waiting"
    )
    assert len(call("get", f"{one}/deliveries").json()["items"]) == 1
    assert call("patch", one, {"on": False}).json()["on"] is False
    assert call("post", f"{one}/test", {}).status_code == 409
    assert call("delete", one).status_code == 204
    assert not Hook.objects.exists()


def test_the_log(stage: Stage, calling: Callable, django_assert_max_num_queries: Callable) -> None:
    call = calling(stage.cast.thomas)
    told = call("get", "/administration/audit?person=lea&verb=post.published").json()["items"]
    assert {one["actor"]["handle"] for one in told} == {"lea"}
    assert DataLook.objects.get().what == "audit"
    assert call("get", "/administration/audit?person=nobody").status_code == 404
    assert call("get", "/administration/audit?since=9999-12-31").status_code == 422
    with django_assert_max_num_queries(6):
        call("get", "/administration/audit")


def test_organisation_accounts(stage: Stage, calling: Callable, elsewhere: Elsewhere) -> None:
    call = calling(stage.cast.thomas)
    away = call("post", "/administration/providers", {"name": "X", "issuer": "https://nowhere.invalid"})
    assert (away.status_code, away.json()["errors"][0]["field"]) == (422, "issuer")
    made = call(
        "post", "/administration/providers", {"name": "Refuge", "issuer": elsewhere.issuer, "secret": SECRET}
    )
    assert made.status_code == 201
    told = made.json()
    assert told["redirect_address"] == "http://testserver/sign-in/with/refuge/callback/"
    assert (told["has_secret"], told["on"], told["client_id"]) == (True, False, "")
    one = f"/administration/providers/{told['id']}"
    assert call("patch", one, {"on": True}).status_code == 409
    changed = call(
        "patch", one, {"on": True, "client_id": "cordee", "proven_domains": ["Example.org"]}
    ).json()
    assert (changed["on"], changed["has_secret"], changed["proven_domains"]) == (True, True, ["example.org"])
    everything = b"".join(
        call("get", path).content for path in (one, "/administration/providers", "/administration/audit")
    )
    assert SECRET.encode() not in everything + made.content
    assert b'"secret"' not in everything
    refused = call("patch", "/administration/organisation", {"passwords": False})
    assert refused.json()["errors"][0]["field"] == "passwords"
    assert calling(stage.cast.thomas, ("read",))("delete", one).status_code == 403
    assert call("delete", one).status_code == 204
    assert call("get", one).status_code == 404
