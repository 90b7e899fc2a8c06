"""A private word: sent by a facilitator, answered or refused by who gets it. No address is shown to anybody."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.cockpit import events
from cordee.cockpit.models import NoWords, Word
from cordee.cockpit.tasks import write_answer, write_word
from cordee.core.errors import Conflict, Forbidden, Invalid, TooFast
from cordee.core.forgetting import forget
from cordee.core.ids import uuid7
from cordee.core.text import clean
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.models import Membership, Space

APART = timedelta(days=90)  # between two words to the same person, whoever sends them
A_WEEK = 5  # words that one facilitator sends in seven days
LONGEST = 2_000


@transaction.atomic
def send_word(actor: Person, space: Space, to: Person, body: str, *, now: datetime) -> Word:
    """Write to a member of a space that one facilitates. Raises Missing, Forbidden, Invalid, Conflict, TooFast."""
    who = access.viewer(actor)
    access.check_facilitates(who, space)
    access.check_may_write(who)
    # The receiver is held: two facilitators at the same moment send one word.
    to = Person.objects.select_for_update().get(pk=to.pk)
    if (
        not to.is_active
        or not Membership.objects.filter(space=space, person=to).exists()
        or to.id == actor.id
    ):
        raise Invalid(_("This person does not belong to the space any more."))
    if NoWords.objects.filter(person=to).exists():
        raise Forbidden(_("This person wants no such words. Leave them their silence."))
    if Word.objects.filter(receiver=to, at__gt=now - APART).exists():
        raise Conflict(_("This person had a word from a facilitator within the last three months."))
    if Word.objects.filter(sender=actor, at__gt=now - timedelta(days=7)).count() >= A_WEEK:
        raise TooFast(_("Five such words a week are enough. The next one can wait."), retry_after=86_400)
    word = Word.objects.create(
        id=uuid7(), space=space, sender=actor, receiver=to, body=_checked(body), at=now
    )
    record(events.of_word(events.WORD_SENT, word, actor, to), at=now)
    write_word.defer(word=str(word.id))
    return word


@transaction.atomic
def answer_word(actor: Person, word: Word, body: str, *, now: datetime) -> None:
    """Answer who wrote, once. Raises Forbidden, Invalid, Conflict."""
    word = Word.objects.select_for_update().select_related("sender", "receiver").get(pk=word.pk)
    if word.receiver_id != actor.id:
        raise Forbidden(_("This word was for somebody else."))
    if word.answered_at is not None:
        raise Conflict(_("You have answered already."))
    word.answer, word.answered_at = _checked(body), now
    word.save(update_fields=["answer", "answered_at"])
    record(events.of_word(events.WORD_ANSWERED, word, actor, word.sender), at=now)
    write_answer.defer(word=str(word.id))


@transaction.atomic
def refuse_words(actor: Person, *, refused: bool, now: datetime) -> None:
    """Want no word from facilitators any more, or again; doing it again changes nothing."""
    if refused:
        _row, changed = NoWords.objects.get_or_create(person=actor, defaults={"at": now})
    else:
        changed = bool(NoWords.objects.filter(person=actor).delete()[0])
    if changed:
        record(events.of_refusal(actor, refused=refused), at=now)


def forget_words(before: datetime, now: datetime) -> int:
    """Let go of words that are old, with their answers; returns how many."""
    return forget(Word.objects.filter(at__lt=before))


def _checked(body: str) -> str:
    body = clean(body).strip()
    if not body:
        message = _("Write a few words first.")
        raise Invalid(message, fields={"text": message})
    if len(body) > LONGEST:
        message = _("At most %(limit)s characters, please.") % {"limit": LONGEST}
        raise Invalid(message, fields={"text": message})
    return body
