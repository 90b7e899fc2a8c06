"""What each page of the administration costs, and that a longer list costs the same."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from cordee.administration.tests.pages import prepare
from cordee.api.actions import create_token
from cordee.people.actions.administering import set_roles
from cordee.people.actions.arranging import add_group, add_unit, place, put_in
from cordee.people.actions.invitations import invite
from cordee.people.models import Group, Person, Unit
from cordee.spaces.actions.memberships import admit
from cordee.spaces.actions.spaces import open_space
from cordee.testing.cast import NOW, Stage
from cordee.testing.costs import costs
from cordee.webhooks.actions.hooks import make_hook
from cordee.webhooks.models import Delivery, Hook

pytestmark = pytest.mark.django_db

PAGES = {
    "/administration/": 10,
    "/administration/settings/": 3,
    "/administration/people/": 3,
    "/administration/people/@karim/": 9,
    "/administration/people/new/": 3,
    "/administration/people/file/": 2,
    "/administration/units/": 3,
    "/administration/units/{unit}/": 5,
    "/administration/groups/": 3,
    "/administration/groups/{group}/": 5,
    "/administration/coming-in/": 4,
    "/administration/roles/": 2,
    "/administration/spaces/": 5,
    "/administration/tokens/": 3,
    "/administration/records/": 4,
    "/administration/records/forwardings/{forwarding}/": 4,
    "/administration/webhooks/": 3,
    "/administration/webhooks/{hook}/": 4,
    "/administration/people/?q=p&state=active": 3,
    "/administration/audit/": 6,
    "/administration/audit/?person=karim": 10,
    "/administration/health/": 14,
    "/me/tokens/": 3,
}


def _more(stage: Stage) -> None:
    """Thirty more of everything that these pages list, each with what could cost a query of its own."""
    thomas, unit, group, hook = stage.cast.thomas, Unit.objects.get(), Group.objects.get(), Hook.objects.get()
    for n in range(30):
        person = Person.objects.create(name=f"P{n}", handle=f"p{n}", email=f"p{n}@example.org", joined_at=NOW)
        place(thomas, person, unit=unit, manager=stage.cast.karim, now=NOW)
        put_in(thomas, group, person, now=NOW)
        set_roles(thomas, person, administrator=False, auditor=True, now=NOW)
        below, circle = (
            add_unit(thomas, name=f"U{n}", parent=unit, now=NOW),
            add_group(thomas, name=f"G{n}", now=NOW),
        )
        put_in(thomas, circle, stage.cast.karim, now=NOW)
        invite(thomas, note=f"I{n}", unit=below, group=circle, now=NOW)
        create_token(thomas if n % 2 else person, name=f"T{n}", scopes=["read"], now=NOW)
        space = open_space(thomas, title=f"Espace {n}", visibility="open", now=NOW)
        admit(thomas, space, stage.cast.karim, role="facilitator", now=NOW)
        make_hook(thomas, name=f"H{n}", address="https://example.org/", now=NOW)
        Delivery.objects.create(hook=hook, verb="post.published", body={}, at=NOW, due_at=NOW + timedelta(n))


def test_pages_cost_the_same_when_their_lists_grow(stage: Stage, sign_in: Callable[..., Client]) -> None:
    values = prepare(stage)
    client = sign_in(stage.cast.thomas)
    paths = [path.format(**values) for path in PAGES]
    costs(client, paths)  # what is kept in memory is read
    few = costs(client, paths)
    _more(stage)
    assert costs(client, paths) == few
    assert {
        path: cost for (path, cost), most in zip(few.items(), PAGES.values(), strict=True) if cost > most
    } == {}
