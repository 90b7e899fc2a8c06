"""Reads of files."""

import re
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.media.models import File

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def file_stored_as(name: str) -> File:
    """The file behind an address; raises Missing. One query."""
    file = File.objects.filter(stored_as=name).first()
    if file is None:
        raise Missing(_("This file does not exist, or is not open to you."))
    return file


def files_named(identifiers: Sequence[str]) -> list[File]:
    """The files of these identifiers, in this order; those that are gone are left out. One query."""
    wanted = [one for one in identifiers if _UUID.fullmatch(one)]
    found = {str(file.id): file for file in File.objects.filter(id__in=wanted)}
    return [found[one] for one in wanted if one in found]


def file_brought(owner_id: UUID, file_id: UUID) -> File:
    """An attachment that somebody brought; raises Missing. One query."""
    file = File.objects.filter(pk=file_id, owner_id=owner_id, kind=File.Kind.ATTACHMENT).first()
    if file is None:
        raise Missing(_("This file does not exist, or is not open to you."))
    return file
