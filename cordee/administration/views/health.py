"""How this Cordée is doing, with the same findings as ``bin/cordee doctor``."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.administration.actions.mail import send_test
from cordee.administration.views.administering import administering, page
from cordee.people.models import Person
from cordee.web.checks import examine

ICONS = {"ok": "accepted", "warning": "waiting", "problem": "harm"}


@administering
def health(request: HttpRequest, me: Person) -> HttpResponse:
    """Each finding in a line, what is not well first."""
    found = sorted(examine(), key=lambda finding: ("problem", "warning", "ok").index(finding.level))
    context = {"found": found, "icons": ICONS, "well": all(one.level == "ok" for one in found)}
    return page(request, me, "health.html", context, section="health")


@require_POST
@administering
def test_mail(request: HttpRequest, me: Person) -> HttpResponse:
    """Send a mail to whoever asks, to see whether it leaves."""
    if trouble := send_test(me):
        messages.error(request, _("The mail did not leave: %(why)s") % {"why": trouble})
    else:
        messages.success(request, _("The mail left for %(address)s.") % {"address": me.email})
    return redirect("health")
