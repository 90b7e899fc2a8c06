"""An image of ours comes in as it is, and nothing else does."""

import io
import struct

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from cordee.media.webp import only_pixels


def webp(**more: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGBA", (40, 30), "teal").save(made, "WEBP", **more)
    return made.getvalue()


def test_pixels_alone_stay_as_they_are() -> None:
    for data in (webp(quality=82), webp(lossless=True)):
        assert only_pixels(ContentFile(data, name="vue.webp")) == data


@pytest.mark.parametrize("said", [{"exif": b"Exif\0\0place"}, {"xmp": b"<x/>"}, {"icc_profile": b"profile"}])
def test_what_carries_more_does_not(said: dict[str, bytes]) -> None:
    assert only_pixels(ContentFile(webp(**said), name="vue.webp")) is None


def test_nor_does_what_stands_behind_it_or_is_no_image() -> None:
    data = webp()
    assert only_pixels(ContentFile(data + b"<script>", name="vue.webp")) is None
    longer = data[:4] + struct.pack("<I", len(data) + 4) + data[8:] + b"JUNK" + struct.pack("<I", 4) + b"data"
    assert only_pixels(ContentFile(longer, name="vue.webp")) is None
    assert only_pixels(ContentFile(b"RIFF", name="vue.webp")) is None
