"""The verifier of the browser: its script, run by itself, finds what the other one finds."""

import hashlib
import hmac
import json
import re
import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from cordee.evidence.exporting.package import VERIFIER
from cordee.evidence.scope import Scope
from cordee.evidence.tests.test_export import made
from cordee.workshops.tests.conftest import Planned

RUN = """
const { verify, sha256, hmac, canonical } = require("./verify.js"), fs = require("fs");
const bytes = new Uint8Array(fs.readFileSync("evidence.zip")), unseen = [];
let seed = 7;
const chance = n => (seed = (seed * 48271) % 2147483647) % n;
const places = [...Array(60).keys(), ...Array.from({ length: 400 }, (_none, i) => bytes.length - 400 + i)];
for (let n = 0; n < 200; n++) places.push(chance(bytes.length));
for (const place of places) {
  const one = bytes[place];
  bytes[place] ^= 1 << chance(8);
  if (!verify(bytes, "").faults.length) unseen.push(place);
  bytes[place] = one;
}
const more = text => text.replace('"minutes":210,"present"', '"minutes":420,"present"'); // in a piece, not in a content
const changed = Buffer.from(more(Buffer.from(bytes).toString("latin1")), "latin1");
console.log(JSON.stringify({
  whole: verify(bytes, ""), unknown: verify(bytes, "ab".repeat(32)).faults,
  changed: verify(new Uint8Array(changed), "").faults,
  unseen, hashes: ["", "é", "a".repeat(1000)].map(sha256), hmac: hmac(new Uint8Array([1, 2]), new Uint8Array([3])),
  canonical: canonical({ b: [1, null, "é\\u2028\\n"], a: { d: true, c: -1 } }),
}));
"""


@pytest.mark.django_db
def test_the_page_finds_what_the_other_verifier_finds(lived: Planned, tmp_path: Path) -> None:
    page = (VERIFIER / "verify.html").read_text()
    (script,) = re.findall(r"<script>(.*)</script>", page, re.DOTALL)
    (tmp_path / "verify.js").write_text(script)
    (tmp_path / "run.js").write_text(RUN)
    (tmp_path / "evidence.zip").write_bytes(made(Scope()))
    node, _cli = compute_driver_executable()
    ran = subprocess.run([node, "run.js"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["whole"]["faults"] == []
    assert told["whole"]["told"]["pieces"] > 8
    assert len(told["unknown"]) == 1
    assert any(
        re.match(r"piece \d+ \(attendance, 2026-03-05.*\), subject: expected the seal", one)
        for one in told["changed"]
    )
    assert told["unseen"] == []
    assert told["hashes"] == [hashlib.sha256(text.encode()).hexdigest() for text in ("", "é", "a" * 1000)]
    assert told["hmac"] == hmac.new(b"\1\2", b"\3", hashlib.sha256).hexdigest()
    assert told["canonical"] == '{"a":{"c":-1,"d":true},"b":[1,null,"é\u2028\\n"]}'


def test_the_page_asks_nothing_of_any_network() -> None:
    page = (VERIFIER / "verify.html").read_text()
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|src=|fetch\(|XMLHttpRequest|import ", page)
