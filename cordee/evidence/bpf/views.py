"""The page of the yearly report."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cordee.core.errors import Forbidden, Invalid
from cordee.evidence.bpf import frames
from cordee.evidence.bpf.data_views import BPF
from cordee.evidence.bpf.report import report, year_to_tell
from cordee.evidence.bpf.tables import rules, sheets_of
from cordee.paths.queries.dossiers import ASKED
from cordee.people.actions.looks import saw_view
from cordee.people.models import Person
from cordee.sheets import answer
from cordee.spaces.views.viewing import actor

EARLIEST = 2000


def check_oversees(person: Person) -> None:
    """Raises Forbidden."""
    if not person.answers_for_training:
        raise Forbidden(_("This is for administrators, auditors and training managers."))


def year_of(text: str) -> int:
    """The year that is asked for, or the last one that is over and holds something. Raises Invalid."""
    latest = timezone.now().year
    if not text:
        return year_to_tell(timezone.now().date())
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and EARLIEST <= int(text) <= latest):
        message = _("Choose a year from %(first)s to %(last)s.") % {"first": EARLIEST, "last": latest}
        raise Invalid(message, fields={"year": message})
    return int(text)


@require_safe
@login_required
def bpf(request: HttpRequest) -> HttpResponseBase:
    """People and hours of a year, to copy into the form, with what is missing; or (``?form=``) as a file."""
    check_oversees(actor(request))
    year = year_of(request.GET.get("year", ""))
    saw_view(actor(request), BPF.name, "organisation", None, timezone.now())
    found = report(year)
    if form := request.GET.get("form", ""):
        return answer(request, sheets_of(found), form, title=f"BPF {year}")
    this_year = timezone.now().year
    context = {
        "report": found,
        "year": year,
        "years": range(this_year, this_year - 5, -1),
        "rules": rules(),
        "by_hand": frames.BY_HAND,
        "asked": ASKED,
        "nav_current": "training",
    }
    response: HttpResponse = render(request, "evidence/bpf.html", context)
    return response
