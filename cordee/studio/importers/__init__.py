"""The formats that come in: a file each, and a line in ``IMPORTERS``. The first that recognises a file reads it."""

from cordee.studio.importers.contract import Importer
from cordee.studio.importers.gift import Gift
from cordee.studio.importers.moodle.question_file import MoodleXml

# The most specific first.
IMPORTERS: list[Importer] = [
    MoodleXml(),
    Gift(),
]

__all__ = ["IMPORTERS", "Importer"]
