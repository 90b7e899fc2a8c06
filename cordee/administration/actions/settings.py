"""Changing how the organisation wants its Cordée."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.administration import events
from cordee.administration.access import check_administers
from cordee.administration.retention import CHOSEN
from cordee.core.colours import HEX, by_day, holds_by_day
from cordee.core.errors import Invalid
from cordee.core.legal import checked_activity_number, checked_siret
from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.media.actions import store_image
from cordee.people.actions.sign_up import checked_domains
from cordee.people.models import Person
from cordee.people.openid.providers import providers_on

LONGEST = {
    "name": 120,
    "welcome": 300,
    "legal_name": 200,
    "legal_address": 300,
    "signatory": 120,
    "signatory_role": 120,
    "referent": 200,
}  # characters
LARGEST = {"largest_image": 50, "largest_file": 500}  # megabytes
NUMBERS = {"acknowledge_within": 30, "answer_within": 365, "year_begins": 12}  # the most
LONGEST_KEPT = 3650  # days


@transaction.atomic
def edit_organisation(actor: Person, *, now: datetime, **fields: Any) -> Organisation:
    """Change settings of the organisation; only what is given. For administrators. Raises Forbidden, Invalid.

    The journal is told which settings changed. Other processes follow within half a minute.
    """
    check_administers(actor)
    organisation = _locked()
    wrong: dict[str, str] = {}
    values: dict[str, Any] = {}
    for name, value in fields.items():
        try:
            values[name] = _CHECKS[name](name, value)
        except KeyError:
            wrong[name] = _("There is no such setting.")
        except Invalid as refusal:
            wrong[name] = refusal.message
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)
    mode, domains = (values.get(name, getattr(organisation, name)) for name in ("sign_up", "sign_up_domains"))
    if mode == Organisation.SignUp.DOMAIN and not domains:
        message = _("Name at least one domain, for example example.org.")
        raise Invalid(message, fields={"sign_up_domains": message})
    if "retention" in values:
        values["retention"] = {**organisation.retention, **values["retention"]}
    changed = [name for name, value in values.items() if getattr(organisation, name) != value]
    for name in changed:
        setattr(organisation, name, values[name])
    return _saved(organisation, actor, changed, now)


@transaction.atomic
def set_logo(actor: Person, upload: UploadedFile | None, *, now: datetime) -> Organisation:
    """Show this image beside the organisation's name, or (None) none. For administrators. Raises Forbidden, Invalid."""
    check_administers(actor)
    logo = store_image(actor, upload, now=now).stored_as if upload else ""
    organisation = _locked()
    if organisation.logo == logo:
        return organisation
    organisation.logo = logo
    return _saved(organisation, actor, ["logo"], now)


def _locked() -> Organisation:
    row = Organisation.objects.select_for_update().first()
    return row or Organisation.objects.create(name="Cordée")


def _saved(organisation: Organisation, actor: Person, changed: list[str], now: datetime) -> Organisation:
    if changed:
        organisation.save(update_fields=changed)
        record(events.of_organisation(events.ORGANISATION_EDITED, organisation, actor.id, changed), at=now)
        transaction.on_commit(forget_organisation)
        forget_organisation()
    return organisation


def _line(name: str, value: str) -> str:
    line = clean_line(str(value))
    if len(line) > LONGEST[name]:
        raise Invalid(_("At most %(limit)s characters, please.") % {"limit": LONGEST[name]})
    if name == "name" and not line:
        raise Invalid(_("Write a name that others can read."))
    return line


def _accent(name: str, value: str) -> str:
    accent = str(value).strip().lower()
    if not accent:
        return ""
    if not HEX.fullmatch(accent):
        raise Invalid(_("A colour is written as # and six digits, for example #a33b12."))
    if not holds_by_day(accent):
        raise Invalid(
            _("Text in this colour, or on it, is hard to read. The nearest one that holds is %(colour)s.")
            % {"colour": by_day(accent)}
        )
    return accent


def _choice(name: str, value: str) -> str:
    offered = {
        "language": dict(settings.LANGUAGES),
        "sign_up": Organisation.SignUp.values,
        "on_leaving": Organisation.Leaving.values,
    }[name]
    if value not in offered:
        raise Invalid(_("Choose one of those offered."))
    return value


def _size(name: str, value: Any) -> int:
    text = str(value).strip()
    if not text.isdecimal() or not text.isascii() or not 1 <= int(text[:6]) <= LARGEST[name]:
        raise Invalid(_("Between 1 and %(limit)s MB.") % {"limit": LARGEST[name]})
    return int(text)


def _number(name: str, value: Any) -> int:
    text = str(value).strip()
    if not text.isdecimal() or not text.isascii() or not 1 <= int(text[:6]) <= NUMBERS[name]:
        raise Invalid(_("A number from 1 to %(limit)s.") % {"limit": NUMBERS[name]})
    return int(text)


def _day_of_year(name: str, value: str) -> str:
    try:
        date.fromisoformat(f"2027-{str(value).strip()}")  # a year without a 29 February: a day of every year
    except ValueError:
        raise Invalid(_("Write the month and the day, as 04-30.")) from None
    return str(value).strip()


def _siret(name: str, value: str) -> str:
    return checked_siret(value)


def _activity_number(name: str, value: str) -> str:
    return checked_activity_number(value)


def _yes_or_no(name: str, value: Any) -> bool:
    return bool(value)


def _domains(name: str, value: list[str]) -> list[str]:
    return checked_domains(value)


def _passwords(name: str, value: Any) -> bool:
    if not value and not any(one.tested_at for one in providers_on()):
        raise Invalid(
            _("First switch on an organisation account whose test ended well: else nobody comes in.")
        )
    return bool(value)


def _retention(name: str, value: Mapping[str, Any]) -> dict[str, int | None]:
    least = {one.name: one.least for one in CHOSEN}
    kept: dict[str, int | None] = {}
    for part, days in dict(value).items():
        if part not in least:
            raise Invalid(_("There is no such setting."))
        text = "" if days is None else str(days).strip()
        days = int(text[:6]) if text.isdecimal() and text.isascii() else 0
        if text and not least[part] <= days <= LONGEST_KEPT:
            raise Invalid(
                _("Between %(least)s and %(limit)s days, or nothing: for ever.")
                % {"least": least[part], "limit": LONGEST_KEPT}
            )
        kept[part] = int(text) if text else None
    return kept


_CHECKS: dict[str, Any] = {
    "name": _line,
    "welcome": _line,
    "accent": _accent,
    "language": _choice,
    "sign_up": _choice,
    "sign_up_domains": _domains,
    "passwords": _passwords,
    "on_leaving": _choice,
    "largest_image": _size,
    "largest_file": _size,
    "retention": _retention,
    "legal_name": _line,
    "legal_address": _line,
    "siret": _siret,
    "activity_number": _activity_number,
    "signatory": _line,
    "signatory_role": _line,
    "qualiopi": _yes_or_no,
    "public_sheets": _yes_or_no,
    "acknowledge_within": _number,
    "answer_within": _number,
    "outside_concerns": _yes_or_no,
    "referent": _line,
    "bpf_until": _day_of_year,
    "year_begins": _number,
    "other_nsf": _yes_or_no,
}
