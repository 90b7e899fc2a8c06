"""Criteria 3 and 4: welcome, accompaniment, evaluation, drop-out; means, roles, resources."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.evidence.qualiopi.informing import MOST, bring, evaluated, studio
from cordee.evidence.qualiopi.section import Lack, Seen, Shown
from cordee.improvement.models import Adaptation
from cordee.paths.models import Staff

QUIET = timedelta(days=21)  # without a visit: it is looked after before it is a drop-out


def conditions(seen: Seen) -> Iterator[Shown | Lack]:
    """9: words of welcome, charter, named contacts."""
    running = seen.cohorts().filter(closed_at=None)
    welcomed = running.exclude(welcome="").count()
    if welcomed:
        yield Shown(_("Cohorts with words of welcome"), welcomed)
    for one in running.filter(welcome="").order_by("-starts_on")[:MOST]:
        yield Lack(
            _("The cohort “%(title)s” has no words of welcome.") % {"title": one.title},
            _("Write them"),
            reverse("cohort-settings", args=[one.id]),
        )
    named = [one for one in seen.paths if (sheet := getattr(one, "sheet", None)) and sheet.helper_id]
    if named:
        yield Shown(_("Paths with a named contact and a delay of answer"), len(named))
    for path in [one for one in seen.paths if one not in named][:MOST]:
        yield Lack(
            _("“%(title)s” names nobody who helps (D.6313-3-1).") % {"title": path.title},
            _("Name somebody on its sheet"),
            reverse("path-sheet", args=[path.slug]),
        )


def fitting(seen: Seen) -> Iterator[Shown | Lack]:
    """10: adaptations that were noted; the ledger holds dates given, help, follow-up."""
    yield from adaptations(seen)
    if not seen.has("adaptation", "follow-up", "assistance"):
        yield Lack(
            _("No adaptation, help or follow-up is held."), _("Bring a note of follow-up"), bring("follow-up")
        )


def attained(seen: Seen) -> Iterator[Shown | Lack]:
    """11: evaluations; paths in which nothing is evaluated."""
    judged = evaluated(seen)
    for one in [path for path in seen.paths if path.current_id not in judged][:MOST]:
        yield Lack(
            _("Nothing is evaluated in “%(title)s”.") % {"title": one.title},
            _("Add a quiz, a mission or an explanation"),
            reverse("path-writing", args=[one.slug]),
        )
    if not seen.has("evaluation"):
        yield Lack(_("No evaluation is held."), _("See the paths"), studio(seen))


def engagement(seen: Seen) -> Iterator[Shown | Lack]:
    """12: who has gone quiet, and whether words to such people are held."""
    open_ones = seen.enrolments().filter(left_at=None, completed_at=None, cohort__closed_at=None)
    quiet = open_ones.filter(
        Q(last_seen_at__lt=seen.now - QUIET) | Q(last_seen_at=None, enrolled_at__lt=seen.now - QUIET)
    )
    count = quiet.count()
    if count:
        words = ngettext(
            "%(count)s learner has not come for three weeks.",
            "%(count)s learners have not come for three weeks.",
            count,
        )
        first = quiet.order_by("cohort_id").values_list("cohort_id", flat=True)[0]
        yield Lack(
            words % {"count": count},
            _("See who, and write to them"),
            reverse("cohort-progress", args=[first]),
        )
    if not seen.has("reminder", "follow-up"):
        yield Lack(
            _("No word to somebody who had gone quiet is held."),
            _("Bring a note of follow-up"),
            bring("follow-up"),
        )


def means(seen: Seen) -> Iterator[Shown | Lack]:
    """17: who leads and tutors."""
    roles = Staff.objects.filter(cohort__in=seen.cohorts()).order_by().values_list("role")
    told = {
        role: (people, last)
        for role, people, last in roles.annotate(n=Count("person", distinct=True), at=Max("at"))
    }
    for role, label in (
        (Staff.Role.FACILITATOR, _("People who lead a cohort")),
        (Staff.Role.TUTOR, _("Tutors")),
    ):
        if role in told:
            yield Shown(label, told[role][0], told[role][1])
    if not told:
        yield Lack(_("Nobody leads a cohort here."), _("See the paths"), reverse("paths"))


def coordination(seen: Seen) -> Iterator[Shown | Lack]:
    """18: cohorts that run without a tutor; who helped whom is in the ledger."""
    running = seen.cohorts().filter(closed_at=None).exclude(staff__role=Staff.Role.TUTOR)
    for one in running.order_by("-starts_on")[:MOST]:
        yield Lack(
            _("The cohort “%(title)s” has no tutor.") % {"title": one.title},
            _("Name one"),
            one.url + "#name-staff",
        )
    if not seen.has("assistance"):
        yield Lack(_("No help by a peer, a tutor or a facilitator is held."))


def resources(seen: Seen) -> Iterator[Shown | Lack]:
    """19: resources that were used, not only offered."""
    if not seen.has("resource"):
        yield Lack(_("No resource was gone through yet."), _("See the paths"), studio(seen))


def adaptations(seen: Seen) -> Iterator[Shown]:
    rows = Adaptation.objects.filter(enrolment__in=seen.enrolments())
    told = rows.aggregate(n=Count("id"), last=Max("at"))
    if told["n"]:
        href = reverse("cohort-adaptations", args=[seen.place.cohort]) if seen.place.cohort else ""
        yield Shown(_("Adaptations noted for learners"), told["n"], told["last"], href)
