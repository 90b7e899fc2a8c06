"""Being away from a space that one facilitates."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.core.errors import Conflict, Invalid
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.actions.standing_in import end_stand_in, name_stand_in
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.queries.standing_in import possible_deputies, stand_ins
from cordee.spaces.views.viewing import actor, viewing


@viewing
def away(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """Who stands in for whom; POST names somebody for oneself."""
    space, now, errors = space_seen(who, slug), timezone.now(), {}
    if not who.oversees:
        access.check_facilitates(who, space)
    given = {name: request.POST.get(name, "") for name in ("deputy", "first", "last")}
    if request.method == "POST":
        try:
            deputy = Person.objects.filter(handle=given["deputy"], is_active=True).first()
            if deputy is None:
                raise Invalid("", fields={"deputy": _("Choose another member of this space.")})
            first, last = _day("first", given["first"]), _day("last", given["last"])
            name_stand_in(actor(request), space, deputy, first=first, last=last, now=now)
        except (Invalid, Conflict) as refusal:
            errors = refusal.fields or {"last": refusal.message}
        else:
            messages.success(
                request, _("%(name)s stands in for you. It ends by itself.") % {"name": deputy.name}
            )
            return redirect("space-away", slug=space.slug)
    context = {
        "space": space,
        "rows": stand_ins(space, now),
        "deputies": possible_deputies(space, who.person),
        "given": given,
        "errors": errors,
        "nav_current": "spaces",
    }
    return render(request, "spaces/away.html", context, status=422 if errors else 200)


@require_POST
@viewing
def away_end(request: HttpRequest, who: access.Viewer, slug: str, row_id: UUID) -> HttpResponse:
    """Back earlier, or not going."""
    space = space_seen(who, slug)
    end_stand_in(actor(request), space, row_id, now=timezone.now())
    messages.success(request, _("Nobody stands in any more."))
    return redirect(space.url)


def _day(field: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("", fields={field: _("Choose a day.")}) from None
