"""Who calls the operations of the administration."""

from django.http import HttpRequest

from cordee.administration.access import check_administers
from cordee.people.models import Person
from cordee.spaces.views.viewing import actor


def reader(request: HttpRequest) -> Person:
    """The caller, who administers or audits. Raises Forbidden."""
    me = actor(request)
    check_administers(me, reads=True)
    return me


def changer(request: HttpRequest) -> Person:
    """The caller, who administers. Raises Forbidden."""
    me = actor(request)
    check_administers(me)
    return me
