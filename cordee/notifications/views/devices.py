"""My devices, from the page of choices."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.notifications.actions.devices import remove_device
from cordee.spaces.views.viewing import actor


@require_POST
@login_required
def removal(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Be told on a device no more."""
    remove_device(actor(request), device_id)
    messages.success(request, _("This device shows nothing any more."))
    return redirect("notification-choices")
