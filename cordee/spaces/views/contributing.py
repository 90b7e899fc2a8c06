"""Writing a contribution, and editing it."""

import re
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.core.errors import CharterNeeded, Conflict, Forbidden, Invalid, Refusal, TooFast
from cordee.media.actions import store_attachment
from cordee.people.queries import all_skills
from cordee.spaces import access
from cordee.spaces.actions.posts import edit_post, publish
from cordee.spaces.models import Post, Space
from cordee.spaces.queries import threads
from cordee.spaces.queries.charters import version_in_force
from cordee.spaces.queries.drafts import draft_at
from cordee.spaces.queries.spaces import space_seen, spaces_seen
from cordee.spaces.views import polls
from cordee.spaces.views.viewing import actor, viewing

_CALLED = re.compile(r"[a-z0-9][a-z0-9._-]{0,38}")
FIELDS = ("kind", "title", "body", "link")


@viewing
def choose_space(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """ "Contribute" from anywhere: one's only space at once, else choose among one's spaces."""
    mine = [space for space in spaces_seen(who, size=100).rows if who.belongs(space)]
    if len(mine) == 1:
        return redirect(f"{reverse('post-new', kwargs={'slug': mine[0].slug})}{_carried(request)}")
    return render(
        request,
        "spaces/choose_space.html",
        {"spaces": mine, "carried": _carried(request), "nav_current": "contribute"},
    )


def _carried(request: HttpRequest) -> str:
    """What the composer begins with, as a query to be carried from page to page."""
    begun = {name: request.GET[name] for name in ("kind", "skills", "to") if request.GET.get(name)}
    return f"?{urlencode(begun)}" if begun else ""


@viewing
def new_post(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """The composer. A refused form comes back with its reason beside the field and all that was written."""
    space = space_seen(who, slug)
    access.check_reads(who, space)
    place = f"new:{space.id}"
    if not who.belongs(space):
        raise Forbidden(_("Join the space first: it takes one click."))
    if request.method != "POST":
        if who.must_accept(space, space.charter_version):
            return redirect(f"/spaces/{space.slug}/charter/?next={request.path}")
        draft = draft_at(who.person, place)
        values = dict(draft.fields) if draft else {}
        values.setdefault("kind", request.GET.get("kind", ""))
        values.setdefault("skills", request.GET.get("skills", ""))
        if whom := _CALLED.fullmatch(request.GET.get("to", "")):
            values.setdefault("body", f"@{whom[0]} ")
        return _composer(request, space, place, values, {}, draft_version=draft.version if draft else 0)
    values = {name: request.POST.get(name, "") for name in FIELDS}
    asked = {name: request.POST.get(name, "") for name in polls.FIELDS}
    skills = request.POST.getlist("skills")
    person = actor(request)
    now = timezone.now()
    try:
        attachment = None
        if upload := request.FILES.get("attachment"):
            attachment = store_attachment(person, upload, space_id=space.id, now=now)
        post = publish(
            person,
            space,
            **values,
            skills=skills,
            attachment=attachment,
            ballot=polls.ballot_of(asked) if values["kind"] == Post.Kind.POLL else None,
            now=now,
            draft=place,
        )
    except CharterNeeded:
        return redirect(f"/spaces/{space.slug}/charter/?next={request.path}")
    except (Conflict, Invalid, TooFast) as refusal:
        values |= asked | {"skills": ",".join(skills)}
        return _composer(request, space, place, values, _errors(refusal), status=refusal.status)
    messages.success(request, _("Published. Others in the space can read it now."))
    return redirect(post.url)


def _composer(
    request: HttpRequest,
    space: Space,
    place: str,
    values: dict[str, str],
    errors: dict[str, str],
    *,
    post: Post | None = None,
    draft_version: int = 0,
    status: int = 200,
) -> HttpResponse:
    chosen = [slug for slug in values.get("skills", "").split(",") if slug]
    context = {
        "space": space,
        "post": post,
        "kinds": Post.Kind,
        "values": values,
        "chosen_skills": chosen,
        "skills": all_skills(),
        "errors": errors,
        "draft_place": place,
        "draft_version": draft_version,
        "nav_current": "contribute",
    }
    return render(request, "spaces/compose.html", context, status=status)


@viewing
def edit(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """Change one's own contribution."""
    post = threads.post_read(who, post_id)
    if not access.may_edit(who, post):
        raise Forbidden(_("Only its author can edit a contribution."))
    access.check_contributes(who, post.space, version_in_force(post.space))
    place = f"edit:{post.id}"
    if request.method != "POST":
        draft = draft_at(who.person, place)
        values = {
            "kind": post.kind,
            "title": post.title,
            "body": post.body,
            "link": post.link,
            "skills": ",".join(post.skills.values_list("slug", flat=True)),
        }
        values.update(draft.fields if draft else {})
        version = draft.version if draft else 0
        return _composer(request, post.space, place, values, {}, post=post, draft_version=version)
    values = {name: request.POST.get(name, "") for name in FIELDS}
    skills = request.POST.getlist("skills")
    try:
        edit_post(
            actor(request),
            post,
            title=values["title"],
            body=values["body"],
            link=values["link"],
            skills=skills,
            now=timezone.now(),
            draft=place,
        )
    except (Conflict, Invalid, TooFast) as refusal:
        values |= {"kind": post.kind, "skills": ",".join(skills)}
        return _composer(
            request, post.space, place, values, _errors(refusal), post=post, status=refusal.status
        )
    return redirect(post.url)


def _errors(refusal: Refusal) -> dict[str, str]:
    """Beside the field that it is about, else beside the words."""
    return (refusal.fields if isinstance(refusal, Invalid) else {}) or {"body": refusal.message}
