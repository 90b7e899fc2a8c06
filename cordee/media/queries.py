"""Reads of files."""

from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.media.models import File


def file_stored_as(name: str) -> File:
    """The file behind an address; raises Missing. One query."""
    file = File.objects.filter(stored_as=name).first()
    if file is None:
        raise Missing(_("This file does not exist, or is not open to you."))
    return file
