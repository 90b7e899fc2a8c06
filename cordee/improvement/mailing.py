"""Mails to who raised a concern without an account."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.core.queries import organisation
from cordee.improvement.actions.raising import proof_of
from cordee.improvement.models import Concern, Step


def mail_outside(concern_id: str, step_id: str = "") -> None:
    """The link that confirms, or (with ``step_id``) what happened. Nothing for one forgotten since. Raises OSError."""
    concern = Concern.objects.filter(pk=concern_id).exclude(outside_email="").first()
    step = Step.objects.filter(pk=step_id, concern=concern).first() if step_id and concern else None
    if concern is None or (step_id and step is None):
        return
    with translation.override(concern.language):
        page = settings.SITE_ADDRESS + reverse("concern-outside", args=[proof_of(concern.id)])
        subject = (
            _("%(reference)s: news of what you wrote to us")
            if step
            else _("%(reference)s: confirm what you wrote to us")
        )
        context = {"concern": concern, "step": step, "page": page, "organisation": organisation()}
        text = render_to_string("improvement/outside_mail.txt", context)
        send_mail(subject % {"reference": concern.reference}, text, None, [concern.outside_email])
