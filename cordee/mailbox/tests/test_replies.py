"""A reply by mail is a reply: in its thread, once, by its author, under the same rules as on the page."""

from datetime import datetime, timedelta

import pytest

from cordee.mailbox.actions.handling import handle
from cordee.mailbox.actions.taking import take
from cordee.mailbox.models import Received
from cordee.mailbox.tests.conftest import Come, message, plain, replies
from cordee.media.models import File
from cordee.notifications.addresses import LIFE, reply_address
from cordee.people.actions.leaving import forget_person
from cordee.spaces.actions.charters import publish_charter
from cordee.spaces.actions.drafts import keep
from cordee.spaces.actions.locks import lock
from cordee.spaces.actions.memberships import leave
from cordee.spaces.actions.removals import delete
from cordee.spaces.models import Comment, Draft, Post
from cordee.testing.cast import Stage

Mails = list


def test_a_reply_lands_in_its_thread_under_what_it_answers(stage: Stage, to_lea: str, come: Come) -> None:
    row = come(message("gmail-fr", to_lea), to_lea)
    (made,) = replies(stage.question, stage.cast.lea)
    assert made.body.startswith("Bonjour Inès,")
    assert "<strong>la personne</strong>" in made.body_html
    assert made.parent_id == stage.answer.id
    assert (row.state, row.comment_id, bytes(row.raw), row.words) == ("posted", made.id, b"", "")
    stage.question.refresh_from_db()
    assert stage.question.comment_count == 2


def test_its_author_hears_of_it_at_their_own_address(to_lea: str, come: Come, mailoutbox: Mails) -> None:
    row = come(message("gmail-fr", to_lea), to_lea)
    (mail,) = mailoutbox
    assert mail.to == ["lea@example.org"]
    assert f"https://cordee.example{row.place}" in mail.body
    assert mail.extra_headers["Auto-Submitted"] == "auto-replied"
    assert mail.extra_headers["In-Reply-To"] == "<CAF+1=gmail@mail.gmail.com>"
    assert "Dix secondes" not in mail.body


def test_what_the_mail_server_vouched_for_needs_no_notice(
    to_lea: str, come: Come, mailoutbox: Mails, settings: object
) -> None:
    settings.MAIL_AUTHSERV = "mx.cordee.example"
    verdict = (
        "mx.cordee.example; spf=pass (sender is lea@example.org) smtp=x; dmarc=pass header.from=example.org"
    )
    assert come(message("gmail-fr", to_lea, Authentication_Results=verdict), to_lea).state == "posted"
    assert mailoutbox == []


@pytest.mark.parametrize(
    "verdict", ["other.example; dmarc=pass", "mx.cordee.example; (dmarc=pass) dmarc=none", ""]
)
def test_the_word_of_others_is_not_trusted(
    to_lea: str, come: Come, mailoutbox: Mails, settings: object, verdict: str
) -> None:
    settings.MAIL_AUTHSERV = "mx.cordee.example"
    come(message("gmail-fr", to_lea, Authentication_Results=verdict), to_lea)
    assert len(mailoutbox) == 1


def test_a_forged_author_is_refused(
    stage: Stage, to_lea: str, come: Come, mailoutbox: Mails, settings: object
) -> None:
    settings.MAIL_AUTHSERV = "mx.cordee.example"
    verdict = "mx.cordee.example; dmarc=fail"
    raw = message("gmail-fr", to_lea, Authentication_Results=verdict)
    assert come(raw, to_lea).state == "refused"
    assert replies(stage.question, stage.cast.lea) == []
    assert "silence" not in mailoutbox[0].body


def test_the_same_message_is_taken_once(stage: Stage, to_lea: str, come: Come, today: datetime) -> None:
    first = come(message("gmail-fr", to_lea), to_lea)
    again = message("gmail-fr", to_lea, Received="from elsewhere")
    assert take(again, to_lea.upper(), sender="lea@example.org", now=today) is None
    assert handle(first.id, now=today) is None
    assert len(replies(stage.question, stage.cast.lea)) == 1


