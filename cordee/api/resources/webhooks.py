"""Operations: webhooks and the log of their deliveries."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Status

from cordee.api import shapes
from cordee.api.resources import answers
from cordee.api.resources.administering import changer, reader
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas.administration import (
    DeliveryOut,
    NewWebhookOut,
    WebhookChange,
    WebhookIn,
    WebhookOut,
)
from cordee.webhooks.actions.deliveries import send_again, send_test
from cordee.webhooks.actions.hooks import edit_hook, make_hook, remove_hook, rotate_secret, switch
from cordee.webhooks.models import Hook
from cordee.webhooks.queries import deliveries_of, delivery_by_id, hook_by_id, hooks
from cordee.webhooks.verbs import known_verbs

router = Router(tags=["Webhooks"])
ONE = "/administration/webhooks/{hook_id}"


@router.get("/administration/webhooks", response=answers(PageOf[WebhookOut]), summary="All webhooks")
def list_webhooks(request: HttpRequest, after: Text | None = None) -> Any:
    """By age."""
    reader(request)
    return shapes.page(hooks(after), _hook)


@router.get("/administration/verbs", response=answers(list[str]), summary="Acts that webhooks can be told of")
def list_verbs(request: HttpRequest) -> Any:
    """Their names in the journal."""
    reader(request)
    return list(known_verbs())


@router.post("/administration/webhooks", response=answers(NewWebhookOut, 201), summary="Add a webhook")
def create_webhook(request: HttpRequest, response: HttpResponse, sent: WebhookIn) -> Any:
    """What happens from now on is told to this address."""
    response["Cache-Control"] = "no-store"
    hook, secret = make_hook(changer(request), now=timezone.now(), **sent.dict())
    return Status(201, {"webhook": _hook(hook), "secret": secret})


@router.get(ONE, response=answers(WebhookOut), summary="A webhook")
def read_webhook(request: HttpRequest, hook_id: UUID) -> Any:
    """How it does."""
    reader(request)
    return _hook(hook_by_id(hook_id))


@router.patch(ONE, response=answers(WebhookOut), summary="Change a webhook, switch it on or off")
def patch_webhook(request: HttpRequest, hook_id: UUID, sent: WebhookChange) -> Any:
    """Only what is sent is changed."""
    me, now = changer(request), timezone.now()
    hook = hook_by_id(hook_id)
    given = sent.dict(exclude={"on"}, exclude_unset=True, exclude_none=True)
    if given:
        edit_hook(me, hook, now=now, **given)
    if sent.on is not None:
        switch(me, hook, on=sent.on, now=now)
    return _hook(hook)


@router.delete(ONE, response=answers(None, 204), summary="Take a webhook away")
def delete_webhook(request: HttpRequest, hook_id: UUID) -> Any:
    """Its log goes with it."""
    remove_hook(changer(request), hook_by_id(hook_id), now=timezone.now())
    return Status(204, None)


@router.post(f"{ONE}/secret", response=answers(NewWebhookOut), summary="A new secret")
def rotate_webhook_secret(request: HttpRequest, response: HttpResponse, hook_id: UUID) -> Any:
    """For a day the old one signs too."""
    response["Cache-Control"] = "no-store"
    me, hook = changer(request), hook_by_id(hook_id)
    secret = rotate_secret(me, hook, now=timezone.now())
    return {"webhook": _hook(hook), "secret": secret}


@router.post(f"{ONE}/test", response=answers(DeliveryOut, 201), summary="Send a test")
def test_webhook(request: HttpRequest, hook_id: UUID) -> Any:
    """What came of it stands in the log a few seconds later."""
    me = changer(request)
    return Status(201, send_test(me, hook_by_id(hook_id), now=timezone.now()))


@router.get(f"{ONE}/deliveries", response=answers(PageOf[DeliveryOut]), summary="What was told to an address")
def list_deliveries(request: HttpRequest, hook_id: UUID, after: Text | None = None) -> Any:
    """Newest first."""
    reader(request)
    return shapes.page(deliveries_of(hook_by_id(hook_id), after))


@router.post(
    "/administration/deliveries/{delivery_id}/resend", response=answers(DeliveryOut), summary="Send again"
)
def resend_delivery(request: HttpRequest, delivery_id: UUID) -> Any:
    """It keeps its identifier, so that a receiver knows it again."""
    me = changer(request)
    return send_again(me, delivery_by_id(delivery_id), now=timezone.now())


def _hook(hook: Hook) -> dict[str, Any]:
    names = ("id", "name", "address", "verbs", "spaces", "made_at", "failing_since")
    return {name: getattr(hook, name) for name in names} | {
        "on": hook.disabled_at is None,
        "stopped_by_failing": hook.disabled_by_failing,
    }
