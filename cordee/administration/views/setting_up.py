"""The steps by which an empty instance becomes somebody's, in the browser."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cordee.administration.actions.setting_up import is_key, is_open, set_up
from cordee.administration.actions.settings import edit_organisation
from cordee.administration.templates_of_spaces import TEMPLATES, template_named
from cordee.administration.views.administering import administering
from cordee.core.errors import Conflict, Forbidden, Invalid, Missing
from cordee.core.models import Organisation
from cordee.core.queries import organisation
from cordee.people.models import Person
from cordee.people.signing_in import sign_in
from cordee.spaces.actions.charters import accept_charter, publish_charter
from cordee.spaces.actions.spaces import Aim, open_space
from cordee.spaces.models import Space

FIELDS = ("organisation", "language", "name", "email")


@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Step one, with the key: the organisation and its first administrator. Without it: where to find it."""
    if not is_open():
        if request.user.is_authenticated:
            return redirect("today")
        raise Missing(_("This Cordée is set up already. Sign in, or ask an administrator to add you."))
    key = request.POST.get("key") or request.GET.get("key", "")
    if not is_key(key):
        status = 403 if key else 200
        return render(request, "administration/set_up_key.html", {"wrong": bool(key)}, status=status)
    values = {"language": translation.get_language() or "fr"}
    errors: dict[str, str] = {}
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in FIELDS}
        try:
            person = set_up(key=key, password=request.POST.get("password", ""), now=timezone.now(), **values)
        except Conflict as refusal:
            if not is_open():
                raise
            errors = {"email": refusal.message}
        except Invalid as refusal:
            errors = refusal.fields or {"organisation": refusal.message}
        else:
            sign_in(request, person)
            return redirect("set-up-people")
    context = {
        "step": 1,
        "key": key,
        "values": {name: values.get(name, "") for name in FIELDS},
        "errors": errors,
    }
    return render(request, "administration/set_up.html", context, status=422 if errors else 200)


@never_cache
@administering
def people(request: HttpRequest, me: Person) -> HttpResponse:
    """Step two: who may come in."""
    _check_changes(me)
    now = organisation()
    values = {"sign_up": now.sign_up, "sign_up_domains": "\n".join(now.sign_up_domains)}
    errors: dict[str, str] = {}
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in values}
        try:
            edit_organisation(
                me,
                sign_up=values["sign_up"],
                sign_up_domains=values["sign_up_domains"].replace(",", " ").split(),
                now=timezone.now(),
            )
        except Invalid as refusal:
            errors = refusal.fields
        else:
            return redirect("set-up-space")
    context = {"step": 2, "values": values, "errors": errors, "modes": Organisation.SignUp.choices}
    return render(request, "administration/set_up_people.html", context, status=422 if errors else 200)


@never_cache
@administering
def space(request: HttpRequest, me: Person) -> HttpResponse:
    """Step three: a first space, with a template, or none for now."""
    _check_changes(me)
    template = template_named(request.POST.get("template") or request.GET.get("template", ""))
    values = {name: str(getattr(template, name)) for name in ("title", "theme", "aim", "charter")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in values}
        try:
            opened = _open_first(me, values)
        except (Invalid, Conflict) as refusal:
            errors = refusal.fields or {"title": refusal.message}
        else:
            messages.success(request, _("The space “%(title)s” is open.") % {"title": opened.title})
            return redirect("set-up-done")
    context = {"step": 3, "templates": TEMPLATES, "template": template, "values": values, "errors": errors}
    return render(request, "administration/set_up_space.html", context, status=422 if errors else 200)


@never_cache
@administering
def done(request: HttpRequest, me: Person) -> HttpResponse:
    """What to do next."""
    first = Space.objects.order_by("created_at").first()
    return render(request, "administration/set_up_done.html", {"first": first})


def _open_first(me: Person, values: dict[str, str]) -> Space:
    now = timezone.now()
    opened = open_space(me, title=values["title"], theme=values["theme"], aims=[Aim(values["aim"])], now=now)
    if values["charter"].strip():
        accept_charter(me, publish_charter(me, opened, values["charter"], now=now), now=now)
    return opened


def _check_changes(me: Person) -> None:
    if not me.is_administrator:
        raise Forbidden(_("This is for the administrators of the organisation."))
