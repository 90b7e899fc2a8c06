"""Who may come in: sign-up, and invitations."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cordee.administration.actions.settings import edit_organisation
from cordee.administration.queries.coming_in import invitation_by_id, invitations
from cordee.administration.views.administering import administering, page
from cordee.core.errors import Invalid
from cordee.core.models import Organisation
from cordee.people.actions.invitations import invite, revoke
from cordee.people.models import Person

SECTION = "coming-in"


@never_cache
@administering
def coming_in(request: HttpRequest, me: Person) -> HttpResponse:
    """How people come in, and the invitations that are out."""
    stored = Organisation.objects.first() or Organisation()
    values = {"sign_up": stored.sign_up, "sign_up_domains": "\n".join(stored.sign_up_domains)}
    errors: dict[str, str] = {}
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in values}
        domains = values["sign_up_domains"].replace(",", " ").split()
        try:
            edit_organisation(me, sign_up=values["sign_up"], sign_up_domains=domains, now=timezone.now())
        except Invalid as refusal:
            errors = refusal.fields
        else:
            messages.success(request, _("Saved."))
            return redirect("coming-in")
    return _page(request, me, values, errors)


@never_cache
@require_POST
@administering
def new_invitation(request: HttpRequest, me: Person) -> HttpResponse:
    """Make a link, shown this once."""
    given = {name: request.POST.get(name, "").strip() for name in ("email", "note", "days", "most_uses")}
    try:
        _made, secret = invite(
            me,
            email=given["email"],
            note=given["note"],
            days=_number(given["days"], 14) or 0,
            most_uses=_number(given["most_uses"], None),
            now=timezone.now(),
        )
    except Invalid as refusal:
        stored = Organisation.objects.first() or Organisation()
        values = {"sign_up": stored.sign_up, "sign_up_domains": "\n".join(stored.sign_up_domains)}
        return _page(request, me, values, dict(refusal.fields), given=given)
    link = request.build_absolute_uri(reverse("join", kwargs={"secret": secret}))
    return page(request, me, "invitation_made.html", {"link": link, "email": given["email"]}, section=SECTION)


@require_POST
@administering
def invitation(request: HttpRequest, me: Person, invitation_id: UUID) -> HttpResponse:
    """Take a link back."""
    revoke(me, invitation_by_id(invitation_id), now=timezone.now())
    messages.success(request, _("The link opens nothing any more."))
    return redirect("coming-in")


def _number(text: str, otherwise: int | None) -> int | None:
    if not text:
        return otherwise
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _page(
    request: HttpRequest,
    me: Person,
    values: dict[str, str],
    errors: dict[str, str],
    *,
    given: dict[str, str] | None = None,
) -> HttpResponse:
    context = {
        "values": values,
        "errors": errors,
        "given": given or {"email": "", "note": "", "days": "14", "most_uses": ""},
        "modes": Organisation.SignUp.choices,
        "page": invitations(now=timezone.now(), cursor=request.GET.get("after")),
    }
    return page(request, me, "coming_in.html", context, section=SECTION, status=422 if errors else 200)
