"""Somebody leaves, and what is old goes."""

from datetime import timedelta

from django.utils import timezone

from cordee.privacy.gathering import everything
from cordee.records.actions.forgetting import forget_recorded, forget_records
from cordee.records.models import Attachment, Document, Mention, Statement
from cordee.records.people import agent_of
from cordee.records.tests.conftest import OBJECT, Lrs, a_statement, an_lrs
from cordee.records.tests.test_attachments import body, first, header, part, send
from cordee.testing.cast import Stage

KARIM = {"mbox": "mailto:someone@example.org"}


def records_of(stage: Stage, lrs: Lrs) -> tuple[dict, str, str]:
    """Two statements about Léa, with a file, and a document."""
    mail = {"mbox": f"mailto:{stage.cast.lea.email}", "name": "Léa Martin"}
    sent = a_statement(actor=mail, result={"response": "my words", "success": True}, attachments=[header()])
    (own,) = send(lrs, body(first(sent), part())).json()
    beside = lrs.kept(actor=KARIM, context={"instructor": agent_of(stage.cast.lea.id)})
    lrs.call("PUT", "agents/profile", {"agent": {"mbox": mail["mbox"]}, "profileId": "p"}, {"likes": "tea"})
    return mail, own, beside


def test_all_of_it_is_told_to_whom_it_is_about(stage: Stage) -> None:
    _mail, own, beside = records_of(stage, an_lrs())
    (section,) = [one for one in everything(stage.cast.lea) if one.name == "records"]
    assert [row["statement"]["id"] for row in section.rows if "statement" in row] == [own, beside]
    assert [row["content"] for row in section.rows if "content" in row] == ['{"likes": "tea"}']


def test_somebody_who_left_is_nobody(stage: Stage) -> None:
    lrs = an_lrs()
    mail, own, beside = records_of(stage, lrs)
    forget_recorded(stage.cast.lea, remove=False)
    told = lrs.get("statements", statementId=own)
    assert (
        b"my words" not in told.content
        and "Léa" not in told.content.decode()
        and mail["mbox"].encode() not in told.content
    )
    nobody = told.json()["actor"]
    assert nobody["account"]["name"] != str(stage.cast.lea.id)
    assert lrs.found(agent={"mbox": mail["mbox"]}, related_agents="true") == []
    assert lrs.found(agent=nobody, related_agents="true") == [beside, own]
    assert told.json()["result"] == {"success": True} and told.json()["object"] == OBJECT
    assert not Document.objects.exists() and not Attachment.objects.exists()


def test_somebody_who_left_takes_it_along_where_so_chosen(stage: Stage) -> None:
    lrs = an_lrs()
    _mail, own, beside = records_of(stage, lrs)
    forget_recorded(stage.cast.lea, remove=True)
    assert lrs.found() == [beside]
    assert str(stage.cast.lea.id) not in Statement.objects.get(id=beside).raw
    assert lrs.get("statements", statementId=own).status_code == 404


def test_what_is_old_goes(lrs: Lrs) -> None:
    lrs.kept()
    now = timezone.now()
    assert forget_records(now - timedelta(days=1), now) == 0
    assert forget_records(now + timedelta(days=1), now) == 1
    assert not Statement.objects.exists() and not Mention.objects.exists()
