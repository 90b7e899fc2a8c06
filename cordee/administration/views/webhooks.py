"""Webhooks: their list, one with its log, and what one does with them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cordee.administration.access import check_administers
from cordee.administration.views.administering import administering, page
from cordee.administration.words import families
from cordee.core.errors import Invalid
from cordee.people.models import Person
from cordee.spaces.models import Space
from cordee.webhooks.actions.deliveries import send_again, send_test
from cordee.webhooks.actions.hooks import edit_hook, make_hook, remove_hook, rotate_secret, switch
from cordee.webhooks.models import Hook
from cordee.webhooks.queries import deliveries_of, delivery_by_id, hook_by_id, hooks
from cordee.webhooks.verbs import known_verbs


@administering
def webhooks(request: HttpRequest, me: Person) -> HttpResponse:
    """All of them."""
    return page(request, me, "webhooks.html", {"page": hooks(request.GET.get("after"))}, section="webhooks")


@never_cache
@administering
def new_webhook(request: HttpRequest, me: Person) -> HttpResponse:
    """Make one; its secret is in the answer and never again."""
    check_administers(me)
    return _form(request, me, None)


@never_cache
@administering
def webhook(request: HttpRequest, me: Person, hook_id: UUID) -> HttpResponse:
    """One of them: how it does, and the log of what it was told."""
    hook = hook_by_id(hook_id)
    context = {"hook": hook, "page": deliveries_of(hook, request.GET.get("after")), "secret": ""}
    return page(request, me, "webhook.html", context, section="webhooks")


@never_cache
@administering
def edit_webhook(request: HttpRequest, me: Person, hook_id: UUID) -> HttpResponse:
    """Change where it goes and what it is told."""
    check_administers(me)
    return _form(request, me, hook_by_id(hook_id))


@never_cache
@require_POST
@administering
def webhook_act(request: HttpRequest, me: Person, hook_id: UUID) -> HttpResponse:
    """``act``: test, rotate, on, off, remove."""
    hook, now = hook_by_id(hook_id), timezone.now()
    match request.POST.get("act"):
        case "test":
            send_test(me, hook, now=now)
            messages.success(request, _("A test is on its way: reload in a few seconds to see its answer."))
        case "rotate":
            return _with_secret(request, me, hook, rotate_secret(me, hook, now=now))
        case "on" | "off" as state:
            switch(me, hook, on=state == "on", now=now)
            messages.success(request, _("Saved."))
        case "remove":
            remove_hook(me, hook, now=now)
            messages.success(request, _("The webhook is gone, and its log with it."))
            return redirect("webhooks")
        case _other:
            raise Invalid(_("Choose one of those offered."))
    return redirect("webhook", hook_id=hook.id)


@require_POST
@administering
def resend(request: HttpRequest, me: Person, delivery_id: UUID) -> HttpResponse:
    """Try a delivery once more, now."""
    delivery = delivery_by_id(delivery_id)
    send_again(me, delivery, now=timezone.now())
    messages.success(request, _("It is on its way again."))
    return redirect("webhook", hook_id=delivery.hook_id)


def _form(request: HttpRequest, me: Person, hook: Hook | None) -> HttpResponse:
    values: dict[str, Any] = {
        "name": hook.name if hook else "",
        "address": hook.address if hook else "",
        "verbs": hook.verbs if hook else [],
        "spaces": [str(one) for one in hook.spaces] if hook else [],
    }
    errors: dict[str, str] = {}
    if request.method == "POST":
        values = {"name": request.POST.get("name", ""), "address": request.POST.get("address", "")} | {
            name: request.POST.getlist(name) for name in ("verbs", "spaces")
        }
        try:
            given = values | {"spaces": _ids(values["spaces"])}
            if hook is None:
                made, secret = make_hook(me, now=timezone.now(), **given)
                return _with_secret(request, me, made, secret)
            edit_hook(me, hook, now=timezone.now(), **given)
        except Invalid as refusal:
            errors = refusal.fields
        else:
            messages.success(request, _("Saved."))
            return redirect("webhook", hook_id=hook.id)
    context = {
        "hook": hook,
        "values": values,
        "errors": errors,
        "families": families(known_verbs()),
        "all_spaces": Space.objects.order_by("title"),
    }
    status = 422 if errors else 200
    return page(request, me, "webhook_form.html", context, section="webhooks", status=status)


def _with_secret(request: HttpRequest, me: Person, hook: Hook, secret: str) -> HttpResponse:
    context = {"hook": hook, "page": deliveries_of(hook), "secret": secret}
    return page(request, me, "webhook.html", context, section="webhooks")


def _ids(values: list[str]) -> list[UUID]:
    try:
        return [UUID(value) for value in values]
    except ValueError:
        message = _("Choose one of those offered.")
        raise Invalid(message, fields={"spaces": message}) from None
