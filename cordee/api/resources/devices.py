"""Operations: devices that are told when no page is open."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Status

from cordee.api.resources import answers
from cordee.api.schemas.devices import DeviceIn, DeviceOut, DevicesOut
from cordee.notifications.actions.devices import add_device, remove_device
from cordee.notifications.devices import devices_of, name_of
from cordee.notifications.pushing.keys import public_key
from cordee.notifications.pushing.leaving import remember_device
from cordee.spaces.views.viewing import actor

router = Router(tags=["Notifications"])


@router.get("/me/devices", response=answers(DevicesOut), summary="Devices on which I am told")
def list_devices(request: HttpRequest) -> Any:
    """With the key that a browser is given to ask for pushes of this installation (VAPID)."""
    return {"key": public_key(), "items": devices_of(actor(request).id)}


@router.post("/me/devices", response=answers(DeviceOut, 201), summary="Be told on a device")
def create_device(request: HttpRequest, response: HttpResponse, sent: DeviceIn) -> Any:
    """What `PushManager.subscribe` gave. A browser tells one person at a time, until they sign out there."""
    device = add_device(
        actor(request),
        endpoint=sent.endpoint,
        p256dh=sent.p256dh,
        auth=sent.auth,
        name=sent.name or name_of(request.headers.get("User-Agent", "")),
        now=timezone.now(),
    )
    remember_device(request, response, device)
    return Status(201, device)


@router.delete("/me/devices/{device_id}", response=answers(None, 204), summary="Be told there no more")
def delete_device(request: HttpRequest, device_id: UUID) -> Any:
    """Doing it again changes nothing."""
    remove_device(actor(request), device_id)
    return Status(204, None)
