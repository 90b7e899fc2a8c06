"""Answering a caught mail: through the very way that mail from outside takes."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import formataddr, make_msgid

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.text import clean_line
from cordee.mailbox.actions.handling import handle
from cordee.mailbox.actions.taking import take
from cordee.mailbox.models import Caught, Received
from cordee.people.models import Person


def answer_caught(actor: Person, mail: Caught, *, words: str, now: datetime) -> Received:
    """Write an answer as a mail program would, with the quote below it, and deal with it at once. Raises Invalid."""
    if not clean_line(words):
        raise Invalid(_("Write a few words first."))
    row = take(_written(actor, mail, words, now), mail.answer_to, sender=actor.email or "", now=now)
    done = handle(row.id, now=now) if row else None
    if done is None:
        raise Invalid(_("This mail takes no answer."))
    return done


def _written(actor: Person, mail: Caught, words: str, now: datetime) -> bytes:
    written = EmailMessage()
    written["From"] = formataddr((actor.name, actor.email or ""))
    written["To"] = mail.answer_to
    written["Subject"] = f"Re: {mail.subject}"
    written["Message-ID"] = make_msgid(domain="box.invalid")
    if mail.message_id:
        written["In-Reply-To"] = mail.message_id
    when = f"{now:%d/%m/%Y} à {now:%H:%M}" if actor.language == "fr" else f"{now:%d %b %Y} at {now:%H:%M}"
    who = (
        f"Le {when}, {mail.sender} a écrit :"
        if actor.language == "fr"
        else f"On {when}, {mail.sender} wrote:"
    )
    quote = "\n".join(f"> {line}" for line in mail.text.splitlines())
    written.set_content(f"{words}\n\n{who}\n\n{quote}\n")
    return written.as_bytes()
