"""Sending what is due: rights are asked again, nothing is sent where nothing can be told, and nothing goes twice."""

import logging
import smtplib
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden, Missing
from cordee.core.queries import organisation
from cordee.insights.mailing.actions import stop_secret
from cordee.insights.mailing.dashboards import Told, dashboard_named
from cordee.insights.mailing.models import Mailing
from cordee.insights.mailing.rhythms import next_after
from cordee.people.models import Person
from cordee.sheets import Form, written

CATCHER = "cordee.mailbox.catching.Catcher"  # where mails go while there is no server
AT_ONCE = 200  # a run
log = logging.getLogger(__name__)


def send_due(now: datetime) -> int:
    """Send what is due; returns how many mails left. One that does not leave is tried again, and stops no other."""
    if settings.EMAIL_BACKEND == CATCHER and not organisation().is_demo:
        return 0
    due = Mailing.objects.filter(ended_at=None, next_at__lte=now).order_by("next_at")
    sent = 0
    for identifier in list(due.values_list("pk", flat=True)[:AT_ONCE]):
        try:
            sent += _send_one(identifier, now)
        except (OSError, smtplib.SMTPException):
            log.warning("A dashboard did not leave by mail; it is tried again.", exc_info=True)
    return sent


@transaction.atomic
def _send_one(identifier: UUID, now: datetime) -> int:
    """Held from the look to the end: two workers never send the same. The mail's identifier is that of its hour."""
    rows = Mailing.objects.select_for_update(skip_locked=True, of=("self",)).select_related("person")
    mailing = rows.filter(pk=identifier, ended_at=None, next_at__lte=now).first()
    if mailing is None:
        return 0
    person, due = mailing.person, mailing.next_at
    zone = ZoneInfo(person.time_zone)
    mailing.next_at = next_after(now, mailing.rhythm, mailing.hour, zone)
    left = 0
    with translation.override(person.language), timezone.override(zone):
        mail = _mail(mailing, due, now)
        if mail is not None:
            mail.send()
            left, mailing.last_at = 1, now
    mailing.save(update_fields=["next_at", "last_at", "ended_at"])
    return left


def _mail(mailing: Mailing, due: datetime, now: datetime) -> EmailMultiAlternatives | None:
    """What is sent now; None for nothing. Where the person may not see it any more, it ends, and the mail says so."""
    person = mailing.person
    if not person.is_active or not person.email:
        mailing.ended_at = now
        return None
    dashboard = dashboard_named(mailing.dashboard)
    try:
        about, path = dashboard.about(person, mailing.scope_id)
        told = dashboard.told(person, mailing.scope_id, now)
    except (Missing, Forbidden):
        mailing.ended_at = now
        return _written(mailing, due, about="", path="/me/mailings/", told=None)
    if told is None or not told.sentences:
        return None
    mail = _written(mailing, due, about=about, path=path, told=told)
    title = f"{dashboard.title} {about}".strip()
    for form in (Form.PDF, *((Form.XLSX,) if mailing.with_xlsx else ())) if told.sheets else ():
        file = written(told.sheets, form, title=title, now=now, paper=told.paper)
        with file.content as content:
            mail.attach(file.name, content.read(), file.type)
    return mail


def _written(
    mailing: Mailing, due: datetime, *, about: str, path: str, told: Told | None
) -> EmailMultiAlternatives:
    person, here = mailing.person, organisation().name
    title = str(dashboard_named(mailing.dashboard).title)
    what = f"{title}, {about}" if about else title
    stop_url = f"{settings.SITE_ADDRESS}/mailings/stop/{stop_secret(mailing)}/"
    subject = f"{what} · {here}" if told else _("%(what)s does not come to you any more") % {"what": what}
    context = {
        "language": person.language,
        "organisation": organisation(),
        "subject": subject,
        "what": what,
        "told": told,
        "rhythm": mailing.get_rhythm_display(),
        "url": settings.SITE_ADDRESS + path,
        "mine": f"{settings.SITE_ADDRESS}/me/mailings/",
        "stop_url": stop_url,
    }
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    headers = {
        "Message-ID": f"<dashboard.{mailing.id.hex}.{int(due.timestamp())}@{domain}>",
        "Auto-Submitted": "auto-generated",
        "List-Id": f"<dashboards.{domain}>",
        "List-Unsubscribe": f"<{stop_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "X-Auto-Response-Suppress": "All",
    }
    text = render_to_string("mailing/mail/text.txt", context)
    mail = EmailMultiAlternatives(
        " ".join(subject.split())[:150], text, None, [_address(person)], headers=headers
    )
    mail.attach_alternative(render_to_string("mailing/mail/page.html", context), "text/html")
    return mail


def _address(person: Person) -> str:
    return person.email or ""
