"""The formats that come in: a file each, and a line in ``IMPORTERS``. The first that recognises a file reads it."""

from cordee.studio.importers.cartridge.importer import CartridgeImporter, ContentPackageImporter
from cordee.studio.importers.contract import Importer
from cordee.studio.importers.exe.importer import ElpImporter
from cordee.studio.importers.gift import Gift
from cordee.studio.importers.markdown import MarkdownFolder
from cordee.studio.importers.markdown.ours import OurFolder
from cordee.studio.importers.moodle.backup import MoodleBackup
from cordee.studio.importers.moodle.old import OldMoodleBackup
from cordee.studio.importers.moodle.question_file import MoodleXml
from cordee.studio.importers.olx.importer import OlxImporter
from cordee.studio.importers.played.cmi5 import Cmi5Importer
from cordee.studio.importers.played.h5p import H5PImporter
from cordee.studio.importers.played.scorm import ScormImporter
from cordee.studio.importers.played.xapi import XapiImporter
from cordee.studio.importers.qti.classic.importer import ClassicQtiImporter
from cordee.studio.importers.qti.modern import ModernQtiImporter

# The most specific first.
IMPORTERS: list[Importer] = [
    OurFolder(),
    MoodleBackup(),
    OldMoodleBackup(),
    Cmi5Importer(),
    H5PImporter(),
    ScormImporter(),
    XapiImporter(),
    CartridgeImporter(),
    OlxImporter(),
    ElpImporter(),
    ContentPackageImporter(),
    ModernQtiImporter(),
    ClassicQtiImporter(),
    MoodleXml(),
    Gift(),
    MarkdownFolder(),
]

__all__ = ["IMPORTERS", "Importer"]