def test_a_forwarded_mail_lets_nobody_write_in_my_name(
    stage: Stage, to_lea: str, come: Come, mailoutbox: Mails
) -> None:
    row = come(plain("Je suis Marc.", author="marc@example.org"), to_lea, sender="marc@example.org")
    assert row.state == "refused"
    assert Comment.objects.filter(post=stage.question).count() == 1
    assert not Draft.objects.exists()
    (mail,) = mailoutbox
    assert mail.to == ["lea@example.org"]
    assert "marc@example.org" in mail.body
    assert "Je suis Marc" not in mail.body


def test_a_forged_address_is_let_be(stage: Stage, to_lea: str, come: Come, mailoutbox: Mails) -> None:
    forged = to_lea[:10] + ("a" if to_lea[10] != "a" else "b") + to_lea[11:]
    assert come(plain("Bonjour."), forged).note == "a forged address"
    assert mailoutbox == []


def test_mail_for_others_is_not_ours(db: None, today: datetime) -> None:
    assert take(plain("x"), "lea@example.org", sender="", now=today) is None
    assert take(plain("x"), "reply@cordee.example", sender="", now=today) is None
    assert not Received.objects.exists()


@pytest.mark.parametrize(
    "name", ["vacation", "out-of-office", "mailing-list", "bounce-postfix", "bounce-qmail"]
)
def test_programs_are_neither_posted_nor_answered(
    stage: Stage, to_lea: str, come: Come, mailoutbox: Mails, name: str
) -> None:
    come(message(name, to_lea), to_lea)
    assert replies(stage.question, stage.cast.lea) == []
    assert mailoutbox == []


