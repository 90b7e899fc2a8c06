"""Criteria 5 to 7: trainers, watch, disability, training at work; appreciations, complaints, improvement."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.evidence.qualiopi.accompanying import adaptations
from cordee.evidence.qualiopi.informing import MOST, bring, studio
from cordee.evidence.qualiopi.section import Lack, Seen, Shown
from cordee.improvement.models import Watch
from cordee.paths.models import Enrolment, PathAuthor, Staff
from cordee.people.models import PersonSkill
from cordee.spaces.models import Post, Reaction

YEAR = timedelta(days=365)
USED = (Reaction.Meaning.TRIED, Reaction.Meaning.ADAPTED, Reaction.Meaning.TAUGHT)


def competence(seen: Seen) -> Iterator[Shown | Lack]:
    """21: who trains here, and who of them has skills on their profile; titles are brought by hand."""
    trainers = set(Staff.objects.filter(cohort__in=seen.cohorts()).values_list("person_id", flat=True))
    trainers |= set(PathAuthor.objects.filter(path__in=seen.paths).values_list("person_id", flat=True))
    skilled = set(PersonSkill.objects.filter(person__in=trainers).values_list("person_id", flat=True))
    if skilled:
        yield Shown(_("Trainers and authors whose profile names their skills"), len(skilled))
    if left := len(trainers - skilled):
        words = ngettext(
            "%(count)s trainer or author names no skill.",
            "%(count)s trainers or authors name no skill.",
            left,
        )
        yield Lack(words % {"count": left}, _("See the people"), reverse("people"))
    if not seen.has("competence"):
        yield Lack(
            _("No title or experience of a trainer is held."), _("Bring a CV or a title"), bring("competence")
        )


def upkeep(seen: Seen) -> Iterator[Shown | Lack]:
    """22: training of trainers, brought by hand; what trainers take here themselves."""
    trainers = Staff.objects.filter(cohort__in=seen.cohorts()).values("person")
    taken = Enrolment.objects.filter(person__in=trainers, waiting_since=None)
    told = taken.aggregate(n=Count("id"), last=Max("enrolled_at"))
    if told["n"]:
        yield Shown(_("Paths that trainers take here themselves"), told["n"], told["last"])
    if not seen.has("competence") and not told["n"]:
        yield Lack(
            _("No training of a trainer is held."), _("Bring a certificate of training"), bring("competence")
        )


def watch(kind: str) -> Callable[[Seen], Iterator[Shown | Lack]]:
    """23, 24, 25: the spaces that watch ``kind``, what was shared there in a year, and how it was used."""

    def look(seen: Seen) -> Iterator[Shown | Lack]:
        spaces = list(Watch.objects.filter(kind=kind).select_related("space"))
        since = seen.now - YEAR
        ids = [one.space_id for one in spaces]
        posts = Post.objects.filter(space__in=ids, created_at__gt=since, removed_at=None)
        shared = posts.aggregate(n=Count("id"), last=Max("created_at"))
        used = Reaction.objects.filter(post__in=posts.values("id"), meaning__in=USED).aggregate(
            n=Count("id"), last=Max("at")
        )
        href = spaces[0].space.url if spaces else ""
        if shared["n"]:
            yield Shown(_("Shared in a watch space, in a year"), shared["n"], shared["last"], href)
        if used["n"]:
            yield Shown(_("Tried, adapted or taught because of it"), used["n"], used["last"], href)
        if not spaces:
            yield Lack(
                _("No space watches this."),
                _("Mark a space in its settings"),
                reverse("administration-spaces"),
            )
        elif not shared["n"]:
            yield Lack(_("Nothing was shared there in a year."), _("Share something"), href)
        elif not used["n"]:
            yield Lack(
                _("Nobody said yet how what was shared was used."),
                _("Say “I tried this” with what happened"),
                href,
            )

    return look


def disability(seen: Seen) -> Iterator[Shown | Lack]:
    """26: the contact, adaptations, what sheets say of accessibility."""
    if seen.here.referent:
        yield Shown(_("Disability contact"), words=seen.here.referent, href=reverse("settings") + "#quality")
    else:
        yield Lack(_("No disability contact is named."), _("Name one"), reverse("settings") + "#quality")
    yield from adaptations(seen)
    for one in [
        path for path in seen.paths if not getattr(getattr(path, "sheet", None), "accessibility", "")
    ][:MOST]:
        yield Lack(
            _("The sheet of “%(title)s” says nothing of accessibility.") % {"title": one.title},
            _("Fill the sheet"),
            reverse("path-sheet", args=[one.slug]),
        )


def at_work(seen: Seen) -> Iterator[Shown | Lack]:
    """28: missions with their reflection."""
    if not seen.has("practice"):
        yield Lack(_("No practice at work is held."), _("Add a mission to a path"), studio(seen))


def appreciations(seen: Seen) -> Iterator[Shown | Lack]:
    """30: what was brought by hand."""
    if not seen.has("appreciation"):
        yield Lack(
            _("No appreciation of learners, funders, teams or companies is held."),
            _("Bring what you gathered"),
            bring("appreciation"),
        )


def complaints(seen: Seen) -> Iterator[Shown | Lack]:
    """31: complaints, incidents and ideas of a year, how soon they were answered, and what is late."""
    told = seen.concerns
    where = reverse("improvement")
    if told.raised:
        yield Shown(
            _("Complaints, incidents and ideas in a year"), told.raised, told.last_at, f"{where}?shown=all"
        )
    if told.answered and told.days_to_answer is not None:
        words = _("%(days)s days, of %(n)s answered") % {
            "days": f"{told.days_to_answer:g}",
            "n": told.answered,
        }
        yield Shown(_("Median time to an answer"), words=words)
    if told.late:
        words = ngettext("%(count)s is late.", "%(count)s are late.", told.late)
        yield Lack(words % {"count": told.late}, _("See what is late"), f"{where}?shown=late")
    if not seen.here.outside_concerns:
        yield Lack(
            _("Companies and funders have no way to complain here."),
            _("Open one"),
            reverse("settings") + "#quality",
        )
    if not told.raised and not seen.has("complaint"):
        yield Lack(_("Nothing was raised in a year: do people know where?"), _("See the register"), where)


def improvement(seen: Seen) -> Iterator[Shown | Lack]:
    """32: actions that were done, and whether they work."""
    told = seen.concerns
    where = reverse("improvement")
    if told.measures_done:
        words = _("%(working)s of %(done)s work") % {
            "working": told.measures_working,
            "done": told.measures_done,
        }
        yield Shown(_("Actions of improvement done in a year"), told.measures_done, words=words, href=where)
    if told.measures_open:
        yield Shown(_("Actions under way"), told.measures_open, href=where)
    if not (told.measures_done or told.measures_open or seen.has("action")):
        yield Lack(_("No action of improvement is held."), _("Plan one in the register"), where)
