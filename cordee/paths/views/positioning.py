"""A learner passes over what they know already, or does it after all."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cordee.core.errors import Forbidden, Invalid
from cordee.paths.actions.positioning import skip_known
from cordee.paths.actions.progress import take_up_step
from cordee.paths.queries.paths import path_seen
from cordee.paths.queries.steps import activity_at
from cordee.spaces.views.viewing import actor


@require_POST
@login_required
def positioning(request: HttpRequest, slug: str) -> HttpResponse:
    """Pass over the steps that are named (``step``), or do one after all (``undo``)."""
    where = path_seen(actor(request), slug)
    enrolment, now = where.learning, timezone.now()
    if enrolment is None:
        raise Forbidden(_("Enrol in a cohort of this path to do its activities."))
    if key := _key(request.POST.get("undo", "")):
        take_up_step(enrolment, activity_at(enrolment.version, key), now=now)
        messages.success(request, _("It is open to you again, like the other steps."))
        return redirect("path", slug=slug)
    keys = {key for said in request.POST.getlist("step") if (key := _key(said))}
    try:
        count = skip_known(enrolment, keys, now=now)
    except Invalid as refusal:
        messages.error(request, refusal.message)
    else:
        said = ngettext(
            "%(count)s step passed over. You can do it after all whenever you like.",
            "%(count)s steps passed over. You can do them after all whenever you like.",
            count,
        )
        messages.success(request, said % {"count": count})
    return redirect("path", slug=slug)


def _key(said: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(said)
    return None
