"""The inside of WebP files: whether there is anything but pixels in one."""

import struct

from django.core.files.base import File as Content

_PIXELS = {
    b"VP8 ",
    b"VP8L",
    b"VP8X",
    b"ALPH",
}  # VP8X: the size of the canvas; metadata stand in chunks of their own
_STILL = 0b0001_0000  # of the flags in VP8X: transparency, and nothing else
LARGEST = 8 * 1024**2  # bytes


def only_pixels(upload: Content) -> bytes | None:
    """The file, where it is one still image whose chunks fill it from its beginning to its end; else None."""
    if not upload.size or upload.size > LARGEST:
        return None
    upload.seek(0)
    whole: bytes = upload.read(LARGEST + 1)
    if len(whole) < 20 or whole[:4] != b"RIFF" or whole[8:12] != b"WEBP":
        return None
    if struct.unpack_from("<I", whole, 4)[0] + 8 != len(whole):
        return None
    at, seen = 12, []
    while at + 8 <= len(whole):
        name, size = struct.unpack_from("<4sI", whole, at)
        seen.append(name)
        if name not in _PIXELS or (name == b"VP8X" and whole[at + 8 : at + 9].strip(bytes([0, _STILL]))):
            return None
        at += 8 + size + size % 2
    return whole if at == len(whole) and len(set(seen)) == len(seen) else None
