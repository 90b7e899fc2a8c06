"""What waits for somebody by what they look after: those who moderate, who administer, who audit."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.administration.queries.attention import waiting_for_administrators
from cordee.moderation.access import facilitated
from cordee.moderation.queries.queue import Waiting, waiting
from cordee.paths.queries.grading import looked_after
from cordee.spaces import access
from cordee.web.worth.contract import Kind, Thing

MINUTES = 3  # a decision, or an answer to read
LONGEST = 30  # minutes: nobody is told that more waits for them


def duties(who: access.Viewer) -> list[Thing]:
    """The most pressing first. No query for most; three for a facilitator, at most eight for an administrator.

    Who only tutors in a cohort finds what waits for them on the page of paths: this page has its budget of queries.
    """
    found = []
    if asked := waiting(who):
        why = _("You look after what is reported here")
        count = asked.texts + asked.appeals
        found.append(_duty("moderation", _decisions(asked), reverse("moderation"), why, count))
    if facilitated(who):
        why = _("You look after this cohort")
        found += [
            _duty(
                f"answers:{one.id}",
                _answers(one.title, one.waiting),
                reverse("cohort-answers", args=[one.id]),
                why,
                one.waiting,
            )
            for one in looked_after(who.person)
            if one.waiting
        ]
    if who.person.is_administrator:
        why = _("You administer")
        found += [
            _duty(f"administration:{one.where}", one.text, one.where, why)
            for one in waiting_for_administrators()
        ]
    return found


def readings(who: access.Viewer) -> list[Thing]:
    """Where an auditor begins."""
    if not who.person.is_auditor or who.person.is_administrator:
        return []
    places = [
        ("indicators", _("Qualiopi, by indicator"), _("What is held for each, and what is missing")),
        ("audit", _("The audit log"), _("Who did what, and when; it can be taken away as CSV")),
        ("roles", _("Roles and rights"), _("Who may do what, as the product itself says it")),
    ]
    return [Thing(name, Kind.READING, text, reverse(name), why) for name, text, why in places]


def _duty(key: str, text: str, where: str, why: str, count: int = 1) -> Thing:
    return Thing(key, Kind.WAITS, text, where, why, min(LONGEST, MINUTES * count), waiting=True)


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
