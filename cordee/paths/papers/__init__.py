"""Papers: what is printed, drawn by Typst as accessible PDF (PDF/UA-1)."""

import json
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).parent


def drawn(paper: str, record: dict[str, Any]) -> bytes:
    """The PDF of a paper of this folder, with the words of ``record``. Some 70 ms."""
    return typst.compile(
        str(HERE / f"{paper}.typ"), sys_inputs={"record": json.dumps(record)}, pdf_standards=["ua-1"]
    )
