"""What is mine to set: my profile, my photo, how I like to read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.core.errors import Invalid
from cordee.core.zones import offered_zones
from cordee.media.actions import store_image
from cordee.people.actions.profiles import edit_profile, set_photo, set_preferences
from cordee.people.middleware import LANGUAGE_COOKIE, SPOKEN
from cordee.people.models import Person
from cordee.people.queries import all_skills, skills_of

PROFILE = ("name", "headline", "about", "availability")
PREFERENCES = ("language", "time_zone", "theme", "motion")
YEAR = 60 * 60 * 24 * 365  # seconds


def _me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return Person.objects.select_related("photo").get(pk=request.user.pk)


@login_required
def my_profile(request: HttpRequest) -> HttpResponse:
    """What others read about me."""
    me = _me(request)
    values = {name: getattr(me, name) for name in PROFILE}
    sides = skills_of(me)
    helps = [skill.slug for skill in sides.helps]
    learns = [skill.slug for skill in sides.learns]
    errors: dict[str, str] = {}
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in PROFILE}
        helps, learns = request.POST.getlist("helps"), request.POST.getlist("learns")
        try:
            now = timezone.now()
            if upload := request.FILES.get("photo"):
                set_photo(me, store_image(me, upload, square=True, now=now), now=now)
            elif request.POST.get("no-photo") and me.photo:
                set_photo(me, None, now=now)
            edit_profile(me, now=now, helps=helps, learns=learns, **values)
        except Invalid as refusal:
            errors = refusal.fields or {"name": refusal.message}
        else:
            messages.success(request, _("Saved."))
            return redirect("profile", handle=me.handle)
    context = {
        "me": me,
        "values": values,
        "helps": helps,
        "learns": learns,
        "skills": all_skills(),
        "errors": errors,
        "nav_current": "me",
    }
    return render(request, "people/profile_form.html", context, status=422 if errors else 200)


@login_required
def my_preferences(request: HttpRequest) -> HttpResponse:
    """How I like to read; only what was sent is changed, so one control can save itself."""
    me = _me(request)
    errors: dict[str, str] = {}
    if request.method == "POST":
        chosen = {name: request.POST[name] for name in PREFERENCES if name in request.POST}
        try:
            set_preferences(me, **chosen)
        except Invalid as refusal:
            errors = dict(refusal.fields)
        else:
            if getattr(request, "htmx", False) or request.headers.get("x-requested-with"):
                return HttpResponse(status=204)
            with translation.override(me.language):
                messages.success(request, _("Saved."))
            return redirect("preferences")
    context = {
        "me": me,
        "themes": Person.Theme,
        "motions": Person.Motion,
        "languages": [("fr", "Français"), ("en", "English")],
        "zones": offered_zones(),
        "errors": errors,
        "nav_current": "me",
    }
    return render(request, "people/preferences.html", context, status=422 if errors else 200)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """A visitor's language, before they sign in."""
    going_to = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(going_to, allowed_hosts=None):
        going_to = "/"
    response = redirect(going_to)
    if request.POST.get("language") in SPOKEN:
        response.set_cookie(LANGUAGE_COOKIE, request.POST["language"], max_age=YEAR, samesite="Lax")
    return response
