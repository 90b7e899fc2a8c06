"""Files that authors bring into a path: who reads the path reads them."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cordee.media.actions import store_attachment, store_image
from cordee.media.models import File
from cordee.paths import access
from cordee.paths.models import PathFile


@transaction.atomic
def attach(
    where: access.Standing, upload: UploadedFile, *, now: datetime, shown: bool = False, alternative: str = ""
) -> File:
    """Keep a file for the path; ``shown``: an image of a text, encoded anew. For authors. Raises Forbidden, Invalid."""
    access.check_writes(where)
    if shown:
        file = store_image(where.person, upload, alternative=alternative, now=now)
    else:
        file = store_attachment(where.person, upload, now=now)
    PathFile.objects.create(path=where.path, file=file)
    return file
