"""Coming in by oneself, as the organisation chose: by an address that one proves, or by an invitation."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.models import Organisation
from cordee.core.queries import organisation
from cordee.people.actions.arriving import checked_name, welcome
from cordee.people.actions.invitations import use_invitation
from cordee.people.models import GroupMember, Invitation, Person
from cordee.people.openid.providers import passwords_allowed

SALT = "cordee.sign-up"
PROOF_LASTS = 2 * 60 * 60  # seconds
MOST_DOMAINS = 50
_DOMAIN = re.compile(r"(?=.{4,100}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def check_passwords() -> None:
    """Raises Forbidden where people come in with an account elsewhere alone."""
    if not passwords_allowed():
        raise Forbidden(_("Come in with the account of your organisation: here it is the only way."))


def check_open() -> None:
    """Raises Forbidden where nobody comes in without an invitation, or only with an account elsewhere."""
    check_passwords()
    if organisation().sign_up not in (Organisation.SignUp.OPEN, Organisation.SignUp.DOMAIN):
        raise Forbidden(_("People come in here by invitation. Ask whoever runs this place."))


def checked_address(email: str) -> str:
    """An address, in small letters; of a domain that is let in, where the organisation named some. Raises Invalid."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        message = _("This does not look like an e-mail address.")
        raise Invalid(message, fields={"email": message}) from None
    here = organisation()
    if here.sign_up == Organisation.SignUp.DOMAIN and email.rpartition("@")[2] not in here.sign_up_domains:
        message = _("Use an address of %(domains)s.") % {"domains": ", ".join(here.sign_up_domains)}
        raise Invalid(message, fields={"email": message})
    return email


def checked_domains(values: Iterable[str]) -> list[str]:
    """Domains of e-mail addresses, in order. Raises Invalid."""
    domains = sorted({str(one).strip().lower().removeprefix("@") for one in values} - {""})
    if len(domains) > MOST_DOMAINS or not all(_DOMAIN.fullmatch(one) for one in domains):
        raise Invalid(_("Write domains as in example.org, one a line."))
    return domains


def proof_of(name: str, email: str) -> str:
    """What a mail to this address carries: who comes back with it reads that address."""
    return signing.dumps({"name": name, "email": email}, salt=SALT, compress=True)


def proven(proof: str) -> tuple[str, str]:
    """The name and the address in a proof. Raises Invalid for one that is not ours, or too old."""
    try:
        told = signing.loads(proof, salt=SALT, max_age=PROOF_LASTS)
        return str(told["name"]), str(told["email"])
    except (signing.BadSignature, KeyError, TypeError):
        raise Invalid(_("This link is too old or not whole. Ask for a new one.")) from None


def is_known(email: str) -> bool:
    """Whether somebody comes in with this address. One query."""
    return Person.objects.filter(email=email).exists()


@transaction.atomic
def sign_up(proof: str, *, password: str, language: str, now: datetime) -> Person:
    """Make the account of who proved an address. Raises Forbidden, Invalid, Conflict."""
    check_open()
    name, email = proven(proof)
    checked_address(email)  # the domains may be others by now
    _check_password(password)
    return welcome(name=name, email=email, password=password, language=language, now=now)


@transaction.atomic
def join(
    invitation: Invitation, *, name: str, email: str, password: str, language: str, now: datetime
) -> Person:
    """Make the account of who holds an invitation. Raises Forbidden, Invalid, Conflict (it is used up, ended)."""
    check_passwords()
    invitation = use_invitation(invitation, now=now)
    name = checked_name(name)
    email = invitation.email or checked_address(email)
    _check_password(password)
    try:
        person = welcome(
            name=name,
            email=email,
            password=password,
            language=language,
            unit=invitation.unit,
            proven=bool(invitation.email),
            now=now,
        )
    except Conflict:
        message = _("This address cannot be used here. If it is yours, sign in with it.")
        raise Invalid(message, fields={"email": message}) from None
    if invitation.group:
        GroupMember.objects.create(group=invitation.group, person=person, at=now)
    return person


def _check_password(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as error:
        message = " ".join(error.messages)
        raise Invalid(message, fields={"password": message}) from None
