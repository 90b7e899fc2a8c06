"""Saying that something is wrong, or could be better: with an account, or without one, by a mail that confirms it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden, Invalid, Missing, TooFast
from cordee.core.ids import uuid7
from cordee.core.queries import organisation
from cordee.core.text import clean, clean_line
from cordee.improvement import access, events
from cordee.improvement.clock import working_days_after
from cordee.improvement.models import Concern, Step
from cordee.improvement.tasks import write_outside
from cordee.journal.actions import record
from cordee.paths.access import standing
from cordee.paths.models import Cohort, Path
from cordee.paths.queries.cohorts import cohort_seen
from cordee.people.models import Person

LONGEST = 4_000
MOST_A_DAY = 10  # by one account
MOST_UNCONFIRMED = 3  # by one address
KEPT_UNCONFIRMED = timedelta(days=7)
SALT = "cordee.concern"
FROM_OUTSIDE = (
    Concern.Source.COMPANY, Concern.Source.FUNDER, Concern.Source.LEARNER, Concern.Source.OTHER,
)  # fmt: skip
KINDS_OF_OTHERS = [(one.value, one.label) for one in Concern.Kind if one != Concern.Kind.FINDING]
FROM_THE_TEAM = (*Concern.Source.values,)


@transaction.atomic
def raise_concern(
    actor: Person,
    *,
    kind: str,
    title: str,
    words: str,
    now: datetime,
    source: str = "",
    path: Path | None = None,
    cohort: Cohort | None = None,
    seed: str | None = None,
) -> Concern:
    """Tell the organisation of something. Anybody may, while suspended too. Raises Invalid, Missing, TooFast.

    Only administrators say that it comes from somebody else (an audit, an evaluation, a funder on the telephone): it is
    then nobody's own, and is told to nobody but those who look after it.
    """
    told = _checked(kind, title, words)
    if cohort is not None:
        cohort_seen(actor, cohort.id)
        path = cohort.path
    elif path is not None:
        standing(actor, path=path.id)
    if Concern.objects.filter(person=actor, at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooFast(_("That is a lot for one day: add to what you have said already."), retry_after=86_400)
    source = source or (Concern.Source.TEAM if access.reads_all(actor) else Concern.Source.LEARNER)
    others = actor.manages_training and source not in (Concern.Source.TEAM, Concern.Source.LEARNER)
    if source not in FROM_THE_TEAM or (not actor.manages_training and source != Concern.Source.LEARNER):
        source = Concern.Source.TEAM if access.reads_all(actor) else Concern.Source.LEARNER
    concern = Concern(
        id=uuid7(now, seed) if seed else uuid7(),
        **told,
        source=source,
        person=None if others else actor,
        path=path,
        cohort=cohort,
        at=now,
        confirmed_at=now,
        **_promised(now),
    )
    concern.save(force_insert=True)
    add_step(concern, Step.What.RECEIVED, actor, now=now)
    record(events.of_concern(events.CONCERN_RAISED, concern, actor), at=now)
    return concern


@transaction.atomic
def raise_from_outside(
    *,
    kind: str,
    title: str,
    words: str,
    source: str,
    name: str,
    email: str,
    language: str,
    now: datetime,
) -> Concern:
    """Somebody without account tells of something: kept, and read by nobody until its mail is confirmed.

    Raises Forbidden where the organisation takes nothing from outside, Invalid, TooFast.
    """
    check_outside()
    told = _checked(kind, title, words)
    wrong: dict[str, str] = {}
    name, email = clean_line(name)[:120], email.strip().lower()
    if not name:
        wrong["name"] = _("Say who you are.")
    try:
        validate_email(email)
    except ValidationError:
        wrong["email"] = _("This does not look like an e-mail address.")
    if source not in FROM_OUTSIDE:
        wrong["source"] = _("Choose one of those offered.")
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)
    waiting = Concern.objects.filter(outside_email=email, confirmed_at__isnull=True)
    if waiting.count() >= MOST_UNCONFIRMED:
        raise TooFast(_("Confirm what you have sent already: the link is in your mail."), retry_after=86_400)
    concern = Concern.objects.create(
        **told,
        source=source,
        outside_name=name,
        outside_email=email,
        language=language,
        at=now,
        **_promised(now),
    )
    write_outside.defer(concern=str(concern.id))
    return concern


@transaction.atomic
def confirm(concern: Concern, *, now: datetime) -> Concern:
    """Whoever wrote reads that address: it counts from now on. Done again it changes nothing."""
    concern = Concern.objects.select_for_update().get(pk=concern.pk)
    if concern.confirmed_at is None:
        concern.confirmed_at = now
        for name, day in _promised(now).items():
            setattr(concern, name, day)
        concern.save(update_fields=["confirmed_at", "acknowledge_by", "answer_by"])
        add_step(concern, Step.What.RECEIVED, None, now=now)
        record(events.of_concern(events.CONCERN_RAISED, concern, None), at=now)
    return concern


def check_outside() -> None:
    """Raises Missing where nothing is taken from outside."""
    if not organisation().outside_concerns:
        raise Missing(_("There is no such page, or it is not open to you."))


def proof_of(concern_id: UUID) -> str:
    """What a mail to its author carries: who comes back with it reads that address."""
    return signing.dumps(concern_id.hex, salt=SALT)


def proven(proof: str) -> Concern:
    """The concern of a proof. Raises Missing. One query."""
    try:
        found = Concern.objects.filter(pk=UUID(signing.loads(proof, salt=SALT)), forgotten_at=None).first()
    except (signing.BadSignature, TypeError, ValueError):
        found = None
    if found is None or not found.outside_email:
        raise Missing(_("This link is not whole, or what it leads to is not kept any more."))
    return found


def add_step(
    concern: Concern,
    what: str,
    by: Person | None,
    *,
    now: datetime,
    words: str = "",
    inner: bool = False,
) -> Step:
    """One more step, in a transaction of the caller's; who has no account is written to, unless it is inner."""
    step = Step.objects.create(
        id=uuid7(now), concern=concern, what=what, by=by, at=now, words=words, inner=inner
    )
    if concern.outside_email and not inner and what != Step.What.LATE:
        write_outside.defer(concern=str(concern.id), step=str(step.id))
    return step


def said(words: str, *, required: bool = True, field: str = "words") -> str:
    """Words that somebody will read. Raises Invalid when they are missing or too long."""
    words = clean(words).strip()
    if required and not words:
        message = _("Write a sentence: it is read by somebody.")
        raise Invalid(message, fields={field: message})
    if len(words) > LONGEST:
        message = _("At most %(limit)s characters, please.") % {"limit": LONGEST}
        raise Invalid(message, fields={field: message})
    return words


def _checked(kind: str, title: str, words: str) -> dict[str, Any]:
    if kind not in Concern.Kind.values:
        message = _("Choose one of those offered.")
        raise Invalid(message, fields={"kind": message})
    title = clean_line(title)[:150]
    if not title:
        message = _("Say in a few words what it is about.")
        raise Invalid(message, fields={"title": message})
    return {"kind": kind, "title": title, "words": said(words)}


def _promised(now: datetime) -> dict[str, Any]:
    here, today = organisation(), now.date()
    return {
        "acknowledge_by": working_days_after(today, here.acknowledge_within),
        "answer_by": today + timedelta(days=here.answer_within),
    }


def check_may_raise(actor: Person) -> None:
    """Raises Forbidden for an auditor who does not administer: they read everything and change nothing."""
    if actor.is_auditor and not actor.is_administrator:
        raise Forbidden(_("You read everything here and change nothing: you are an auditor."))
