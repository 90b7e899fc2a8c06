"""Loading the demo organisation: every act goes through the rooms' actions, with its actor and its time."""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.administration.actions.settings import edit_organisation
from cordee.core.actions import name_organisation
from cordee.core.errors import Conflict
from cordee.demo.accounts import PASSWORD, address
from cordee.demo.animating import animated
from cordee.demo.arranging import arrange
from cordee.demo.content import Language, content
from cordee.demo.improving import improve
from cordee.demo.keeping import kept_and_chosen
from cordee.demo.kindness import keep_kind
from cordee.demo.learning import learned
from cordee.demo.living import Living
from cordee.demo.loaded import Loaded
from cordee.demo.plan import Plan
from cordee.people.actions.arriving import handle_from, welcome
from cordee.people.actions.profiles import edit_profile
from cordee.people.actions.skills import add_skill
from cordee.people.models import Person


@transaction.atomic
def load(*, language: Language, today: date, now: datetime) -> Loaded:
    """Fill an empty database with the demo organisation as it stands on ``today``: all of it, or nothing.

    Raises Conflict when somebody is already here: a demo is never mixed into a real organisation, nor loaded twice.
    """
    if Person.objects.exists():
        raise Conflict(
            _("The demo organisation goes into an empty database only, and people are already here.")
        )
    told = content()
    plan = Plan(told, language, today)
    name_organisation(told.organisation.name, language, demo_since=now)
    loaded = Loaded(told, language)
    _welcome_everyone(loaded, plan)
    _say_who_it_is(loaded, plan)
    arrange(loaded, plan.arrivals())
    past = [*plan.acts(), *kept_and_chosen(plan), *learned(plan), *animated(plan)]
    Living(loaded).live(sorted(past, key=lambda act: act.at))
    keep_kind(loaded, now=now)
    improve(loaded, now=now)
    return loaded


def _welcome_everyone(loaded: Loaded, plan: Plan) -> None:
    """Skills and people. Only the cast can sign in: the others have neither address nor password."""
    organisation = loaded.told.organisation
    for slug, name in loaded.told.skills.items():
        add_skill(slug, name.said(loaded.language), now=plan.founded, seed=f"demo/skill/{slug}")
    cast = {one.person: one for one in organisation.cast}
    password, nobody = make_password(PASSWORD), make_password(None)
    for key, at in sorted(plan.arrivals().items(), key=lambda arrival: arrival[1]):
        entry = loaded.told.people[key]
        handle = handle_from(entry.name)
        person = welcome(
            name=entry.name,
            handle=handle,
            email=address(handle) if key in cast else None,
            encoded_password=password if key in cast else nobody,
            is_administrator=key in cast and cast[key].administrator,
            language=loaded.language,
            time_zone=organisation.time_zone,
            now=at,
            seed=f"demo/person/{key}",
        )
        job = entry.job.said(loaded.language)
        loaded.people[key] = edit_profile(
            person,
            now=at,
            helps=entry.helps,
            learns=entry.learns,
            headline=f"{job} · {entry.unit}",
            about=entry.bio.said(loaded.language),
            availability=entry.available.said(loaded.language),
        )


def _say_who_it_is(loaded: Loaded, plan: Plan) -> None:
    """The legal details that stand on papers, filled in by who administers."""
    entry = loaded.told.organisation
    administrator = next(one.person for one in entry.cast if one.administrator)
    at = plan.arrivals()[administrator]
    edit_organisation(loaded.people[administrator], now=at, **entry.legal.model_dump())
