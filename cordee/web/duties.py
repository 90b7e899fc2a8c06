"""What waits for somebody by what they look after: those who moderate, who administer, who audit."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.administration.queries.attention import waiting_for_administrators
from cordee.moderation.queries.queue import Waiting, waiting
from cordee.spaces import access


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing: what it is, where one sees to it, and why it comes to this person."""

    text: str
    where: str
    why: str


def duties(who: access.Viewer) -> list[Duty]:
    """The most pressing first. No query for most; two for a facilitator, seven for an administrator."""
    found = []
    if asked := waiting(who):
        found.append(
            Duty(_decisions(asked), reverse("moderation"), _("You look after what is reported here"))
        )
    if who.person.is_administrator:
        why = _("You administer")
        found += [Duty(one.text, one.where, why) for one in waiting_for_administrators()]
    return found


def readings(who: access.Viewer) -> list[Duty]:
    """Where an auditor begins."""
    if not who.person.is_auditor or who.person.is_administrator:
        return []
    return [
        Duty(_("The audit log"), reverse("audit"), _("Who did what, and when; it can be taken away as CSV")),
        Duty(
            _("The log of moderation"), reverse("moderation-log"), _("What was decided about whom, and why")
        ),
        Duty(_("Roles and rights"), reverse("roles"), _("Who may do what, as the product itself says it")),
    ]


def _decisions(asked: Waiting) -> str:
    texts = ngettext("%(count)s reported text", "%(count)s reported texts", asked.texts) % {
        "count": asked.texts
    }
    appeals = ngettext("%(count)s appeal", "%(count)s appeals", asked.appeals) % {"count": asked.appeals}
    if not asked.appeals:
        return _("To decide: %(what)s") % {"what": texts}
    if not asked.texts:
        return _("To decide: %(what)s") % {"what": appeals}
    return _("To decide: %(what)s and %(more)s") % {"what": texts, "more": appeals}
