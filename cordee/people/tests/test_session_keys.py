"""Whoever planted a session in somebody's browser does not come in with them: each way in gives it a new key."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation
from cordee.people.actions.administering import add_person
from cordee.people.actions.invitations import invite
from cordee.people.actions.letting_in import link_secret
from cordee.people.tasks import forget_ended_sessions
from cordee.people.tests.device import Device
from cordee.people.tests.test_passkeys import STEP, asked_in, come_in, make, proven
from cordee.people.tests.test_second_factor import code
from cordee.testing.cast import NOW, PASSWORD, Cast

pytestmark = pytest.mark.django_db
NEW_ONE = {"name": "Paul Roux", "email": "paul@example.org", "password": PASSWORD}


def by_password(client: Client, cast: Cast) -> None:
    client.post("/sign-in/", {"login": "lea@example.org", "password": PASSWORD})


def by_code(client: Client, cast: Cast) -> None:
    client.post("/sign-in/code/", {"email": "lea@example.org"})
    found = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    client.post("/sign-in/code/confirm/", {"code": found[1]})


def by_application(client: Client, cast: Cast) -> None:
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(cast.lea, secret)
    by_password(client, cast)
    client.post(STEP, {"code": code(secret)})


def by_passkey(client: Client, cast: Cast) -> None:
    device = Device()
    make(proven(), device)
    come_in(device, client)


def by_passkey_as_second_step(client: Client, cast: Cast) -> None:
    device = Device()
    make(proven(), device)
    by_password(client, cast)
    assert Authenticator.objects.filter(user=cast.lea).exists()
    options = asked_in(client.get(STEP).content.decode())
    client.post(STEP, {"credential": json.dumps(device.show(options))})


def by_signing_up(client: Client, cast: Cast) -> None:
    Organisation.objects.update(sign_up="open")
    forget_organisation()
    client.post("/sign-up/", NEW_ONE)
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found
    client.post(found[1], {"password": PASSWORD})


def by_invitation(client: Client, cast: Cast) -> None:
    made, secret = invite(cast.thomas, now=NOW)
    made.expires_at = timezone.now() + timedelta(days=1)
    made.save()
    client.post(f"/join/{secret}/", NEW_ONE)


def by_link(client: Client, cast: Cast) -> None:
    person = add_person(cast.thomas, name="Paul Roux", email="paul@example.org", now=NOW)
    client.post(f"/let-in/{link_secret(person)}/", {"password": PASSWORD})


@pytest.mark.parametrize(
    "way",
    [
        by_password,
        by_code,
        by_application,
        by_passkey,
        by_passkey_as_second_step,
        by_signing_up,
        by_invitation,
        by_link,
    ],
)
def test_the_session_changes_its_key(cast: Cast, way: Callable[[Client, Cast], None]) -> None:
    client = Client()
    planted = client.session
    planted["planted"] = True
    planted.save()
    stranger = Client()
    stranger.cookies["cordee_session"] = planted.session_key
    way(client, cast)
    assert client.get("/").status_code == 200
    assert client.session.session_key != planted.session_key
    assert stranger.get("/").status_code == 302


def test_sessions_that_are_over_are_forgotten(cast: Cast) -> None:
    over, good = Client(), Client()
    for client in (over, good):
        by_password(client, cast)
    Session.objects.filter(pk=over.session.session_key).update(expire_date=NOW)
    forget_ended_sessions(0)
    assert list(Session.objects.values_list("pk", flat=True)) == [good.session.session_key]
