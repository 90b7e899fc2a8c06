"""Connecting the accounts that people have elsewhere. For administrators."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.people import events
from cordee.people.actions.arranging import check_arranges
from cordee.people.actions.sign_up import checked_domains
from cordee.people.models import IdentityProvider, Person
from cordee.people.openid.discovery import discover, tidy
from cordee.people.openid.providers import sealed
from cordee.people.openid.trouble import Trouble

MOST_PROVIDERS = 20
MOST_SCOPES = 20
LONGEST = {"name": 40, "issuer": 300, "client_id": 200, "secret": 1000}  # characters; else:
LONGEST_CLAIM = 100
_SCOPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]{1,100}")
# What a test looked at: another value asks for another test.
_TESTED = {"issuer", "client_id", "secret", "scopes", "claim_email", "proven_domains"}


def add_provider(actor: Person, *, name: str, issuer: str, now: datetime, **details: Any) -> IdentityProvider:
    """Connect a provider, switched off; it is asked who it is. Raises Forbidden, Invalid, Conflict."""
    check_arranges(actor)
    values = _checked({"name": name, "issuer": issuer, **details})
    values["issuer"] = _asked(values["issuer"])
    with transaction.atomic():
        if IdentityProvider.objects.count() >= MOST_PROVIDERS:
            raise Conflict(_("There are %(limit)s already: remove one first.") % {"limit": MOST_PROVIDERS})
        provider = IdentityProvider(slug=_free_slug(values["name"]), made_by=actor, made_at=now, **values)
        provider.save(force_insert=True)
        record(events.of_provider(events.PROVIDER_ADDED, provider, actor), at=now)
    return provider


def edit_provider(
    actor: Person, provider: IdentityProvider, *, now: datetime, **details: Any
) -> IdentityProvider:
    """Change what is given. A new issuer is asked who it is, and the links of people go: it calls them otherwise.

    Raises Forbidden, Invalid.
    """
    check_arranges(actor)
    values = _checked(details)
    if values.get("issuer", provider.issuer) != provider.issuer:
        values["issuer"] = _asked(values["issuer"])
    with transaction.atomic():
        provider = IdentityProvider.objects.select_for_update().get(pk=provider.pk)
        # A secret is sealed otherwise each time: given again, it counts as another one.
        changed = [field for field, value in values.items() if getattr(provider, field) != value]
        if not changed:
            return provider
        for field in changed:
            setattr(provider, field, values[field])
        if "issuer" in changed:
            SocialAccount.objects.filter(provider=provider.slug).delete()
        if _TESTED.intersection(changed):
            provider.tested_at = None
        provider.save(update_fields=[*changed, "tested_at"])
        record(events.of_provider(events.PROVIDER_EDITED, provider, actor, fields=sorted(changed)), at=now)
    return provider


@transaction.atomic
def switch_provider(
    actor: Person, provider: IdentityProvider, *, on: bool, now: datetime
) -> IdentityProvider:
    """Offer it where people sign in, or no longer; links stay. Raises Forbidden, Conflict."""
    check_arranges(actor)
    provider = IdentityProvider.objects.select_for_update().get(pk=provider.pk)
    if provider.is_on == on:
        return provider
    if on and not provider.client_id:
        raise Conflict(_("Write the client ID that the provider gave you first."))
    provider.switched_on_at = now if on else None
    provider.save(update_fields=["switched_on_at"])
    record(events.of_provider(events.PROVIDER_SWITCHED, provider, actor, on=on), at=now)
    return provider


@transaction.atomic
def remove_provider(actor: Person, provider: IdentityProvider, *, now: datetime) -> None:
    """Forget a provider and all links to it; people stay. Raises Forbidden."""
    check_arranges(actor)
    SocialAccount.objects.filter(provider=provider.slug).delete()
    record(events.of_provider(events.PROVIDER_REMOVED, provider, actor), at=now)
    provider.delete()


@transaction.atomic
def note_tested(actor: Person, provider: IdentityProvider, *, well: bool, now: datetime) -> None:
    """Remember that an administrator tested it, and whether somebody would have come in. Raises Forbidden."""
    check_arranges(actor)
    IdentityProvider.objects.filter(pk=provider.pk).update(tested_at=now if well else None)
    record(events.of_provider(events.PROVIDER_TESTED, provider, actor, well=well), at=now)


def _asked(issuer: str) -> str:
    """The issuer as the provider itself writes it. Raises Invalid, with why it does not answer."""
    try:
        return discover(issuer)["issuer"]
    except Trouble as trouble:
        raise Invalid(trouble.message, fields={"issuer": trouble.message}) from None


def _free_slug(name: str) -> str:
    base = slugify(name)[:30].strip("-") or "account"
    taken = set(IdentityProvider.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _checked(details: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field, value in details.items():
        try:
            values[field] = _CHECKS[field](field, value)
        except KeyError:
            wrong[field] = _("There is no such setting.")
        except Invalid as refusal:
            wrong[field] = refusal.message
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)
    return values


def _line(field: str, value: str) -> str:
    line = clean_line(str(value))
    limit = LONGEST.get(field, LONGEST_CLAIM)
    if len(line) > limit:
        raise Invalid(_("At most %(limit)s characters, please.") % {"limit": limit})
    return line


def _needed(field: str, value: str) -> str:
    if not (line := _line(field, value)):
        raise Invalid(_("This is needed."))
    return line


def _secret(field: str, value: str) -> str:
    value = str(value).strip()
    if len(value) > LONGEST[field] or not value.isprintable():
        raise Invalid(_("At most %(limit)s characters, please.") % {"limit": LONGEST[field]})
    return sealed(value)


def _scopes(field: str, value: Iterable[str]) -> list[str]:
    scopes = list(dict.fromkeys(["openid", *(str(one) for one in value)]))
    if len(scopes) > MOST_SCOPES or not all(_SCOPE.fullmatch(one) for one in scopes):
        raise Invalid(_("Scopes are words such as “profile”, with spaces between them."))
    return scopes


_CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "name": _needed,
    "issuer": lambda field, value: tidy(_needed(field, value)),
    "client_id": _line,
    "secret": _secret,
    "scopes": _scopes,
    "claim_email": _needed,
    "claim_name": _line,
    "claim_unit": _line,
    "claim_groups": _line,
    "proven_domains": lambda field, value: checked_domains(value),
    "newcomers": lambda field, value: bool(value),
}
