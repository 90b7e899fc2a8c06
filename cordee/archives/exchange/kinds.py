"""What an export holds: every kind of thing that people made, and why some are left out."""

from functools import cache

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models

from cordee.journal.readers import registered

# Readers' tables are left out too: they are made again from the journal.
LEFT_OUT = {
    "core.shortterm": "true for some minutes",
    "api.token": "a secret of its owner",
    "people.identityprovider": "a secret shared with a provider, which knows this installation by its address",
    "api.keptanswer": "kept for a day, for calls that come twice",
    "people.invitation": "a secret of its holder",
    "workshops.calendarkey": "a secret of its owner, sealed with this installation's key",
    "circulation.chart": "made again each night",
    "circulation.passing": "made again each night",
    "circulation.place": "made again each night",
    "circulation.travel": "made again each night",
    "journal.cursor": "how far readers have come here",
    "evidence.piece": "a chain of this installation: it exports with a verifier of its own, and a backup holds it",
    "evidence.tally": "how many pieces there are",
    "evidence.checkpoint": "a chain of this installation",
    "evidence.verification": "what came of verifying that chain",
    "evidence.auditlink": "a secret of its holder",
    "evidence.visit": "by such a link",
}
LEFT_OUT_ROOMS = {
    "webhooks": "secrets shared with other software, and what was sent to it",
    "records": "other software reads it by xAPI, and a backup holds it; its credentials are secrets",
    "cmi5": "courses come again from their packages; what was stated of them is read by xAPI, and a backup holds all",
    "live": "what is true for a moment",
}
LEFT_OUT_FIELDS = {"people.person": {"password", "last_login"}}


@cache
def kinds() -> dict[str, type[models.Model]]:
    """The models of an export by their name, in the order of the names."""
    readers = {table for reader in registered() for table in reader.tables}
    found = {
        model._meta.label_lower: model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("cordee.")
        or (model._meta.auto_created and model._meta.auto_created.__module__.startswith("cordee."))
    }
    found = {
        name: model
        for name, model in found.items()
        if model not in readers
        and name not in LEFT_OUT
        and model._meta.app_label not in LEFT_OUT_ROOMS
        and not name.startswith(("people.person_groups", "people.person_user_permissions"))
    }
    found[EmailAddress._meta.label_lower] = EmailAddress
    return dict(sorted(found.items()))


def columns(name: str) -> list[models.Field]:
    """The fields of a kind that are told, in the order of their names."""
    hidden = LEFT_OUT_FIELDS.get(name, set())
    fields = [
        field
        for field in kinds()[name]._meta.concrete_fields
        if field.attname not in hidden and not field.generated
    ]
    return sorted(fields, key=lambda field: field.attname)
