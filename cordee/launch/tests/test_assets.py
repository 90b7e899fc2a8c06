"""What happens to the front end after Vite."""

import gzip
from pathlib import Path

from cordee.launch.assets import compress


def test_texts_get_a_smaller_copy_and_nothing_else_does(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    text = "body { color: black }\n" * 100
    (tmp_path / "assets" / "main.css").write_text(text)
    (tmp_path / "assets" / "tiny.js").write_text("1")
    (tmp_path / "assets" / "face.woff2").write_bytes(b"0" * 5000)
    compress(tmp_path)
    made = sorted(path.name for path in tmp_path.rglob("*.gz"))
    assert made == ["main.css.gz"]
    assert gzip.decompress((tmp_path / "assets" / "main.css.gz").read_bytes()).decode() == text
