"""Packages made for the tests, by their contents."""

import io
import tarfile
import zipfile
from pathlib import Path

from PIL import Image


def zipped(path: Path, parts: dict[str, str | bytes]) -> Path:
    """A zip of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in parts.items():
            whole.writestr(name, content)
    return path


def tarred(path: Path, parts: dict[str, str | bytes]) -> Path:
    """A tar.gz of these parts."""
    with tarfile.open(path, "w:gz") as whole:
        for name, content in parts.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            whole.addfile(info, io.BytesIO(data))
    return path


def folder(path: Path, parts: dict[str, str | bytes]) -> Path:
    """A folder of these parts."""
    for name, content in parts.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def picture(colour: str = "teal", size: tuple[int, int] = (40, 30)) -> bytes:
    """A PNG."""
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, "PNG")
    return made.getvalue()
