"""What somebody says who is asked: not this time, not my field, ask somebody else. Answering is a reply like others."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.asks import events
from cordee.asks.access import check_is_mine, check_is_question, check_may_be_named
from cordee.asks.actions.asking import made_for, one_at_a_time
from cordee.asks.models import Ask, Watch
from cordee.asks.queries.able import one_able
from cordee.core.errors import Conflict, Invalid, Missing
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.models import Post


@transaction.atomic
def decline(actor: Person, ask_id: UUID, *, now: datetime) -> Ask:
    """Not this time: somebody else is asked; doing it again changes nothing. Raises Missing, Conflict."""
    return _said(actor, ask_id, Ask.State.DECLINED, events.ASK_DECLINED, now)


@transaction.atomic
def say_not_mine(actor: Person, ask_id: UUID, *, now: datetime) -> Ask:
    """Not my field: the policy thinks less of them for such questions. Raises Missing, Conflict."""
    return _said(actor, ask_id, Ask.State.NOT_MINE, events.ASK_NOT_MINE, now)


@transaction.atomic
def pass_on(actor: Person, ask_id: UUID, to: Person, *, now: datetime) -> Ask:
    """Put it to somebody whom one knows to know, by name. Raises Missing, Conflict, Invalid."""
    ask = _held(actor, ask_id)
    if ask.state == Ask.State.PASSED:
        return ask
    _check_open(ask)
    _name(actor, ask.post, to, stage=ask.stage, now=now)
    return _settled(ask, Ask.State.PASSED, events.ASK_PASSED, now, to=str(to.id))


@transaction.atomic
def name_somebody(actor: Person, post: Post, to: Person, *, now: datetime) -> Ask:
    """A facilitator puts a question to somebody. Raises Missing, Forbidden, Conflict, Invalid."""
    who = access.viewer(actor)
    access.check_facilitates(who, post.space)
    access.check_may_write(who)
    check_is_question(post)
    watch, _made = Watch.objects.get_or_create(
        post=post, defaults={"opened_at": now, "changed_at": now, "due_at": now}
    )
    return _name(actor, post, to, stage=watch.stage, now=now)


def _name(actor: Person, post: Post, to: Person, *, stage: int, now: datetime) -> Ask:
    """The limits that somebody set hold for who names them, too."""
    check_may_be_named(to, post)
    one_at_a_time()
    if Ask.objects.filter(post=post, person=to).exists():
        _refuse(_("This person was asked already. Choose somebody else."))
    able = one_able(to.id, now=now)
    if able.away:
        _refuse(_("This person is away. Choose somebody else."))
    if not able.free:
        _refuse(_("This person has as many questions as they take on this week. Choose somebody else."))
    return made_for(post, to.id, stage=stage, reasons=[], by=actor, now=now)


def _refuse(message: str) -> None:
    raise Invalid(message, fields={"to": message})


def _said(actor: Person, ask_id: UUID, state: Ask.State, verb: str, now: datetime) -> Ask:
    ask = _held(actor, ask_id)
    if ask.state == state:
        return ask
    _check_open(ask)
    return _settled(ask, state, verb, now)


def _held(actor: Person, ask_id: UUID) -> Ask:
    """The ask, locked after its question's watch, as the clock locks them. Raises Missing."""
    found = Ask.objects.filter(id=ask_id).first()
    if found is None:
        raise Missing(_("There is no such question for you."))
    check_is_mine(found.person_id, actor)
    list(Watch.objects.select_for_update().filter(post_id=found.post_id))
    rows = Ask.objects.select_for_update(of=("self",)).select_related("post__space", "person")
    ask = rows.get(id=ask_id)
    access.check_reads(access.viewer(actor), ask.post.space)
    return ask


def _check_open(ask: Ask) -> None:
    if ask.state not in (Ask.State.OPEN, Ask.State.CLOSED):
        raise Conflict(_("You have said what becomes of this question already."))


def _settled(ask: Ask, state: Ask.State, verb: str, now: datetime, **data: object) -> Ask:
    ask.state, ask.settled_at = state, now
    ask.save(update_fields=["state", "settled_at"])
    record(events.of_ask(verb, ask, ask.post, ask.person, **data), at=now)
    return ask
