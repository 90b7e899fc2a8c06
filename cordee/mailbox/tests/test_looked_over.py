"""What the doctor says of mail, what is picked up, and the operator's two commands."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from cordee.mailbox.actions.forgetting import KEPT_DAYS, forget_mail, forget_mail_of
from cordee.mailbox.actions.taking import take
from cordee.mailbox.models import Caught, Received
from cordee.mailbox.tasks import pick_up_mail
from cordee.mailbox.tests.conftest import plain
from cordee.notifications.tests.smtp import MailServer, Post
from cordee.testing.cast import Stage
from cordee.web.checks import mail, mail_in


@pytest.mark.parametrize(
    ("set_to", "level", "says"),
    [
        ({"MAIL_LEAVES": False}, "warning", "CORDEE_SMTP_HOST"),
        ({"REPLY_ADDRESS": ""}, "ok", "docs/mail.md"),
        ({"REPLY_ADDRESS": "a-name-that-is-too-long@example.org"}, "problem", "15"),
        ({"REPLY_ADDRESS": "reply@example.org"}, "problem", "CORDEE_MAIL_IN"),
        ({"REPLY_ADDRESS": "reply@example.org", "IMAP_URL": "imaps://x"}, "ok", "reply@example.org"),
    ],
)
def test_what_the_doctor_says_of_mail(settings: object, set_to: dict, level: str, says: str) -> None:
    for name, value in set_to.items():
        setattr(settings, name, value)
    *_before, last = mail()
    assert (last.level, says in last.text) == (level, True)


def test_mail_that_nobody_deals_with_is_said_and_picked_up(
    stage: Stage, to_lea: str, today: datetime, django_assert_num_queries: object
) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    assert list(mail_in()) == []
    row = take(plain("Bonjour."), to_lea, sender="", now=today - timedelta(hours=2))
    assert row is not None
    assert [one.level for one in mail_in()] == ["warning"]
    ProcrastinateJob.objects.all()._raw_delete("default")
    pick_up_mail(timestamp=0)
    pick_up_mail(timestamp=0)
    waiting = ProcrastinateJob.objects.filter(task_name="cordee.mailbox.tasks.handle")
    assert [job.args for job in waiting] == [{"received": str(row.id)}]


def test_what_came_in_is_let_go_of(stage: Stage, to_lea: str, today: datetime) -> None:
    for age in (1, KEPT_DAYS + 1):
        take(plain("x", name=f"<{age}@x>"), to_lea, sender="", now=today - timedelta(days=age))
        Caught.objects.create(to="lea@example.org", sender="x", subject="x", at=today - timedelta(days=age))
    assert forget_mail(today - timedelta(days=KEPT_DAYS), today) == 2
    Received.objects.update(person=stage.cast.lea)
    forget_mail_of(stage.cast.lea)
    assert (Received.objects.count(), Caught.objects.count()) == (0, 0)


def test_one_mail_is_sent_and_what_happened_is_said(
    stage: Stage, settings: object, capsys: pytest.CaptureFixture[str]
) -> None:
    post = Post()
    post.refused = {"nobody@example.org"}
    server = MailServer(post)
    server.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
        call_command("mail_test", "thomas@example.org")
        assert [one["To"] for one in post.mails] == ["thomas@example.org"]
        assert "took a mail" in capsys.readouterr().out
        with pytest.raises(CommandError, match=r"does not take mail for nobody@example\.org: 550"):
            call_command("mail_test", "nobody@example.org")
    finally:
        server.stop()
    with pytest.raises(CommandError, match="cannot be used"):
        call_command("mail_test", "thomas@example.org")
    settings.MAIL_LEAVES = False
    with pytest.raises(CommandError, match="CORDEE_SMTP_HOST"):
        call_command("mail_test", "thomas@example.org")


@pytest.mark.parametrize("wrong", ["", "2525", "http://x:1"])
def test_the_way_in_says_what_it_needs(settings: object, wrong: str) -> None:
    settings.MAIL_IN = wrong
    with pytest.raises(CommandError, match="CORDEE_MAIL_IN"):
        call_command("mail_in", stdout=StringIO())
