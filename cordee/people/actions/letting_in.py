"""The link by which somebody whom an administrator added chooses a password, and comes in."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing
from cordee.core.queries import organisation
from cordee.journal.actions import Fact, record
from cordee.people.models import Person

SALT = "cordee.let-in"
LINK_LASTS = 14  # days
LINK_SENT = "person.link-sent"


def link_secret(person: Person) -> str:
    """What the link carries. A password chosen, an address corrected or a sign-in ends it."""
    return signing.dumps({"person": person.id.hex, "state": _state(person)}, salt=SALT)


def holder_of(secret: str) -> Person:
    """Whose link it is. Raises Missing for one that is not ours, too old, or used. One query."""
    told: dict[str, str] = {}
    try:
        told = signing.loads(secret, salt=SALT, max_age=LINK_LASTS * 24 * 60 * 60)
        person = Person.objects.filter(pk=UUID(told["person"]), is_active=True).first()
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        person = None
    if person is None or told["state"] != _state(person):
        raise Missing(_("This link is too old, or was used: sign in, or ask for a new one."))
    return person


@transaction.atomic
def choose_password(secret: str, password: str) -> Person:
    """Set the first password of who holds the link, which then opens nothing more. Raises Missing, Invalid."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=holder_of(secret).pk)
    holder_of(secret)  # of two at once, the second finds it used
    try:
        validate_password(password, person)
    except ValidationError as error:
        message = " ".join(error.messages)
        raise Invalid(message, fields={"password": message}) from None
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


@transaction.atomic
def ask_link(actor: Person, person: Person, *, now: datetime) -> str:
    """The secret of a link for somebody, to be sent to their address. Raises Forbidden, Conflict (no way in)."""
    if not (actor.is_administrator and actor.is_active):
        raise Forbidden(_("This is for the administrators of the organisation."))
    if not person.is_active:
        raise Conflict(_("This account is deactivated: reactivate it first."))
    if not person.email:
        raise Conflict(_("There is no e-mail address to write to: add it first."))
    record(Fact(LINK_SENT, person.id, actor_id=actor.id), at=now)
    return link_secret(person)


def mail_link(person: Person, link: str) -> None:
    """Write to somebody, in their language, how they come in. Raises OSError, SMTPException."""
    with translation.override(person.language):
        here = organisation()
        context = {"someone": person, "link": link, "organisation": here, "days": LINK_LASTS}
        text = render_to_string("account/let_in_mail.txt", context)
        send_mail(
            _("Come in to %(organisation)s") % {"organisation": here.name}, text, None, [person.email or ""]
        )


def _state(person: Person) -> str:
    known = f"{person.password} {person.email} {person.last_login and person.last_login.isoformat()}"
    return salted_hmac(SALT, known).hexdigest()[:20]
