"""The link in the mail to somebody whom an administrator added."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from cordee.core.errors import Invalid
from cordee.people.actions.letting_in import choose_password, holder_of
from cordee.people.actions.second_factor import has_factors
from cordee.people.openid.providers import passwords_allowed
from cordee.people.signing_in import sign_in


@never_cache
def let_in(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a password, and be in; who has a second step takes it at the sign-in."""
    if request.user.is_authenticated:
        return redirect("today")
    person = holder_of(secret)
    if not (person.is_administrator or passwords_allowed()):
        return render(request, "openid/alone.html")
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            person = choose_password(secret, request.POST.get("password", ""))
        except Invalid as refusal:
            errors = refusal.fields
        else:
            if has_factors(person):
                return redirect("account_login")
            sign_in(request, person)
            return redirect("today")
    context = {"someone": person, "errors": errors}
    return render(request, "account/let_in.html", context, status=422 if errors else 200)
