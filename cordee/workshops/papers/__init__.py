"""The papers of workshops: see ``core.papers``."""

from pathlib import Path

SHEET = Path(__file__).parent / "sheet.typ"
