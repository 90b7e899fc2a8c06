"""Dealing with a message that came in: posted in the thread, sent back with a kind word, or let be."""

from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid, Missing, Refusal
from cordee.core.text import clean, escaping
from cordee.mailbox.actions.failing import came_back
from cordee.mailbox.letters import Enclosed, Letter, Unreadable, letter
from cordee.mailbox.models import Received
from cordee.mailbox.proving import is_their_address, vouched_for
from cordee.mailbox.robots import is_report, why_automatic
from cordee.mailbox.tasks import answer
from cordee.media.actions import store_image
from cordee.notifications.addresses import Expired, Target, is_bounce, token_of, who_answers
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.drafts import keep
from cordee.spaces.models import Comment, Post
from cordee.spaces.queries.charters import version_in_force
from cordee.spaces.queries.drafts import draft_at
from cordee.spaces.queries.merging import merged_into

LARGEST_IMAGE = 10  # megabytes
MOST_IMAGES = 6


@transaction.atomic
def handle(received_id: UUID, *, now: datetime) -> Received | None:
    """Deal with one message, once: two workers, or a job that is tried again, change nothing more."""
    row = Received.objects.select_for_update().filter(id=received_id, state=Received.State.WAITING).first()
    if row is None:
        return None
    _deal(row, now)
    row.raw = b""
    row.save()
    if row.answer:
        answer.defer(received=str(row.id))
    return row


def _deal(row: Received, now: datetime) -> None:
    raw, token = bytes(row.raw), token_of(row.address) or ""
    if is_bounce(token):
        came_back(row, token, raw, now=now)
        return
    try:
        found = letter(raw)
    except Unreadable as trouble:
        _ignore(row, f"unreadable: {trouble}")
        return
    row.message_id = found.message_id
    try:
        target, expired = who_answers(token, now=now), False
    except Expired as late:
        target, expired = late.target, True
    if target is None:
        _ignore(row, "a forged address")
    elif why := why_automatic(found.message, row.sender if row.envelope else None):
        _ignore(row, f"automatic: {why}")
        if is_report(found.message):  # some servers send reports where answers go
            came_back(row, token, raw, now=now, person=target.person)
    elif not target.person.is_active or target.person.erased_at:
        row.person = target.person
        _refuse(row, "no such person any more")
    else:
        row.person, row.place = target.person, (target.comment or target.post).url
        with translation.override(target.person.language), timezone.override(target.person.time_zone):
            _from_somebody(row, found, target, expired=expired, now=now)


def _from_somebody(row: Received, found: Letter, target: Target, *, expired: bool, now: datetime) -> None:
    vouched = vouched_for(found.message)
    if vouched is False or not is_their_address(target.person, found.sender):
        # The words of who knows whom: given to nobody, kept nowhere. The person hears that somebody tried.
        row.said = found.sender if vouched is not False else ""
        _refuse(row, "failed DMARC" if vouched is False else "from another address", "elsewhere")
        return
    row.words = found.words
    if not found.words and not found.images:
        _refuse(row, "no words", "empty")
    elif expired:
        _hold(row, target, found.words, now)
        _refuse(row, "an address that is too old", "expired")
    else:
        _post(row, found, target, vouched=vouched is True, now=now)


def _post(row: Received, found: Letter, target: Target, *, vouched: bool, now: datetime) -> None:
    person, words = target.person, found.words
    try:
        with transaction.atomic():
            post, comment = _where(target)
            access.check_contributes(access.viewer(person), post.space, version_in_force(post.space))
            access.check_open(post)
            words, left = _with_images(person, post, found, now)
            made = reply(person, post, body=words, to=comment, now=now, draft=_place(target))
    except Refusal as refusal:
        _hold(row, target, words, now)
        row.said = refusal.message[:500]
        row.place = "" if isinstance(refusal, Missing) else row.place
        _refuse(row, type(refusal).__name__, "refused")
        return
    row.state, row.comment_id, row.place = Received.State.POSTED, made.id, made.url
    row.words, row.said = "", ", ".join(left)[:500]
    row.note = "vouched for" if vouched else ""
    row.answer = "" if vouched and not left else "posted"


def _where(target: Target) -> tuple[Post, Comment | None]:
    """The thread, or the one that it was merged into; the reply, unless it is gone: then the thread is answered."""
    post, comment = target.post, target.comment
    if post.removed_at is not None:
        post = merged_into(access.viewer(target.person), post.id) or post
    if comment is not None and (comment.removed_at is not None or comment.post_id != post.id):
        comment = None
    return post, comment


def _place(target: Target) -> str:
    return f"reply:{target.comment.id if target.comment else target.post.id}"


def _with_images(person: Person, post: Post, found: Letter, now: datetime) -> tuple[str, list[str]]:
    """The words with the images below them, and the names of what could not be taken."""
    words, left = [found.words], list(found.left)
    for at, image in enumerate(found.images):
        line = _stored(person, post, image, now) if at < MOST_IMAGES else ""
        if line:
            words.append(line)
        else:
            left.append(image.name or _("an image"))
    return "\n\n".join(one for one in words if one), left


def _stored(person: Person, post: Post, image: Enclosed, now: datetime) -> str:
    upload = ContentFile(image.content, name=image.name)
    alternative = image.name.rpartition(".")[0] or image.name
    try:
        kept = store_image(
            person, upload, now=now, space_id=post.space_id, alternative=alternative, largest=LARGEST_IMAGE
        )
    except Invalid:
        return ""
    return f"![{escaping.words(alternative or kept.name, in_link=True)}]({kept.url})"


def _hold(row: Received, target: Target, words: str, now: datetime) -> None:
    """Nothing is lost: the words wait as a draft where the person would have written them, below what waits there."""
    place = _place(target)
    draft = draft_at(target.person, place)
    before = draft.fields.get("body", "") if draft else ""
    if words and clean(words) not in before:
        version = max(draft.version + 1 if draft else 0, int(now.timestamp() * 1000))
        try:
            keep(target.person, place, {"body": f"{before}\n\n{words}".strip()}, version, now=now)
        except Invalid:  # too long even for a draft: the mail that goes back has its beginning
            return


def _refuse(row: Received, note: str, kind: str = "") -> None:
    row.state, row.note, row.answer = Received.State.REFUSED, note[:200], kind


def _ignore(row: Received, note: str) -> None:
    row.state, row.note = Received.State.IGNORED, note[:200]
