"""Who signs out at a browser is told there no more: the next who sits down would read it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cordee.notifications.actions.devices import remove_device
from cordee.notifications.models import Device
from cordee.people.models import Person

COOKIE = "cordee_device"
_YEAR = 365 * 24 * 3600  # seconds


def remember_device(request: HttpRequest, response: HttpResponse, device: Device) -> None:
    """The browser keeps which device it is, and says so only when somebody signs out."""
    response.set_cookie(
        COOKIE,
        str(device.id),
        max_age=_YEAR,
        path=reverse("account_logout"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def forget_this_device(sender: Any, request: HttpRequest | None, user: Person | None, **named: Any) -> None:
    """Hears of each sign-out; a cookie that is none of ours is passed over."""
    kept = request.COOKIES.get(COOKIE, "") if request else ""
    if not kept or not isinstance(user, Person):
        return
    try:
        device_id = UUID(kept)
    except ValueError:
        return
    remove_device(user, device_id)
