"""What waits for somebody by what they look after: those who moderate, who administer, who audit."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.administration.queries.attention import waiting_for_administrators
from cordee.moderation.access import facilitated
from cordee.moderation.queries.queue import Waiting, waiting
from cordee.paths.queries.grading import looked_after
from cordee.spaces import access


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing: what it is, where one sees to it, and why it comes to this person."""

    text: str
    where: str
    why: str


def duties(who: access.Viewer) -> list[Duty]:
    """The most pressing first. No query for most; three for a facilitator, at most eight for an administrator.

    Who only tutors in a cohort finds what waits for them on the page of paths: this page has its budget of queries.
    """
    found = []
    if asked := waiting(who):
        found.append(
            Duty(_decisions(asked), reverse("moderation"), _("You look after what is reported here"))
        )
    if facilitated(who):
        why = _("You look after this cohort")
        found += [
            Duty(_answers(one.title, one.waiting), reverse("cohort-answers", args=[one.id]), why)
            for one in looked_after(who.person)
            if one.waiting
        ]
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


def _answers(title: str, count: int) -> str:
    said = ngettext(
        "%(count)s answer to read in “%(title)s”", "%(count)s answers to read in “%(title)s”", count
    )
    return said % {"count": count, "title": title}


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
