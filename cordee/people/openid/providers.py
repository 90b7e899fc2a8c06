"""Which accounts elsewhere let people in, and whether other ways stay open."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.db.models import Count
from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.core.queries import organisation
from cordee.core.sealing import Unreadable, seal, unseal
from cordee.people.models import IdentityProvider, Person

PURPOSE = "client secret"


def all_providers() -> list[IdentityProvider]:
    """Every provider, by age. One query."""
    return list(IdentityProvider.objects.order_by("id"))


def providers_on() -> list[IdentityProvider]:
    """Those by which people come in now. One query."""
    return list(IdentityProvider.objects.filter(switched_on_at__isnull=False).order_by("id"))


def provider_by_id(provider_id: UUID) -> IdentityProvider:
    """Raises Missing. One query."""
    return _found(IdentityProvider.objects.filter(pk=provider_id).first())


def provider_by_slug(slug: str) -> IdentityProvider:
    """Raises Missing. One query."""
    return _found(IdentityProvider.objects.filter(slug=slug).first())


def _found(provider: IdentityProvider | None) -> IdentityProvider:
    if provider is None:
        raise Missing(_("There is no such organisation account."))
    return provider


def passwords_allowed() -> bool:
    """Whether people come in otherwise too: always so while no provider is switched on. One query at most."""
    if organisation().passwords:
        return True
    return not IdentityProvider.objects.filter(switched_on_at__isnull=False).exists()


def sealed(secret: str) -> str:
    """What is stored of a client secret."""
    return seal(PURPOSE, secret) if secret else ""


def secret_of(provider: IdentityProvider) -> str:
    """The client secret. Raises Unreadable where the installation's key changed."""
    return unseal(PURPOSE, provider.secret) if provider.secret else ""


def can_read_secret(provider: IdentityProvider) -> bool:
    """Whether the secret was sealed with the key of this installation."""
    try:
        secret_of(provider)
    except Unreadable:
        return False
    return True


@dataclass(frozen=True)
class Linked:
    """An account elsewhere by which somebody comes in."""

    id: int
    slug: str
    name: str
    email: str
    since: datetime


def linked_accounts(person: Person) -> list[Linked]:
    """The accounts elsewhere of somebody, the oldest first. Two queries at most."""
    links = list(SocialAccount.objects.filter(user=person).order_by("pk"))
    names = {one.slug: one.name for one in all_providers()} if links else {}
    return [
        Linked(
            one.pk,
            one.provider,
            names.get(one.provider, one.provider),
            one.extra_data.get("email", ""),
            one.date_joined,
        )
        for one in links
    ]


def linked_people() -> dict[str, int]:
    """How many people come in by each provider, by its slug. One query."""
    counted = SocialAccount.objects.values_list("provider").annotate(Count("pk"))
    return dict(counted.order_by("provider"))
