"""Credentials of the record store: by which other software sends statements, and reads them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cordee.administration.views.administering import administering, page
from cordee.core.errors import Invalid
from cordee.people.models import Person
from cordee.records.actions.credentials import create_credential, revoke_credential
from cordee.records.models import ALL, ALL_READ, PROFILE, READ, READ_MINE, STATE, WRITE
from cordee.records.queries.credentials import credential_by_id, credentials
from cordee.records.queries.forwardings import forwardings

# What is offered: each is what a kind of software needs. The command line gives any scopes.
OFFERED = {
    "send": (WRITE, READ_MINE, STATE, PROFILE),
    "read": (READ, ALL_READ),
    "all": (ALL,),
}


@never_cache
@administering
def record_credentials(request: HttpRequest, me: Person) -> HttpResponse:
    """Those that open something; POST makes some, whose password is in this answer and never again."""
    values = {"name": "", "may": "send", "family": ""}
    errors: dict[str, str] = {}
    made, password = None, ""
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in values}
        try:
            if not values["name"].strip():
                raise Invalid("", fields={"name": _("Say what it is for, so that you know it again.")})
            made, password = create_credential(
                name=values["name"],
                scopes=OFFERED.get(values["may"], ()),
                family=values["family"].strip(),
                by=me,
                now=timezone.now(),
            )
        except Invalid as refusal:
            errors = refusal.fields
    context = {
        "page": credentials(request.GET.get("after")),
        "values": values,
        "errors": errors,
        "forwardings": forwardings(),
        "made": made,
        "password": password,
        "address": request.build_absolute_uri("/xapi"),
    }
    status = 422 if errors else 200
    return page(request, me, "records.html", context, section="record-credentials", status=status)


@require_POST
@administering
def record_credential(request: HttpRequest, me: Person, credential_id: UUID) -> HttpResponse:
    """Take credentials back."""
    revoke_credential(credential_by_id(credential_id), by=me, now=timezone.now())
    messages.success(request, _("The credentials are taken back: they open nothing any more."))
    return redirect("record-credentials")
