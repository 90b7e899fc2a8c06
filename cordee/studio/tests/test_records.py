"""Large XML comes record by record, in little memory, and safely."""

import contextlib
import tracemalloc
from pathlib import Path

import pytest

from cordee.media.archive import Broken
from cordee.studio import records as module
from cordee.studio.records import field_around, records
from cordee.studio.tests.places import zipped

QUIZ = """<?xml version="1.0" encoding="{}"?><ALL><category id="7"><name>À nous</name><many>
<item n="1"><text>é&nbsp;&amp;nbsp; &lt;b&gt;</text><item>dedans</item></item><item n="2"/></many></category>
<category><name>Autre</name><item n="3"/></category></ALL>"""


def read(
    tmp_path: Path, text: str | bytes, *tags: str, inside: tuple[str, ...] = ()
) -> list[tuple[str, ...]]:
    with zipped(tmp_path, {"a.xml": text}) as archive:
        return [
            (
                one.get("n") or "",
                one.findtext("text") or "",
                *(field_around(one, tag, "name") for tag in inside),
            )
            for one in records(archive, "a.xml", tags, inside=inside)
        ]


@pytest.fixture(params=["whole", "streamed"], autouse=True)
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SMALL", 10**6 if request.param == "whole" else 0)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_records_with_what_stands_around_them(tmp_path: Path, encoding: str) -> None:
    text = QUIZ.format(encoding).encode(encoding)
    assert read(tmp_path, text, "item", inside=("category",)) == [
        ("1", "é\u00a0&nbsp; <b>", "À nous"),
        ("2", "", "À nous"),
        ("3", "", "Autre"),
    ]


def test_a_hundred_megabytes_take_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = f"<item><text>{'mot ' * 50_000}</text></item><other>{'mot ' * 50_000}</other>"
    with zipped(tmp_path, {"a.xml": f"<all>{one * 100}</all>"}) as archive:
        tracemalloc.start()
        assert sum(len(found.findtext("text")) for found in records(archive, "a.xml", ["item"])) == 20_000_000
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
        tracemalloc.stop()


def test_a_record_has_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SMALL", 0)
    monkeypatch.setattr(module, "LARGEST_RECORD", 500_000)
    with pytest.raises(Broken):
        read(tmp_path, f"<all><item>{'x' * 900_000}</item></all>", "item")
    assert len(read(tmp_path, f"<all>{('<item>' + 'x' * 90_000 + '</item>') * 12}</all>", "item")) == 12


def test_entities_are_not_read(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "boum">]><all><item><text>&x;</text></item></all>'
    with pytest.raises(Broken):
        read(tmp_path, bomb, "item")
    late = f"<!--{'x' * 9_000}-->{bomb}"
    with contextlib.suppress(Broken):
        texts = [one[1] for one in read(tmp_path, late, "item")]
        assert texts == [""]


def test_what_is_not_well_formed_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    text = "<all><item n='1'><text>a & b c</text></item><item n='2'><text>\x0bd</text></item>"
    assert [one[0] for one in read(tmp_path, text, "item")] == ["1", "2"]
