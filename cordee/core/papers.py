"""Papers: what is printed, drawn by Typst as accessible PDF (PDF/UA-1)."""

import json
from pathlib import Path
from typing import Any

import typst

ROOT = Path(__file__).parents[1]  # papers of one room may use what another's have


def drawn(paper: Path, record: dict[str, Any]) -> bytes:
    """The PDF of a Typst file, with the words of ``record``. Some 70 ms."""
    return typst.compile(
        str(paper), root=str(ROOT), sys_inputs={"record": json.dumps(record)}, pdf_standards=["ua-1"]
    )
