"""People without account write, confirm by mail, and follow what became of it; nothing counts before."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from cordee.core.errors import Missing, TooFast
from cordee.improvement.actions import handling
from cordee.improvement.actions.lateness import forget_unconfirmed
from cordee.improvement.actions.raising import proof_of, proven, raise_from_outside
from cordee.improvement.mailing import mail_outside
from cordee.improvement.models import Concern, Step
from cordee.improvement.queries.register import register
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db
SENT = {
    "kind": "complaint", "title": "Facture", "words": "Deux fois la même.", "source": "company",
    "name": "Usine du Lac", "email": "achats@lac.example",
}  # fmt: skip


def test_it_counts_once_the_mail_is_confirmed(stage: Stage, open_door: None) -> None:
    client = Client()
    page = client.post("/concerns/", SENT)
    assert "achats@lac.example" in page.content.decode()
    concern = Concern.objects.get()
    assert register(stage.cast.thomas, today=NOW.date()).rows == []
    mail_outside(str(concern.id))
    (link,) = re.findall(r"/concerns/[^\s]+", mail.outbox[0].body)
    assert client.get(link).status_code == 200
    assert Concern.objects.get().confirmed_at is None  # a scanner of mails that opens links confirms nothing
    assert client.post(link).status_code == 302
    assert client.post(link).status_code == 302
    assert Step.objects.filter(what="received").count() == 1
    assert [one.id for one in register(stage.cast.thomas, today=NOW.date(), shown="all").rows] == [concern.id]
    handling.note(stage.cast.thomas, concern, "Mauvais payeur ?", now=NOW)
    handling.answer(stage.cast.thomas, concern, "Corrigée.", now=NOW)
    mail_outside(str(concern.id), str(Step.objects.get(what="answered").id))
    assert "Corrigée." in mail.outbox[-1].body
    seen = client.get(link).content.decode()
    assert "Corrigée." in seen
    assert "Mauvais payeur" not in seen


def test_the_door_is_shut_until_it_is_opened(stage: Stage) -> None:
    assert Client().get("/concerns/").status_code == 404
    assert Client().post("/concerns/", SENT).status_code == 404


def test_what_is_wrong_is_said_and_what_was_written_stays(stage: Stage, open_door: None) -> None:
    page = Client().post("/concerns/", SENT | {"email": "rien", "name": ""})
    assert page.status_code == 422
    assert "Deux fois la même." in page.content.decode()
    assert not Concern.objects.exists()


def test_an_address_waits_for_three_at_most_and_a_week_at_most(stage: Stage, open_door: None) -> None:
    for _n in range(3):
        raise_from_outside(**SENT, language="fr", now=NOW)
    with pytest.raises(TooFast):
        raise_from_outside(**SENT, language="fr", now=NOW)
    assert forget_unconfirmed(NOW + timedelta(days=6)) == 0
    assert forget_unconfirmed(NOW + timedelta(days=8)) == 3


def test_a_link_that_is_not_ours_leads_nowhere(stage: Stage, open_door: None) -> None:
    concern = raise_from_outside(**SENT, language="fr", now=NOW)
    whole = proof_of(concern.id)
    assert proven(whole) == concern
    changed = [whole[:n] + ("B" if sign == "A" else "A") + whole[n + 1 :] for n, sign in enumerate(whole)]
    for wrong in ("x", whole[:-1], whole + "A", proof_of(stage.cast.lea.id), *changed):
        with pytest.raises(Missing):
            proven(wrong)
