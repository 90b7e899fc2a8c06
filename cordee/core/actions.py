"""Writes of the ground: naming the organisation."""

from datetime import datetime

from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation


def name_organisation(name: str, language: str, *, demo_since: datetime | None = None) -> Organisation:
    """Say who this installation is for; made the first time, changed after."""
    organisation, _made = Organisation.objects.update_or_create(
        only=True, defaults={"name": name, "language": language, "demo_since": demo_since}
    )
    forget_organisation()
    return organisation
