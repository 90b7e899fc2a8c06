"""The recap of a prompt: drafted, edited, let out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.programmes import words
from cordee.programmes.actions import recaps
from cordee.programmes.queries.prompts import prompt_seen
from cordee.programmes.queries.recaps import answers_to
from cordee.spaces import access
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor, viewing


@viewing
def recap(request: HttpRequest, who: access.Viewer, slug: str, prompt_id: UUID) -> HttpResponse:
    """The draft, beside the replies that it is made of; POST keeps it (``act=save``) or lets it out."""
    space = space_seen(who, slug)
    found = prompt_seen(who, space, prompt_id)
    access.check_facilitates(who, space)
    kept = getattr(found, "recap", None)
    if kept is not None and kept.comment_id is not None:
        return redirect(f"/posts/{found.post_id}/?at={kept.comment_id}#c-{kept.comment_id}")
    said = answers_to(found) if found.post_id else []
    errors: dict[str, str] = {}
    body = kept.body if kept and not request.GET.get("again") else recaps.draft(said) if said else ""
    if request.method == "POST":
        body = request.POST.get("body", "")
        try:
            if request.POST.get("act") == "save":
                recaps.save_recap(actor(request), found, body=body, now=timezone.now())
                messages.success(request, _("The draft is kept. Nobody else sees it."))
                return redirect("prompt-recap", slug=slug, prompt_id=prompt_id)
            out = recaps.publish_recap(actor(request), found, body=body, now=timezone.now())
        except (Invalid, Conflict) as refusal:
            errors = refusal.fields or {"body": refusal.message}
        else:
            messages.success(request, _("The recap is out: whoever is quoted in it is told."))
            return redirect(f"/posts/{found.post_id}/?at={out.comment_id}#c-{out.comment_id}")
    context = {
        "space": space,
        "prompt": found,
        "said": said,
        "kept": kept,
        "body": body,
        "words": words,
        "errors": errors,
        "nav_current": "spaces",
    }
    return render(request, "programmes/recap.html", context, status=422 if errors else 200)
