"""Compiled translations: made from the catalogues at set-up, never committed."""

import os
from pathlib import Path

from cordee.launch.place import ROOT

LOCALE = ROOT / "locale"


def ensure_translations(folder: Path = LOCALE) -> None:
    """Compile each ``django.po`` that is newer than its ``.mo``. Unsure ("fuzzy") entries stay in English."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            _compile(source, compiled)


def _compile(source: Path, compiled: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name)
    temporary = compiled.with_name(f".{compiled.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            write_mo(file, catalogue, use_fuzzy=False)
        temporary.replace(compiled)
    finally:
        temporary.unlink(missing_ok=True)
