"""Credentials of the record store, made and taken back on their page."""

import re
from collections.abc import Callable

from django.test import Client

from cordee.records.models import Credential
from cordee.records.tests.conftest import Lrs
from cordee.testing.cast import Stage

PAGE = "/administration/records/"


def test_a_password_is_shown_once_and_opens_until_it_is_taken_back(
    stage: Stage, sign_in: Callable[..., Client]
) -> None:
    thomas = sign_in(stage.cast.thomas)
    sent = {"name": "Simulateur", "may": "send", "family": "https://example.org/courses/"}
    shown = thomas.post(PAGE, sent).content.decode()
    user, password = re.findall(r'class="secret"><code>([^<]+)</code>', shown)
    held = Credential.objects.get(user=user)
    assert (held.name, held.made_by, held.family) == ("Simulateur", stage.cast.thomas, sent["family"])
    assert Lrs(user, password).get("statements").status_code == 200
    again = thomas.get(PAGE).content.decode()
    assert user in again and password not in again
    thomas.post(f"{PAGE}{held.id}/revoke/")
    assert Lrs(user, password).get("statements").status_code == 401
    assert user not in thomas.get(PAGE).content.decode()


def test_what_makes_no_sense_is_said_in_its_place(stage: Stage, sign_in: Callable[..., Client]) -> None:
    thomas = sign_in(stage.cast.thomas)
    for wrong in ({"name": ""}, {"family": "courses"}, {"may": "anything"}):
        answer = thomas.post(PAGE, {"name": "a", "may": "send", "family": "", **wrong})
        assert answer.status_code == 422
    assert not Credential.objects.exists()
