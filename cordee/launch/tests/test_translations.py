"""Catalogues are compiled when they are newer than what was compiled, without unsure entries."""

import gettext
import os
from pathlib import Path

from cordee.launch.translations import ensure_translations

CATALOGUE = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Today"
msgstr "Aujourd’hui"

#, fuzzy
msgid "Space"
msgstr "Espèce"
"""


def test_compiled_once_and_again_when_it_changes(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source, compiled = folder / "django.po", folder / "django.mo"
    source.write_text(CATALOGUE)
    ensure_translations(tmp_path)
    words = gettext.translation("django", tmp_path, ["fr"])
    assert words.gettext("Today") == "Aujourd’hui"
    assert words.gettext("Space") == "Space"

    os.utime(compiled, (source.stat().st_mtime + 10,) * 2)
    before = compiled.stat().st_ino
    ensure_translations(tmp_path)
    assert compiled.stat().st_ino == before
    os.utime(source, (compiled.stat().st_mtime + 10,) * 2)
    ensure_translations(tmp_path)
    assert compiled.stat().st_ino != before