def test_our_own_mail_does_not_come_round(
    to_lea: str, come: Come, mailoutbox: Mails, settings: object
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Cordée <cordee@cordee.example>"
    assert come(plain("x", author="cordee@cordee.example"), to_lea).state == "ignored"
    assert come(plain("x", name="<2@x>"), to_lea, sender="").state == "ignored"
    assert mailoutbox == []


def _refused(
    come: Come, raw: bytes, to: str, stage: Stage, mailoutbox: Mails, *, words: str, says: str
) -> Received:
    row = come(raw, to)
    assert row.state == "refused"
    assert replies(stage.question, stage.cast.lea) == []
    (mail,) = mailoutbox
    assert words in mail.body
    assert says in mail.body
    assert row.words == ""
    draft = Draft.objects.get(person=stage.cast.lea)
    assert (draft.place, words in draft.fields["body"]) == (f"reply:{stage.answer.id}", True)
    return row


def test_a_closed_thread_gives_the_words_back(
    stage: Stage, to_lea: str, come: Come, mailoutbox: Mails, today: datetime
) -> None:
    lock(stage.cast.karim, stage.question, now=today)
    raw = message("iphone-fr", to_lea)
    _refused(
        come,
        raw,
        to_lea,
        stage,
        mailoutbox,
        words="Dix secondes, pas plus.",
        says="Cette conversation est close",
    )


def test_who_is_suspended_keeps_their_words(
    stage: Stage, to_lea: str, come: Come, mailoutbox: Mails, today: datetime
) -> None:
    stage.cast.lea.suspended_until = today + timedelta(days=2)
    stage.cast.lea.save()
    raw = message("iphone-fr", to_lea)
    _refused(come, raw, to_lea, stage, mailoutbox, words="Dix secondes, pas plus.", says="/moderation/mine/")


def test_a_new_charter_is_accepted_on_the_page(
    stage: Stage, to_lea: str, come: Come, mailoutbox: Mails, today: datetime
) -> None:
    publish_charter(stage.cast.karim, stage.open, "Nouvelle charte.", now=today)
    raw = message("iphone-fr", to_lea)
    _refused(come, raw, to_lea, stage, mailoutbox, words="Dix secondes, pas plus.", says="charte")


def test_who_left_the_space_is_told_so(
    stage: Stage, to_lea: str, come: Come, mailoutbox: Mails, today: datetime
) -> None:
    leave(stage.cast.lea, stage.open, now=today)
    raw = message("iphone-fr", to_lea)
    _refused(come, raw, to_lea, stage, mailoutbox, words="Dix secondes, pas plus.", says="espace")


def test_an_old_address_gives_the_words_back(
    stage: Stage, come: Come, mailoutbox: Mails, today: datetime
) -> None:
    old = str(
        reply_address(
            stage.cast.lea.id, stage.question.id, stage.answer.id, now=today - LIFE - timedelta(days=2)
        )
    )
    _refused(
        come,
        message("iphone-fr", old),
        old,
        stage,
        mailoutbox,
        words="Dix secondes, pas plus.",
        says="six mois",
    )


def test_a_draft_that_waits_is_not_lost(stage: Stage, to_lea: str, come: Come, today: datetime) -> None:
    place = f"reply:{stage.answer.id}"
    keep(stage.cast.lea, place, {"body": "Commencé hier."}, 5, now=today)
    lock(stage.cast.karim, stage.question, now=today)
    come(message("iphone-fr", to_lea), to_lea)
    assert Draft.objects.get().fields["body"] == "Commencé hier.\n\nDix secondes, pas plus."


def test_who_is_gone_is_not_answered(
    stage: Stage, to_lea: str, come: Come, mailoutbox: Mails, today: datetime
) -> None:
    forget_person(stage.cast.lea, by=None, now=today)
    assert come(message("iphone-fr", to_lea), to_lea).state == "refused"
    assert mailoutbox == []


def test_a_hidden_space_that_one_left_stays_hidden(
    stage: Stage, come: Come, mailoutbox: Mails, today: datetime
) -> None:
    from cordee.spaces.actions.posts import publish

    post = publish(
        stage.cast.ines, stage.hidden, kind="discussion", title="Secret du cercle", body="x", now=today
    )
    address = str(reply_address(stage.cast.lea.id, post.id, None, now=today))
    leave(stage.cast.lea, stage.hidden, now=today)
    come(message("iphone-fr", address), address)
    assert "Secret" not in mailoutbox[0].body + mailoutbox[0].subject
    assert post.url not in mailoutbox[0].body


def test_no_more_than_one_such_answer_an_hour(
    stage: Stage, to_lea: str, come: Come, mailoutbox: Mails, today: datetime
) -> None:
    lock(stage.cast.karim, stage.question, now=today)
    for count in range(4):
        row = come(plain(f"Essai {count}", name=f"<{count}@x>"), to_lea)
        assert row.words == ""
    assert len(mailoutbox) == 1
    body = Draft.objects.get().fields["body"]
    assert all(f"Essai {count}" in body for count in range(4))


def test_a_mail_without_words_says_where_they_go(
    stage: Stage, to_lea: str, come: Come, mailoutbox: Mails
) -> None:
    assert come(message("signature-only", to_lea), to_lea).state == "refused"
    assert "au-dessus" in mailoutbox[0].body


def test_photos_stand_below_the_words(stage: Stage, to_lea: str, come: Come, mailoutbox: Mails) -> None:
    come(message("apple-photo", to_lea), to_lea)
    (made,) = replies(stage.question, stage.cast.lea)
    file = File.objects.get(owner_id=stage.cast.lea.id)
    assert f"![tableau]({file.url})" in made.body
    assert file.space_id == stage.open.id
    assert "ordre du jour.pdf" in mailoutbox[0].body


def test_a_reply_that_is_gone_is_answered_in_its_thread(
    stage: Stage, to_lea: str, come: Come, today: datetime
) -> None:
    delete(stage.cast.ines, stage.answer, now=today)
    come(message("iphone-fr", to_lea), to_lea)
    assert replies(stage.question, stage.cast.lea)[0].parent_id is None


def test_hostile_html_is_words(stage: Stage, to_lea: str, come: Come) -> None:
    come(message("hostile-html", to_lea), to_lea)
    html = replies(stage.question, stage.cast.lea)[0].body_html
    assert "<script" not in html
    assert "javascript:" not in html


def test_a_very_long_text_is_given_back(stage: Stage, to_lea: str, come: Come, mailoutbox: Mails) -> None:
    assert come(plain("mot " * 14_000), to_lea).state == "refused"
    assert "mot mot" in mailoutbox[0].body
    assert not Post.objects.filter(comments__author=stage.cast.lea).exists()
