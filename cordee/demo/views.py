"""Walking in as one of the demo's people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.core.errors import Missing
from cordee.demo.accounts import offered
from cordee.people.signing_in import sign_in


@require_POST
def enter(request: HttpRequest, handle: str) -> HttpResponse:
    """Sign in as one of the offered accounts, in one click; there is nothing here where this is not a demo."""
    for account in offered():
        if account.handle == handle:
            sign_in(request, account.person)
            return redirect("today")
    raise Missing(_("There is no page at this address."))
