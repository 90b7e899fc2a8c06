"""The first page of the administration."""

from django.http import HttpRequest, HttpResponse

from cordee.administration.queries.attention import waiting_for_administrators
from cordee.administration.views.administering import administering, page
from cordee.people.models import Person
from cordee.spaces.models import Space


@administering
def home(request: HttpRequest, me: Person) -> HttpResponse:
    """What waits, then what one can do here."""
    context = {
        "attention": waiting_for_administrators(),
        "people": Person.objects.filter(is_active=True).count(),
        "spaces": Space.objects.count(),
    }
    return page(request, me, "home.html", context, section="administration")
