"""Units and groups: the chart, who stands where, who is addressed together."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cordee.administration.queries import chart as asked
from cordee.administration.queries.people import named
from cordee.administration.views.administering import administering, page
from cordee.core.errors import Invalid, Refusal
from cordee.people.actions import arranging as acts
from cordee.people.models import Person, Unit
from cordee.spaces.actions.memberships import admit_group
from cordee.spaces.models import Space

SECTION = "units"


@never_cache
@administering
def units(request: HttpRequest, me: Person) -> HttpResponse:
    """The chart; POST adds a unit."""
    values = {name: request.POST.get(name, "") for name in ("name", "parent")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            acts.add_unit(me, name=values["name"], parent=unit_chosen(values["parent"]), now=timezone.now())
        except Invalid as refusal:
            errors = refusal.fields
        else:
            messages.success(request, _("Added."))
            return redirect("units")
    context = {"boxes": asked.chart(), "values": values, "errors": errors}
    return page(request, me, "units.html", context, section=SECTION, status=422 if errors else 200)


@never_cache
@administering
def unit(request: HttpRequest, me: Person, unit_id: UUID) -> HttpResponse:
    """A unit and who stands in it; POST renames or moves it, removes it, puts somebody in."""
    found, now = asked.unit_of(unit_id), timezone.now()
    values = {"name": found.name, "parent": str(found.parent_id or ""), "who": ""}
    errors: dict[str, str] = {}
    if request.method == "POST":
        act = request.POST.get("act", "")
        values |= {name: request.POST[name] for name in values if name in request.POST}
        try:
            if act == "remove":
                acts.remove_unit(me, found, now=now)
                messages.success(request, _("Removed. Its people stand in the unit above."))
                return redirect("units")
            if act == "edit":
                parent = unit_chosen(values["parent"])
                acts.edit_unit(me, found, name=values["name"], parent=parent, now=now)
            elif act == "put-in":
                person = named(values["who"], field="who")
                acts.place(me, person, unit=found, manager=person.manager, now=now)
            else:
                raise Invalid(_("Choose one of those offered."))
        except Invalid as refusal:
            if not refusal.fields:
                raise
            errors = refusal.fields
        else:
            messages.success(request, _("Saved."))
            return redirect("unit", unit_id=found.pk)
    context = {
        "unit": found,
        "page": asked.standing_in(found, request.GET.get("after")),
        "boxes": [box for box in asked.chart() if box.unit.pk != found.pk],
        "values": values,
        "errors": errors,
    }
    return page(request, me, "unit.html", context, section=SECTION, status=422 if errors else 200)


@never_cache
@administering
def groups(request: HttpRequest, me: Person) -> HttpResponse:
    """All groups; POST adds one."""
    values = {name: request.POST.get(name, "") for name in ("name", "about")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            made = acts.add_group(me, name=values["name"], about=values["about"], now=timezone.now())
        except Invalid as refusal:
            errors = refusal.fields
        else:
            return redirect("group", group_id=made.pk)
    context = {"page": asked.groups(request.GET.get("after")), "values": values, "errors": errors}
    return page(request, me, "groups.html", context, section="groups", status=422 if errors else 200)


@never_cache
@administering
def group(request: HttpRequest, me: Person, group_id: UUID) -> HttpResponse:
    """A group and its people; POST renames or dissolves it, puts in, takes out, lets all of it into a space."""
    found, now = asked.group_of(group_id), timezone.now()
    values = {"name": found.name, "about": found.about, "who": "", "space": ""}
    errors: dict[str, str] = {}
    if request.method == "POST":
        act = request.POST.get("act", "")
        values |= {name: request.POST[name] for name in values if name in request.POST}
        done = _("Saved.")
        try:
            if act == "remove":
                acts.remove_group(me, found, now=now)
                messages.success(request, _("The group is dissolved. Its people stay where they are."))
                return redirect("groups")
            if act == "edit":
                acts.edit_group(me, found, name=values["name"], about=values["about"], now=now)
            elif act == "put-in":
                acts.put_in(me, found, named(values["who"], field="who"), now=now)
            elif act == "take-out":
                acts.take_out(me, found, named(values["who"], field="who"), now=now)
            elif act == "into-space":
                let_in = admit_group(me, _space(values["space"]), found, now=now)
                done = _("New in the space: %(count)s.") % {"count": let_in}
            else:
                raise Invalid(_("Choose one of those offered."))
        except Invalid as refusal:
            if not refusal.fields:
                raise
            errors = refusal.fields
        else:
            messages.success(request, done)
            return redirect("group", group_id=found.pk)
    context = {
        "group": found,
        "page": asked.people_of(found, request.GET.get("after")),
        "spaces": Space.objects.order_by("title").values_list("slug", "title"),
        "values": values,
        "errors": errors,
    }
    return page(request, me, "group.html", context, section="groups", status=422 if errors else 200)


def unit_chosen(text: str) -> Unit | None:
    """The unit of a select field, None for none. Raises Invalid."""
    if not text:
        return None
    try:
        return asked.unit_of(UUID(text))
    except (ValueError, Refusal):
        message = _("Choose one of those offered.")
        raise Invalid(message, fields={"parent": message, "unit": message}) from None


def _space(slug: str) -> Space:
    found = Space.objects.filter(slug=slug).first()
    if found is None:
        message = _("Choose one of those offered.")
        raise Invalid(message, fields={"space": message})
    return found
