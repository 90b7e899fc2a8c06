"""Taking in the files that people bring. Nothing is trusted: not the name, not the type that was said, not the size."""

import io
import warnings
from datetime import datetime
from pathlib import PurePath
from typing import NoReturn, Protocol
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.base import File as Content
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from cordee.core.errors import Invalid
from cordee.core.ids import uuid7
from cordee.core.queries import organisation
from cordee.core.text import clean_line
from cordee.media.models import File
from cordee.media.webp import only_pixels

MEGABYTE = 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1_600  # pixels, as kept
PHOTO_SIDE = 256
READABLE = ("PNG", "JPEG", "WEBP", "GIF", "BMP")  # what phones call MPO is read as JPEG


class Owner(Protocol):
    """Who brings a file: anything with an identifier (people are a room above)."""

    id: UUID


def store_image(
    actor: Owner,
    upload: Content,
    *,
    now: datetime,
    space_id: UUID | None = None,
    alternative: str = "",
    square: bool = False,
    largest: int | None = None,
) -> File:
    """Decode an image and keep a new encoding of its pixels: what else it carried (place, scripts, lies) is gone.

    An image that we encoded before, and that holds nothing but its pixels, stays as it is: it loses nothing each time.

    ``square`` cuts it to a profile photo. How large it may be is the organisation's choice; what comes in by another
    door than a form says ``largest`` (megabytes). Raises Invalid with what to do.
    """
    limit = largest or organisation().largest_image
    if not upload.size or upload.size > limit * MEGABYTE:
        _refuse(_("Choose an image of at most %(limit)s MB.") % {"limit": limit})
    pixels = _decoded(upload)
    if not square and max(pixels.size) <= LONGEST_SIDE and (same := only_pixels(upload)):
        encoded = io.BytesIO(same)
        encoded.seek(0, io.SEEK_END)
    else:
        if square:
            pixels = ImageOps.fit(pixels, (PHOTO_SIDE, PHOTO_SIDE))
        else:
            pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        encoded = io.BytesIO()
        pixels.save(encoded, "WEBP", quality=82, method=4)
    identifier = uuid7()
    return _kept(
        File(
            id=identifier,
            kind=File.Kind.IMAGE,
            name=_name(upload, "image"),
            stored_as=f"{identifier}.webp",
            media_type="image/webp",
            size=encoded.tell(),
            width=pixels.width,
            height=pixels.height,
            alternative=clean_line(alternative)[:500],
            owner_id=actor.id,
            space_id=space_id,
            at=now,
        ),
        ContentFile(encoded.getvalue()),
    )


def store_attachment(
    actor: Owner,
    upload: Content,
    *,
    now: datetime,
    space_id: UUID | None = None,
    largest: int | None = None,
) -> File:
    """Keep a file as it is; it is only ever handed out as a download, under its own name. Raises Invalid."""
    if not upload.size:
        _refuse(_("This file is empty. Choose another one."), "attachment")
    elif upload.size > (limit := largest or organisation().largest_file) * MEGABYTE:
        _refuse(_("Choose a file of at most %(limit)s MB.") % {"limit": limit}, "attachment")
    identifier = uuid7()
    return _kept(
        File(
            id=identifier,
            kind=File.Kind.ATTACHMENT,
            name=_name(upload, "file"),
            stored_as=str(identifier),
            media_type="application/octet-stream",
            size=upload.size,
            owner_id=actor.id,
            space_id=space_id,
            at=now,
        ),
        upload,
    )


def is_image(content: Content) -> bool:
    """Whether ``store_image`` would take it, but for its size."""
    try:
        _decoded(content)
    except Invalid:
        return False
    return True


def _decoded(upload: Content) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(upload, formats=READABLE)
            if image.width * image.height > MOST_PIXELS:
                _refuse(_("This image has too many pixels. Send a smaller one."))
            # Of a large photo only as many pixels are decoded as will be kept.
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            image.load()
            upright = ImageOps.exif_transpose(image)
            return upright.convert(
                "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
            )
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        _refuse(_("This file cannot be read as an image. Send a PNG, JPEG, WebP or GIF."))


def _kept(file: File, content: Content) -> File:
    # The file first, then its row: a crash between leaves a file without a name, never a name without its file.
    file.stored_as = default_storage.save(file.stored_as, content)
    file.save(force_insert=True)
    return file


def _name(upload: Content, fallback: str) -> str:
    return clean_line(PurePath(upload.name or "").name)[:200] or fallback


def _refuse(message: str, field: str = "image") -> NoReturn:
    raise Invalid(message, fields={field: message})
