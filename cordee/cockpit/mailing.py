"""Words as mails: the text itself, and a page on which to answer. Neither sees the other's address."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.cockpit.models import NoWords, Word
from cordee.core.queries import organisation
from cordee.people.models import Person


def mail_word(word_id: str, *, now: datetime) -> None:
    """Once; nothing where who it is for has no address, or refused meanwhile. Raises OSError, SMTPException."""
    word = _found(word_id)
    if word is None or word.mailed_at or NoWords.objects.filter(person=word.receiver).exists():
        return
    with translation.override(word.receiver.language):
        subject = _("A word from %(name)s") % {"name": word.sender.name}
        _send(word, word.receiver, subject, "cockpit/word.txt")
    Word.objects.filter(pk=word.pk).update(mailed_at=now)


def mail_answer(word_id: str) -> None:
    """What came back, to who wrote first. Raises OSError, SMTPException."""
    word = _found(word_id)
    if word is None or not word.answer:
        return
    with translation.override(word.sender.language):
        subject = _("%(name)s has answered your word") % {"name": word.receiver.name}
        _send(word, word.sender, subject, "cockpit/word_answer.txt")


def _found(word_id: str) -> Word | None:
    return Word.objects.filter(id=word_id).select_related("space", "sender", "receiver").first()


def _send(word: Word, to: Person, subject: str, template: str) -> None:
    if not to.email or not to.is_active:
        return
    page = settings.SITE_ADDRESS + reverse("word", args=[word.id])
    context = {"word": word, "page": page, "organisation": organisation()}
    send_mail(" ".join(subject.split()), render_to_string(template, context), None, [to.email])
