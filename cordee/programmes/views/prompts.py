"""One prompt: writing it, reading it as it will look, moving it, letting it out."""

from datetime import date, time, timedelta
from smtplib import SMTPException
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordee.core.errors import Conflict, Invalid, Missing, Refusal
from cordee.core.text import render as rendered
from cordee.programmes import words
from cordee.programmes.actions import planning, prompts
from cordee.programmes.actions.publishing import publish_now
from cordee.programmes.models import Prompt
from cordee.programmes.queries.programmes import plan_seen
from cordee.programmes.queries.prompts import prompt_seen
from cordee.spaces import access
from cordee.spaces.models import Space
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor, viewing


@viewing
def prompt(request: HttpRequest, who: access.Viewer, slug: str, prompt_id: UUID) -> HttpResponse:
    """Write it and see what can be done with it; one that is out is read in its thread."""
    space = space_seen(who, slug)
    found = prompt_seen(who, space, prompt_id)
    if found.is_out and found.post is not None:
        return redirect(found.post.url)
    access.check_facilitates(who, space)
    values = {
        "title": found.title,
        "body": found.body,
        "kind": found.kind,
        "objective": str(found.objective_id or ""),
    }
    errors: dict[str, str] = {}
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in values}
        try:
            objective = _uuid(values["objective"]) if values["objective"] else None
            prompts.edit_prompt(
                actor(request), found, now=timezone.now(), **(values | {"objective": objective})
            )
        except (Invalid, Conflict) as refusal:
            errors = refusal.fields or {"title": refusal.message}
        else:
            if request.POST.get("then") == "preview":
                return redirect("prompt-preview", slug=slug, prompt_id=prompt_id)
            messages.success(request, _("Saved."))
            return redirect("space-programme", slug=slug)
    return _page(request, space, found, values, errors)


@require_POST
@viewing
def new_prompt(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """One more, on the next free day; then it is written."""
    space = space_seen(who, slug)
    access.check_facilitates(who, space)
    plan = plan_seen(who, space)
    if plan is None:
        raise Missing(_("There is no programme in this space yet."))
    made = prompts.add_prompt(actor(request), plan.programme, planning.Asked(), now=timezone.now())
    return redirect("prompt", slug=slug, prompt_id=made.id)


@require_safe
@viewing
def preview(request: HttpRequest, who: access.Viewer, slug: str, prompt_id: UUID) -> HttpResponse:
    """As it will look in the space."""
    space = space_seen(who, slug)
    found = prompt_seen(who, space, prompt_id)
    if not access.moderates(who, space):
        access.check_facilitates(who, space)
    context = {
        "space": space,
        "prompt": found,
        "body_html": rendered(found.body),
        "skills": list(found.objective.skills.order_by("name")) if found.objective else [],
        "leads": who.facilitates(space),
        "words": words,
        "nav_current": "spaces",
    }
    return render(request, "programmes/preview.html", context)


@require_POST
@viewing
def place(request: HttpRequest, who: access.Viewer, slug: str, prompt_id: UUID) -> HttpResponse:
    """Move it to a day (``on``) and an hour (``clock``, as it is without); scripts get what happened as JSON."""
    space = space_seen(who, slug)
    found = prompt_seen(who, space, prompt_id)
    scripted = request.headers.get("X-Requested-With") == "fetch"
    try:
        moved = prompts.move_prompt(
            actor(request), found, on=_day(request.POST), clock=_hour(request.POST), now=timezone.now()
        )
    except (Invalid, Conflict) as refusal:
        if scripted:
            return JsonResponse({"said": refusal.message}, status=refusal.status)
        return _page(request, space, found, _as_it_is(found), {"on": refusal.message})
    said = _("Moved to %(when)s.") % {"when": words.due(moved)}
    if scripted:
        return JsonResponse({"said": said})
    messages.success(request, said)
    return redirect("space-programme", slug=slug)


@require_POST
@viewing
def act(request: HttpRequest, who: access.Viewer, slug: str, prompt_id: UUID) -> HttpResponse:
    """What ``act`` says: publish, try, skip (its week), again (after it was missed), remove."""
    space = space_seen(who, slug)
    found = prompt_seen(who, space, prompt_id)
    access.check_facilitates(who, space)
    me, now = actor(request), timezone.now()
    try:
        match request.POST.get("act"):
            case "publish":
                out = publish_now(me, found, now=now)
                assert out.post is not None
                return redirect(out.post.url)
            case "try":
                return _tried(request, found)
            case "skip":
                monday = found.on - timedelta(days=found.on.weekday())
                planning.leave_out(
                    me, found.programme, first=monday, last=monday + timedelta(days=6), now=now
                )
                messages.success(request, _("That week is left out; what follows has moved."))
            case "again":
                again = prompts.plan_again(me, found, now=now)
                messages.success(request, _("Moved to %(when)s.") % {"when": words.due(again)})
            case "remove":
                prompts.remove_prompt(me, found, now=now)
                messages.success(request, _("Removed. The others stay where they are."))
            case _other:
                raise Invalid(_("There is no such act."))
    except (Invalid, Conflict) as refusal:
        return _page(request, space, found, _as_it_is(found), refusal.fields or {"act": refusal.message})
    return redirect("space-programme", slug=slug)


def _tried(request: HttpRequest, found: Prompt) -> HttpResponse:
    where = redirect("prompt-preview", slug=found.programme.space.slug, prompt_id=found.id)
    try:
        prompts.send_to_me(actor(request), found, link=request.build_absolute_uri(where["Location"]))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    except (OSError, SMTPException):
        messages.error(request, _("The mail could not be sent. The preview shows the same."))
    else:
        said = _("Sent to %(address)s, to you alone.") % {"address": actor(request).email}
        messages.success(request, said)
    return where


def _page(
    request: HttpRequest, space: Space, found: Prompt, values: dict[str, str], errors: dict[str, str]
) -> HttpResponse:
    context = {
        "space": space,
        "prompt": found,
        "values": values,
        "objectives": list(space.objectives.order_by("position")),
        "kinds": [(kind.value, kind.label) for kind in planning.KINDS],
        "words": words,
        "errors": errors,
        "nav_current": "spaces",
    }
    return render(request, "programmes/prompt.html", context, status=422 if errors else 200)


def _as_it_is(found: Prompt) -> dict[str, str]:
    return {
        "title": found.title,
        "body": found.body,
        "kind": found.kind,
        "objective": str(found.objective_id or ""),
    }


def _day(sent: dict) -> date:
    try:
        return date.fromisoformat(sent.get("on", ""))
    except ValueError:
        message = _("Choose a day.")
        raise Invalid(message, fields={"on": message}) from None


def _hour(sent: dict) -> time | None:
    try:
        return time.fromisoformat(sent["clock"]) if sent.get("clock") else None
    except ValueError:
        message = _("Choose a time.")
        raise Invalid(message, fields={"on": message}) from None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        message = _("Choose one of the objectives of this space.")
        raise Invalid(message, fields={"objective": message}) from None
