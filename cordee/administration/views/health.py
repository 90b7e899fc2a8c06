"""How this Cordée is doing, with the same findings as ``bin/cordee doctor``."""

import smtplib

from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.administration.views.administering import administering, page
from cordee.core.queries import organisation
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
    subject = _("A test of %(name)s") % {"name": organisation().name}
    text = _("This mail was asked for on the health page. If you read it, mail works.")
    try:
        send_mail(subject, text, None, [me.email or ""])
    except (OSError, smtplib.SMTPException) as error:
        messages.error(request, _("The mail did not leave: %(why)s") % {"why": str(error)[:200]})
    else:
        messages.success(request, _("The mail left for %(address)s.") % {"address": me.email})
    return redirect("health")
