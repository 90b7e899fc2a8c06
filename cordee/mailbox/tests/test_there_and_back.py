"""There and back, by real mail servers: a reply becomes a mail, the mail is answered, the answer is a reply."""

import asyncio
import smtplib
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.utils import make_msgid, parseaddr

import pytest
from django.utils import timezone

from cordee.journal.readers import catch_up
from cordee.mailbox.actions.handling import handle
from cordee.mailbox.answering import write
from cordee.mailbox.models import Received
from cordee.mailbox.receiving import listen
from cordee.mailbox.tests.conftest import replies
from cordee.mailbox.tests.test_receiving import free
from cordee.notifications.delivering import sending
from cordee.notifications.delivering.planning import grace
from cordee.notifications.models import Attention, Unreachable
from cordee.notifications.tests.smtp import MailServer, Post
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Post as Contribution
from cordee.testing.cast import Stage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post(settings: object) -> Iterator[Post]:
    """The mail server that Cordée sends through, and what it got."""
    got = Post()
    running = MailServer(got)
    running.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", running.port, False
    settings.DEFAULT_FROM_EMAIL = "Cordée <cordee@cordee.example>"
    yield got
    running.stop()


@pytest.fixture
def question(stage: Stage) -> Contribution:
    """Léa asks today, Inès answers; nobody's night holds anything back."""
    for person in (stage.cast.lea, stage.cast.ines):
        Attention.objects.create(person=person, quiet_from=None, quiet_until=None)
    catch_up()
    now = timezone.now()
    asked = publish(
        stage.cast.lea, stage.open, kind="question", title="Par quoi commencer ?", body="?", now=now
    )
    reply(stage.cast.ines, asked, body="Par **écouter**.", now=now)
    return asked


def leaves() -> int:
    """What is due by mail leaves, after the pause in which it may be read on the page."""
    catch_up()
    moment = timezone.now() + grace() + timedelta(seconds=1)
    return sending.deliver("email", lambda: moment)


def handed_over(mail: EmailMessage, *, sender: str, to: str) -> None:
    """The organisation's mail server hands a message over, twice as after a lost answer; then it is dealt with."""

    async def both() -> None:
        async with await listen(f"127.0.0.1:{free()}") as server:
            port = server.sockets[0].getsockname()[1]
            for _time in range(2):
                await asyncio.to_thread(deliver, port)

    def deliver(port: int) -> None:
        with smtplib.SMTP("127.0.0.1", port) as server:
            server.send_message(mail, sender, [to])

    asyncio.run(both())
    for received in Received.objects.filter(state="waiting"):
        handle(received.id, now=timezone.now())
        write(received.id, now=timezone.now())


def test_a_mail_is_answered_in_its_thread_once(stage: Stage, question: Contribution, post: Post) -> None:
    assert leaves() == 1
    (told,) = post.mails
    assert told["To"] == "lea@example.org"
    body = told.get_body(("plain",))
    assert body is not None
    quote = "".join(f"> {line}\n" for line in body.get_content().splitlines())

    answer = EmailMessage()
    answer["From"], answer["To"] = "Léa Martin <lea@example.org>", told["Reply-To"]
    answer["Subject"], answer["In-Reply-To"] = f"Re: {told['Subject']}", told["Message-ID"]
    answer["Message-ID"] = make_msgid(domain="example.org")
    answer.set_content(
        f"Merci, j'écoute.\n\nLe 2 mars 2026 à 09:58, {told['From']} a écrit :\n\n{quote}\n-- \nLéa"
    )
    handed_over(answer, sender="lea@example.org", to=parseaddr(told["Reply-To"])[1])

    (made,) = replies(question, stage.cast.lea)
    assert made.body == "Merci, j'écoute."
    first = replies(question, stage.cast.ines)[0]
    assert made.root_id == first.id
    # Inès is told of it in her turn; Léa gets the word that it is published, and never a mail of her own act.
    assert leaves() == 1
    assert [mail["To"] for mail in post.mails] == ["lea@example.org", "lea@example.org", "ines@example.org"]
    assert made.url in post.mails[1].get_content()


def test_a_mail_that_comes_back_stops_the_next(stage: Stage, question: Contribution, post: Post) -> None:
    assert leaves() == 1
    envelope = post.envelopes[0]
    report = EmailMessage()
    report["From"], report["To"] = "MAILER-DAEMON@mx.example.org", envelope.mail_from
    report["Subject"], report["Message-ID"] = "failure notice", make_msgid(domain="mx.example.org")
    report.set_content(
        "Hi. This is the qmail-send program at mx.example.org.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        "<lea@example.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
        "--- Below this line is a copy of the message.\n\nTo: lea@example.org\n"
    )
    handed_over(report, sender="", to=str(envelope.mail_from))
    assert Unreachable.objects.get().person_id == stage.cast.lea.id
    reply(stage.cast.ines, question, body="Et par se taire.", now=timezone.now())
    assert leaves() == 0
    assert len(post.mails) == 1
