"""The papers of paths: see ``core.papers``."""

from pathlib import Path

CERTIFICATE = Path(__file__).parent / "certificate.typ"
