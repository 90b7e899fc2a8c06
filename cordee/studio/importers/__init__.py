"""The formats that come in: a file each, and a line in ``IMPORTERS``. The first that recognises a file reads it."""

from cordee.studio.importers.contract import Importer

IMPORTERS: list[Importer] = []

__all__ = ["IMPORTERS", "Importer"]
