"""The link by which somebody comes in, mailed and, for who never did, shown too."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from cordee.people.actions.letting_in import ask_link
from cordee.people.models import Person
from cordee.people.tasks import write_link


def let_in_address(request: HttpRequest) -> str:
    """Where these links lead, up to their secret."""
    return request.build_absolute_uri(reverse("let-in", kwargs={"secret": "x"})).removesuffix("x/")


def send_link(request: HttpRequest, actor: Person, person: Person, *, now: datetime) -> str:
    """Mail somebody a link; returns it where they never came in, for where mail does not leave. Raises Forbidden,
    Conflict. Who knows their way gets it by mail alone: shown, it would open their account to the administrator.
    """
    secret = ask_link(actor, person, now=now)
    address = let_in_address(request)
    write_link.defer(person=str(person.pk), address=address)
    return "" if person.last_login else f"{address}{secret}/"
