"""A dashboard on paper says what its page says, and no more; by mail it is the same paper."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from pypdf import PdfReader

from cordee.insights.mailing import sending
from cordee.insights.mailing.actions import plan_mailing
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db


def read(content: bytes) -> str:
    """The words of a paper, in one line."""
    paper = PdfReader(io.BytesIO(content))
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]  # tagged, for who listens to it
    return " ".join(" ".join(page.extract_text() for page in paper.pages).split())


def test_the_paper_says_what_the_page_says(busy: Stage, sign_in: Callable[..., Client]) -> None:
    client = sign_in(busy.cast.thomas)
    answer = client.get("/insights/?form=pdf")
    assert answer["Content-Type"] == "application/pdf"
    told = read(answer.getvalue())
    assert "Comment on apprend les uns des autres" in told
    assert "28 jours jusqu’au 1er mars 2026" in told
    assert "ont pris part : 11 sur" in told
    assert "Comment chaque chiffre est compté" in told
    table = read(client.get("/insights/?form=pdf&sheet=figures").getvalue())
    assert "Comment chaque chiffre est compté" not in table


def test_nothing_is_said_of_few_people_on_paper_either(busy: Stage, sign_in: Callable[..., Client]) -> None:
    told = read(sign_in(busy.cast.thomas).get(f"/insights/space/{busy.hidden.id}/?form=pdf").getvalue())
    assert "Ce qui n’est pas dit" in told
    assert "ont pris part" not in told


def test_the_paper_comes_by_mail(busy: Stage) -> None:
    planned = plan_mailing(
        busy.cast.thomas, "insights.figures-organisation", None, rhythm="weekly", hour=8, now=NOW
    )
    assert sending.send_due(planned.next_at + timedelta(minutes=1)) == 1
    ((_name, content, kind),) = mail.outbox[-1].attachments
    assert kind == "application/pdf"
    assert "ont pris part : 11 sur" in read(content)
