"""What waits for an administrator."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.people.models import Person
from cordee.privacy.models import Departure
from cordee.records.models import Forwarding
from cordee.spaces.models import Membership, Space
from cordee.webhooks.models import Hook


@dataclass(frozen=True)
class Waiting:
    """One thing: what it is, where one sees to it, the words of the link."""

    text: str
    where: str
    act: str


def waiting_for_administrators() -> list[Waiting]:
    """What is not well and will not heal by itself. Six queries."""
    found = []
    if not Space.objects.exists():
        found.append(
            Waiting(
                _("There is no space yet: nothing can be contributed."),
                reverse("set-up-space"),
                _("Open a first space"),
            )
        )
    if Person.objects.filter(is_active=True)[:2].count() < 2:
        found.append(
            Waiting(
                _("You are the only one here: let the first people in."),
                reverse("coming-in"),
                _("Invite somebody"),
            )
        )
    if alone := spaces_without_facilitators().count():
        text = ngettext(
            "%(count)s space has no facilitator who can come in.",
            "%(count)s spaces have no facilitator who can come in.",
            alone,
        )
        found.append(Waiting(text % {"count": alone}, reverse("administration-spaces"), _("Name one")))
    if leaving := Departure.objects.filter(by=None).count():
        text = ngettext(
            "%(count)s account that nobody comes in with will be deleted: its holder was written to.",
            "%(count)s accounts that nobody comes in with will be deleted: their holders were written to.",
            leaving,
        )
        people = f"{reverse('administration-people')}?state=leaving"
        found.append(Waiting(text % {"count": leaving}, people, _("See who")))
    if silent := Hook.objects.filter(disabled_by_failing=True).count():
        text = ngettext(
            "%(count)s webhook was stopped: its address has not answered for days.",
            "%(count)s webhooks were stopped: their addresses have not answered for days.",
            silent,
        )
        found.append(Waiting(text % {"count": silent}, reverse("webhooks"), _("Look at the webhooks")))
    if lost := Forwarding.objects.filter(disabled_by_failing=True).count():
        text = ngettext(
            "%(count)s other record store was given up: nothing arrived there for days.",
            "%(count)s other record stores were given up: nothing arrived there for days.",
            lost,
        )
        found.append(Waiting(text % {"count": lost}, reverse("record-credentials"), _("Look at the records")))
    return found


def spaces_without_facilitators() -> QuerySet[Space]:
    """Spaces that nobody keeps alive: without a facilitator whose account is open."""
    keepers = Membership.objects.filter(
        space_id=OuterRef("id"), role=Membership.Role.FACILITATOR, person__is_active=True
    )
    return Space.objects.exclude(Exists(keepers))
